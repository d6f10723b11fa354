"""Invented answers for the sample cycle: what the inspectors would have written on their forms.

They are made from the item's check points, so they serve any item file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

from models.rules.categories import Category
from models.rules.checklist import Checklist, Consequence, Measure
from models.rules.findings import derive, is_asked
from models.rules.form import VISITED, Answer, Signature
from models.rules.inspection import Outcome
from models.rules.observed import YES, Measured, NoneThere, Span, Terminal
from models.rules.returns import Form
from models.rules.rule_set import Kind, Rule
from models.rules.task import Task

CONFORMS, SHORT_LOGS, REFUSES_TO_SIGN, KEEPS_OUT, WITHHOLDS, CLOSED, NOBODY_THERE = (
    "conforms",
    "short_logs",
    "refuses",
    "keeps_out",
    "withholds",
    "shut",
    "nobody_there",
)
"""All in order; one thing measured falls short (with WB-01 the logs); the subject refuses to sign;
lets nobody in; withholds papers; has closed; has no customers."""

STORIES = (CONFORMS, SHORT_LOGS, REFUSES_TO_SIGN, KEEPS_OUT, WITHHOLDS, CLOSED, NOBODY_THERE)
USUAL_COUNT, USUAL_ENTRIES = 26, 2
BEGINS, ENDS = time(9, 30), time(10, 40)


def form(task: Task, visited_on: date, story: str) -> Form:
    """A filled-in form of one of the stories."""
    if story in (KEEPS_OUT, CLOSED):
        return _not_entered(task, visited_on, story)
    measured = sound(task.item, task.dossier(), visited_on)
    if story == SHORT_LOGS:
        measured |= falling_short(task.item)
    if story == NOBODY_THERE:
        measured = _without_customers(task.item, measured)
    whole = _begun(task, visited_on)
    whole = replace(whole, answers=answers(task, measured, visited_on), measured=measured)
    if story == WITHHOLDS:
        detail = "没有提供近三个月的上网登记材料（虚构）"
        whole = replace(whole, non_cooperation=(2,), non_cooperation_detail=detail)
    if story == REFUSES_TO_SIGN:
        whole = _refusing(whole, "负责人不在场，值班人员拒绝签字（虚构）")
    return _by_the_second_format(task, whole) if task.item.results else whole


def _begun(task: Task, visited_on: date) -> Form:
    """What every form says, signed."""
    return Form(
        inspection=task.number,
        visited_on=visited_on,
        officers=tuple(badge for badge, _ in task.officers),
        police_id_shown=True,
        author=task.officers[0][0],
        answers={},
        measured={},
        non_cooperation=(),
        non_cooperation_detail="",
        signature=Signature.SIGNED,
        refusal_reason="",
        witness="",
        remarks="样例，内容均为虚构",
    )


def _refusing(form: Form, reason: str) -> Form:
    witness = "社区工作人员（虚构）"
    return replace(form, signature=Signature.REFUSED, refusal_reason=reason, witness=witness)


def _by_the_second_format(task: Task, form: Form) -> Form:
    """What a form says of the whole visit since item files list results."""
    signed = Signature(form.signature).is_given
    findings = [code for code, (answer, _) in form.answers.items() if answer == Answer.NON_CONFORM]
    opinion = "责令改正，另行处理（虚构）" if findings else "未发现问题（虚构）"
    return replace(
        form,
        category=VISITED,
        started_at=BEGINS,
        ended_at=ENDS,
        received_by="值班经理（虚构）",
        opinion=opinion,
        officers_signed_on=form.visited_on,
        signed_on=form.visited_on if signed else None,
        witness_signed_on=form.visited_on if form.witness else None,
    )


def _not_entered(task: Task, visited_on: date, story: str) -> Form:
    """Nobody was let in, or nobody was there."""
    kept_out = story == KEEPS_OUT
    form = _begun(task, visited_on)
    if kept_out:
        detail = "值班人员拒绝检查人员进入营业场所（虚构）"
        form = replace(form, non_cooperation=(1,), non_cooperation_detail=detail)
        form = _refusing(form, "值班人员拒绝签字（虚构）")
    chosen = _category(task.item, Outcome.NOT_COOPERATING if kept_out else Outcome.NO_VISIT)
    if chosen is None:
        return form
    return replace(
        form,
        category=chosen.code,
        police_id_shown=True if kept_out else None,
        signature=Signature.REFUSED if kept_out else Signature.ABSENT,
        situation=f"到场时{'大门由值班人员把守' if kept_out else '大门紧锁，已停止营业'}（虚构）",
        evidence=("现场照片（虚构）1张", "现场录像（虚构）1段"),
        officers_signed_on=visited_on,
        witness_signed_on=visited_on if form.witness else None,
    )


def _category(item: Checklist, outcome: Outcome) -> Category | None:
    """The first result without a visit that comes to ``outcome``."""
    offered = item.results.offered if item.results else []
    return next((each for each in offered if each.outcome == outcome), None)


def answers(task: Task, measured: Measured, visited_on: date) -> dict[str, tuple[str, str]]:
    """The answer to every check point that what was measured leads to, and what was observed."""
    findings = derive(task.item, measured, visited_on, task.dossier())
    given: dict[str, tuple[str, str]] = {}
    for point in task.item.points:
        finding = findings.get(point.code)
        answer = finding.answer if finding else Answer.CONFORM
        observed = f"{finding.why}（虚构）" if finding and finding.why else ""
        given[point.code] = (answer.value, observed)
    return given


def sound(item: Checklist, dossier: Mapping[str, str], visited_on: date) -> dict[str, Any]:
    """Measures with which every check point of ``item`` conforms."""
    rules = [consequence for point in item.points for consequence in point.consequences]
    measured: dict[str, Any] = {}
    for measure in item.measures:
        if not is_asked(item, measure, measured) or measure.optional:
            continue
        value = _usual(measure, visited_on)
        for rule in (each for each in rules if each.measure == measure.code):
            value = _keeping(rule, measure, value, measured, dossier)
        measured[measure.code] = value
    return measured


def _keeping(
    rule: Consequence, measure: Measure, value: Any, measured: Measured, dossier: Mapping[str, str]
) -> Any:
    """A value with which ``rule`` is kept."""
    limit = rule.limit.value if rule.limit else 0
    match rule.rule:
        case Rule.ZERO | Rule.SHARE_AT_MOST:
            return 0
        case Rule.AT_LEAST:
            return max(value, limit)
        case Rule.AT_MOST:
            return min(value, limit)
        case Rule.EQUALS_DOSSIER | Rule.CONTAINS_DOSSIER if rule.dossier:
            return dossier[rule.dossier]
        case Rule.EQUAL:
            return measured.get(rule.of, value)
        case Rule.NONE_THERE if measure.none:
            return NoneThere(measure.none.words)
        case Rule.IS_AMONG:
            allowed = rule.allowed[0]
            return allowed == YES if measure.kind == Kind.YES_NO else allowed
    return value


def falling_short(item: Checklist) -> dict[str, Any]:
    """A measure that falls short of the item's last minimum; nothing if it has none."""
    short = [
        {rule.measure: int(rule.limit.value) // 2}
        for point in item.points
        for rule in point.consequences
        if rule.rule == Rule.AT_LEAST and rule.limit
    ]
    return short[-1] if short else {}


def _without_customers(item: Checklist, measured: Mapping[str, Any]) -> dict[str, Any]:
    """Nobody of whom the item lets one say so: that there is none, and what is asked of them left
    out; whatever is counted with them is nought."""
    absent = {
        measure.code: NoneThere(measure.none.words)
        for measure in item.measures
        if measure.none and measure.none.not_applicable and measure.kind == Kind.COUNT
    }
    changed: dict[str, Any] = dict(measured) | absent
    for agreement in item.agreements:
        if agreement.of in changed and set(agreement.measures) & absent.keys():
            changed[agreement.of] = 0
    for point in item.points:
        for rule in point.consequences:
            if rule.rule == Rule.EQUAL and changed.get(rule.measure) == 0:
                changed[rule.of] = 0
    asked = {measure.code for measure in item.measures if is_asked(item, measure, changed)}
    return {code: value for code, value in changed.items() if code in asked}


def _usual(measure: Measure, visited_on: date) -> Any:
    """A likely value within the measure's bounds."""
    low = int(measure.at_least.value) if measure.at_least else 0
    high = int(measure.at_most.value) if measure.at_most else None
    match measure.kind:
        case Kind.COUNT:
            usual = low or USUAL_COUNT
            return usual if high is None else min(usual, high)
        case Kind.TEXT_LIST | Kind.TERMINALS:
            numbers = range(1, 1 + min(max(USUAL_ENTRIES, low), high or USUAL_COUNT))
            if measure.kind == Kind.TERMINALS:
                return [Terminal(str(n), f"192.168.0.{n}") for n in numbers]
            return [f"{n}-192.168.0.{n}" for n in numbers]
        case Kind.DATE:
            return date(visited_on.year + 1, 3, 31)
        case Kind.SPAN:
            evening = datetime.combine(visited_on - timedelta(days=1), time(20))
            return Span(evening, evening + timedelta(hours=2))
        case Kind.SHARE:
            return Fraction(0)
        case Kind.YES_NO:
            return True
        case Kind.CHOICE:
            return measure.choices[0]
        case Kind.CHOICES:
            return [measure.choices[0]]
        case Kind.TEXT:
            return "样例（虚构）"
