"""A record form as it comes back: complete, signed, by at least two who showed their police ID."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.rules.checklist import Checklist, CheckPoint
from models.rules.findings import Finding, derive, in_words, missing
from models.rules.form import ANSWER_WORDS, FIELDS, NON_COOPERATION, Answer, Signature
from models.rules.inspection import MADE_PUBLIC, InspectionState, Outcome

ENTRY_REFUSED = 1


@dataclass(frozen=True, slots=True)
class Form:
    """What a form says. ``answers`` maps check points to (answer, what was observed)."""

    inspection: str
    visited_on: date | None
    officers: tuple[str, ...]
    police_id_shown: bool | None
    author: str
    answers: Mapping[str, tuple[str, str]]
    measured: Mapping[str, Any]
    non_cooperation: tuple[int, ...]
    non_cooperation_detail: str
    signature: str
    refusal_reason: str
    witness: str
    remarks: str

    def payload(self) -> dict[str, Any]:
        """The form as plain JSON values."""
        return {
            "inspection": self.inspection,
            "visited_on": self.visited_on.isoformat() if self.visited_on else None,
            "officers": list(self.officers),
            "police_id_shown": self.police_id_shown,
            "author": self.author,
            "answers": {code: list(pair) for code, pair in self.answers.items()},
            "measured": {
                code: value.isoformat() if isinstance(value, date) else value
                for code, value in self.measured.items()
            },
            "non_cooperation": list(self.non_cooperation),
            "non_cooperation_detail": self.non_cooperation_detail,
            "signature": self.signature,
            "refusal_reason": self.refusal_reason,
            "witness": self.witness,
            "remarks": self.remarks,
        }


@dataclass(frozen=True, slots=True)
class Facts:
    """What the form is held against: the inspection as it was dispatched, with its item."""

    item: Checklist
    dossier: Mapping[str, str]
    dispatched_on: date
    as_of: date
    badges: Collection[str]
    minimum_officers: int


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row of the form, named by its label."""

    label: str
    value: str
    expected: str


@dataclass(frozen=True, slots=True)
class Judged:
    """The outcome of a form; with any problem the return is refused."""

    outcome: Outcome
    findings: Mapping[str, str]
    problems: list[Problem]


def judge(form: Form, facts: Facts) -> Judged:
    """Check a form whole and derive its findings by the item its inspection is bound to.

    Who was refused entry has nothing to measure or answer; every other form is complete.

    Duty: 7.2, 10.2, 19.1, 20.1, 20.2, 22.1, 23.2 (第七条、第十条、第十九条、第二十条、第二十二条、第二十三条).
    """
    problems = [*_visit(form, facts), *_signature(form)]
    findings: dict[str, str] = {}
    if ENTRY_REFUSED not in form.non_cooperation:
        problems += [
            Problem(measure.label, in_words(form.measured.get(measure.code, "")), expected)
            for measure, expected in missing(facts.item, form.measured)
        ]
        visited_on = form.visited_on or facts.as_of
        derived = derive(facts.item, form.measured, visited_on, facts.dossier)
        for point in facts.item.points:
            answer, observed = form.answers.get(point.code, ("", ""))
            finding = derived.get(point.code)
            problems += _answer(point, answer, observed, finding)
            if answer == Answer.NON_CONFORM:
                findings[point.code] = observed or (finding.why if finding else "")
    outcome = Outcome.NON_CONFORM if findings else Outcome.CONFORM
    if form.non_cooperation:
        outcome = Outcome.NOT_COOPERATING
    return Judged(outcome, findings, problems)


def closed_to_returns(state: str, *, told: bool = False, correcting: bool = False) -> str:
    """Why an inspection in ``state`` takes no form that differs from the one in force; empty if it
    does. ``told``: its result was released; ``correcting``: its correction was decided and waits for
    the corrected form, which is taken once.

    Duty: 20.1, 23.2 (第二十条、第二十三条).
    """
    if state == InspectionState.REPLACED:
        return "任务已被替换"
    if (told or state in MADE_PUBLIC) and not correcting:
        return "结果已批准公示，更正须先经决定（ssj publish correct）"
    return ""


def printed_otherwise(
    item: Checklist, titles: Collection[str], labels: Collection[str]
) -> list[str]:
    """Check points and measures in which a form, by its printed ``titles`` and ``labels``, differs
    from ``item``: such a form was printed from another version and can't be judged.

    Duty: 7.2 (第七条).
    """
    points = [point.title for point in item.points]
    return [
        *(title for title in points if title not in titles),
        *(title for title in titles if title not in points),
        *(measure.label for measure in item.measures if measure.label not in labels),
    ]


def _answer(
    point: CheckPoint, answer: str, observed: str, finding: Finding | None
) -> Iterable[Problem]:
    if not answer:
        yield Problem(point.title, "", f"应填 {Answer.all_words()} 之一")
    elif answer == Answer.NON_CONFORM:
        if not observed and (finding is None or finding.conforms):
            yield Problem(point.title, Answer.NON_CONFORM.words, "应写明检查所见")
    elif finding is not None and not finding.conforms:
        yield Problem(
            point.title,
            ANSWER_WORDS[answer],
            f"与检查所见不一致：{finding.why}，应为 {Answer.NON_CONFORM.words}",
        )


def _visit(form: Form, facts: Facts) -> Iterable[Problem]:
    if form.visited_on is None:
        yield _problem("visited_on", "", "应填日期，例如 2026-09-10")
    elif not facts.dispatched_on <= form.visited_on <= facts.as_of:
        expected = f"应在派发日 {facts.dispatched_on} 与 {facts.as_of} 之间"
        yield _problem("visited_on", str(form.visited_on), expected)
    officers = "、".join(form.officers)
    if len(set(form.officers)) < facts.minimum_officers:
        expected = f"检查人员不得少于 {facts.minimum_officers} 人（第十九条）"
        yield _problem("officers", officers, expected)
    strangers = [badge for badge in form.officers if badge not in facts.badges]
    if strangers:
        yield _problem("officers", "、".join(strangers), "不是本任务派发的检查人员")
    if form.police_id_shown is not True:
        shown = "" if form.police_id_shown is None else "否"
        yield _problem("police_id_shown", shown, "应出示警察证并填 是（第十九条）")
    if form.author not in form.officers:
        expected = "谁检查、谁录入：应为检查人员之一（第二十三条）"
        yield _problem("author", form.author, expected)


def _signature(form: Form) -> Iterable[Problem]:
    if form.signature not in Signature.values():
        yield _problem("signature", form.signature, f"应为 {Signature.all_words()} 之一")
    if form.signature == Signature.REFUSED and not form.refusal_reason:
        yield _problem("refusal_reason", "", "被检查对象拒绝确认的应注明原因（第二十条）")
    for kind in form.non_cooperation:
        if kind not in NON_COOPERATION:
            yield _problem("non_cooperation", str(kind), "应为 1 至 5（第二十二条）")
    if form.non_cooperation and not form.non_cooperation_detail:
        yield _problem("non_cooperation_detail", "", "应写明具体情况（第二十二条）")


def _problem(name: str, value: str, expected: str) -> Problem:
    return Problem(FIELDS[name].label, value, expected)
