"""Legal days are days in Shanghai; the clock is held only inside one process."""

from __future__ import annotations

from datetime import UTC, date, datetime

from models import clock


def test_a_moment_late_in_utc_is_the_next_day_in_shanghai() -> None:
    assert clock.day_of("2026-11-25T15:59:59+00:00") == date(2026, 11, 25)
    assert clock.day_of("2026-11-25T16:00:00+00:00") == date(2026, 11, 26)


def test_the_clock_runs_unless_it_is_held() -> None:
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)
    with clock.held_at(date(2026, 9, 1)):
        assert clock.today() == date(2026, 9, 1)
        with clock.held_at(date(2026, 9, 2)):
            assert clock.today() == date(2026, 9, 2)
        assert clock.today() == date(2026, 9, 1)
    assert clock.now() >= before
