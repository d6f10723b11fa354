"""Changes in any order: what stands live is what the record replays to, and what a slow reading of the
protocol's step 6, written here from its text with nothing but ``hashlib``, comes to (第十八条)."""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.faults import Refused
from models.rules.draw.document import document
from models.rules.draw.verify import verify
from models.rules.draw.verify.case import Beside
from models.tables import Draw
from tasks.change.applications import apply, decide
from tasks.draw.changes import rate_of
from tasks.draw.frozen import coded_inspectors
from tasks.draw.record import record_of, sealed_record_of
from tasks.draw.standing import standing_places, vacated_places
from tests import walk
from tests.conftest import SAMPLES
from tests.tasks.second_time.prepared import Prepared

DRAW_ID, DAY = "350105/WB-01/2026-5", date(2026, 9, 3)
EVIDENCE = [[SAMPLES / "停业说明.txt"], [SAMPLES / "抽取现场-2.png", SAMPLES / "停业说明.txt"]]
SUBJECT_LEAVES = ["suspended", "untraceable", "force-majeure", "closed", "moved-away"]
INSPECTOR_LEAVES = ["left-post", "leave", "other-duty", "recused", "recused"]
STEPS = 13
ROUNDS = ((0.3, "any"), (1.0, "first"), (0.0, "last"), (0.6, "any"))
"""How many of a round's changes are of inspectors, and at which places: at the first one until no
inspector is left, at the last ones until no substitute is, and anywhere."""


@dataclass
class Seat:
    """A place of the slow model."""

    stratum: str
    rank: int
    subject: str | None
    inspectors: list[str]
    left: set[str] = field(default_factory=set)
    changes: int = 0


class Slow:
    """Step 6 as the protocol tells it, everything counted anew at each change."""

    def __init__(self, record: dict[str, Any]) -> None:
        texts, draw = record["texts"], record["draw"]
        self.seed, self.cap = bytes.fromhex(draw["seed"]), draw["cap"]
        self.codes = texts["inspectors"].splitlines()
        self.recused = {
            (line.split("\t")[0], line.split("\t")[1]) for line in texts["recusals"].splitlines()
        }
        self.strata: dict[str, list[str]] = {}
        for line in texts["subjects"].splitlines():
            id_, stratum = line.split("\t")
            self.strata.setdefault(stratum, []).append(id_)
        self.places = [
            Seat(each["stratum"], each["rank"], each["id"], list(each["inspectors"]))
            for each in draw["drawn"]
        ]
        self.used = {each["id"] for each in draw["drawn"]}
        self.out: set[str] = set()

    def ticket(self, label: str) -> bytes:
        return hashlib.sha256(self.seed + label.encode()).digest()

    def next_allowed(self, place: Seat, subject: str, seated: list[str]) -> str | None:
        load = Counter(code for each in self.places for code in each.inspectors)
        free = [
            code
            for code in self.codes
            if (code, subject) not in self.recused
            and code not in seated
            and code not in place.left
            and code not in self.out
        ]
        below = [code for code in free if load[code] < self.cap]
        if not below and free:
            least = min(load[code] for code in free)
            below = [code for code in free if load[code] == least]
        return min(below, key=lambda code: (self.ticket(f"{subject}/{code}"), code), default=None)

    def subject_leaves(self, place: Seat) -> None:
        in_order = sorted(self.strata[place.stratum], key=lambda id_: (self.ticket(id_), id_))
        for substitute in in_order:
            if substitute in self.used:
                continue
            seats = list(place.inspectors)
            for n, code in enumerate(seats):
                if seats is not None and (code, substitute) in self.recused:
                    other = self.next_allowed(place, substitute, seats)
                    if other is None:
                        break
                    seats[n] = other
            else:
                place.subject, place.inspectors = substitute, seats
                self.used.add(substitute)
                break
        else:
            place.subject, place.inspectors = None, []
        place.changes += 1

    def inspector_leaves(self, place: Seat, code: str, reason: str) -> bool:
        other = self.next_allowed(place, str(place.subject), place.inspectors)
        if other is None:
            return False
        place.inspectors[place.inspectors.index(code)] = other
        place.left.add(code)
        place.changes += 1
        if reason != "recused":
            self.out.add(code)
        return True


@pytest.fixture
def dispatched(house: Path) -> Prepared:
    """A house with a draw dispatched, on each database."""
    return Prepared(house, walk.dispatched)


