"""Publications built, released and delivered; special inspections opened; what the machine does by
itself (第三、四、八、二十三条)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st
from hypothesis.stateful import rule
from sqlmodel import col, select

from models import clock, database
from models.tables import Disclosure, Publication, Receipt, SpecialInspection, SubjectEntry
from tasks.archive.ready import archive_ready
from tasks.credit.refresh import refresh
from tasks.inspect.chase import chase
from tasks.inspect.special import open_special
from tasks.inspect.special_cancel import cancel_special
from tasks.publish.deliver import deliver_pending
from tasks.publish.due import build_due
from tasks.publish.release import release
from tests import walk
from tests.tasks.second_time.acts import (
    ACTORS,
    AGO,
    DONE,
    REFUSED,
    REQUESTS,
    UNCHANGED,
    Acts,
    stands,
    stored,
)
from tests.tasks.second_time.draws import named

MATTERS = ("350105/items/joint/1", "350105/items/single/1", "350105/plan/WB-01/2026/1")
"""Everything that is due in the prepared house."""

CHANNELS = 3
PAIRS = (("035023", "035036"), ("035036", "035023"))


@dataclass
class MatterModel:
    """One publication as it stands."""

    built_on: date
    released: tuple[str, date] | None = None
    delivered_on: date | None = None


@dataclass
class SpecialModel:
    """One special inspection as it stands."""

    number: str
    ground: int
    badges: tuple[str, ...]
    opened: tuple[str, date]


class PublishActs(Acts):
    """What is due in the prepared house, and special inspections of one subject."""

    def __init__(self) -> None:
        super().__init__()
        self.matters: dict[str, MatterModel] = {}
        self.specials: dict[str, SpecialModel] = {}
        self.cancelled: dict[str, tuple[SpecialModel, str, str, date]] = {}

    @rule(ago=st.sampled_from([0, 1, 3]))
    def build(self, ago: int) -> None:
        """Once each, whoever runs it how often."""
        day = self.day(ago)
        with clock.held_at(self.today):
            answer = build_due(walk.REGION, day)
        fresh = [] if self.matters else list(MATTERS)
        assert sorted(answer["built"]) == fresh
        assert answer["act"] == (DONE if fresh else UNCHANGED)
        self.matters |= {matter: MatterModel(day) for matter in fresh}

    @rule(matter=st.sampled_from(MATTERS), ago=AGO, actor=ACTORS, request=REQUESTS)
    def release(self, matter: str, ago: int, actor: str, request: str | None) -> None:
        """Once; who released it first is who released it."""
        day, model = self.day(ago), self.matters.get(matter)
        if model is None:
            expected = REFUSED
        elif model.released is not None:
            expected = UNCHANGED
        else:
            expected = DONE if day >= model.built_on else REFUSED
        answer = self.attempt(
            f"publish.release:{matter}",
            request,
            expected,
            lambda: release(matter, day, actor, request=request),
            day=day,
            actor=actor,
        )
        if answer is None or model is None:
            return
        if answer["act"] == DONE:
            model.released = (named(actor), day)
        assert model.released is not None
        by, on = model.released
        assert (answer["released_by"], answer["released_on"]) == (by, str(on))

    @rule(ago=st.sampled_from([0, 0, 1, 3]))
    def deliver(self, ago: int) -> None:
        """What is released by that day and was not delivered, to every channel."""
        day = self.day(ago)
        waiting = [m for m in self.matters.values() if m.released and m.delivered_on is None]
        due = [m for m in waiting if m.released and m.released[1] <= day]
        with clock.held_at(self.today):
            answer = deliver_pending(walk.REGION, day)
            again = deliver_pending(walk.REGION, day)
        assert answer["delivered"] == CHANNELS * len(due)
        assert len(answer["released_later"]) == len(waiting) - len(due)
        assert (again["delivered"], again["act"]) == (0, UNCHANGED)
        for model in due:
            model.delivered_on = day

    @rule(
        document=st.sampled_from(["投诉单1号", "投诉单1号 ", "投诉单2号", " "]),
        ground=st.sampled_from([3, 3, 5, 8]),
        badges=st.sampled_from([*PAIRS, PAIRS[0][:1], ("035023", "999999")]),
        ago=AGO,
        actor=ACTORS,
        request=REQUESTS,
    )
    def open_special(
        self,
        document: str,
        ground: int,
        badges: tuple[str, ...],
        ago: int,
        actor: str,
        request: str | None,
    ) -> None:
        """A document opens one inspection, on one ground, with its inspectors, until it is cancelled."""
        day, standing = self.day(ago), self.specials.get(document.strip())
        with database.reading() as session:
            codes = session.exec(select(SubjectEntry.credit_code).order_by(col(SubjectEntry.id)))
            subject = str(codes.first())
        if not document.strip() or ground == 8 or len(badges) < 2:
            expected = REFUSED
        elif standing is not None:
            same = (ground, badges) == (standing.ground, standing.badges)
            expected = UNCHANGED if same else REFUSED
        else:
            unknown = badges not in PAIRS or day < walk.DRAW_DAY
            expected = REFUSED if unknown else DONE
        answer = self.attempt(
            f"special.open:{walk.REGION}:{document.strip()}:{subject}",
            request,
            expected,
            lambda: open_special(
                walk.REGION, ground, document, subject, badges, day, actor, request=request
            ),
            day=day,
            actor=actor,
        )
        if answer is None:
            return
        if answer["act"] == DONE:
            number = f"350105-ZX-2026-{len(self.specials) + len(self.cancelled) + 1:05d}"
            opened = (named(actor), day)
            self.specials[document.strip()] = SpecialModel(number, ground, badges, opened)
        model = self.specials[document.strip()]
        assert (answer["number"], answer["opened_by"], answer["opened_on"]) == (
            model.number, model.opened[0], str(model.opened[1]),
        )  # fmt: skip

    @rule(
        n=st.integers(1, 3),
        reason=st.sampled_from(["投诉撤回", "投诉撤回 ", "另有安排", " "]),
        ago=AGO,
        actor=ACTORS,
        request=REQUESTS,
    )
    def cancel_special(
        self, n: int, reason: str, ago: int, actor: str, request: str | None
    ) -> None:
        """Once, for one reason; its document may then open another."""
        day, number = self.day(ago), f"350105-ZX-2026-{n:05d}"
        open_ = {model.number: document for document, model in self.specials.items()}
        if number in self.cancelled:
            expected = UNCHANGED if self.cancelled[number][1] == reason.strip() else REFUSED
        elif number in open_ and reason.strip():
            expected = DONE if day >= self.specials[open_[number]].opened[1] else REFUSED
        else:
            expected = REFUSED
        answer = self.attempt(
            f"special.cancel:{number}",
            request,
            expected,
            lambda: cancel_special(number, reason, day, actor, request=request),
            day=day,
            actor=actor,
        )
        if answer is None:
            return
        if answer["act"] == DONE:
            gone = self.specials.pop(open_[number])
            self.cancelled[number] = (gone, reason.strip(), named(actor), day)
        _, why, by, on = self.cancelled[number]
        assert (answer["reason"], answer["cancelled_by"], answer["cancelled_on"]) == (
            why, by, str(on),
        )  # fmt: skip

    @rule(ago=st.sampled_from([0, 1]))
    def machine(self, ago: int) -> None:
        """Chased once a day; nothing is entered or archived, for no result is public."""
        day = self.day(ago)
        with clock.held_at(self.today):
            chase(walk.REGION, day)
            before = stored()
            for act in (chase, refresh, archive_ready):
                assert act(walk.REGION, day)["act"] == UNCHANGED
        assert stored() == before

    @stands
    def publications_stand_as_modelled(self) -> None:
        """Built, released by whom, taken by every channel on which day."""
        with database.reading() as session:
            publications = session.exec(select(Publication)).all()
            receipts = session.exec(
                select(Publication.matter, Receipt.received_on)
                .join(Disclosure, col(Disclosure.publication_id) == col(Publication.id))
                .join(Receipt, col(Receipt.disclosure_id) == col(Disclosure.id))
            ).all()
            specials = session.exec(select(SpecialInspection)).all()
        assert {p.matter: (p.built_on, p.released_by, p.released_on) for p in publications} == {
            matter: (m.built_on, *(m.released or (None, None)))
            for matter, m in self.matters.items()
        }
        assert sorted(receipts) == sorted(
            (matter, m.delivered_on)
            for matter, m in self.matters.items()
            if m.delivered_on
            for _ in range(CHANNELS)
        )
        models = [*self.specials.values(), *(gone for gone, *_ in self.cancelled.values())]
        assert sorted((s.ground, s.opened_by, s.opened_on) for s in specials) == sorted(
            (m.ground, *m.opened) for m in models
        )
