"""The prior notice is served: from that day on the subject may object."""

from __future__ import annotations

from datetime import date

from models.faults import Refused
from models.rules.credit_checks import check_notice
from models.rules.credit_lists import ActKind, EntryState
from models.rules.deadlines import DeadlineKind
from models.rules.list_papers import PaperKind
from models.rules.order import Basis
from tasks.base import deadlines
from tasks.base.deadlines import starting
from tasks.base.step import Result
from tasks.base.terms import in_force
from tasks.credit.entries import act, answer, entry_step, standing
from tasks.credit.papers import serve


def serve_notice(
    number: str,
    as_of: date,
    actor: str,
    *,
    taken_by: str = "",
    request: str | None = None,
) -> Result:
    """Enter that the prior notice of an entry was served on ``as_of``, with its number and the paper
    itself; ``taken_by`` is who took it.

    Raises:
        Refused: no such entry, it is the honour list's, it is no proposal any more, it was served on
            another day, or the notice would state what no jurist has confirmed.

    Duty: 23.3 (第二十三条).
    """
    with entry_step(number, "notice", "送达列入事先告知书", as_of, actor, request) as (s, entry):
        if s.known:
            return s.answer
        stands = standing(s.session, entry)
        served = stands.last(ActKind.NOTIFIED)
        if served is not None and entry.state == EntryState.NOTIFIED:
            if served.on != as_of:
                raise Refused(
                    f"{number} 的事先告知书已由 {served.by} 于 {served.on} 送达",
                    code="already-served",
                )
            return s.unchanged(**answer(s.session, entry))
        check_notice(stands)
        s.rests_on(Basis(ActKind.PROPOSED.words, entry.proposed_on))
        terms = in_force(s.session, entry.region, as_of)
        until = starting(entry.region, terms.credit.procedure.objection_within, as_of).due_on
        [document] = serve(s, entry, PaperKind.NOTICE)
        said = f"{taken_by.strip()} 签收" if taken_by.strip() else ""
        act(s, entry, ActKind.NOTIFIED, document=document, until=until, reason=said)
        entry.state = EntryState.NOTIFIED
        s.session.add(entry)
        deadlines.meet(s.session, DeadlineKind.LIST_NOTICE, [number], as_of)
        deadlines.track(
            s.session,
            region=entry.region,
            kind=DeadlineKind.LIST_DECISION,
            within=terms.credit.procedure.decided_within,
            events={number: as_of},
        )
        return s.record(**answer(s.session, entry))
