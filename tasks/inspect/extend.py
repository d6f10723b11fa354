"""The term of an order to rectify (改正期限) is extended by somebody who holds the office, with a reason;
the first term stays on record."""

from __future__ import annotations

from datetime import date

from models.district import District
from models.faults import Refused
from models.rules.draw.reasons import DeciderRole
from models.rules.extensions import Asked, Limits, check_extension, check_open_to_extension
from models.rules.handling import Act
from tasks.base.deadlines import starting
from tasks.base.step import Result
from tasks.base.terms import in_force
from tasks.inspect import handling_deadlines
from tasks.inspect.handling import Finding, answer_of, finding_of, handling_step, take


def extend(
    number: str,
    check_point: str,
    until: date,
    document: str,
    reason: str,
    as_of: date,
    actor: str,
    *,
    role: str = DeciderRole.LEADER_IN_CHARGE,
    request: str | None = None,
) -> Result:
    """Decide, in the office ``role``, that a firm has until a later day to rectify a finding. The
    extension that stands, again, changes nothing.

    Raises:
        Refused: no such finding or office; the district's file allows no extension, or not this one;
            nothing is ordered, or its recheck is out.

    Duty: 21.1 (第二十一条).
    """
    office = DeciderRole.read(role, "决定人职务")
    asked = Asked(until, document.strip(), " ".join(reason.split()))
    with handling_step(
        f"handling.extend:{number}:{check_point}", "延长改正期限", number, as_of, actor, request
    ) as s:
        if s.known:
            return s.answer
        finding = finding_of(s.session, number, check_point)
        check_open_to_extension(finding.name, finding.handled)
        last = finding.handled.extended[-1] if finding.handled.extended else None
        if last is not None and (last.due_on, last.document) == (until, asked.document):
            return s.unchanged(**answer_of(finding, last), decided_by=last.taken_by)
        terms = in_force(s.session, finding.inspection.region, as_of)
        check_extension(finding.name, finding.handled, asked, _limits(terms, finding), as_of)
        was = finding.handled.order
        assert was is not None
        entered = take(
            s,
            finding,
            Act.EXTENSION,
            finding.handled.stage,
            asked.document,
            due_on=until,
            reason=asked.reason,
            decided_as=office,
        )
        handling_deadlines.extended(s, terms, finding, until)
        return s.record(**answer_of(finding, entered), was=str(was.due_on), decided_by=s.actor)


def _limits(terms: District, finding: Finding) -> Limits:
    """What the district allows for the order in force.

    Raises:
        Refused: no extension.
    """
    allowed, first = terms.handling.extension, finding.handled.first_due_on
    assert first is not None
    if allowed is None:
        raise Refused(
            "本级区县参数没有规定改正期限的延长（[handling.extension]），不得延长",
            code="no-extension",
        )
    longest = allowed.longest
    return Limits(
        allowed.times.value,
        starting(terms.region, longest, first).due_on,
        f"原期限 {first} 起 {longest.value} {longest.unit.words}，{longest.article}",
        allowed.after_term.value,
    )
