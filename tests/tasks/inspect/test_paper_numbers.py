"""A paper's number is given once, counted by kind, year and region (第十条末款)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.rules.papers import PaperKind
from models.tables import PaperNumber
from tasks.inspect.paper_numbers import Issue, give_numbers, issued
from tests import walk
from tests.refusal import reasons

NEXT = date(2026, 9, 2)


def _given() -> list[tuple[int, str, str]]:
    with database.reading() as session:
        return [(row.n, row.number, row.issued_by) for row in session.exec(select(PaperNumber))]


@pytest.mark.duty("10.3")
def test_numbers_count_on_by_kind_and_are_never_given_twice(house: Path) -> None:
    walk.dispatched(house)
    first, second, third = (each.id for each in walk.open_ones()[:3])
    notices = [Issue(first, PaperKind.NOTICE, 0), Issue(second, PaperKind.NOTICE, 0)]
    more = [*notices, Issue(third, PaperKind.NOTICE, 0), Issue(first, PaperKind.APPROVAL, 0)]
    with held_at(NEXT):

        def give(wanted: list[Issue], request: str | None = None) -> int:
            return give_numbers(
                walk.REGION, "试", NEXT, walk.CLERK, wanted, "马公（网安）", request=request
            )

        assert give(notices, "r1") == 2
        assert give(notices) == 0
        assert give(more) == 2
        assert give([], "r1") == 2  # the same request again
    assert _given() == [
        (1, "马公（网安）检通〔2026〕1号", walk.CLERK), (2, "马公（网安）检通〔2026〕2号", walk.CLERK),
        (3, "马公（网安）检通〔2026〕3号", walk.CLERK), (1, "马公（网安）检审〔2026〕1号", walk.CLERK),
    ]  # fmt: skip
    with database.reading() as session:
        assert issued(session, [second]) == {notices[1]: ("马公（网安）检通〔2026〕2号", NEXT)}


def test_no_paper_is_numbered_before_its_visit_is_dispatched(house: Path) -> None:
    walk.dispatched(house)
    wanted = [Issue(walk.open_ones()[0].id, PaperKind.NOTICE, 0)]
    eve = date(2026, 8, 31)
    with held_at(NEXT):
        [said] = reasons(give_numbers, walk.REGION, "试", eve, walk.CLERK, wanted, "马公")
    assert said == "编制文号的日期 2026-08-31 早于派发任务之日 2026-09-01"
    assert _given() == []
