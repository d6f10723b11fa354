"""Working days over a column: ``python bench/working_days.py``; ratios against peers in the same run."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from calendars import WorkingCalendar  # noqa: E402
from calendars.source import working_mask  # noqa: E402

ROWS, N, SLOW_ROWS, BUSDAY_ROWS = 1_000_000, 20, 500, 1_000_000


def median(work: Callable[[], object], times: int = 9) -> float:
    """Median seconds of ``work``."""
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        spent.append(time.perf_counter() - begun)
    return statistics.median(spent)


def in_a_loop(events: list[date]) -> list[date]:
    """The loop people write over ``holidays``: day by day until N working days are counted."""
    import holidays

    china = holidays.country_holidays("CN", years=range(2007, 2028))
    due = []
    for event in events:
        day, left = event, N
        while left:
            day += timedelta(days=1)
            left -= china.is_working_day(day)
        due.append(day)
    return due


def main() -> None:
    """Print the table."""
    calendar = WorkingCalendar.of_china()
    first = date(2007, 1, 1)
    days = np.random.default_rng(1).integers(0, 19 * 365, ROWS)
    events = pd.Series(np.datetime64(first, "ns") + days.astype("timedelta64[D]"))
    table = np.arange(len(working_mask(first, date(2029, 12, 31))))

    ours = median(lambda: calendar.add_working_days(events, N))
    gather = median(lambda: table[days])

    # numpy's only way to express make-up days: every weekday a working day, all days off as holidays.
    mask = working_mask(first, date(2029, 12, 31))
    off = np.datetime64(first) + np.flatnonzero(~mask)
    busday = np.busdaycalendar(weekmask="1111111", holidays=off)
    as_days = events.to_numpy().astype("datetime64[D]")[:BUSDAY_ROWS]
    numpy_way = median(lambda: np.busday_offset(as_days, N, roll="backward", busdaycal=busday), 3)
    numpy_way *= ROWS / BUSDAY_ROWS
    agree = calendar.add_working_days(as_days, N) == np.busday_offset(
        as_days, N, roll="backward", busdaycal=busday
    )
    few = [d.date() for d in events[:SLOW_ROWS]]
    begun = time.perf_counter()
    looped = in_a_loop(few)
    loop = (time.perf_counter() - begun) * ROWS / SLOW_ROWS
    same = looped == [calendar.add_working_days(day, N) for day in few]

    command = [ROOT / ".venv/bin/ssj", "calendar", "add", "2026-09-18", "20", "--json"]
    start = median(lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True))

    print(f"| {ROWS:,} deadlines of {N} working days over a Series | s | to ours |")
    print("| --- | ---: | ---: |")
    print(f"| ours | {ours:.4f} | 1 |")
    print(f"| floor: one numpy gather | {gather:.4f} | ours = {ours / gather:.1f} × |")
    print(
        f"| numpy.busday_offset, 7-day mask ({agree.mean():.1%} the same) | {numpy_way:.3f} | {numpy_way / ours:.0f} × |"
    )
    print(
        f"| loop over holidays ({SLOW_ROWS} rows, scaled; the same: {same}) | {loop:.1f} | {loop / ours:,.0f} × |"
    )
    print(f"\n`ssj calendar add … --json` as a whole process: {start:.2f} s (median of 9).")


if __name__ == "__main__":
    main()
