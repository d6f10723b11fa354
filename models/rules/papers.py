"""The papers of a visit (文书): their kinds, what each states, and the number each carries; and what
every paper of the house begins and ends with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from models.faults import Refused
from models.rules.firm_visits import VisitKind
from models.rules.observed import in_words
from models.rules.special import GROUNDS
from models.rules.states import Worded
from models.rules.task import Task

UNCHECKED = "（待核）"
"""Beside what no jurist has confirmed yet."""

NOT_GIVEN = "　　"
"""Where a number will stand."""

DRAFT, SAMPLE = "草稿，未经审批，不得送达", "样例"
ARCHIVE_COPY, FIRM_COPY = "第一联　存档", "第二联　交被检查单位"


class Kind(Protocol):
    """What a paper is: of a visit, or of an entry of a list (``models.rules.list_papers``)."""

    words: str

    @property
    def mark(self) -> str:
        """What its number has before the year."""
        ...

    @property
    def copies(self) -> tuple[str, ...]:
        """Who gets one."""
        ...


class PaperKind(Worded):
    """The papers of a visit, in the order in which they are made out; the value stands in a file's name.

    Duty: 10.3, 19.1, 20.1 (第十条、第十九条、第二十条).
    """

    APPROVAL = "approval-form", "检查审批表"
    NOTICE = "inspection-notice", "行政检查通知书"
    RECORD = "record-form", "检查情况登记表"
    ORDER = "rectification-order", "责令改正通知书"
    FEEDBACK = "result-feedback", "检查结果反馈"

    @property
    def mark(self) -> str:
        """What its number has before the year; empty where it carries the number of something else:
        the record form the inspection's, an order that of the decision."""
        return _MARKS.get(self, "")

    @property
    def copies(self) -> tuple[str, ...]:
        """Who gets one."""
        if self in (PaperKind.APPROVAL, PaperKind.RECORD):
            return (ARCHIVE_COPY,)
        return (ARCHIVE_COPY, FIRM_COPY)


_MARKS = {
    PaperKind.APPROVAL: "检审",
    PaperKind.NOTICE: "检通",
    PaperKind.FEEDBACK: "检馈",
}


NUMBERED = tuple(kind for kind in PaperKind if kind.mark)
"""The papers that have a number of their own."""


def paper_number(short: str, kind: Kind, year: int, n: int | None) -> str:
    """马公（网安）检通〔2026〕5号; with room for the number while none is given."""
    counted = NOT_GIVEN if n is None else n
    return f"{short}{kind.mark}〔{year}〕{counted}号"


def day_in_words(day: date) -> str:
    """2026年9月8日."""
    return in_words(day)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a district states of the law, and whether a jurist has confirmed it."""

    words: str
    checked: bool = True

    def __str__(self) -> str:
        """With the mark beside it where nobody has."""
        return self.words if self.checked else f"{self.words}{UNCHECKED}"


def check_confirmed(unconfirmed: Sequence[str], draft: str) -> None:
    """What a paper states of the law was confirmed by a jurist; ``draft`` says how to see one that was not.

    Raises:
        Refused: each of ``unconfirmed``, as it is called in its file.

    Duty: 25.1 (第二十五条).
    """
    if unconfirmed:
        raise Refused(
            *(f"{each}待核，不得印制文书" for each in unconfirmed),
            f"核定后写明 checked = true 再载入；只看样子可以印草稿（{draft}）",
            code="not-checked",
        )


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues papers, as the district file says: ``body`` and ``short`` are what a paper and its
    number begin with."""

    body: str
    short: str
    phone: str = ""
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Where a visit comes from: ``drawn`` names the draw's period, or there is a ``ground`` of 第四条
    and the ``document`` it rests on, or it is a recheck of what the inspection ``rechecks`` found. ``plan`` says how
    it stands in the annual plan.

    Duty: 4.1, 17.1 (第四条、第十七条).
    """

    plan: str
    drawn: str = ""
    ground: int | None = None
    document: str = ""
    rechecks: str = ""

    def __str__(self) -> str:
        """In a sentence."""
        if self.drawn:
            return f"{self.drawn}随机抽查"
        if self.ground is not None:
            resting = f"，依据：{self.document}" if self.document else ""
            return f"专项检查，情形：{GROUNDS[self.ground]}{resting}"
        return f"对任务 {self.rechecks} 所见问题的复查"

    @property
    def to_firm(self) -> str:
        """As the firm reads it: the document may be somebody's complaint, and stays in the house."""
        return str(replace(self, document=""))


@dataclass(frozen=True, slots=True)
class Visit:
    """An inspection as its papers tell of it. ``basis`` are the legal bases of the item's version and
    of the rule; ``counted`` the visits to the firm this year before it, ``cap`` how many there may be,
    ``warnings`` what it would break; ``recusals`` name the officers who are on record as keeping away
    from the firm."""

    task: Task
    source: Source
    basis: Sequence[Stated]
    dispatched_on: date
    counted: Mapping[VisitKind, int] = field(default_factory=dict)
    cap: Stated | None = None
    warnings: Sequence[str] = ()
    recusals: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Rights:
    """What a firm is told it may do, and what officers must not do."""

    told: Sequence[Stated]
    bans: Stated


@dataclass(frozen=True, slots=True)
class Fault:
    """A point that was not in order: the ``words`` of the fault, what is ``wanted`` instead, and the
    ``article`` that wants it."""

    words: str
    wanted: str
    article: str


@dataclass(frozen=True, slots=True)
class Rectification:
    """What a firm is ordered to put right by ``due_on``, and what follows ``otherwise``.

    Duty: 21.1 (第二十一条).
    """

    visited_on: date
    faults: Sequence[Fault]
    due_on: date
    otherwise: Stated
    remedies: Stated


@dataclass(frozen=True, slots=True)
class GroupResult:
    """What a group of check points came to."""

    name: str
    points: int
    applicable: int
    faults: Sequence[str]

    def __str__(self) -> str:
        """安全技术措施共6项，1项不符合规定：…"""
        told = f"{self.name}共{self.points}项"
        if left_out := self.points - self.applicable:
            told += f"，{left_out}项不适用"
        if self.faults:
            return f"{told}，{len(self.faults)}项不符合规定：{'；'.join(self.faults)}"
        return f"{told}，未发现问题" if self.applicable else told


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a firm is told of its result: ``result`` in the words of its category, by groups where it
    was looked at; what comes ``next``, by when it is ``published`` and how to ``object``.

    Duty: 23.1 (第二十三条).
    """

    visited_on: date
    result: Stated
    groups: Sequence[GroupResult]
    next: str
    published: str
    object: Stated


@dataclass(frozen=True, slots=True)
class Head:
    """What every paper begins and ends with. ``matter`` is the number by which it is asked for, which
    is ``called`` so. ``issued_on`` is ``None`` while nobody issued it, and it is a draft then."""

    kind: Kind
    issuer: Issuer
    number: str
    matter: str
    issued_on: date | None = None
    title: str = ""
    called: str = "检查编号"

    @property
    def marks(self) -> list[str]:
        """What stands above it: that it is a draft, that it is a sample."""
        marks = [SAMPLE] if self.issuer.sample else []
        return marks if self.issued_on else [*marks, DRAFT]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as it is to be printed: its head, the visit, and what it says besides."""

    head: Head
    visit: Visit
    said: Rights | Rectification | Feedback | None = None
