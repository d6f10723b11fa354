"""An invented time-stamp authority, run with the ``openssl`` that a citizen has."""

from __future__ import annotations

import base64
import subprocess
from pathlib import Path

CONFIG = """
[req]
distinguished_name = name
prompt = no
x509_extensions = root
[name]
CN = An invented authority
[root]
basicConstraints = critical, CA:TRUE
[signer]
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = stamps
[stamps]
serial = {folder}/serial
signer_cert = {folder}/signer.pem
signer_key = {folder}/signer.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sm3, sha512
"""


class Authority:
    """Stamps files; ``pem`` is what a verifier trusts, ``signer`` who signs under it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "config").write_text(CONFIG.format(folder=folder))
        (folder / "serial").write_text("01\n")
        new = [
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-config",
            "config",
        ]
        self._run("req", "-x509", *new, "-keyout", "root.key", "-out", "root.pem", "-days", "99")
        self._run("req", *new, "-keyout", "signer.key", "-out", "signer.csr")
        by = [
            "-CA",
            "root.pem",
            "-CAkey",
            "root.key",
            "-extfile",
            "config",
            "-extensions",
            "signer",
        ]
        self._run("x509", "-req", "-in", "signer.csr", *by, "-days", "99", "-out", "signer.pem")
        self.pem = (folder / "root.pem").read_bytes()
        self.signer = (folder / "signer.pem").read_bytes()

    def stamp(self, content: bytes, hashed: str = "sha256", *, with_signer: bool = True) -> str:
        """A token over ``content`` in base64."""
        (self.folder / "content").write_bytes(content)
        asked = ["-data", "content", f"-{hashed}", "-out", "asked", "-config", "config"]
        self._run("ts", "-query", *asked, *(["-cert"] if with_signer else []))
        answer = ["-queryfile", "asked", "-config", "config", "-token_out", "-out", "token"]
        self._run("ts", "-reply", "-section", "stamps", *answer)
        return base64.b64encode((self.folder / "token").read_bytes()).decode()

    def answer(self, query: bytes) -> bytes:
        """What it answers to a TimeStampReq: a stamp, or that it gives none."""
        (self.folder / "asked").write_bytes(query)
        answer = ["-queryfile", "asked", "-config", "config", "-out", "answer"]
        self._run("ts", "-reply", "-section", "stamps", *answer)
        return (self.folder / "answer").read_bytes()

    def _run(self, *command: str) -> None:
        openssl(self.folder, *command)


def openssl(folder: Path, *command: str) -> bytes:
    """What the command prints; it has to succeed."""
    return subprocess.run(["openssl", *command], cwd=folder, check=True, capture_output=True).stdout


def sm2_certificate(folder: Path) -> bytes:
    """The PEM of an authority that signs by SM2."""
    (folder / "config").write_text(CONFIG.format(folder=folder))
    openssl(folder, "genpkey", "-algorithm", "SM2", "-out", "key")
    return openssl(folder, "req", "-x509", "-new", "-key", "key", "-sm3", "-config", "config")
