"""What was observed on site, as typed values; how a return stores each, and how people read it.

Nobody's identity is among them: customers are counted, never named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from models.rules.items import ratio_in_words
from models.rules.rule_set import Kind

YES, NO = "是", "否"
OFF = "未开机"
"""Said of a machine whose address could not be looked at."""


@dataclass(frozen=True, slots=True)
class NoneThere:
    """An answer of its own: there is nothing of the kind, in the words of the item file."""

    words: str


@dataclass(frozen=True, slots=True)
class Terminal:
    """A machine that was looked at: its number as written, and its address, whole or its last part
    alone; empty if it was switched off."""

    number: str
    address: str

    @property
    def machine(self) -> str:
        """Which machine it is, however its number is padded."""
        digits = self.number.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return self.number[: len(self.number) - len(digits)] + (digits.lstrip("0") or "0")

    @property
    def last(self) -> str:
        """The last part of the address."""
        return self.address.rpartition(".")[2]

    @property
    def agrees(self) -> bool:
        """Whether the number and the last part of the address are the same.

        Duty: 10.2 (第十条).
        """
        digits = self.number.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return bool(digits and self.last) and digits.lstrip("0") == self.last.lstrip("0")


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when, in minutes of local time."""

    begins: datetime
    ends: datetime


Value = (
    int | bool | Fraction | str | date | Span | NoneThere | list[str] | list[Terminal]
)  # a date has no time of day
Measured = Mapping[str, Any]
"""Measure code -> value; absent when not measured."""


def stored(value: Any) -> Any:
    """A value as plain JSON."""
    match value:
        case NoneThere():
            return {"none": value.words}
        case Span():
            return {"from": _minutes(value.begins), "to": _minutes(value.ends)}
        case date():
            return value.isoformat()
        case Fraction():
            return str(value)
        case [Terminal(), *_]:
            return [{"number": each.number, "address": each.address} for each in value]
    return value


def restored(kind: Kind, plain: Any) -> Any:
    """What ``stored`` wrote, as the value it was."""
    if isinstance(plain, dict) and "none" in plain:
        return NoneThere(plain["none"])
    match kind:
        case Kind.DATE:
            return date.fromisoformat(plain)
        case Kind.SHARE:
            return Fraction(plain)
        case Kind.SPAN:
            return Span(datetime.fromisoformat(plain["from"]), datetime.fromisoformat(plain["to"]))
        case Kind.TERMINALS:
            return [Terminal(each["number"], each["address"]) for each in plain]
    return plain


def written(value: Any) -> str:
    """A value as it is written on a form, where it is read again as the same."""
    match value:
        case None:
            return ""
        case bool():
            return YES if value else NO
        case NoneThere():
            return value.words
        case Terminal():
            return _terminal(value)
        case Span():
            return _span(value)
        case Fraction():
            return ratio_in_words(value)
        case list():
            return "、".join(written(each) for each in value)
    return str(value)


def in_words(value: Any) -> str:
    """A value as a sentence says it; days as 2026年9月8日."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return f"{value.year}年{value.month}月{value.day}日"
    return written(value)


def amount(value: Any) -> int | None:
    """How many a value stands for: machines that could be looked at, each once; things named, each
    once; ``None`` if it is no number."""
    match value:
        case bool():
            return None
        case int():
            return value
        case [Terminal(), *_]:
            return len({each.machine for each in value if each.address})
        case list():
            return len(set(value))
    return None


def is_there(value: Any) -> bool:
    """Whether there is something of the kind."""
    return value not in (None, False, "", []) and value != 0 and not isinstance(value, NoneThere)


def _terminal(one: Terminal) -> str:
    if not one.address:
        return f"{one.number}号机 {OFF}"
    if "." in one.address:
        return f"{one.number}号机 {one.address}"
    return "-".join((one.number, one.address))


def _span(span: Span) -> str:
    same_day = span.begins.date() == span.ends.date()
    ends = f"{span.ends:%H:%M}" if same_day else f"{span.ends:%Y-%m-%d %H:%M}"
    return f"{span.begins:%Y-%m-%d %H:%M}—{ends}"


def _minutes(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
