"""Invented answers for the sample cycle: what the inspectors would have written on their forms.

They are made from the item's check points, so they serve any item file.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from models.rules.checklist import Checklist, Consequence, Kind, Measure, Rule
from models.rules.findings import derive
from models.rules.form import Answer, Signature
from models.rules.returns import Form
from models.rules.task import Task

CONFORMS, SHORT_LOGS, REFUSES_TO_SIGN, KEEPS_OUT = "conforms", "short_logs", "refuses", "keeps_out"

USUAL_COUNT, USUAL_ENTRIES = 26, 2


def form(task: Task, visited_on: date, story: str) -> Form:
    """A filled-in form of one of four stories: all in order; one thing measured falls short (with
    WB-01 the logs); the subject refuses to sign; the inspectors are not let in."""
    kept_out = story == KEEPS_OUT
    refused = story in (REFUSES_TO_SIGN, KEEPS_OUT)
    measured = sound(task.item, task.dossier(), visited_on)
    if story == SHORT_LOGS:
        measured |= falling_short(task.item)
    return Form(
        inspection=task.number,
        visited_on=visited_on,
        officers=tuple(badge for badge, _ in task.officers),
        police_id_shown=True,
        author=task.officers[0][0],
        answers={} if kept_out else answers(task, measured, visited_on),
        measured={} if kept_out else measured,
        non_cooperation=(1,) if kept_out else (),
        non_cooperation_detail="值班人员拒绝检查人员进入营业场所（虚构）" if kept_out else "",
        signature=Signature.REFUSED if refused else Signature.SIGNED,
        refusal_reason="负责人不在场，值班人员拒绝签字（虚构）" if refused else "",
        witness="社区工作人员林某（虚构）" if refused else "",
        remarks="样例，内容均为虚构",
    )


def answers(
    task: Task, measured: Mapping[str, Any], visited_on: date
) -> dict[str, tuple[str, str]]:
    """The answer to every check point that what was measured leads to, and what was observed."""
    findings = derive(task.item, measured, visited_on, task.dossier())
    return {
        point.code: (Answer.NON_CONFORM, f"{findings[point.code].why}（虚构）")
        if point.code in findings and not findings[point.code].conforms
        else (Answer.CONFORM, "")
        for point in task.item.points
    }


def sound(item: Checklist, dossier: Mapping[str, str], visited_on: date) -> dict[str, Any]:
    """Measures with which every check point of ``item`` conforms."""
    measured = {measure.code: _usual(measure, visited_on) for measure in item.measures}
    for rule in _consequences(item):
        match rule.rule:
            case Rule.ZERO | Rule.SHARE_AT_MOST:
                measured[rule.measure] = 0
            case Rule.AT_LEAST if rule.limit:
                measured[rule.measure] = max(measured[rule.measure], rule.limit.value)
            case Rule.EQUALS_DOSSIER if rule.dossier:
                measured[rule.measure] = dossier[rule.dossier]
            case Rule.EQUAL:
                measured[rule.measure] = measured[rule.of]
    return measured


def falling_short(item: Checklist) -> dict[str, Any]:
    """A measure that falls short of the item's last minimum; nothing if it has none."""
    short = [
        {rule.measure: int(rule.limit.value) // 2}
        for rule in _consequences(item)
        if rule.rule == Rule.AT_LEAST and rule.limit
    ]
    return short[-1] if short else {}


def _consequences(item: Checklist) -> list[Consequence]:
    return [consequence for point in item.points for consequence in point.consequences]


def _usual(measure: Measure, visited_on: date) -> Any:
    """A likely value within the measure's bounds."""
    low = int(measure.at_least.value) if measure.at_least else 0
    high = int(measure.at_most.value) if measure.at_most else None
    match measure.kind:
        case Kind.COUNT:
            usual = max(USUAL_COUNT, low)
            return usual if high is None else min(usual, high)
        case Kind.TEXT_LIST:
            count = max(USUAL_ENTRIES, low)
            return [f"{n}-192.168.0.{n}" for n in range(1, 1 + min(count, high or count))]
        case Kind.DATE:
            return date(visited_on.year + 1, 3, 31)
        case Kind.TEXT:
            return "样例（虚构）"
