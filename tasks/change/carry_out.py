"""What an approved application changes, by the draw's own order (第十八条第二款)."""

from __future__ import annotations

import json

from models.faults import Refused
from models.rules.draw2.reasons import ChangeKind
from models.rules.draw2.standing import deciders_due
from models.tables import ChangeApplication, Draw, DrawEntry, Replacement, pk
from tasks.base.step import Step
from tasks.change import reseat
from tasks.draw.result import announced, entry_moving_up
from tasks.draw.standing import live_standing


def carry_out(s: Step, application: ChangeApplication) -> None:
    """Change the place, or one of its seats: the next substitute that can be served moves up, or the
    place is vacated, or the next inspector allowed takes the seat.

    Raises:
        Refused: the place was changed since, it was changed so often that two have to decide,
            nobody is left for the seat, or the return is in.

    Duty: 17.2, 17.3, 18.3 (第十七条、第十八条).
    """
    draw = s.session.get_one(Draw, application.draw_pk)
    entry = s.session.get_one(DrawEntry, application.draw_entry_id)
    subject, leaving = entry.credit_code, application.inspector_code
    standing = live_standing(s.session, draw)
    if subject not in (place.subject for place in standing.places):
        raise Refused(
            f"申请 {application.number} 所涉的抽中对象已经变更，请另行申请", code="already-decided"
        )
    before = standing.place_of(subject).changes
    if deciders_due(before, announced(draw).second_decision_after) > 1:
        raise Refused(
            f"「{subject}」所在位置已变更 {before} 次，再变更须由两名不同职务的领导决定",
            code="second-decider",
        )
    kind = ChangeKind.SUBJECT if leaving is None else ChangeKind.INSPECTOR
    outcome = standing.change(kind, subject, leaving or subject, application.reason_class or "")
    substitute = None
    if leaving is None and outcome.comes_in is not None:
        substitute = entry_moving_up(s.session, draw, entry.stratum, outcome.comes_in)
    s.session.add(
        Replacement(
            application_id=pk(application),
            replaced_entry_id=pk(entry),
            substitute_entry_id=substitute.id if substitute else None,
            inspectors=json.dumps(outcome.inspectors),
        )
    )
    s.session.flush()
    if leaving is None:
        reseat.subject(
            s.session, draw, entry, substitute, outcome.inspectors, application.number, s.as_of
        )
    else:
        reseat.officers(s.session, draw, entry, outcome.inspectors, application.number, s.as_of)
