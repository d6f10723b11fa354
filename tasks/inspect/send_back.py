"""The supervisor sends one record form back with an opinion; it goes no further until another version
is in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from sqlmodel import Session, col, select

from models.faults import Refused
from models.rules.entries import check_sending_back, check_words
from models.rules.inspection import InspectionState
from models.rules.messages import MessageKind
from models.rules.names import check_inspection_number, region_of
from models.rules.order import Basis
from models.tables import Inspection, RecordReturn, SendBack, pk
from tasks.base.queries import chunks
from tasks.base.step import Result, step
from tasks.base.terms import in_force
from tasks.inspect import messages
from tasks.inspect.amended import told_ids
from tasks.inspect.inspections import assigned, by_inspector


class SentBack(TypedDict):
    """A form that is to come again: of which inspection, why, by whom, since when, by which day."""

    number: str
    opinion: str
    sent_by: str
    sent_on: str
    due_on: str


def send_back(
    number: str, opinion: str, as_of: date, actor: str, *, request: str | None = None
) -> Result:
    """Send the form in force of one inspection back, and tell its lead why. Its deadlines go on.

    The same opinion of a form that is back already changes nothing.

    Raises:
        Refused: no such inspection; no form is in; its result was released; no opinion, or one that
            must not be kept; a day before the form came in; it went back with another opinion.

    Duty: 20.1, 23.2 (第二十条、第二十三条).
    """
    region = region_of(check_inspection_number(number))
    opinion = check_words(opinion, "退回意见")
    with step(
        f"returns.send_back:{number}",
        action="退回补正",
        as_of=as_of,
        region=region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        inspection = s.session.exec(select(Inspection).where(Inspection.number == number)).first()
        if inspection is None:
            raise Refused(f"没有编号为「{number}」的检查任务", code="unknown-inspection")
        told = bool(told_ids(s.session, [pk(inspection)]))
        check_sending_back(
            number,
            InspectionState(inspection.state),
            told=told,
            recheck=inspection.recheck_of_id is not None,
        )
        record = s.session.get_one(RecordReturn, inspection.current_return_id)
        before = s.session.exec(select(SendBack).where(SendBack.return_id == pk(record))).first()
        if before is not None:
            if before.opinion != opinion:
                raise Refused(
                    f"任务 {number} 的登记表已由 {before.sent_by} 于 {before.sent_on} 退回："
                    f"{before.opinion}",
                    code="already-sent-back",
                )
            return s.unchanged(number=number, **_shown(before, inspection, record))
        s.rests_on(Basis("回收登记表", record.received_on))
        sent = SendBack(return_id=pk(record), opinion=opinion, sent_by=s.actor, sent_on=as_of)
        s.session.add(sent)
        s.session.flush()
        inspection.state = InspectionState.SENT_BACK
        s.session.add(inspection)
        s.session.flush()
        terms = in_force(s.session, region, as_of)
        theirs = by_inspector(assigned(s.session, [inspection]), lead_only=True)
        scope = f"{number}:{record.version}"
        written = messages.write(
            s.session,
            terms,
            MessageKind.SENT_BACK,
            f"{MessageKind.SENT_BACK}-{record.version}",
            scope,
            theirs,
            as_of,
            opinion=opinion,
        )
        return s.record(number=number, **_shown(sent, inspection, record), by_hand=written.by_hand)


def _shown(sent: SendBack, inspection: Inspection, record: RecordReturn) -> Result:
    return {
        "version": record.version,
        "author": record.author,
        "opinion": sent.opinion,
        "sent_by": sent.sent_by,
        "sent_on": sent.sent_on.isoformat(),
        "due_on": inspection.due_on.isoformat(),
    }


def opinions(session: Session, inspections: Sequence[Inspection]) -> dict[int, SentBack]:
    """Inspection id -> with what its form was sent back, of those that are to come again."""
    back = {
        each.current_return_id: each
        for each in inspections
        if each.state == InspectionState.SENT_BACK and each.current_return_id is not None
    }
    return {
        pk(back[sent.return_id]): SentBack(
            number=back[sent.return_id].number,
            opinion=sent.opinion,
            sent_by=sent.sent_by,
            sent_on=sent.sent_on.isoformat(),
            due_on=back[sent.return_id].due_on.isoformat(),
        )
        for ids in chunks(sorted(back))
        for sent in session.exec(select(SendBack).where(col(SendBack.return_id).in_(ids)))
    }
