"""The premises' dossier (场所档案): what is on file of a firm, how it is written, and where what was
found on site differs from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from models.faults import Refused
from models.rules.checklist import Checklist
from models.rules.identity import unfit
from models.rules.notations import days, plain
from models.rules.observed import Measured, NoneThere, in_words
from models.rules.rosters import Problem
from models.rules.states import Worded


class Fact(Worded):
    """What a dossier holds.

    Duty: 10.1, 13.1 (第十条、第十三条).
    """

    LICENCE = "licence_number", "许可证编号"
    ISSUER = "licence_issuer", "发证机关"
    LICENCE_EXPIRES = "licence_expires", "许可证有效期"
    TERMINALS = "terminals", "终端数"
    SERVERS = "servers", "服务器数"
    AREA = "area", "营业面积"
    ISP = "isp", "接入服务商"
    ADDRESSES = "addresses", "网络地址"
    OFFICER = "officer_name", "安全员姓名"
    CERTIFICATE = "certificate", "安全员证书编号"
    CERTIFICATE_EXPIRES = "certificate_expires", "证书有效期"


OF_A_PERSON = (Fact.OFFICER, Fact.CERTIFICATE)
"""What is somebody's, and no more than named where others keep it."""

UNITS = {Fact.TERMINALS: "台", Fact.SERVERS: "台", Fact.AREA: "㎡"}
DAYS = (Fact.LICENCE_EXPIRES, Fact.CERTIFICATE_EXPIRES)
CLEARED = "无"
"""Written where something on file is not there any more."""

Facts = Mapping[str, int | str]
"""Fact -> what is on file: a count, a text, or a day in ISO 8601; what is not known is absent."""


class Decision(Worded):
    """What was decided of a difference that was found on site."""

    ACCEPTED = "accepted", "采纳"
    REFUSED = "refused", "不采纳"
    LAPSED = "lapsed", "登记表已改，不再提出"


def read_facts(values: Mapping[str, str]) -> tuple[dict[str, int | str | None], list[Problem]]:
    """What a row says of a firm, and everything that is wrong with it. A blank cell says nothing;
    ``None`` is of what is not there any more.

    Duty: 10.1, 13.1 (第十条、第十三条).
    """
    said: dict[str, int | str | None] = {}
    problems: list[Problem] = []
    for fact in Fact:
        written = values.get(fact, "")
        if plain.is_blank(written):
            continue
        try:
            said[fact.value] = None if plain.text(written) == CLEARED else _read(fact, written)
        except plain.Unclear as unclear:
            problems.append((fact.value, str(unclear)))
    return said, problems


def _read(fact: Fact, written: str) -> int | str:
    if fact in UNITS:
        return plain.count(written, UNITS[fact])
    if fact in DAYS:
        return days.day(written).isoformat()
    if expected := unfit(written):
        raise plain.Unclear(expected)
    return " ".join(written.split())


def brought_up_to_date(before: Facts, said: Mapping[str, int | str | None]) -> dict[str, int | str]:
    """What is on file after a row was read.

    Duty: 13.1 (第十三条).
    """
    now = {**before, **said}
    return {fact.value: value for fact in Fact if (value := now.get(fact.value)) is not None}


ON_FORMS = (
    Fact.LICENCE,
    Fact.LICENCE_EXPIRES,
    Fact.TERMINALS,
    Fact.SERVERS,
    Fact.AREA,
    Fact.OFFICER,
    Fact.CERTIFICATE,
    Fact.CERTIFICATE_EXPIRES,
)
"""What a record form shows of it, beside what is found."""


def in_one_line(facts: Facts, only: Sequence[Fact] = tuple(Fact)) -> str:
    """What is on file in one line, in the order of ``only``."""
    return "；".join(
        f"{fact.words} {facts[fact]}{UNITS.get(fact, '')}" for fact in only if fact in facts
    )


def differences(item: Checklist, measured: Measured, on_file: Facts) -> dict[Fact, str]:
    """Fact -> what was found, where a measure that the item holds against the dossier differs from
    what is on file; what is not on file, or was not measured, differs from nothing. Of two measures of
    one fact the first that differs is told: what the licence says comes before what was counted.

    Duty: 10.1, 13.1 (第十条、第十三条).
    """
    found: dict[Fact, str] = {}
    for measure in item.measures:
        if not measure.on_file or measure.on_file not in on_file:
            continue
        value = measured.get(measure.code)
        if value is None:
            continue
        fact = Fact(measure.on_file)
        if fact in found:
            continue
        seen = CLEARED if isinstance(value, NoneThere) else _stored(value)
        if _bare(seen) != _bare(str(on_file[fact])):
            found[fact] = seen
    return found


def prefilled(item: Checklist, on_file: Facts) -> tuple[tuple[str, int], ...]:
    """Each measure that a form is printed with, and what is on file of it; of what is not on file
    nothing, so that it is asked for.

    Duty: 10.1 (第十条).
    """
    return tuple(
        (measure.code, int(on_file[measure.on_file]))
        for measure in item.measures
        if measure.prefilled and measure.on_file in on_file
    )


def _stored(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else in_words(value)


def _bare(written: str) -> str:
    return "".join(plain.text(written).split()).casefold()


def check_decision(decided: str | None, words: str, reason: str) -> str:
    """A proposal may be decided once, with a reason. Gives the reason as it is kept.

    Raises:
        Refused: it is decided already, or no reason is given.

    Duty: 13.1 (第十三条).
    """
    if decided is not None:
        raise Refused(f"{words}已经决定：{Decision(decided).words}", code="already-decided")
    kept = " ".join(reason.split())
    if not kept:
        raise Refused("应写明采纳或不采纳的理由（--reason）", code="nothing-written")
    if expected := unfit(kept):
        raise Refused(f"理由{expected}", code="unfit-words")
    return kept
