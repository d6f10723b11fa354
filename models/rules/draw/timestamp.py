"""Step 7: a time-stamp (RFC 3161) over the announcement's file: proof from outside of when it stood.

A token is the DER of a TimeStampToken in base64. Whose it is only a given authority's certificates
can tell; form and imprint anybody can check.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta, timezone

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.x509 import Certificate, InvalidVersion, load_pem_x509_certificates
from rfc3161_client import (
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from models.rules.draw import suite as suites

IMPRINTS = {"2.16.840.1.101.3.4.2.1": "sha256", "1.2.156.10197.1.401": "sm3"}
"""What a stamp may take the announcement's digest by."""

BEIJING = timezone(timedelta(hours=8))
_GRANTED = bytes.fromhex("3003020100")
"""A token travels inside a response, which is what the library reads."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a token says: when (to the second), by which hash, over which digest, and the number
    that was asked with, if it was.

    ``signature`` is ``None`` until an authority's certificates were there to check it.
    """

    at: str
    suite: str
    imprint: str
    nonce: int | None = None
    signature: bool | None = None


def read(token: str) -> tuple[Stamp | None, list[str]]:
    """What a token says, or in Chinese why it is none; never raises."""
    response, wrong = _response(token)
    if response is None:
        return None, wrong
    told = response.tst_info
    oid = told.message_imprint.hash_algorithm.dotted_string
    if oid not in IMPRINTS:
        return None, [f"时间戳的摘要算法 {oid} 不是 SHA-256 或 SM3"]
    at = told.gen_time.astimezone(BEIJING).isoformat(timespec="seconds")
    return Stamp(at, IMPRINTS[oid], told.message_imprint.message.hex(), told.nonce), []


def check(
    token: str, stamped: bytes, authority: bytes | None = None
) -> tuple[Stamp | None, list[str]]:
    """The stamp and in Chinese all that is wrong with it as one over ``stamped``.

    ``authority`` is the PEM of the certificates that are trusted; without it the signature stays
    unchecked.

    Duty: 17.1 (第十七条).
    """
    stamp, wrong = read(token)
    if stamp is None:
        return None, wrong
    digest = suites.digest(stamp.suite, stamped)
    if stamp.imprint != digest:
        wrong.append(f"时间戳所盖文件的摘要是 {stamp.imprint}，公告文件的是 {digest}")
    if authority is not None:
        unsigned = _unsigned(token, authority)
        stamp = replace(stamp, signature=not unsigned)
        wrong += unsigned
    return stamp, wrong


def in_time(at: str, announced_at: str, dues: Iterable[str]) -> bool:
    """Whether a stamp of the moment ``at`` tells that the announcement was out before any source.

    Duty: 17.1 (第十七条).
    """
    return announced_at <= at and all(at < due for due in dues)


def unusable(authority: bytes) -> list[str]:
    """Why no signature can be checked with these certificates, in Chinese; one that serves is
    enough."""
    try:
        certificates = load_pem_x509_certificates(authority)
    except (ValueError, InvalidVersion):
        return ["时间戳机构的证书不是 PEM 文件"]
    if any(map(_serves, certificates)):
        return []
    return ["时间戳机构的证书用本程序不能核对的签名算法（如 SM2）"]


def _serves(certificate: Certificate) -> bool:
    try:
        certificate.public_key()
    except (UnsupportedAlgorithm, ValueError):
        return False
    return True


def _response(token: str) -> tuple[TimeStampResponse | None, list[str]]:
    try:
        der = base64.b64decode(token, validate=True)
    except (binascii.Error, ValueError):
        return None, ["时间戳不是 base64"]
    if not der or base64.b64encode(der).decode() != token:
        return None, ["时间戳不是 base64 的规定写法"]
    try:
        response = decode_timestamp_response(element(0x30, _GRANTED + der))
        _ = response.tst_info.gen_time
    except ValueError:
        return None, ["时间戳不是 RFC 3161 的 TimeStampToken（DER）"]
    return response, []


def element(tag: int, inside: bytes) -> bytes:
    """One element of DER."""
    n = len(inside)
    length = n.to_bytes((n.bit_length() + 7) // 8, "big")
    return bytes([tag]) + (bytes([n]) if n < 128 else bytes([128 + len(length)]) + length) + inside


def _unsigned(token: str, authority: bytes) -> list[str]:
    """Why the signature doesn't hold before the given certificates."""
    if wrong := unusable(authority):
        return wrong
    roots = load_pem_x509_certificates(authority)
    response, wrong = _response(token)
    if response is None:
        return wrong
    imprint = response.tst_info.message_imprint.message
    try:
        signer = None if response.signed_data.certificates else _signer(response, roots)
        VerifierBuilder(roots=roots, tsa_certificate=signer).build().verify(response, imprint)
    except (VerificationError, ValueError, KeyError):  # a name in a text form it doesn't know
        return ["时间戳的签名与所给机构的证书不符，或其签名算法不能核对"]
    return []


def _signer(response: TimeStampResponse, known: list[Certificate]) -> Certificate | None:
    """Whose certificate the token names, where it brings none itself."""
    for named in response.signed_data.signer_infos:
        for each in known:
            if (each.issuer, each.serial_number) == (named.issuer, named.serial_number):
                return each
    return None
