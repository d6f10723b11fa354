"""What of a draw was known on a day, and what of it is public (第十七条、第十八条)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.change_rate import Made
from models.rules.draw.reasons import ChangeKind
from models.rules.held_draw import Abandoned, Changed, HeldDraw, Told
from models.rules.order import Done

RECORD_DUE = date(2026, 11, 27)
ON = {n: Done(date(2026, 9, n), date(2026, 9, n)) for n in range(1, 31)}

FIFTH = HeldDraw(
    draw_id="350105/WB-01/2026-5",
    period=5,
    sample=5,
    announced=ON[1],
    received=ON[1],
    drawn=ON[2],
    confirmed=ON[3],
    record_due=RECORD_DUE,
    record=Done(RECORD_DUE, RECORD_DUE),
)
"""A draw of period 5 with everything done."""


def changed(reason: str, rank: int, day: int, *, vacates: bool = False, number: int = 9) -> Changed:
    made = Made(ChangeKind.SUBJECT, ("general", rank), reason)
    return Changed(made, ON[day].on, vacates, number)


DAYS = st.integers(0, 150).map(lambda n: date(2026, 7, 1) + timedelta(days=n))
DONE = st.builds(Done, DAYS)


@st.composite
def any_draws(draw: st.DrawFn) -> HeldDraw:
    """Any draw: its acts in their order, on any days."""
    days = sorted(draw(st.lists(DAYS, min_size=5, max_size=5)))
    acts = [Done(day) for day in days[: draw(st.integers(1, 5))]] + [None] * 5
    announced, received, drawn, last = acts[0], acts[1], acts[2], acts[3]
    gives_up = draw(st.booleans())
    changes = draw(st.lists(st.tuples(DAYS, st.integers(1, 99)), max_size=3))
    return HeldDraw(
        draw_id=f"350105/WB-01/2026-X{draw(st.integers(1, 9))}",
        period=draw(st.sampled_from([4, 5, 6])),
        sample=draw(st.integers(1, 9)),
        announced=announced or Done(days[0]),
        received=received,
        drawn=drawn,
        confirmed=None if gives_up else last,
        abandoned=Abandoned(last, "系统故障") if gives_up and last else None,
        changes=tuple(
            Changed(Made(ChangeKind.SUBJECT, ("general", 1), "closed"), day, False, number)
            for day, number in changes
        ),
        record_due=draw(st.none() | DAYS),
        record=draw(st.none() | DONE),
    )


@pytest.mark.duty("10.3")
def test_a_draw_is_known_step_by_step() -> None:
    assert FIFTH.known_on(date(2026, 8, 31)) is None
    states = {1: "announced", 2: "drawn", 3: "confirmed"}
    for day, state in states.items():
        known = FIFTH.known_on(ON[day].on)
        assert known is not None
        assert known.state == state
        assert known.record is None
    assert FIFTH.known_on(RECORD_DUE) == FIFTH
    given_up = replace(FIFTH, confirmed=None, abandoned=Abandoned(ON[4], "名单有误"))
    known = [given_up.known_on(ON[day].on) for day in (3, 4)]
    assert [each and each.state for each in known] == ["drawn", "abandoned"]


@given(any_draws(), DAYS, DAYS)
def test_what_was_known_once_is_known_ever_after(draw: HeldDraw, one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    known = draw.known_on(later)
    assert draw.known_on(earlier) == (known and known.known_on(earlier))


@given(any_draws(), any_draws())
@pytest.mark.duty("17.1")
def test_before_its_announcement_is_public_nothing_of_a_draw_is_and_then_only_that(
    one: HeldDraw, other: HeldDraw
) -> None:
    assert one.told(Told()) is None
    told = one.told(Told(announced=True))
    # Whatever else became of it, the public reads the same.
    same = replace(
        other,
        draw_id=one.draw_id,
        period=one.period,
        sample=one.sample,
        announced=one.announced,
        record_due=one.record_due,
    )
    assert told == same.told(Told(announced=True))
    assert told is not None
    assert told.state is None


@pytest.mark.duty("17.1", "18.2")
def test_word_of_an_abandoned_draw_tells_when_and_why_and_not_what_its_record_tells() -> None:
    given_up = replace(FIFTH, confirmed=None, abandoned=Abandoned(ON[4], "名单有误"))
    told = given_up.told(Told(announced=True, abandoned=True))
    assert told == replace(given_up, received=None, record=None)


@pytest.mark.duty("17.1", "18.3")
def test_a_record_tells_the_changes_that_were_decided_before_it_was_built() -> None:
    changes = (changed("closed", 1, 4, number=10), changed("closed", 2, 7, number=20))
    draw = replace(FIFTH, changes=changes)
    assert draw.told(Told(announced=True, record=15)) == replace(FIFTH, changes=changes[:1])
    assert draw.told(Told(announced=True, record=21)) == draw
