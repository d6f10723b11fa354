"""What differs on site from the dossier that the form was printed with: proposed once, decided by a
person, and what was accepted makes the next version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypedDict

from sqlmodel import Session, col, select

from models import database
from models.faults import Refused
from models.rules.dossiers import (
    CLEARED,
    UNITS,
    Decision,
    Fact,
    brought_up_to_date,
    check_decision,
    differences,
)
from models.rules.entries import check_form_stands
from models.rules.inspection import InspectionState
from models.rules.order import Basis
from models.tables import (
    Dossier,
    DossierProposal,
    Inspection,
    RecordReturn,
    SubjectEntry,
    pk,
)
from tasks.base.queries import chunks
from tasks.base.step import Result, Step, step
from tasks.inspect.forms_in import newest_forms
from tasks.inspect.stored import Received
from tasks.rosters.dossiers import facts_of, newest, store


class Proposed(TypedDict):
    """A difference as people are told of it."""

    proposal: int
    credit_code: str
    name: str
    fact: str
    on_file: str
    found: str
    proposed_on: str


def propose(s: Step, region: str, fresh: Sequence[Received]) -> list[str]:
    """Propose what each form found otherwise than the version of the dossier printed on it says; the
    same difference again is the same proposal. What a corrected form does not say any more lapses.
    Gives what is proposed anew, in words.

    Duty: 10.1, 13.1 (第十条、第十三条).
    """
    words = []
    standing = newest(s.session, region, [each.task.credit_code for each in fresh])
    return_ids = newest_forms(s.session, [each.inspection for each in fresh])
    for each in fresh:
        code = each.task.credit_code
        shown = standing.get(code)
        if shown is not None and shown.version != each.dossier_version:
            shown = _shown(s.session, region, code, each.dossier_version)
        found = differences(each.task.item, each.form.measured, facts_of(shown))
        if each.in_force is not None:
            _let_lapse(s, each, found)
        if shown is None or not found:
            continue
        now, known = facts_of(standing.get(code)), _known(s.session, region, code)
        for fact, seen in found.items():
            on_file = str(facts_of(shown)[fact])
            if (fact, on_file, seen) in known or str(now.get(fact)) == seen:
                continue
            s.session.add(
                DossierProposal(
                    region=region,
                    credit_code=code,
                    dossier_id=pk(shown),
                    return_id=return_ids[pk(each.inspection)],
                    fact=fact,
                    on_file=on_file,
                    found=seen,
                    proposed_on=s.as_of,
                )
            )
            words.append(f"{each.task.subject} {fact.words}：在册 {on_file}，现场 {seen}")
    return words


def _shown(session: Session, region: str, code: str, version: int) -> Dossier | None:
    return session.exec(
        select(Dossier).where(
            Dossier.region == region, Dossier.credit_code == code, Dossier.version == version
        )
    ).first()


def _known(session: Session, region: str, code: str) -> set[tuple[str, str, str]]:
    """The differences of a firm that wait or were refused."""
    return {
        (each.fact, each.on_file, each.found)
        for each in session.exec(
            select(DossierProposal).where(
                DossierProposal.region == region, DossierProposal.credit_code == code
            )
        )
        if each.decision in (None, Decision.REFUSED)
    }


def _let_lapse(s: Step, each: Received, found: dict[Fact, str]) -> None:
    for proposal in s.session.exec(
        select(DossierProposal)
        .join(RecordReturn, col(RecordReturn.id) == col(DossierProposal.return_id))
        .where(
            RecordReturn.inspection_id == pk(each.inspection),
            col(DossierProposal.decision).is_(None),
        )
    ):
        if found.get(Fact(proposal.fact)) != proposal.found:
            proposal.decision, proposal.reason = Decision.LAPSED, Decision.LAPSED.words
            proposal.decided_by, proposal.decided_on = s.actor, s.as_of
            s.session.add(proposal)


def decide(
    number: int,
    accepted: bool,
    reason: str,
    as_of: date,
    actor: str,
    *,
    request: str | None = None,
) -> Result:
    """Accept what was found, which makes the next version of the dossier, or leave it as it is.

    Raises:
        Refused: no such proposal; it is decided otherwise; no reason; the form that says so is sent
            back; a day before it was proposed or before the dossier's newest version.

    Duty: 10.1, 13.1 (第十条、第十三条).
    """
    decision = Decision.ACCEPTED if accepted else Decision.REFUSED
    with database.reading() as session:
        region = _proposal(session, number).region
    with step(
        f"dossier.decide:{number}",
        action="决定现场差异",
        as_of=as_of,
        region=region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        proposal = _proposal(s.session, number)
        words = _in_words(_names(s.session, region, [proposal.credit_code]), proposal)
        answer: Result = {
            **words, "decision": decision.value, "decision_name": decision.words,
        }  # fmt: skip
        if proposal.decision == decision:
            return s.unchanged(**answer, reason=proposal.reason, decided_by=proposal.decided_by)
        said = f"{words['name']} {words['fact']}的现场差异"
        kept = check_decision(proposal.decision, said, reason)
        check_form_stands(said, _state(s.session, proposal))
        s.rests_on(Basis("提出现场差异", proposal.proposed_on))
        proposal.decision, proposal.reason = decision, kept
        proposal.decided_by, proposal.decided_on = s.actor, as_of
        s.session.add(proposal)
        answer |= {"reason": kept, "decided_by": s.actor, "version": None}
        if accepted:
            code = proposal.credit_code
            before = newest(s.session, region, [code])
            value = None if proposal.found == CLEARED else _value(proposal)
            facts = brought_up_to_date(facts_of(before.get(code)), {proposal.fact: value})
            store(s, region, {code: facts}, before, f"现场差异第 {number} 号")
            answer["version"] = before[code].version + 1
        return s.record(**answer)


def _state(session: Session, proposal: DossierProposal) -> InspectionState:
    """Where the inspection stands whose form says so."""
    inspection = session.get_one(
        Inspection, session.get_one(RecordReturn, proposal.return_id).inspection_id
    )
    return InspectionState(inspection.state)


def _value(proposal: DossierProposal) -> int | str:
    return int(proposal.found) if Fact(proposal.fact) in UNITS else proposal.found


def _proposal(session: Session, number: int) -> DossierProposal:
    proposal = session.get(DossierProposal, number)
    if proposal is None:
        raise Refused(f"没有第 {number} 号现场差异", code="unknown-proposal")
    return proposal


def _names(session: Session, region: str, codes: Iterable[str]) -> dict[str, str]:
    """Credit code -> the name under which the roster last had the firm."""
    return {
        code: name
        for some in chunks(sorted(set(codes)))
        for code, name in session.exec(
            select(SubjectEntry.credit_code, SubjectEntry.name)
            .where(SubjectEntry.region == region, col(SubjectEntry.credit_code).in_(some))
            .order_by(col(SubjectEntry.id))
        )
    }


def _in_words(names: Mapping[str, str], proposal: DossierProposal) -> Proposed:
    return Proposed(
        proposal=pk(proposal),
        credit_code=proposal.credit_code,
        name=names.get(proposal.credit_code, proposal.credit_code),
        fact=Fact(proposal.fact).words,
        on_file=proposal.on_file,
        found=proposal.found,
        proposed_on=proposal.proposed_on.isoformat(),
    )


def waiting_proposals(region: str, as_of: date) -> list[Proposed]:
    """The differences that wait for a decision, oldest first.

    Duty: 13.1 (第十三条).
    """
    with database.reading() as session:
        waiting = session.exec(
            select(DossierProposal)
            .where(
                DossierProposal.region == region,
                DossierProposal.proposed_on <= as_of,
                col(DossierProposal.decision).is_(None),
            )
            .order_by(col(DossierProposal.id))
        ).all()
        names = _names(session, region, [each.credit_code for each in waiting])
        return [_in_words(names, each) for each in waiting]
