"""Workbook cells as every workbook here looks: fonts, fills, how wide a text is and how high its row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

FONT, SIZE = "宋体", 10.5
LINE_HEIGHT, ROW_ROOM = 14, 4
"""Points: of a line of text, and what a row has besides."""

PIXELS_PER_CHARACTER, PIXELS_OF_A_COLUMN = 7, 5
MILLIMETRES_PER_PIXEL = 25.4 / 96
A4_MM, MARGINS_CM = (210, 297), (2.0, 1.5, 1.5, 1.5)
"""Of a page in portrait; left, right, top, bottom."""
NARROWEST, WIDEST, SMALLEST = 6, 40, 80
"""A column's width, in half-width characters; at how many percent a sheet may be printed."""

BOX = "☐"

OPTIONS: dict[str, Any] = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    # The library adds the last to these for every workbook after the first, which would then differ.
    "default_format_properties": {"font_name": FONT, "font_size": SIZE, "theme_font_name": FONT},
}
"""What is given is written as text, whatever it begins with."""

EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001  (the same workbook gives the same bytes)

Looks = Mapping[str, Any]


def looks(workbook: Any) -> Looks:
    """Every format of a workbook, by name."""
    base = {"font_name": FONT, "font_size": SIZE, "valign": "vcenter", "text_wrap": True}
    box = {**base, "border": 1}
    fill = {**box, "bg_color": "#FFF8DC", "locked": False}
    named: dict[str, dict[str, Any]] = {
        "title": {**base, "font_size": 14, "bold": True, "align": "center"},
        "plain": base,
        "head": {**box, "bold": True, "align": "center", "bg_color": "#E8EDF3"},
        "cell": box,
        "cell_text": {**box, "num_format": "@"},
        "cell_date": {**box, "num_format": "yyyy-mm-dd", "align": "left"},
        "centred": {**box, "align": "center"},
        "fill": {**fill, "num_format": "0", "align": "left"},
        "fill_text": {**fill, "num_format": "@"},
        "fill_choice": {**fill, "num_format": "@", "align": "center"},
        "fill_date": {**fill, "num_format": "yyyy-mm-dd", "align": "left"},
        "fill_time": {**fill, "num_format": "hh:mm", "align": "left"},
    }
    return {name: workbook.add_format(look) for name, look in named.items()}


def width_of(text: str) -> int:
    """Of a text's widest line, in half-width characters; a wide one counts two."""
    return max((_width(line) for line in text.split("\n")), default=0)


def _width(line: str) -> int:
    if line.isascii():
        return len(line)
    wide = sum(unicodedata.east_asian_width(c) in "WFA" or c == BOX for c in line)
    return len(line) + wide


@lru_cache(maxsize=4096)  # the same words stand on every form
def lines(text: str, width: int) -> int:
    """How many lines ``text`` takes in a cell of ``width`` half-width characters: a line ends between
    wide characters or at a space, and never before what closes."""
    return sum(_lines_of(line, max(2, width - 1)) for line in text.split("\n"))


def _lines_of(line: str, width: int) -> int:
    count, taken = 1, 0
    for piece in _PIECES.findall(line):
        needs = _width(piece)
        if taken and taken + needs > width:
            count, taken = count + 1, 0
        count += max(0, -(-needs // width) - 1)  # longer than a whole line
        taken = taken + needs if needs <= width else needs % width
    return count


_CLOSING = r"，。、；：！？）」』〕》％°"
_PIECES = re.compile(rf"[!-~]+ *|.[{_CLOSING}]*")


def ticked(words: Sequence[str], width: int) -> str:
    """Boxes to tick, as many to a line as fit a cell of ``width``, none broken."""
    text = ""
    for each in (f"{BOX}{word}" for word in words):
        beside = f"{text} {each}" if text else each
        text = beside if lines(beside, width) == lines(text or each, width) else f"{text}\n{each}"
    return text


def height(line_count: int) -> int:
    """Of a row with so many lines, in points."""
    return line_count * LINE_HEIGHT + ROW_ROOM


def widths_of(columns: Sequence[Sequence[str]], *, across: bool = False) -> list[int]:
    """How wide columns of these texts are: as the widest text, within limits. Where they would be printed
    too small, those give way whose widest text then takes the fewest lines, none below what cannot be
    broken."""
    columns = [list(dict.fromkeys(texts)) for texts in columns]
    widest = [max(texts, key=width_of) for texts in columns]
    widths = [_within(width_of(text)) for text in widest]
    least = [
        _within(
            max((_width(piece) for text in texts for piece in _PIECES.findall(text)), default=0)
        )
        for texts in columns
    ]
    while scale(widths, across=across) < SMALLEST:
        narrower = [
            n for n, (width, low) in enumerate(zip(widths, least, strict=True)) if width > low
        ]
        if not narrower:
            break
        widths[min(narrower, key=lambda n: (lines(widest[n], widths[n] - 1), -widths[n]))] -= 1
    return widths


def _within(wide: int) -> int:
    return min(WIDEST, max(NARROWEST, wide + 2))


def page(
    sheet: Any,
    widths: Sequence[int],
    title: str,
    beside: str = "",
    *,
    tall: int = 0,
    across: bool = False,
) -> None:
    """Set a sheet up for A4, laid ``across`` or upright: columns, margins, one page wide (and ``tall``
    pages high, if given), foot."""
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    left, right, top, bottom = MARGINS_CM
    sheet.set_paper(9)
    if across:
        sheet.set_landscape()
    sheet.set_margins(left / 2.54, right / 2.54, top / 2.54, bottom / 2.54)
    sheet.fit_to_pages(1, tall)
    left_foot, right_foot = (text.replace("&", "&&") for text in (beside, title))
    foot = f"&L&9 {left_foot}&C&9第&P页，共&N页&R&9 {right_foot}"  # a size ends at the space
    sheet.set_footer(foot, {"margin": 0.8 / 2.54})


def scale(widths: Sequence[int], *, across: bool = False) -> int:
    """At how many percent a sheet of these columns is printed, to be one page wide."""
    pixels = sum(width * PIXELS_PER_CHARACTER + PIXELS_OF_A_COLUMN for width in widths)
    room = A4_MM[across] - 10 * (MARGINS_CM[0] + MARGINS_CM[1])
    return min(100, int(100 * room / (pixels * MILLIMETRES_PER_PIXEL)))


def page_height(widths: Sequence[int]) -> float:
    """How many points of rows go on one page, at that scale."""
    room = A4_MM[1] - 10 * (MARGINS_CM[2] + MARGINS_CM[3])
    return room / 25.4 * 72 / scale(widths) * 100


def write(sheet: Any, row: int, column: int, value: Any, look: Any) -> None:
    """One value as what it is: days and times as such, counts as numbers, all else as text."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, bool):
        raise TypeError("a yes is written in words")
    elif isinstance(value, date | time):
        sheet.write_datetime(row, column, value, look)
    elif isinstance(value, int):
        sheet.write_number(row, column, value, look)
    else:
        sheet.write_string(row, column, str(value), look)


def span(sheet: Any, row: int, column: int, last_row: int, last_column: int, value: Any, look: Any) -> None:  # fmt: skip
    """One value over several cells, or in one."""
    if (row, column) != (last_row, last_column):
        sheet.merge_range(row, column, last_row, last_column, "", look)
    write(sheet, row, column, value, look)


def shown(value: Any) -> str:
    """How a value stands in its cell, for the height of its row."""
    return "" if value is None else str(value)
