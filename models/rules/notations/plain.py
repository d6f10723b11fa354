"""Texts, counts, shares, choices, ticks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from models.rules.form import Answer
from models.rules.observed import NO, YES

_COUNT = re.compile(r"(\d{1,3}(?:,\d{3}){1,2}|\d{1,9})\s*([^\d.,].*)?", re.ASCII)
_PERCENT = re.compile(r"(?:百分之\s*(\d{1,3}(?:\.\d{1,4})?)|(\d{1,3}(?:\.\d{1,4})?)\s*%)", re.ASCII)
_PART = re.compile(r"\d{1,6}/\d{1,6}|[01](?:\.\d{1,6})?", re.ASCII)
_BETWEEN = re.compile(r"[、,;；/\s]+")
_ITEMS = re.compile(r"[、;；，\n]+")
_STROKES = "-–—―/\\_.。"

_SAME_UNIT = (
    {"人", "名", "位", "个人"},
    {"台", "部"},
    {"天", "日"},
    {"条", "项"},
    {"套", "个"},
    {"m2", "平方米", "平米", "平方"},
)
"""Measure words that stand for one another; NFKC makes ㎡ of them m2."""

_NOUGHT = {"零", "〇", "无", "没有", "未发现"}
TICKS = {"√", "✓", "✔", "☑", "V", "v", "对"}
CROSSES = {"×", "✗", "✘", "☒", "X", "x", "错"}
_YES = {YES, "有", "已", "Y", "y", "yes", *TICKS}
_NO = {NO, "无", "没有", "未", "N", "n", "no", *CROSSES}
_ANSWERS = {
    **{answer.words: answer for answer in Answer},
    **dict.fromkeys(TICKS | {YES, "合格", "相符", "一致", "正常"}, Answer.CONFORM),
    **dict.fromkeys(CROSSES | {"不合格", "不相符", "不一致", "不正常"}, Answer.NON_CONFORM),
    **dict.fromkeys(("无此项", "N/A", "n/a"), Answer.NOT_APPLICABLE),
}


class Unclear(ValueError):
    """What was written can't be read as one thing; the message says in Chinese what is expected."""


def text(cell: object) -> str:
    """A cell's text with full-width digits and letters made plain and nothing unseen in it; a date
    as YYYY-MM-DD."""
    seen = cell if isinstance(cell, str) else _not_a_text(cell)
    if not seen.isascii():
        seen = unicodedata.normalize("NFKC", seen)
    if not seen.isprintable():
        seen = "".join(c for c in seen if c in "\n\t" or unicodedata.category(c)[0] != "C")
    return seen.strip()


def _not_a_text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return YES if cell else NO
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def is_blank(cell: object) -> bool:
    """Whether nothing is written, or only a stroke that says so."""
    return cell == "" or not text(cell).strip(_STROKES)


def several(written: str) -> list[str]:
    """What is named, with 顿号, comma, semicolon, slash or space between, each once."""
    return list(dict.fromkeys(part for part in _BETWEEN.split(written) if part))


def named(written: str) -> list[str]:
    """Documents and files that are named, as written, with 顿号, semicolon or a new line between."""
    return list(dict.fromkeys(part.strip() for part in _ITEMS.split(written) if part.strip()))


def count(cell: object, unit: str = "") -> int:
    """``21``, ``21人``, ``1,200``, full-width, or a word for none; of another unit it is none.

    Raises:
        Unclear: it is no whole number.
    """
    written = text(cell)
    if written in _NOUGHT:
        return 0
    found = _COUNT.fullmatch(written)
    if found is None or not _is_unit(found[2] or "", unit):
        raise Unclear("应为整数" + (f"（{unit}）" if unit else ""))
    return int(found[1].replace(",", ""))


def _is_unit(written: str, unit: str) -> bool:
    wanted = unicodedata.normalize("NFKC", unit)
    if written in ("", wanted):
        return True
    return any(written in alike and wanted in alike for alike in _SAME_UNIT)


def share(cell: object) -> Fraction:
    """``5%``, ``5％``, ``百分之5``, ``1/20``, ``0.05``; a bare 5 could be either and is asked about.

    Raises:
        Unclear: it is no share from 0 to 1.
    """
    written = text(cell)
    found = _PERCENT.fullmatch(written)
    try:
        if found is not None:
            read = Fraction(found[1] or found[2]) / 100
        elif _PART.fullmatch(written):
            read = Fraction(written)
        else:
            read = Fraction(-1)
    except ZeroDivisionError:
        read = Fraction(-1)
    if not 0 <= read <= 1:
        raise Unclear("应为占比，例如 5%")
    return read


def yes_no(cell: object) -> bool:
    """是 or 否, a tick or a cross.

    Raises:
        Unclear: it is neither.
    """
    written = text(cell)
    if written in _YES:
        return True
    if written in _NO:
        return False
    raise Unclear(f"应填 {YES} 或 {NO}")


def answer(cell: object) -> Answer:
    """符合, 不符合 or 不适用; a tick, 是, 合格; a cross, 不合格. 否 and 无 could mean either and are
    asked about.

    Raises:
        Unclear: it is none of them.
    """
    written = text(cell)
    found = _ANSWERS.get(written) or _ANSWERS.get(_ticked(written))
    if found is None:
        raise Unclear(f"应填 {Answer.all_words()} 之一")
    return found


def choice(cell: object, choices: Sequence[str]) -> str:
    """One of ``choices``, with a tick before or behind it or not.

    Raises:
        Unclear: it is none of them.
    """
    known = {text(each): each for each in choices}
    written = text(cell)
    found = known.get(written) or known.get(_ticked(written))
    if found is None:
        raise Unclear(f"应填 {'、'.join(choices)} 之一")
    return found


def chosen(cell: object, choices: Sequence[str]) -> list[str]:
    """Some of ``choices``, in their order.

    Raises:
        Unclear: one is none of them, or there is none.
    """
    known = {text(each): each for each in choices}
    named = [known.get(part) or known.get(_ticked(part)) for part in several(text(cell))]
    if not named or None in named:
        raise Unclear(f"应填 {'、'.join(choices)} 之中的一项或几项，多项用顿号隔开")
    return [each for each in choices if each in named]


def _ticked(written: str) -> str:
    """What is ticked, of one choice."""
    ticks = "".join(tick for tick in TICKS if not tick.isalpha())
    return written.strip(ticks).strip() or written
