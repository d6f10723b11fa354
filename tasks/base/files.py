"""Files below ``SSJ_HOME``: written whole or not at all."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

from models.home import home


def put(path: Path, content: bytes) -> str:
    """Write ``content`` to ``path`` so that a crash leaves the old file or the new, never half.

    Returns the path relative to ``SSJ_HOME``, which is how the database names it; of a file
    elsewhere, the path as it is.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        dir=path.parent, prefix=f".{path.name[:60]}.", suffix=".half", delete=False
    ) as half:
        half.write(content)
    written = Path(half.name)
    written.chmod(0o644)
    written.replace(path)
    inside = path.resolve().is_relative_to(home().resolve())
    return path.resolve().relative_to(home().resolve()).as_posix() if inside else str(path)


def put_digested(path: Path, content: bytes) -> tuple[str, str]:
    """Write a file; its name as the database has it, and its SHA-256 (hex)."""
    return put(path, content), hashlib.sha256(content).hexdigest()


def get(name: str) -> bytes:
    """The content of a file the database names."""
    return (home() / name).read_bytes()