@pytest.mark.duty("17.2", "17.3", "18.3")
def test_changes_in_any_order_stand_live_as_replayed_and_as_slowly_reckoned(
    dispatched: Prepared,
) -> None:
    seen: Counter[str] = Counter()
    for seed, (inspectors, where) in enumerate(ROUNDS):
        with dispatched.copy(), held_at(DAY):
            seen += _one_sequence(random.Random(seed), inspectors, where)
    # Every kind of outcome was met.
    assert set(seen) == {"subject", "inspector", "refused", "two", "vacated", "nobody-left"}


def _one_sequence(chance: random.Random, inspectors: float, where: str) -> Counter[str]:
    slow, made, seen = Slow(_record()), [], Counter[str]()
    with database.reading() as session:
        coded = coded_inspectors(session, _draw(session))
    badge_of = {code: entry.badge_number for code, entry in coded.items()}
    for _ in range(STEPS):
        standing = [place for place in slow.places if place.subject is not None]
        place = chance.choice({"first": standing[:1], "last": standing[-1:]}.get(where, standing))
        subject, code = str(place.subject), None
        reason = chance.choice(SUBJECT_LEAVES)
        if chance.random() < inspectors:
            code, reason = chance.choice(place.inspectors), chance.choice(INSPECTOR_LEAVES)
        badge = badge_of[code] if code else None
        evidence = chance.choice(EVIDENCE)
        number = apply(DRAW_ID, subject, reason, evidence, DAY, walk.CLERK, badge)["number"]
        if chance.random() < 0.15:
            decide(number, False, DAY, walk.CHIEF)
            seen["refused"] += 1
            continue
        deciders, nobody_left = ["leader-in-charge"], False
        try:
            if place.changes + 1 > 2:
                first = decide(number, True, DAY, walk.CHIEF)
                assert (first["stands"], first["inspectors"]) == ("second-decision", None)
                deciders, seen["two"] = ["head", "leader-in-charge"], seen["two"] + 1
                answer = decide(number, True, DAY, walk.LEADER, role="head")
            else:
                answer = decide(number, True, DAY, walk.CHIEF)
        except Refused as refused:
            nobody_left = refused.code == "no-inspector-left"
        if code is None:
            slow.subject_leaves(place)
            seen["subject"] += 1
            seen["vacated"] += place.subject is None
            assert (answer["substitute"], answer["vacated"]) == (
                place.subject,
                place.subject is None,
            )
        else:
            assert slow.inspector_leaves(place, code, reason) is not nobody_left
            seen["nobody-left" if nobody_left else "inspector"] += 1
            if nobody_left:
                decide(number, False, DAY, walk.LEADER, role="head")
                continue
        assert answer["inspectors"] == place.inspectors
        made.append((place.stratum, place.rank, subject, code or subject, reason, deciders))
    _compare(slow, made)
    return seen


def _compare(slow: Slow, made: list[tuple[Any, ...]]) -> None:
    with database.reading() as session:
        draw = _draw(session)
        live = {
            (p.entry.stratum, p.rank): (p.entry.credit_code, p.codes)
            for p in standing_places(session, draw)
        }
        empty = [(p.stratum, p.rank) for p in vacated_places(session, draw)]
        rate = rate_of(session, draw)
        public, sealed = record_of(session, draw)[0], sealed_record_of(session, draw)[0]
    assert live == {
        (p.stratum, p.rank): (p.subject, p.inspectors) for p in slow.places if p.subject is not None
    }
    assert empty == sorted((p.stratum, p.rank) for p in slow.places if p.subject is None)
    assert (rate.changes, rate.places_changed, rate.places) == (
        len(made),
        len({each[:2] for each in made}),
        len(slow.places),
    )
    told = [(c["subject"], c["out"], c["reason"], c["deciders"]) for c in public["changes"]]
    assert told == [each[2:] for each in made]
    results = json.dumps(
        {
            "format": "ssj-results/2",
            "draw_id": DRAW_ID,
            "batch": 1,
            "of": 1,
            "results": [
                {"subject": subject, "stratum": stratum, "rank": rank}
                for (stratum, rank), (subject, _) in live.items()
            ],
        }
    ).encode()
    for record, checked in (
        (public, ["changes", "results"]),
        (sealed, ["changes", "results", "applications"]),
    ):
        report = verify(document(record), Beside(results=[results]))
        assert [(c.key, c.problems) for c in report.checks if c.ok is False] == []
        assert [c.key for c in report.checks if c.ok and c.key in checked] == [
            key for key in ("changes", "results", "applications") if key in checked
        ]


def _draw(session: Any) -> Draw:
    return session.exec(select(Draw).where(Draw.draw_id == DRAW_ID)).one()  # type: ignore[no-any-return]


def _record() -> dict[str, Any]:
    with database.reading() as session:
        return record_of(session, _draw(session))[0]
