"""Draws: announced, drawn, confirmed, abandoned, photographed (第十七、十八条)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule
from sqlmodel import select

from models import database
from models.clock import held_at
from models.tables import Draw, DrawPhoto
from tasks.draw.abandon import abandon
from tasks.draw.announce import announce
from tasks.draw.confirm import confirm
from tasks.draw.photos import attach_photo
from tasks.draw.run import run
from tests import walk
from tests.conftest import SAMPLES
from tests.tasks.second_time.acts import (
    ACTORS,
    AGO,
    DONE,
    REFUSED,
    REQUESTS,
    UNCHANGED,
    Acts,
    stands,
)

WITNESS = "witness-dice/notary"
BASE = "350105/WB-01/2026-5"
REASONS = {"名单有误": "text-wrong", "text-wrong ": "text-wrong", "系统故障": "system-failure"}
WHICH = st.sampled_from([0, 0, 0, 1])
"""Which of the period's draws is meant, from the newest on."""


@dataclass
class DrawModel:
    """One draw as it stands."""

    draw_id: str
    sources: list[str]
    announced_on: date
    not_before: date
    state: str = "announced"
    read: list[str] = field(default_factory=list)
    drawn_on: date | None = None
    confirmed: tuple[str, date] | None = None
    abandoned: tuple[str, date] | None = None
    abandoned_at_noon_of: date | None = None
    reason: str = ""
    photos: set[str] = field(default_factory=set)


