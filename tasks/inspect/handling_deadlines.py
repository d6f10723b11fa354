"""What is due while a finding is handled: the firm's evidence, the recheck, others' answers."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, func, select

from models.district import District
from models.rules.deadlines import Deadline, DeadlineKind, DeadlineStatus, Unit, Within
from models.rules.handling import Act, Handled, Stage
from models.rules.names import finding_name
from models.tables import DeadlineRecord, FindingRecord, HandlingStep, Inspection, RecordReturn
from models.toml_file import Term
from tasks.base import deadlines
from tasks.base.deadlines import starting
from tasks.base.step import Step
from tasks.inspect.handling import Finding, findings_of

ANSWERS = {
    Act.TRANSFER: DeadlineKind.TRANSFER_ANSWER,
    Act.CRIMINAL: DeadlineKind.CRIMINAL_ANSWER,
}


def term_of_order(terms: District, ordered_on: date, until: date | None) -> date:
    """The day by which an order has to be met: the one it names, or the district's term."""
    within = terms.handling.rectify_within
    return until or starting(terms.region, within, ordered_on).due_on


def ordered(
    session: Session, terms: District, finding: Finding, number: int, on: date, due_on: date
) -> None:
    """An order was given on a day: the firm's term runs, and after it the time to recheck.

    Duty: 21.1 (第二十一条).
    """
    days = {"value": (due_on - on).days, "unit": Unit.DAY}
    within = terms.handling.rectify_within.model_copy(update=days)
    rule = Within(within.article, within.value, within.unit)
    deadlines.promise(
        session,
        region=terms.region,
        kind=DeadlineKind.RECTIFY,
        within=within,
        matter=_matter(finding, number),
        on=on,
        due=Deadline(on, rule, due_on, DeadlineStatus.OFFICIAL),
    )
    _track(session, terms, DeadlineKind.RECHECK, finding, number, due_on)


def extended(s: Step, terms: District, finding: Finding, due_on: date) -> None:
    """The term of the order in force ends later, and the time to recheck runs after that.

    Duty: 21.1 (第二十一条).
    """
    number = _order(finding.handled)
    for record in deadlines.of_matters(s.session, DeadlineKind.RECTIFY, [_matter(finding, number)]):
        if record.met_on is None:
            record.due_on = due_on
            s.session.add(record)
    _track(s.session, terms, DeadlineKind.RECHECK, finding, number, due_on)


def submitted(s: Step, terms: District, finding: Finding) -> None:
    """Evidence came: the firm has met its term, and the time to recheck runs from now.

    Duty: 21.1 (第二十一条).
    """
    number = _order(finding.handled)
    deadlines.meet(s.session, DeadlineKind.RECTIFY, [_matter(finding, number)], s.as_of)
    _track(s.session, terms, DeadlineKind.RECHECK, finding, number, s.as_of)


def rechecking(s: Step, terms: District, finding: Finding) -> None:
    """A recheck is opened: from its day on it can be done in time."""
    number = _order(finding.handled)
    for record in deadlines.of_matters(s.session, DeadlineKind.RECHECK, [_matter(finding, number)]):
        if record.event_on > s.as_of:
            _track(s.session, terms, DeadlineKind.RECHECK, finding, number, s.as_of)


def rechecked(s: Step, terms: District, finding: Finding, visited_on: date, stage: Stage) -> None:
    """A recheck was made on a day. Of what could not be seen another is waited for; so it is where the
    term still runs, once that is over."""
    order = finding.handled.order
    assert order is not None
    assert order.due_on is not None
    matter = _matter(finding, order.number)
    if stage in (Stage.CORRECTED, Stage.OVERDUE):
        for kind in (DeadlineKind.RECTIFY, DeadlineKind.RECHECK):
            deadlines.meet(s.session, kind, [matter], visited_on)
    elif stage == Stage.NOT_CORRECTED:
        _track(s.session, terms, DeadlineKind.RECHECK, finding, order.number, order.due_on)


def decided(
    s: Step, terms: District, finding: Finding, act: Act, number: int, on: date | None = None
) -> None:
    """It was decided otherwise, ``on`` the step's day or before it: what was due so far is over, and an
    answer is waited for.

    Duty: 21.1 (第二十一条).
    """
    over(s.session, finding, s.as_of)
    if (kind := ANSWERS.get(act)) is not None:
        _track(s.session, terms, kind, finding, number, on or s.as_of)


