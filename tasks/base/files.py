"""Files below ``SSJ_HOME``: written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from models.home import home


def put(path: Path, content: bytes) -> str:
    """Write ``content`` to ``path`` so that a crash leaves the old file or the new, never half.

    Returns the path relative to ``SSJ_HOME``, which is how the database names it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{os.getpid()}.half")
    half.write_bytes(content)
    half.replace(path)
    return path.relative_to(home()).as_posix()


def get(name: str) -> bytes:
    """The content of a file the database names."""
    return (home() / name).read_bytes()
