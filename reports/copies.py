"""Sheets that differ from another in a few texts alone are written once and copied.

A brigade prints hundreds of blank forms of one item at a time; cell by cell each takes several times
as long.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

SHEET = "xl/worksheets/sheet{}.xml"
_FOOT = re.compile(r"(<oddFooter>&amp;L&amp;9 ).*?(&amp;C)")


Copy = tuple[int, Mapping[str, str], str]
"""The sheet (counted from 1) that another is to be like, its other texts (cell -> text), and what stands
at the left of its foot."""


def with_copies(workbook: bytes, copies: Mapping[int, Copy]) -> bytes:
    """The workbook with its copies written; the same input gives the same bytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as given,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        content = {member.filename: given.read(member) for member in given.infolist()}
        patterns = {of: SHEET.format(of) for of in {of for of, _, _ in copies.values()}}
        texts = {of: content[name].decode() for of, name in patterns.items()}
        for number, each in copies.items():
            content[SHEET.format(number)] = _copied(texts[each[0]], each[1], each[2]).encode()
        for member in given.infolist():
            written.writestr(member, content[member.filename])
    return out.getvalue()


def _copied(xml: str, own: Mapping[str, str], beside: str) -> str:
    cells = "|".join(own)
    changed = re.compile(rf'<c r="({cells})" s="(\d+)"(?:/>| t="s"><v>\d+</v></c>)')
    written = changed.sub(lambda found: _cell(found[1], found[2], own[found[1]]), xml)
    foot = escape(beside.replace("&", "&&"))
    return _FOOT.sub(lambda found: f"{found[1]}{foot}{found[2]}", written)


def _cell(at: str, look: str, text: str) -> str:
    if not text:
        return f'<c r="{at}" s="{look}"/>'
    return f'<c r="{at}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