class DrawActs(Acts):
    """The draw of period 5, and the extra ones that stand in for it."""

    def __init__(self) -> None:
        super().__init__()
        self.draws: list[DrawModel] = []
        self.extra_requests: dict[str, str] = {}

    @initialize(begun=st.sampled_from([True, True, False]))
    def begin(self, begun: bool) -> None:
        """Most runs begin with a confirmed draw: what comes after is reached."""
        if begun:
            self.announce(False, [], 0, walk.CLERK, None)
            self.draw(0, None, 0, walk.CLERK, None)
            self.photograph(0, 1, 0, walk.CLERK, None)
            self.confirm(0, 0, walk.LEADER, None)

    def which(self, n: int) -> DrawModel | None:
        """The n-th draw from the newest on, or the oldest; ``None`` before there is one."""
        return self.draws[-1 - min(n, len(self.draws) - 1)] if self.draws else None

    @rule(
        extra=st.booleans(),
        sources=st.sampled_from([[], [], [WITNESS]]),
        ago=AGO,
        actor=ACTORS,
        request=REQUESTS,
    )
    def announce(
        self, extra: bool, sources: list[str], ago: int, actor: str, request: str | None
    ) -> None:
        """Once for the period; again only in place of an abandoned one."""
        day, newest = self.day(ago), self.which(0)
        gone = newest is not None and newest.state == "abandoned"
        draw_id = BASE
        if extra:
            nth = len(self.draws) if gone or len(self.draws) < 2 else len(self.draws) - 1
            draw_id = self.extra_requests.get(request or "", f"350105/WB-01/2026-X{nth}")
        if newest is None:
            expected = REFUSED if extra or day < walk.DRAW_DAY else DONE
        elif newest.state == "abandoned" and newest.abandoned is not None:
            # In the morning nothing rests on what is given up at noon.
            is_later = day >= newest.abandoned[1] and self.today != newest.abandoned_at_noon_of
            expected = DONE if extra and is_later else REFUSED
        elif newest.draw_id == draw_id and newest.sources == sources:
            expected = UNCHANGED
        else:
            expected = REFUSED
        first = newest.not_before if expected == UNCHANGED and newest is not None else self.today

        def act() -> dict[str, Any]:
            with held_at(self.today, walk.MORNING):
                return announce(
                    walk.REGION,
                    2026,
                    5,
                    day,
                    actor,
                    sources,
                    not_before=first,
                    extra=extra,
                    request=request,
                )

        answer = self.attempt(
            f"draw.announce:{draw_id}", request, expected, act, day=day, actor=actor
        )
        if answer is None:
            return
        assert answer["draw_id"] == draw_id
        if answer["act"] == DONE:
            walk.received(draw_id, self.today)
            self.draws.append(DrawModel(draw_id, sources, day, self.today))
            if extra and request is not None:
                self.extra_requests[request] = draw_id
        assert answer["announced_on"] == str(self.draws[-1].announced_on)

    @rule(n=WHICH, pips=st.sampled_from([1, 1, 6, None]), ago=AGO, actor=ACTORS, request=REQUESTS)
    def draw(self, n: int, pips: int | None, ago: int, actor: str, request: str | None) -> None:
        """Once, from every source announced and no other."""
        day, model = self.day(ago), self.which(n)
        draw_id = model.draw_id if model else BASE
        witnessed = model is not None and bool(model.sources)
        read = [f"{WITNESS} {str(pips) * 20}"] if pips and witnessed else []
        if model is None or model.state == "abandoned":
            expected = REFUSED
        elif model.state != "announced":
            expected = UNCHANGED if read in ([], model.read) else REFUSED
        elif day < model.not_before or len(read) != len(model.sources):
            expected = REFUSED
        else:
            expected = DONE
        answer = self.attempt(
            f"draw.run:{draw_id}",
            request,
            expected,
            lambda: run(draw_id, day, actor, read, request=request),
            day=day,
            actor=actor,
        )
        if answer is None or model is None:
            return
        if answer["act"] == DONE:
            model.state, model.read, model.drawn_on = "drawn", read, day
        # By hand: 5 % of 40, 1/4 of 4, all of 2; two substitutes each, as far as they go.
        assert (answer["drawn"], answer["substitutes"]) == (5, 6)
        assert answer["drawn_on"] == str(model.drawn_on)

    @rule(n=WHICH, ago=AGO, actor=ACTORS, request=REQUESTS)
    def confirm(self, n: int, ago: int, actor: str, request: str | None) -> None:
        """Once; who confirmed first is who confirmed."""
        day, model = self.day(ago), self.which(n)
        draw_id = model.draw_id if model else BASE
        if model is not None and model.state == "confirmed":
            expected = UNCHANGED
        elif model is None or model.drawn_on is None or model.state == "abandoned":
            expected = REFUSED
        else:
            expected = DONE if day >= model.drawn_on and model.photos else REFUSED
        answer = self.attempt(
            f"draw.confirm:{draw_id}",
            request,
            expected,
            lambda: confirm(draw_id, day, actor, request=request),
            day=day,
            actor=actor,
        )
        if answer is None or model is None:
            return
        if answer["act"] == DONE:
            model.state, model.confirmed = "confirmed", (named(actor), day)
        assert model.confirmed is not None
        by, on = model.confirmed
        assert (answer["confirmed_by"], answer["confirmed_on"]) == (by, str(on))

    @rule(
        n=WHICH,
        reason=st.sampled_from(["名单有误", "text-wrong ", "系统故障", " "]),
        ago=AGO,
        actor=ACTORS,
        request=REQUESTS,
    )
    def abandon(self, n: int, reason: str, ago: int, actor: str, request: str | None) -> None:
        """Before it is confirmed, for one reason."""
        day, model = self.day(ago), self.which(n)
        draw_id = model.draw_id if model else BASE
        if model is None or model.state == "confirmed" or not reason.strip():
            expected = REFUSED
        elif model.state == "abandoned":
            expected = UNCHANGED if model.reason == REASONS[reason] else REFUSED
        else:
            expected = DONE if day >= (model.drawn_on or model.announced_on) else REFUSED
        answer = self.attempt(
            f"draw.abandon:{draw_id}",
            request,
            expected,
            lambda: abandon(draw_id, reason, day, actor, request=request),
            day=day,
            actor=actor,
        )
        if answer is None or model is None:
            return
        if answer["act"] == DONE:
            model.state, model.abandoned = "abandoned", (named(actor), day)
            model.reason, model.abandoned_at_noon_of = REASONS[reason], self.today
        assert model.abandoned is not None
        by, on = model.abandoned
        assert (answer["abandoned_by"], answer["abandoned_on"]) == (by, str(on))

    @rule(n=WHICH, photo=st.sampled_from([1, 2]), ago=AGO, actor=ACTORS, request=REQUESTS)
    def photograph(self, n: int, photo: int, ago: int, actor: str, request: str | None) -> None:
        """The same photograph again is no second one."""
        day, model = self.day(ago), self.which(n)
        draw_id = model.draw_id if model else BASE
        name = f"抽取现场-{photo}.png"
        if model is None or day < model.announced_on:
            expected = REFUSED
        elif name in model.photos:
            expected = UNCHANGED
        else:
            expected = DONE if model.state != "abandoned" else REFUSED
        answer = self.attempt(
            f"draw.photo:{draw_id}:{name}",
            request,
            expected,
            lambda: attach_photo(draw_id, SAMPLES / name, day, actor, request=request),
            day=day,
            actor=actor,
        )
        if answer is not None and model is not None:
            model.photos.add(name)

    @stands
    def draws_stand_as_modelled(self) -> None:
        """State, days, reason and photographs of every draw."""
        with database.reading() as session:
            draws = session.exec(select(Draw).order_by(Draw.id)).all()  # type: ignore[arg-type]
            photos = session.exec(
                select(Draw.draw_id, DrawPhoto.name).join(DrawPhoto, DrawPhoto.draw_pk == Draw.id)  # type: ignore[arg-type]
            ).all()
        assert [(d.draw_id, d.state, d.announced_on, d.drawn_on) for d in draws] == [
            (m.draw_id, m.state, m.announced_on, m.drawn_on) for m in self.draws
        ]
        assert [(d.confirmed_by, d.confirmed_on) for d in draws] == [
            m.confirmed or (None, None) for m in self.draws
        ]
        assert [d.abandon_reason or "" for d in draws] == [m.reason for m in self.draws]
        assert sorted(photos) == sorted((m.draw_id, p) for m in self.draws for p in m.photos)


def named(actor: str) -> str:
    """The name as it is kept: nothing unseen, no space around it."""
    return actor.replace("\u200b", "").strip()
