"""What the papers of a blacklist entry say: the prior notice, the decision, the guide to repair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.rules.papers import ARCHIVE_COPY, UNCHECKED, Head, day_in_words
from models.rules.states import Worded

ENTRY_NUMBER = "条目编号"
PARTY_COPY = "第二联　交当事人"


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, and its paragraphs; ``steps`` are numbered."""

    heading: str
    paragraphs: Sequence[str] = ()
    steps: Sequence[str] = ()


class PaperKind(Worded):
    """The papers of an entry; the value stands in their file's name.

    Duty: 23.3 (第二十三条).
    """

    NOTICE = "notice-paper", "列入事先告知书"
    DECISION = "decision-paper", "列入决定书"
    GUIDE = "guide-paper", "信用修复指引"

    @property
    def mark(self) -> str:
        """What its number has before the year."""
        return {PaperKind.NOTICE: "信告", PaperKind.DECISION: "信列", PaperKind.GUIDE: "信修"}[self]

    @property
    def copies(self) -> tuple[str, ...]:
        """Who gets one; the guide goes with the decision, and nobody signs for it."""
        return (PARTY_COPY,) if self == PaperKind.GUIDE else (ARCHIVE_COPY, PARTY_COPY)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as it is printed. ``contact`` says where its addressee turns to, and is left to be written
    by hand where it is empty; ``received`` is what who takes it signs, if anything."""

    head: Head
    firm: str
    code: str
    opening: str
    parts: Sequence[Part]
    contact: str = ""
    received: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """What papers state of an entry and of the district's terms, in words; numbers that no jurist
    confirmed say so."""

    entry_class: str
    reason: str
    facts: Sequence[str]
    basis: str
    shortest: str
    longest: str
    shown: bool
    measures: Sequence[str]
    objection_within: str
    review_within: str
    review_body: str
    court_within: str
    court: str
    repair_decided_within: str


def confirmed(words: str, checked: bool) -> str:
    """``words``, and whether a jurist still has to confirm them."""
    return words if checked else f"{words}{UNCHECKED}"


Sections = list[tuple[str, Sequence[str], Sequence[str]]]
"""Heading, paragraphs, numbered steps."""


def notice_sections(stated: Stated) -> Sections:
    """The prior notice: facts, basis, class and term, measures, rights.

    Duty: 23.3 (第二十三条).
    """
    return [
        ("一、事实", stated.facts, ()),
        ("二、依据", [f"{stated.basis}。"], ()),
        ("三、拟作出的决定", [_to_be(stated)], ()),
        ("四、将采取的措施", [], [f"{each}。" for each in stated.measures]),
        (
            "五、你单位的权利",
            [
                f"你单位可以自收到本告知书之日起{stated.objection_within}内，向本机关书面提出异议，"
                "陈述理由并提交证据。本机关对异议进行核查，并书面告知结果；异议成立的，不予列入。"
                "期满没有提出异议的，本机关依法作出决定。"
            ],
            (),
        ),
    ]


def _to_be(stated: Stated) -> str:
    public = "列入期间在公示渠道公布。" if stated.shown else "列入信息不向社会公示。"
    return (
        f"拟以“{stated.reason}”将你单位列入黑名单，类别为{stated.entry_class}，自决定之日起至多"
        f"{stated.longest}，期满移出；{_repairable(stated)}{public}"
    )


def _repairable(stated: Stated) -> str:
    return (
        f"列入满{stated.shortest}后可以申请信用修复。"
        if stated.shortest
        else "列入后即可申请信用修复。"
    )


def decision_sections(stated: Stated, entered_on: date, off_on: date) -> Sections:
    """The decision: facts, basis, class and term from–to, measures, remedies, way out.

    Duty: 23.3 (第二十三条).
    """
    span = f"自{day_in_words(entered_on)}起，至{day_in_words(off_on)}止"
    return [
        ("一、事实", stated.facts, ()),
        ("二、依据", [f"{stated.basis}。"], ()),
        (
            "三、决定",
            [
                f"以“{stated.reason}”将你单位列入黑名单，类别为{stated.entry_class}，{span}，期满移出。"
            ],
            (),
        ),
        ("四、措施", [], [f"{each}。" for each in stated.measures]),
        (
            "五、救济",
            [
                "认为本决定有误的，可以随时向本机关提出异议；也可以自收到本决定书之日起"
                f"{stated.review_within}内向{stated.review_body}申请行政复议，或者在"
                f"{stated.court_within}内向{stated.court}提起行政诉讼。",
            ],
            (),
        ),
        ("六、信用修复", [f"{_repairable(stated)}办法见随附的信用修复指引。"], ()),
    ]


def guide_sections(stated: Stated, repairable_from: date, off_on: date) -> Sections:
    """The guide to repair: steps 1 to 4.

    Duty: 23.3 (第二十三条).
    """
    return [
        (
            "",
            [],
            [
                "改正：改正决定书所列的违法行为，履行法定义务，保存证明材料。",
                f"申请：{day_in_words(repairable_from)}起，向本机关提交信用修复申请、证明材料和信用承诺书。",
                f"决定：本机关自收到申请之日起{stated.repair_decided_within}内作出决定，"
                "书面告知结果；不予修复的说明理由，改正后可以再次申请。",
                f"移出：准予修复的，停止公示，停止采取措施；没有申请的，{day_in_words(off_on)}期满移出。",
            ],
        ),
        ("提示", ["信用修复不收取费用，不必委托他人办理。"], ()),
    ]
