"""A record form as it comes back: complete, signed, by at least two who showed their police ID."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.rules.checklist import (
    ANSWER_NAMES,
    BY_CODE,
    CHECK_POINTS,
    MEASURES,
    NON_CONFORM,
    NON_COOPERATION,
)
from models.rules.findings import Limits, derive, missing

SIGNATURES = {"签字": "signed", "盖章": "sealed", "拒绝签字": "refused"}
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
    """What the form is held against: the inspection as it was dispatched."""

    dispatched_on: date
    as_of: date
    badges: Collection[str]
    minimum_officers: int
    limits: Limits


@dataclass(frozen=True, slots=True)
class Judged:
    """The outcome of a form; with any problem the return is refused."""

    outcome: str
    findings: Mapping[str, str]
    problems: list[tuple[str, str, str]] = field(default_factory=list)
    """(label on the form, value, expected)."""


def judge(form: Form, facts: Facts) -> Judged:
    """Check a form whole and derive its findings.

    Duty: 10.2, 19.1, 20.1, 20.2, 22.1, 23.2 (第十条、第十九条、第二十条、第二十二条、第二十三条).
    """
    problems = [*_visit(form, facts), *_signature(form)]
    findings: dict[str, str] = {}
    if ENTRY_REFUSED not in form.non_cooperation:
        problems += [
            (MEASURES[code].label, str(form.measured.get(code, "")), expected)
            for code, expected in missing(form.measured, facts.limits)
        ]
        derived = derive(form.measured, facts.limits, form.visited_on or facts.as_of)
        for point in CHECK_POINTS:
            answer, observed = form.answers.get(point.code, ("", ""))
            if not answer:
                problems.append((f"{point.code} {point.label}", "", "应填 符合、不符合 或 不适用"))
                continue
            finding, why = derived.get(point.code, (answer, observed))
            if finding == NON_CONFORM and answer != NON_CONFORM:
                problems.append(
                    (
                        f"{point.code} {point.label}",
                        ANSWER_NAMES[answer],
                        f"与检查所见不一致：{why}，应为 不符合",
                    )
                )
            elif answer == NON_CONFORM:
                if not (observed or why):
                    problems.append((f"{point.code} {point.label}", "不符合", "应写明检查所见"))
                findings[point.code] = observed or why
    outcome = "non_conform" if findings else "conform"
    return Judged("not_cooperating" if form.non_cooperation else outcome, findings, problems)


def _visit(form: Form, facts: Facts) -> list[tuple[str, str, str]]:
    problems = []
    if form.visited_on is None:
        problems.append(("检查日期", "", "应填日期，例如 2026-09-10"))
    elif not facts.dispatched_on <= form.visited_on <= facts.as_of:
        problems.append(
            (
                "检查日期",
                str(form.visited_on),
                f"应在派发日 {facts.dispatched_on} 与 {facts.as_of} 之间",
            )
        )
    if len(set(form.officers)) < facts.minimum_officers:
        problems.append(
            (
                "检查人员警号",
                "、".join(form.officers),
                f"检查人员不得少于 {facts.minimum_officers} 人（第十九条）",
            )
        )
    strangers = [badge for badge in form.officers if badge not in facts.badges]
    if strangers:
        problems.append(("检查人员警号", "、".join(strangers), "不是本任务派发的检查人员"))
    if form.police_id_shown is not True:
        problems.append(("是否出示警察证", "", "应出示警察证并填 是（第十九条）"))
    if form.author not in form.officers:
        problems.append(
            ("录入人警号", form.author, "谁检查、谁录入：应为检查人员之一（第二十三条）")
        )
    return problems


def _signature(form: Form) -> list[tuple[str, str, str]]:
    problems = []
    if form.signature not in SIGNATURES.values():
        problems.append(("被检查对象确认", form.signature, "应为 签字、盖章 或 拒绝签字"))
    if form.signature == "refused" and not form.refusal_reason:
        problems.append(("拒绝签字原因", "", "被检查对象拒绝确认的应注明原因（第二十条）"))
    for kind in form.non_cooperation:
        if kind not in NON_COOPERATION:
            problems.append(("不予配合情形", str(kind), "应为 1 至 5（第二十二条）"))
    if form.non_cooperation and not form.non_cooperation_detail:
        problems.append(("不予配合说明", "", "应写明具体情况（第二十二条）"))
    return problems


def point_label(code: str) -> str:
    """A check point's wording by its code."""
    return BY_CODE[code].label
