"""Formulas in a spreadsheet: readers of values see only what they came to, or nothing."""

from __future__ import annotations

import re
import zipfile
from xml.etree import ElementTree

Places = dict[tuple[int, int], str]
"""(row, column), from 1 -> the formula as it was typed."""

_MAYBE = re.compile(rb"<f[\s>/]"), re.compile(rb":f[\s>/]")
"""How a formula's element begins, without and with a prefix: two texts are found many times quicker than
either of them."""
_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def formulas(path: str) -> dict[str, Places]:
    """Sheet -> the formulas in its cells, of an xlsx whose size was looked at; nothing of any other
    file.

    Raises:
        zipfile.BadZipFile, ElementTree.ParseError, KeyError: it is none that can be read.
    """
    if not path.lower().endswith(".xlsx"):
        return {}
    with zipfile.ZipFile(path) as packed:
        parts = {
            name: content
            for name in packed.namelist()
            if name.startswith("xl/worksheets/")
            and (content := packed.read(name))
            and any(each.search(content) for each in _MAYBE)
        }
        if not parts:
            return {}
        names = _names(packed)
    return {names[part]: _typed(content) for part, content in parts.items() if part in names}


def _names(packed: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet -> its name."""
    related = {
        each.get("Id"): each.get("Target", "").removeprefix("/xl/")
        for each in ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))
    }
    return {
        f"xl/{related.get(each.get(_RELATION), '')}": each.get("name", "")
        for each in ElementTree.fromstring(packed.read("xl/workbook.xml")).iter()
        if each.tag.endswith("}sheet")
    }


def _typed(content: bytes) -> Places:
    found: Places = {}
    for cell in ElementTree.fromstring(content).iter():
        at = _CELL.fullmatch(cell.get("r", "")) if cell.tag.endswith("}c") else None
        formula = next((each for each in cell if each.tag.endswith("}f")), None) if at else None
        if at is not None and formula is not None:
            found[int(at[2]), _column(at[1])] = f"={formula.text or ''}"
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