def answers_awaited(session: Session, terms: District, as_of: date) -> int:
    """Of what was transferred before answers were waited for, the term runs from the day of the decision;
    how many that are.

    Duty: 21.1 (第二十一条).
    """
    last = (
        select(HandlingStep.finding_id, func.max(col(HandlingStep.number)).label("number"))
        .group_by(col(HandlingStep.finding_id))
        .subquery()
    )
    numbers = session.exec(
        select(Inspection.number)
        .join(RecordReturn, col(RecordReturn.inspection_id) == col(Inspection.id))
        .join(FindingRecord, col(FindingRecord.return_id) == col(RecordReturn.id))
        .join(HandlingStep, col(HandlingStep.finding_id) == col(FindingRecord.id))
        .join(
            last,
            (last.c.finding_id == col(HandlingStep.finding_id))
            & (last.c.number == col(HandlingStep.number)),
        )
        .where(
            Inspection.region == terms.region,
            col(HandlingStep.stage).in_((Stage.TRANSFERRED, Stage.CRIMINAL)),
            HandlingStep.taken_on <= as_of,
        )
        .distinct()
    ).all()
    waiting = [
        each
        for each in findings_of(session, numbers)
        if each.handled.stage in (Stage.TRANSFERRED, Stage.CRIMINAL)
    ]
    known = due_of(session, waiting)
    without = [each for each in waiting if each.matter not in known]
    for each in without:
        decision = each.handled.decision
        assert decision is not None
        _track(session, terms, ANSWERS[decision.act], each, decision.number, decision.taken_on)
    return len(without)


def over(session: Session, finding: Finding, on: date) -> None:
    """Nothing of what was decided so far is waited for any more after ``on``."""
    for step in finding.handled.steps:
        matter = _matter(finding, step.number)
        for kind in _of(step.act):
            for record in deadlines.of_matters(session, kind, [matter]):
                if record.event_on > on:  # it had not begun to run
                    record.event_on = on
                    session.add(record)
            session.flush()
            deadlines.meet(session, kind, [matter], on)


def due_of(session: Session, findings: list[Finding]) -> dict[str, DeadlineRecord]:
    """Finding -> the deadline that runs: what is waited for now."""
    wanted: dict[DeadlineKind, dict[str, str]] = {}
    for finding in findings:
        decision, stage = finding.handled.decision, finding.handled.stage
        if decision is None or (kind := _running(decision.act, stage)) is None:
            continue
        wanted.setdefault(kind, {})[_matter(finding, decision.number)] = finding.matter
    return {
        named[record.matter]: record
        for kind, named in wanted.items()
        for record in deadlines.of_matters(session, kind, list(named))
    }


def _running(act: Act, stage: Stage) -> DeadlineKind | None:
    if act == Act.ORDER:
        if stage == Stage.ORDERED:
            return DeadlineKind.RECTIFY
        waits = (Stage.SUBMITTED, Stage.RECHECKING, Stage.UNSEEN, Stage.NOT_CORRECTED)
        return DeadlineKind.RECHECK if stage in waits else None
    return ANSWERS.get(act) if stage in (Stage.TRANSFERRED, Stage.CRIMINAL) else None


def _of(act: Act) -> tuple[DeadlineKind, ...]:
    if act == Act.ORDER:
        return (DeadlineKind.RECTIFY, DeadlineKind.RECHECK)
    return (ANSWERS[act],) if act in ANSWERS else ()


def _order(handled: Handled) -> int:
    assert handled.order is not None
    return handled.order.number


def _matter(finding: Finding, number: int) -> str:
    return finding_name(finding.inspection.number, finding.check_point, number)


def _track(
    session: Session, terms: District, kind: DeadlineKind, finding: Finding, number: int, on: date
) -> None:
    within: dict[DeadlineKind, Term] = {
        DeadlineKind.RECHECK: terms.handling.recheck_within,
        DeadlineKind.TRANSFER_ANSWER: terms.handling.transfer_answer_within,
        DeadlineKind.CRIMINAL_ANSWER: terms.handling.criminal_answer_within,
    }
    deadlines.track(
        session,
        region=terms.region,
        kind=kind,
        within=within[kind],
        events={_matter(finding, number): on},
    )
