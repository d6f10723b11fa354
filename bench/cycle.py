"""One whole cycle with N drawn inspections (20 × N subjects): time by step, Prefect's share, memory.

``python bench/cycle.py 500`` or ``50000``. Filling in the forms stands for the inspectors' own work and
is timed apart.
"""

from __future__ import annotations

import functools
import os
import resource
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

REGION, PLANNED = "350105", date(2026, 1, 5)
ANNOUNCED, DRAW_DAY = date(2026, 9, 1), date(2026, 9, 2)
DRAW_ID = f"{REGION}/WB-01/2026-5"
VISIT, BACK, OUT = date(2026, 9, 8), date(2026, 9, 11), date(2026, 9, 28)
TO_EACH = 400  # inspections to each inspector, two on each inspection


def _fill(job: tuple[str, Any]) -> None:
    from reports.record_form import render

    Path(job[0]).write_bytes(render(job[1]))


def _hand_in(folder: Path) -> None:
    from flows.sample.answers import CONFORMS, SHORT_LOGS, form
    from models import database
    from models.rules.task import Workbook
    from tasks.inspect.inspections import assigned, by_inspector, waiting_inspections

    with database.reading() as session:
        grouped = by_inspector(
            assigned(session, waiting_inspections(session, REGION)), lead_only=True
        )
    folder.mkdir(parents=True)
    jobs = []
    for theirs in grouped.values():
        badge, name = theirs[0].task.officers[0]
        filled = {
            e.task.number: form(e.task, VISIT, SHORT_LOGS if e.id % 10 == 0 else CONFORMS)
            for e in theirs
        }
        book = Workbook("大队", name, badge, [e.task for e in theirs], "", filled)
        jobs.append((str(folder / f"{badge}.xlsx"), book))
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        list(pool.map(_fill, jobs))


def main(n: int) -> None:
    """Walk the cycle and print the table."""
    spent: dict[str, float] = defaultdict(float)
    runs: dict[str, int] = defaultdict(int)
    folder = Path(tempfile.mkdtemp(prefix="ssj-bench-"))
    os.environ["SSJ_HOME"] = str(folder)
    from samples import big

    inbox = folder / "inbox" / REGION
    inspectors = max(8, 2 * n // TO_EACH)
    big.main(20 * n, inspectors, folder / "given")
    for kind in ("subjects", "inspectors"):
        (inbox / kind).mkdir(parents=True)
        shutil.move(folder / "given" / f"{kind}.csv", inbox / kind / f"{kind}.csv")

    started = time.perf_counter()
    from flows.serving.lifecycle import embedded_server

    with embedded_server():
        up = time.perf_counter() - started
        from prefect import Task

        from flows import cycle, daily, decide, steps
        from models.clock import held_at
        from tasks.draw.photos import attach_photo
        from tasks.lists.version import import_items
        from tasks.plan.annual import make_plan
        from tasks.publish.release import unreleased
        from tasks.setup.prepare import prepare

        def timed(task: Task[..., Any]) -> None:
            inner = task.fn

            @functools.wraps(inner)
            def wrapped(*args: Any, **kwargs: Any) -> Any:
                begun = time.perf_counter()
                try:
                    return inner(*args, **kwargs)
                finally:
                    spent[task.name] += time.perf_counter() - begun
                    runs[task.name] += 1
                    print(
                        f"{task.name} {time.perf_counter() - begun:.1f} s",
                        file=sys.stderr,
                        flush=True,
                    )

            task.fn = wrapped

        def release_all(day: date) -> None:
            for matter in unreleased(REGION):
                decide.release_publication(matter, "领导", day)

        for value in vars(steps).values():
            if isinstance(value, Task):
                timed(value)
        begun = time.perf_counter()
        with held_at(PLANNED):
            prepare(PLANNED)
            import_items(ROOT / "samples" / "随机抽查事项清单.xlsx", REGION, PLANNED, "内勤")
            make_plan(REGION, 2026, PLANNED, "内勤")
            spent["（准备：建库、清单、计划）"] = time.perf_counter() - begun
            decide.approve_plan(REGION, 2026, "领导", PLANNED)
        with held_at(ANNOUNCED):
            steps.refresh_rosters.fn(REGION, ANNOUNCED)
            steps.announce.fn(REGION, 2026, 5, ANNOUNCED, "内勤", [], not_before=DRAW_DAY)
            cycle.bimonthly_cycle(REGION, 2026, 5, ANNOUNCED)
            release_all(ANNOUNCED)
        with held_at(DRAW_DAY):
            cycle.bimonthly_cycle(REGION, 2026, 5, DRAW_DAY)
            attach_photo(DRAW_ID, ROOT / "samples" / "抽取现场-1.png", DRAW_DAY, "内勤")
            decide.confirm_draw(DRAW_ID, "领导", DRAW_DAY)
            cycle.bimonthly_cycle(REGION, 2026, 5, DRAW_DAY)
        begun = time.perf_counter()
        with held_at(BACK):
            _hand_in(inbox / "returns")
        filling = time.perf_counter() - begun
        with held_at(BACK):
            daily.daily_advance(REGION, BACK)
        with held_at(OUT):
            release_all(OUT)
            daily.daily_advance(REGION, OUT)
    total = time.perf_counter() - started - filling
    ours = sum(spent.values())
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"| {n} inspections, {20 * n} subjects, {inspectors} inspectors | s | task runs |")
    print("| --- | ---: | ---: |")
    for name, seconds in spent.items():
        print(f"| {name} | {seconds:.1f} | {runs[name] or ''} |")
    print(
        f"| Prefect (server start {up:.1f}, the rest of the flows) | {total - ours:.1f} | {sum(runs.values())} |"
    )
    print(f"| **whole cycle** | **{total:.1f}** | |")
    print(f"\nPeak memory: {own} MiB in the command, {child} MiB in its largest child process.")
    print(f"Filling in the forms (the inspectors' work, not counted): {filling:.1f} s.")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main(int(sys.argv[1]))
