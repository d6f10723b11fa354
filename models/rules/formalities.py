"""Everything of a record form but what was checked: who visited when, by whom they were received,
that they showed their police ID, non-cooperation, the opinion, signatures and their days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time

from models.rules.categories import Category
from models.rules.entries import AUTHOR_EXPECTED, may_enter
from models.rules.form import CATEGORY, FIELDS, NON_COOPERATION, VISITED_WORDS, Signature
from models.rules.inspection import Outcome
from models.rules.returns import Facts, Form, Problem

ENTRY_REFUSED = 1
LONGEST_VISIT_HOURS = 12
"""A visit that ends at an earlier hour than it began went on past midnight, if it took no longer."""


def problems(form: Form, facts: Facts, chosen: Category | None) -> list[Problem]:
    """What is wrong with a form but for its check points; ``chosen`` is the result that stands
    instead of them.

    Duty: 19.1, 20.1, 20.2, 22.1, 23.2 (第十九条、第二十条、第二十二条、第二十三条).
    """
    found = [*_day(form, facts), *_officers(form, facts, chosen), *_non_cooperation(form)]
    if facts.item.results is not None:
        found += [*_refused_entry(form, chosen), *_hours(form, chosen), *_words(form, chosen)]
        found += _signed_on(form, facts)
    return [*found, *_signature(form, facts, chosen)]


def _day(form: Form, facts: Facts) -> Iterable[Problem]:
    if form.visited_on is None:
        yield problem("visited_on", "", "应填日期，例如 2026-09-10")
    elif not facts.dispatched_on <= form.visited_on <= facts.as_of:
        expected = f"应在派发日 {facts.dispatched_on} 与 {facts.as_of} 之间"
        yield problem("visited_on", str(form.visited_on), expected)


def _officers(form: Form, facts: Facts, chosen: Category | None) -> Iterable[Problem]:
    officers = "、".join(form.officers)
    if len(set(form.officers)) < facts.minimum_officers:
        expected = f"检查人员不得少于 {facts.minimum_officers} 人（第十九条）"
        yield problem("officers", officers, expected)
    strangers = [badge for badge in form.officers if badge not in facts.badges]
    if strangers:
        yield problem("officers", "、".join(strangers), "不是本任务派发的检查人员")
    nobody_there = chosen is not None and chosen.outcome == Outcome.NO_VISIT
    if form.police_id_shown is not True and not nobody_there:
        shown = "" if form.police_id_shown is None else "否"
        yield problem("police_id_shown", shown, "应出示警察证并填 是（第十九条）")
    if not may_enter(form.author, form.officers, facts.clerk):
        yield problem("author", form.author, AUTHOR_EXPECTED)


def _non_cooperation(form: Form) -> Iterable[Problem]:
    for kind in form.non_cooperation:
        if kind not in NON_COOPERATION:
            yield problem("non_cooperation", str(kind), "应为 1 至 5（第二十二条）")
    if form.non_cooperation and not form.non_cooperation_detail:
        yield problem("non_cooperation_detail", "", "应写明具体情况（第二十二条）")


def _refused_entry(form: Form, chosen: Category | None) -> Iterable[Problem]:
    """Who was not let in chose so above and names it as 第二十二条 does; who met nobody names
    nothing."""
    kinds = "、".join(map(str, form.non_cooperation))
    if chosen is None and ENTRY_REFUSED in form.non_cooperation:
        expected = f"填 {ENTRY_REFUSED} 的没有进入场所，应在「{CATEGORY.label}」中选拒绝进入的一项"
        yield problem("non_cooperation", kinds, expected)
    if chosen is None:
        return
    kept_out = chosen.outcome == Outcome.NOT_COOPERATING
    if kept_out and ENTRY_REFUSED not in form.non_cooperation:
        expected = f"选「{chosen.choice}」的应填 {ENTRY_REFUSED}（第二十二条）"
        yield problem("non_cooperation", kinds, expected)
    if not kept_out and form.non_cooperation:
        yield problem("non_cooperation", kinds, f"选「{chosen.choice}」的应留空")


def _hours(form: Form, chosen: Category | None) -> Iterable[Problem]:
    for name in ("started_at", "ended_at"):
        if getattr(form, name) is None and chosen is None:
            yield problem(name, "", "应填时间，例如 9:05")
    if form.started_at is None or form.ended_at is None:
        return
    minutes = (_minutes(form.ended_at) - _minutes(form.started_at)) % (24 * 60)
    if not 0 < minutes <= LONGEST_VISIT_HOURS * 60:
        expected = f"应晚于开始时间 {form.started_at:%H:%M}"
        yield problem("ended_at", f"{form.ended_at:%H:%M}", expected)


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _words(form: Form, chosen: Category | None) -> Iterable[Problem]:
    """What was written of the visit as a whole."""
    if chosen is not None:
        return
    if not form.received_by:
        yield problem("received_by", "", "应写明由谁接待，例如 值班经理")
    if not form.opinion:
        yield problem("opinion", "", "应写明检查意见（第二十三条）")
    if form.situation:
        yield problem("situation", form.situation, f"选「{VISITED_WORDS}」的应留空")


def _signature(form: Form, facts: Facts, chosen: Category | None) -> Iterable[Problem]:
    if form.signature not in Signature.values():
        yield problem("signature", form.signature, f"应为 {Signature.all_words()} 之一")
    elif form.signature == Signature.ABSENT and (
        chosen is None or chosen.outcome != Outcome.NO_VISIT
    ):
        expected = "有人在场的应签字、盖章，不签的填 拒绝签字 并注明原因（第二十条）"
        yield problem("signature", Signature.ABSENT.words, expected)
    if form.signature == Signature.REFUSED and not form.refusal_reason:
        yield problem("refusal_reason", "", "被检查对象拒绝确认的应注明原因（第二十条）")


def _signed_on(form: Form, facts: Facts) -> Iterable[Problem]:
    if form.officers_signed_on is None:
        yield problem("officers_signed_on", "", "应填检查人员签字的日期")
    if form.signature in (Signature.SIGNED, Signature.SEALED) and form.signed_on is None:
        yield problem("signed_on", "", "应填签字或盖章的日期")
    for name in ("officers_signed_on", "signed_on", "witness_signed_on"):
        signed: date | None = getattr(form, name)
        if signed is None:
            continue
        first = form.visited_on or facts.dispatched_on
        if not first <= signed <= facts.as_of:
            yield problem(name, str(signed), f"应在检查日期 {first} 与 {facts.as_of} 之间")
    if form.witness_signed_on is not None and not form.witness:
        yield problem("witness", "", "有签字日期的应写明见证人")


def problem(name: str, value: str, expected: str) -> Problem:
    """What is wrong with the row of a field."""
    return Problem(FIELDS[name].label, value, expected)
