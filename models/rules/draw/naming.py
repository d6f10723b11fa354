"""How a source is named when a draw is announced: by hand, with its time where the name doesn't say
it, or by the district's rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, timezone

from models.faults import Refused
from models.rules.draw.announced import SourceDue
from models.rules.draw.reading import doubled
from models.rules.draw.sources import EVENING, QUICKNET, check_name, drand_round, due_of, kind_of
from models.rules.states import Worded

BEIJING = timezone(timedelta(hours=8))
ROUND_AT = time(10)
SIGNATURE_HEX = 192
"""A signature of the default chain; the one before it follows."""

WITNESS_AT = "T09:00:00+08:00"


class UsualSource(Worded):
    """What a district announces where nobody names a source."""

    DRAND = "drand", "公开随机信标 drand"
    NONE = "none", "不用公开随机源"

    def names(self, not_before: date) -> list[str]:
        """The names for a draw that may be held from ``not_before`` on.

        Duty: 17.1 (第十七条).
        """
        return [drand_round_of(not_before)] if self is UsualSource.DRAND else []


def drand_round_of(day: date) -> str:
    """The first round of the quicknet chain at ten in the morning or after."""
    at = int(datetime.combine(day, ROUND_AT, BEIJING).timestamp())
    past = at - QUICKNET.genesis
    return f"drand/quicknet/{1 + -(-past // QUICKNET.period_seconds)}"


def announced_sources(written: Sequence[str], not_before: date) -> list[SourceDue]:
    """Sources as a person names them, ``NAME`` or ``NAME@TIME``, each with the time it is due.

    Raises:
        Refused: every name that the registry doesn't know, or time that doesn't fit, or a name
            twice.

    Duty: 17.1 (第十七条).
    """
    sources = [_split(each.strip(), not_before) for each in written]
    problems = [
        *(p for name, due in sources for p in check_name(name, due, not_before.isoformat())),
        *(f"随机源「{name}」写了不止一次" for name in doubled(name for name, _ in sources)),
    ]
    if problems:
        raise Refused(*problems, code="wrong-source")
    return [SourceDue(name=name, due=due) for name, due in sources]


def source_read(written: str) -> tuple[str, str]:
    """A source as a person gives it, ``NAME=VALUE`` or ``NAME VALUE``: its name and its value. The
    long digits of a drand round may be typed or pasted in groups, lines and capitals.

    Raises:
        Refused: it holds neither.
    """
    text = written.strip()
    parts = re.fullmatch(r"([^=\s]+)[=\s](.*)", text, re.DOTALL)
    if parts is None:
        raise Refused(
            f"「{written}」应写作 随机源=值，例如 witness-digits/notary=…", code="wrong-source"
        )
    name, value = parts[1], parts[2].strip()
    return name, value if drand_round(name) is None else _round_value(name, value)


def _round_value(name: str, written: str) -> str:
    digits = "".join(written.split()).lower()
    if kind_of(name) == "drand/quicknet":
        return digits
    signature, before = digits[:SIGNATURE_HEX], digits[SIGNATURE_HEX:]
    return f"{signature} {before}"


def _split(written: str, not_before: date) -> tuple[str, str]:
    name, _, given = written.partition("@")
    if given or (due := due_of(name)) is None:
        due = given or f"{not_before}{_usual_time(name)}"
    return name, due


def _usual_time(name: str) -> str:
    return EVENING if kind_of(name) in ("fc3d", "pl5") else WITNESS_AT
