"""The year's ledger: skipped, late, abandoned and changed, as it was known on a day. Days and counts
by hand (第九、十六、十七、十八、二十三条)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules.held_draw import Abandoned, Deducted, HeldDraw, Told
from models.rules.ledger import Column, Ledger, ledger
from models.rules.order import Done
from models.rules.plans import PlannedPeriod
from models.rules.visits import columns
from tests.models.rules.test_held_draw import DAYS, FIFTH, ON, RECORD_DUE, any_draws, changed

P4 = PlannedPeriod(4, date(2026, 7, 1), date(2026, 8, 31), date(2026, 7, 1))
P5 = PlannedPeriod(5, date(2026, 9, 1), date(2026, 10, 31), date(2026, 9, 1))
P6 = PlannedPeriod(6, date(2026, 11, 1), date(2026, 12, 31), date(2026, 11, 2))
YEAR = [P4, P5, P6]


def _ledger(*draws: HeldDraw, as_of: date, deductions: list[Deducted] | None = None) -> Ledger:
    return ledger(YEAR, 6, draws, columns([]), deductions or [], as_of)


@pytest.mark.duty("9.2", "16.1")
def test_a_period_nobody_drew_is_skipped_by_itself_the_day_after_its_end() -> None:
    days = {
        date(2026, 6, 30): "未到抽取日",
        date(2026, 7, 1): "待抽取",
        date(2026, 8, 31): "待抽取",
        date(2026, 9, 1): "逾期未抽取",
    }
    for as_of, words in days.items():
        row = _ledger(FIFTH, as_of=as_of).rows[0]
        assert row.words == words
        assert row.late == ((Column.ANNOUNCED,) if words == "逾期未抽取" else ())


@pytest.mark.duty("9.2", "17.1")
def test_a_draw_of_its_period_is_on_time_and_one_after_it_is_late_in_each_column() -> None:
    on_time = _ledger(FIFTH, as_of=date(2026, 12, 1)).rows[1]
    assert (on_time.words, on_time.late) == ("已确认", ())
    after = [Done(date(2026, 11, day)) for day in (2, 3, 4)]
    late = replace(FIFTH, announced=after[0], received=None, drawn=after[1], confirmed=after[2])
    row = _ledger(late, as_of=date(2026, 12, 1)).rows[1]
    assert row.words == "已确认；公告逾期；抽取逾期"
    announced = replace(FIFTH, drawn=None, confirmed=None, record=None)
    assert _ledger(announced, as_of=P5.ends_on).rows[1].words == "已公告待抽取"
    assert _ledger(announced, as_of=P6.starts_on).rows[1].words == "已公告待抽取；抽取逾期"


@pytest.mark.duty("18.1")
@pytest.mark.parametrize(
    ("record", "as_of", "standing", "late"),
    [
        (None, RECORD_DUE, "open", False),
        (None, date(2026, 11, 28), "missed", True),
        (Done(RECORD_DUE, RECORD_DUE), date(2026, 12, 1), "met", False),
        (Done(RECORD_DUE, date(2026, 11, 30)), date(2026, 12, 1), "met_on_paper", False),
        (Done(date(2026, 11, 28)), date(2026, 12, 1), "missed", True),
    ],
)
def test_a_record_is_late_once_its_day_has_passed_and_stays_so(
    record: Done | None, as_of: date, standing: str, late: bool
) -> None:
    row = _ledger(replace(FIFTH, record=record), as_of=as_of).rows[1]
    assert row.draws[0].record == standing
    assert (Column.RECORD in row.late) is late


@pytest.mark.duty("17.1", "18.2")
def test_an_abandoned_draw_stands_beside_the_one_that_replaced_it() -> None:
    given_up = replace(
        FIFTH, confirmed=None, record=None, abandoned=Abandoned(ON[4], "名单有误", "ab" * 32)
    )
    extra = replace(
        FIFTH, draw_id="350105/WB-01/2026-X1", announced=ON[7], drawn=ON[8], confirmed=ON[9]
    )
    before = _ledger(given_up, extra, as_of=ON[5].on).rows[1]
    assert (before.words, before.serving) == ("待抽取；作废 1 次", None)
    assert before.draws[0].replaced_by is None
    after = _ledger(given_up, extra, as_of=ON[10].on)
    row = after.rows[1]
    assert row.serving
    assert row.serving.draw.draw_id == "350105/WB-01/2026-X1"
    [one] = row.abandoned
    assert (one.replaced_by, one.draw.abandoned) == (extra.draw_id, given_up.abandoned)
    assert after.words == "全年应抽取 6 次；已公告 1 期；逾期未抽取 1 期；作废 1 次。"
    # Its own record falls due as well, whoever took its place.
    assert _ledger(given_up, extra, as_of=date(2026, 12, 1)).rows[1].words == (
        "已确认；作废 1 次；抽取记录逾期"
    )
    skipped = _ledger(given_up, as_of=date(2026, 11, 1)).rows[1]
    assert skipped.words == "逾期未抽取；作废 1 次"


@pytest.mark.duty("18.3")
def test_changes_are_counted_with_their_rate_and_an_empty_place_is_not_to_be_visited() -> None:
    draw = replace(
        FIFTH,
        changes=(changed("suspended", 1, 4), changed("suspended", 1, 7, vacates=True)),
    )
    [then] = _ledger(draw, as_of=ON[5].on).rows[1].draws
    assert (then.changes.changes, then.to_visit) == (1, 5)
    [now] = _ledger(draw, as_of=ON[7].on).rows[1].draws
    assert (now.changes.changes, now.changes.places_changed, now.to_visit) == (2, 1, 4)
    assert now.changes.in_words().endswith("（20 %）；原因：停业 2")


@pytest.mark.duty("9.3")
def test_deductions_are_told_from_their_day_on_and_cover_skipped_periods() -> None:
    one = Deducted(1, "联合抽查", "文1号", ON[10], 7)
    assert _ledger(as_of=ON[9].on, deductions=[one]).words == (
        "全年应抽取 6 次；已公告 0 期；逾期未抽取 1 期。"
    )
    assert _ledger(as_of=date(2026, 11, 1), deductions=[one]).words == (
        "全年应抽取 6 次，扣减 1 次，实应 5 次；已公告 0 期；逾期未抽取 2 期，其中 1 期可由扣减抵去。"
    )


@pytest.mark.duty("20.1", "23.1")
def test_late_forms_and_late_results_are_counted_in_their_period() -> None:
    due, result_due = ON[21].on, date(2026, 10, 9)
    visits = columns(
        [
            (FIFTH.draw_id, due, None, ON[22].on, result_due, None, None, 2),
            (FIFTH.draw_id, due, None, ON[11].on, result_due, ON[28].on, ON[28].on, 3),
        ]
    )
    known = ledger(YEAR, 6, [FIFTH], visits, [], date(2026, 10, 10))
    assert known.rows[1].late == (Column.VISITED, Column.RESULTS)
    assert known.rows[1].words == "已确认；登记表逾期 2 件；检查结果逾期 2 件"
    assert known.words.endswith("逾期未抽取 1 期；登记表逾期 1 期；检查结果逾期 1 期。")


FEW = settings(max_examples=30)  # a frame costs milliseconds

DRAWS = st.lists(any_draws(), max_size=4, unique_by=lambda each: each.draw_id)


@given(DRAWS, DAYS)
@FEW
@pytest.mark.duty("10.3")
def test_what_is_known_on_a_day_holds_nothing_later(draws: list[HeldDraw], as_of: date) -> None:
    known = [each for draw in draws if (each := draw.known_on(as_of))]
    assert _ledger(*known, as_of=as_of) == _ledger(*draws, as_of=as_of)
    for row in _ledger(*draws, as_of=as_of).rows:
        for each in row.draws:
            acts = (each.draw.announced, each.draw.received, each.draw.drawn, each.draw.record)
            assert all(act is None or act.on <= as_of for act in acts)


@given(DRAWS, DAYS)
@FEW
def test_every_draw_stands_once_in_the_row_of_its_period(
    draws: list[HeldDraw], as_of: date
) -> None:
    rows = _ledger(*draws, as_of=as_of).rows
    stands = [(row.period.number, each.draw.draw_id) for row in rows for each in row.draws]
    held = [(each.period, each.draw_id) for each in draws if each.announced.on <= as_of]
    assert sorted(stands) == sorted(held)


@pytest.mark.duty("9.2")
def test_a_draw_whose_outcome_is_not_public_is_said_to_be_announced_and_never_late_to_be_drawn() -> (
    None
):
    told = replace(FIFTH, drawn=None, confirmed=None).told(Told(announced=True))
    assert told is not None
    row = _ledger(told, as_of=date(2026, 11, 20)).rows[1]
    assert (row.words, row.late) == ("已公告", ())


@pytest.mark.duty("17.1")
def test_where_it_is_not_public_yet_that_a_draw_was_abandoned_the_newest_one_serves() -> None:
    after = replace(FIFTH, draw_id="350105/WB-01/2026-X1", announced=Done(date(2026, 11, 2)))
    told = [each.told(Told(announced=True)) for each in (FIFTH, after)]
    row = _ledger(*[each for each in told if each], as_of=date(2026, 11, 20)).rows[1]
    assert row.serving
    assert row.serving.draw.draw_id == after.draw_id
    assert (row.words, row.abandoned) == ("已公告；公告逾期", ())
