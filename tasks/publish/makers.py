"""What makes a page or judges a text: the program's own sources, as a digest."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_KINDS = (".py", ".j2", ".css", ".js")


@cache
def made_by(*rooms: str) -> str:
    """The digest of every source file in these packages, and of Python itself, as this process first
    found them: another version of the program has another."""
    read = hashlib.sha256(sys.version.encode())
    for room in rooms:
        for path in _sources(files(room)):
            content = path.read_bytes()
            read.update(f"\n{path.name} {len(content)}\n".encode() + content)
    return read.hexdigest()


def _sources(folder: Traversable) -> Iterator[Traversable]:
    for each in sorted(folder.iterdir(), key=lambda path: path.name):
        if each.is_dir():
            yield from _sources(each)
        elif each.name.endswith(_KINDS):
            yield each
