"""Chain heads printed on what left the house, read back from its copies.

A chain says nothing of a tail that was cut off, or of being written anew from the start; a head
that was printed before does.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from models.faults import Refused
from models.home import home
from models.rules.audit_chain import HEAD_LETTERS

FOLDERS = ("packages", "delivered", "task_sheets", "site")
"""Where below ``SSJ_HOME`` documents that bear a head are kept."""

MANIFEST = "manifest.json"
BYTES_AT_A_TIME = 1 << 20
_PRINTED = re.compile(
    rb'(?:audit_head"\s*:\s*"|' + "留痕链头".encode() + rb"[^0-9a-f]{1,80})"
    rb"([0-9a-f]{%d,64})(?=[^0-9a-f])" % HEAD_LETTERS
)
_LONGEST = 400
"""More bytes than a printed head and its label take."""

Heads = dict[str, str]
"""A head, or its first letters -> the document that bears it."""


def at_hand() -> Heads:
    """The heads on the documents below ``SSJ_HOME``; one that can't be read tells nothing."""
    return {
        head: path.relative_to(home()).as_posix()
        for folder in FOLDERS
        for path in sorted((home() / folder).rglob("*"))
        if path.is_file()
        for head in _heads(path)
    }


def on(paths: Iterable[Path]) -> Heads:
    """The heads on the files a user hands in.

    Raises:
        Refused: one bears none.
    """
    heads: Heads = {}
    without = []
    for path in paths:
        found = dict.fromkeys(_heads(path), path.name)
        heads |= found
        if not found:
            without.append(f"文件「{path.name}」里找不到链头")
    if without:
        raise Refused(*without, code="no-head")
    return heads


def _heads(path: Path) -> set[str]:
    readers = {".zip": _in_package, ".xlsx": _in_workbook, ".html": _in_text, ".json": _in_text}
    read = readers.get(path.suffix.lower())
    try:
        return set(read(path)) if read else set()
    except (OSError, KeyError, ValueError, TypeError, zipfile.BadZipFile):
        return set()


def _in_package(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as packed:
        yield str(json.loads(packed.read(MANIFEST))["audit_head"])


def _in_workbook(path: Path) -> Iterator[str]:
    """In the footers of its sheets."""
    with zipfile.ZipFile(path) as packed:
        for name in packed.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                yield from _printed(packed.read(name))


def _in_text(path: Path) -> Iterator[str]:
    with path.open("rb") as opened:
        before = b""
        while some := opened.read(BYTES_AT_A_TIME):
            yield from _printed(before + some)
            before = (before + some)[-_LONGEST:]


def _printed(content: bytes) -> Iterator[str]:
    return (found.decode() for found in _PRINTED.findall(content))
