"""Days without a version, and days with two, are said (第二十五条)."""

from __future__ import annotations

from datetime import date

import pytest

from models.rules.validity import Span, gaps_and_overlaps

FIRST = Span("1", date(2026, 1, 1), date(2026, 6, 30))
OPEN = Span("1", date(2026, 1, 1))


@pytest.mark.duty("25.1")
@pytest.mark.parametrize(
    ("spans", "notes"),
    [
        ([], []),
        ([FIRST], []),
        ([FIRST, Span("2", date(2026, 7, 1))], []),
        ([OPEN, Span("2", date(2026, 7, 1))], []),
        (
            [Span("2", date(2026, 7, 3)), FIRST],
            ["2026-07-01 至 2026-07-02 没有生效的参数文件"],
        ),
        (
            [FIRST, Span("2", date(2026, 6, 30))],
            ["1 版（至 2026-06-30）与 2 版（自 2026-06-30 起）重叠，重叠各日以后者为准"],
        ),
        (
            [OPEN, Span("2", date(2026, 1, 1))],
            ["1 版与 2 版都自 2026-01-01 起生效，以后载入的为准"],
        ),
        ([OPEN, Span("2", date(2026, 3, 1), date(2026, 3, 31)), Span("3", date(2026, 9, 1))], []),
        (
            [FIRST, Span("2", date(2026, 7, 1), date(2026, 7, 31)), Span("3", date(2026, 9, 1))],
            ["2026-08-01 至 2026-08-31 没有生效的参数文件"],
        ),
        (
            [FIRST, Span("2", date(2026, 2, 1), date(2026, 2, 28)), Span("3", date(2026, 7, 1))],
            ["1 版（至 2026-06-30）与 2 版（自 2026-02-01 起）重叠，重叠各日以后者为准"],
        ),
    ],
)
def test_gaps_and_overlaps_are_named(spans: list[Span], notes: list[str]) -> None:
    assert gaps_and_overlaps(spans) == notes
