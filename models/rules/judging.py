"""A record form judged whole: what it comes to, or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from models.rules.categories import Category, Results
from models.rules.checklist import Checklist, CheckPoint
from models.rules.consistency import untrue
from models.rules.findings import Finding, derive, missing
from models.rules.form import (
    ANSWER_WORDS,
    CATEGORY,
    FIELDS,
    GROUP_HEADING,
    VISITED,
    VISITED_WORDS,
    Answer,
)
from models.rules.formalities import ENTRY_REFUSED, problem, problems
from models.rules.identity import shown, unfit
from models.rules.inspection import Outcome
from models.rules.observed import written
from models.rules.returns import Facts, Form, Problem
from models.rules.rule_set import Kind


@dataclass(frozen=True, slots=True)
class Found:
    """A point found not to conform: the fault in ``words`` that anybody may read (none by an item
    file of the first format), and what the officers ``observed``, in their own."""

    words: str
    observed: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What a form comes to: the outcome, the code of its result category (none by an item file of
    the first format), and its findings; with any problem the return is refused."""

    outcome: Outcome
    category: str
    findings: Mapping[str, Found]
    problems: list[Problem]


def judge(form: Form, facts: Facts) -> Judged:
    """Check a form whole and derive its findings by the item its inspection is bound to.

    Who did not get to look at the premises has nothing to measure or answer; every other form is
    complete.

    Duty: 7.2, 10.1, 10.2, 19.1, 20.1, 20.2, 22.1, 23.2 (第七条、第十条、第十九条、第二十条、第二十二条、第二十三条).
    """
    results = facts.item.results
    chosen = _chosen(form, results)
    wrong = [*problems(form, facts, chosen), *_unfit(form, facts.item)]
    findings: dict[str, Found] = {}
    if results is not None and not form.category:
        offered = "、".join([VISITED_WORDS, *(each.choice for each in results.offered)])
        wrong.append(Problem(CATEGORY.label, "", f"应选 {offered} 之一"))
    if chosen is not None and results is not None:
        wrong += _instead(form, chosen, results)
    elif results is not None or ENTRY_REFUSED not in form.non_cooperation:
        wrong += _checked(form, facts, findings)
    if chosen is not None:
        return Judged(chosen.outcome, chosen.code, findings, wrong)
    outcome = Outcome.NON_CONFORM if findings else Outcome.CONFORM
    if form.non_cooperation:
        outcome = Outcome.NOT_COOPERATING
    category = results.led_to(outcome).code if results is not None else ""
    return Judged(outcome, category, findings, wrong)


def _chosen(form: Form, results: Results | None) -> Category | None:
    if results is None or form.category in ("", VISITED):
        return None
    return results.of(form.category)


def _instead(form: Form, chosen: Category, results: Results) -> Iterable[Problem]:
    """What a result without a visit rests on: what was met, and evidence of it."""
    if not form.situation:
        yield problem("situation", "", f"选「{chosen.choice}」的应写明到场所见的情况")
    if len(form.evidence) < results.evidence.value:
        least = f"{results.evidence} {results.evidence.unit}（{results.evidence.article}）"
        expected = f"应不少于 {least}，写明照片、文件的名称或文号，多件用顿号隔开"
        yield problem("evidence", "、".join(form.evidence), expected)
    if form.measured or any(answer for answer, _ in form.answers.values()):
        expected = f"没有检查的，检查要点应留空；实际检查了的应选「{VISITED_WORDS}」"
        yield Problem(CATEGORY.label, chosen.choice, expected)


def _checked(form: Form, facts: Facts, findings: dict[str, Found]) -> Iterator[Problem]:
    """What is wrong with measures and answers; ``findings`` takes what does not conform."""
    item = facts.item
    visited_on = form.visited_on or facts.as_of
    for measure, expected in missing(item, form.measured):
        yield Problem(measure.label, written(form.measured.get(measure.code)), expected)
    for measure, expected in untrue(item, form.measured, visited_on):
        yield Problem(measure.label, written(form.measured.get(measure.code)), expected)
    derived = derive(item, form.measured, visited_on, facts.dossier)
    for point in item.points:
        answer, observed = form.answers.get(point.code, ("", ""))
        finding = derived.get(point.code)
        yield from _answer(point, answer, observed, finding)
        if answer == Answer.NON_CONFORM:
            why = (finding.why or finding.asks) if finding else ""
            words = "" if item.results is None else why or point.fault
            findings[point.code] = Found(words, observed or why or point.fault)
    answers = {answer for answer, _ in form.answers.values()}
    if answers == {Answer.NOT_APPLICABLE} and len(form.answers) == len(item.points) > 1:
        label = GROUP_HEADING if item.results is None else CATEGORY.label
        expected = "检查要点全部不适用，就是没有检查：请填写实际情形，不要填写检查要点"
        yield Problem(label, Answer.NOT_APPLICABLE.words, expected)


def _answer(
    point: CheckPoint, answer: str, observed: str, finding: Finding | None
) -> Iterator[Problem]:
    derived = finding.answer if finding else None
    if not answer:
        yield Problem(point.title, "", f"应填 {Answer.all_words()} 之一")
    elif answer == Answer.NON_CONFORM:
        if not observed and (finding is None or not (finding.why or finding.asks)):
            yield Problem(point.title, Answer.NON_CONFORM.words, "应写明检查所见")
    elif finding is not None and not finding.conforms:
        expected = f"与检查所见不一致：{finding.why}，应为 {Answer.NON_CONFORM.words}"
        yield Problem(point.title, ANSWER_WORDS[answer], expected)
    elif derived == Answer.NOT_APPLICABLE and answer == Answer.CONFORM:
        expected = f"没有可以核对的，应为 {Answer.NOT_APPLICABLE.words}"
        yield Problem(point.title, Answer.CONFORM.words, expected)
    elif answer == Answer.NOT_APPLICABLE and derived == Answer.CONFORM:
        expected = f"已经核对，应为 {Answer.CONFORM.words} 或 {Answer.NON_CONFORM.words}"
        yield Problem(point.title, Answer.NOT_APPLICABLE.words, expected)
    elif answer == Answer.NOT_APPLICABLE and derived is None and point.fault and not observed:
        yield Problem(point.title, Answer.NOT_APPLICABLE.words, "应在检查所见写明为什么不适用")
    elif finding is not None and finding.asks and not observed:
        expected = (
            f"{finding.asks}：相符的请在检查所见写明理由，不符的应为 {Answer.NON_CONFORM.words}"
        )
        yield Problem(point.title, ANSWER_WORDS[answer], expected)


def _unfit(form: Form, item: Checklist) -> Iterator[Problem]:
    """Free text that seems to name a person by a number (which is not repeated), or that is more than
    text."""
    texts = [
        (field.label, written_of(getattr(form, field.name)))
        for field in FIELDS.values()
        if field.free
    ]
    texts += [
        (measure.label, written(form.measured.get(measure.code)))
        for measure in item.measures
        if measure.kind in (Kind.TEXT, Kind.TEXT_LIST)
    ]
    texts += [(point.title, form.answers.get(point.code, ("", ""))[1]) for point in item.points]
    for label, text in texts:
        if text and (expected := unfit(text)):
            yield Problem(label, shown(text), expected)


def written_of(value: str | tuple[str, ...]) -> str:
    """What is written in a row, of several things with 顿号 between."""
    return value if isinstance(value, str) else "、".join(value)
