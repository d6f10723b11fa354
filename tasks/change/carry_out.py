"""What an approved application changes: the place or one of its seats, by the draw's own order, and
with it what was dispatched (第十七条、第十八条)."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlmodel import Session

from models.faults import Refused
from models.rules.draw.standing import Standing, StandingPlace, deciders_due
from models.rules.order import check_moment
from models.tables import ChangeApplication, Draw, DrawEntry, Replacement, pk
from tasks.base.step import Step
from tasks.change import reseat
from tasks.draw.changes import kind_and_out
from tasks.draw.result import announced, entry_moving_up
from tasks.draw.standing import live_standing, replacements


@dataclass(frozen=True, slots=True)
class Concerned:
    """What an application is about: the draw as it stands, and the place."""

    draw: Draw
    entry: DrawEntry
    standing: Standing
    place: StandingPlace

    @property
    def deciders_due(self) -> int:
        """How many of different offices have to approve: two, once the place was changed as often
        as the announcement says."""
        return deciders_due(self.place.changes, announced(self.draw).second_decision_after)


def concerned_by(session: Session, application: ChangeApplication) -> Concerned:
    """The place that an approval would change.

    Raises:
        Refused: whoever is to leave it is not there any more, or the return is in.

    Duty: 18.3 (第十八条).
    """
    draw = session.get_one(Draw, application.draw_pk)
    entry = session.get_one(DrawEntry, application.draw_entry_id)
    standing, leaving = live_standing(session, draw), application.inspector_code
    place = next((p for p in standing.places if p.subject == entry.credit_code), None)
    if place is None or (leaving is not None and leaving not in place.inspectors):
        raise Refused(
            f"申请 {application.number} 所涉的{'抽中对象' if place is None else '检查人员'}已经变更，"
            "请另行申请",
            code="already-decided",
        )
    reseat.check_still_out(session, entry, subject_leaves=leaving is None)
    return Concerned(draw, entry, standing, place)


def carry_out(s: Step, application: ChangeApplication, concerned: Concerned) -> None:
    """Make the change that was approved, and withdraw and dispatch anew what it concerns.

    Raises:
        Refused: nobody is left to take the seat, or the clock went back behind the last change.

    Duty: 17.2, 17.3, 18.3 (第十七条、第十八条).
    """
    draw, entry = concerned.draw, concerned.entry
    for other, _ in replacements(s.session, draw)[-1:]:
        moment = application.decided_at or ""
        check_moment("变更决定", moment, f"变更 {other.number} 的决定", other.decided_at)
    kind, out = kind_and_out(application, entry.credit_code)
    outcome = concerned.standing.change(
        kind, entry.credit_code, out, application.reason_class or ""
    )
    leaves, substitute = application.inspector_code is None, None
    if leaves and outcome.comes_in is not None:
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
    seats = (outcome.inspectors, application.number, s.as_of)
    if leaves:
        reseat.subject(s.session, draw, entry, substitute, *seats)
    else:
        reseat.officers(s.session, draw, entry, *seats)
