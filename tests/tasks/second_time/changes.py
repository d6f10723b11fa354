"""Changes of a confirmed draw: applied for, decided, carried out where dispatched (第十八条)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date

from hypothesis import strategies as st
from hypothesis.stateful import rule
from sqlmodel import Session, col, select

from models import clock, database
from models.rules.people import same_person
from models.tables import ChangeApplication, Draw
from tasks.change.applications import apply, decide
from tasks.draw.frozen import coded_inspectors, frozen, strata_of
from tasks.draw.standing import standing_places
from tasks.inspect.dispatch import dispatch
from tests import walk
from tests.conftest import SAMPLES
from tests.tasks.second_time.acts import ACTORS, AGO, DONE, REFUSED, REQUESTS, UNCHANGED, stands
from tests.tasks.second_time.draws import BASE, DrawActs, named

EVIDENCE = [SAMPLES / "停业说明.txt", SAMPLES / "抽取现场-2.png"]
WAITING = {"general": 38, "key": 3, "must": 0}
"""By hand: 40, 4 and 2 can be drawn; 5 %, a quarter and all of them were."""


@dataclass
class ApplicationModel:
    """One application as it stands."""

    number: str
    subject: str
    badge: str | None
    reason: str
    evidence: int
    applicant: str
    applied_on: date
    first: tuple[str, str, date] | None = None
    decided: tuple[str, str, date] | None = None
    substitute: str | None = None


@dataclass
class PlaceModel:
    """A place that stands: its class and who inspects it, by badge, in seat order."""

    stratum: str
    badges: list[str]
    changes: int = field(default=0, compare=False)


class ChangeActs(DrawActs):
    """Applications for the newest draw's places, and their decisions."""

    def __init__(self) -> None:
        super().__init__()
        self.applications: list[ApplicationModel] = []
        self.places: dict[str, PlaceModel] = {}
        self.moved_up = dict.fromkeys(WAITING, 0)
        self.dispatched = False
        self.badge_of: dict[str, str] = {}
        self.by_ticket: dict[str, list[str]] = {}

    @rule(
        nth=st.integers(0, 2),
        seat=st.sampled_from([None, None, 0, 1]),
        reason=st.sampled_from(["停业", "停业 ", "不可抗力"]),
        evidence=st.sampled_from([0, 0, 1]),
        ago=AGO,
        actor=ACTORS,
        request=REQUESTS,
    )
    def apply(
        self,
        nth: int,
        seat: int | None,
        reason: str,
        evidence: int,
        ago: int,
        actor: str,
        request: str | None,
    ) -> None:
        """One application at a time for a place, or for a seat of it."""
        day, draw = self.day(ago), self.which(0)
        draw_id = draw.draw_id if draw else BASE
        self._look()
        subject = sorted(self.places)[nth] if self.places else "92350105MA0000000X"
        badge = self.places[subject].badges[seat] if self.places and seat is not None else None
        pending = next(
            (
                a
                for a in self.applications
                if a.decided is None and (a.subject, a.badge) == (subject, badge)
            ),
            None,
        )
        if badge is not None:
            reason = "应当回避"  # bars them from this place only
        content = (reason.strip(), evidence)
        if draw is None or draw.confirmed is None or day < draw.confirmed[1]:
            expected = REFUSED
        elif pending is not None:
            same = content == (pending.reason, pending.evidence)
            expected = UNCHANGED if same else REFUSED
        else:
            expected = DONE
        answer = self.attempt(
            f"change.apply:{draw_id}/{subject}",
            request,
            expected,
            lambda: apply(
                draw_id, subject, reason, [EVIDENCE[evidence]], day, actor, badge, request=request
            ),
            day=day,
            actor=actor,
        )
        if answer is None:
            return
        if answer["act"] == DONE:
            number = f"{draw_id}/C{len(self.applications) + 1}"
            pending = ApplicationModel(number, subject, badge, *content, named(actor), day)
            self.applications.append(pending)
        assert pending is not None
        assert (answer["number"], answer["applicant"], answer["applied_on"]) == (
            pending.number,
            pending.applicant,
            str(pending.applied_on),
        )

    @rule(
        nth=st.integers(0, 3),
        approved=st.sampled_from([True, True, True, False]),
        role=st.sampled_from(["leader-in-charge", "leader-in-charge", "head"]),
        ago=AGO,
        actor=ACTORS,
        request=REQUESTS,
    )
    def decide(
        self, nth: int, approved: bool, role: str, ago: int, actor: str, request: str | None
    ) -> None:
        """Once, by another, or by two of different offices; approved, the next moves up."""
        day = self.day(ago)
        pending = [a for a in self.applications if a.decided is None]
        likely = pending + self.applications[::-1]
        application = likely[min(nth, len(likely) - 1)] if likely else None
        number = application.number if application else f"{BASE}/C1"
        decision = "approved" if approved else "refused"
        if application is None:
            expected = REFUSED
        elif application.decided is not None:
            expected = UNCHANGED if application.decided[0] == decision else REFUSED
        elif approved and application.first and application.first[:2] == (named(actor), role):
            expected = UNCHANGED
        elif (
            same_person(application.applicant, actor)
            or day < application.applied_on
            or (
                application.first
                and (
                    same_person(application.first[0], actor)
                    or application.first[1] == role
                    or day < application.first[2]
                )
            )
        ):
            expected = REFUSED
        else:
            expected = DONE if not approved or self._can_be_carried_out(application) else REFUSED
        answer = self.attempt(
            f"change.decide:{number}",
            request,
            expected,
            lambda: decide(number, approved, day, actor, role=role, request=request),
            day=day,
            actor=actor,
        )
        if answer is None or application is None:
            return
        if answer["act"] == DONE and approved and self._waits_for_a_second(application):
            application.first = (named(actor), role, day)
        elif answer["act"] == DONE:
            application.decided = (decision, named(actor), day)
            if approved:
                self._carry_out(application, answer["substitute"], answer["inspectors"])
        if application.decided is None:
            assert (answer["stands"], answer["decision"]) == ("second-decision", None)
            return
        assert (answer["decision"], answer["decided_by"], answer["decided_on"]) == (
            *application.decided[:2],
            str(application.decided[2]),
        )
        assert answer["substitute"] == application.substitute

    @rule()
    def send_out(self) -> None:
        """Dispatch what is confirmed; from then on a change withdraws and dispatches anew."""
        draw = self.which(0)
        if draw is not None and draw.confirmed is not None and not self.dispatched:
            self._look()
            with clock.held_at(self.today):
                dispatch(draw.draw_id, self.today, walk.CLERK)
            self.dispatched = True

    @stands
    def applications_stand_as_modelled(self) -> None:
        """Number, decision, who and when."""
        with database.reading() as session:
            rows = session.exec(select(ChangeApplication).order_by(col(ChangeApplication.id))).all()
        assert [
            (r.number, r.applicant, r.applied_on, (r.decision, r.decided_by, r.decided_on))
            for r in rows
        ] == [
            (a.number, a.applicant, a.applied_on, a.decided or (None, None, None))
            for a in self.applications
        ]
        assert [(r.first_decided_by, r.first_decider_role, r.first_decided_on) for r in rows] == [
            a.first or (None, None, None) for a in self.applications
        ]

    @stands
    def places_and_inspections_stand_as_modelled(self) -> None:
        """Who is to be inspected by whom; of what was dispatched exactly that is out."""
        if not self.places:
            return
        assert self._standing() == self.places
        if self.dispatched:
            assert self._out() == {s: place.badges for s, place in self.places.items()}

    def _can_be_carried_out(self, application: ApplicationModel) -> bool:
        place = self.places.get(application.subject)
        if place is None:
            return False
        return application.badge in place.badges if application.badge else True

    def _waits_for_a_second(self, application: ApplicationModel) -> bool:
        """The district: a place that was changed twice is changed by two."""
        return application.first is None and self.places[application.subject].changes >= 2

    def _carry_out(
        self, application: ApplicationModel, substitute: str | None, codes: list[str]
    ) -> None:
        place = self.places.pop(application.subject)
        badges = [self.badge_of[code] for code in codes]
        application.substitute = substitute
        if application.badge is not None:
            kept = [b for b in place.badges if b != application.badge]
            assert substitute is None
            assert [b for b in badges if b in place.badges] == kept
            self.places[application.subject] = PlaceModel(place.stratum, badges, place.changes + 1)
            return
        if self.moved_up[place.stratum] == WAITING[place.stratum]:
            assert (substitute, badges) == (None, [])
            return
        assert substitute is not None
        rank = {"general": 2, "key": 1}[place.stratum] + self.moved_up[place.stratum]
        assert substitute == self.by_ticket[place.stratum][rank]
        self.moved_up[place.stratum] += 1
        self.places[substitute] = PlaceModel(place.stratum, badges, place.changes + 1)

    def _look(self) -> None:
        """Once a draw is confirmed: what it drew, and every class by ticket, reckoned here."""
        draw = self.which(0)
        if self.places or draw is None or draw.confirmed is None:
            return
        with database.reading() as session:
            row = session.exec(select(Draw).where(Draw.draw_id == draw.draw_id)).one()
            self.badge_of = {
                code: entry.badge_number for code, entry in coded_inspectors(session, row).items()
            }
            self.by_ticket = by_ticket(session, row)
        self.places = self._standing()

    def _standing(self) -> dict[str, PlaceModel]:
        with database.reading() as session:
            draw = session.exec(select(Draw).where(Draw.state == "confirmed")).one()
            return {
                place.entry.credit_code: PlaceModel(
                    place.entry.stratum, [self.badge_of[code] for code in place.codes]
                )
                for place in standing_places(session, draw)
            }

    def _out(self) -> dict[str, list[str]]:
        """Subject -> badges of each inspection that is still out."""
        return {
            each.task.credit_code: [badge for badge, _ in each.task.officers]
            for each in walk.open_ones()
        }


def by_ticket(session: Session, draw: Draw) -> dict[str, list[str]]:
    """Everyone who could be drawn, by class, smallest SHA-256 of seed and code first."""
    seed = bytes.fromhex(draw.seed or "")
    return {
        stratum: sorted(ids, key=lambda id_: hashlib.sha256(seed + id_.encode()).digest())
        for stratum, ids in strata_of(frozen(session, draw)).items()
    }
