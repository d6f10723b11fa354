"""N returned workbooks of one form each: how long they take to render, to read and to import.

``python -m bench.returns 1000``. The inspections are drawn from 20 × N invented subjects; every form is the
shipped item's, filled in with the sample answers, a tenth of them with a finding.
"""

from __future__ import annotations

import os
import resource
import shutil
import sys
import tempfile
import time
from datetime import date
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

REGION, PLANNED = "350105", date(2026, 1, 5)
DRAW_DAY, VISIT, BACK = date(2026, 9, 1), date(2026, 9, 8), date(2026, 9, 11)


def _dispatched(folder: Path, n: int) -> None:
    """A confirmed and dispatched draw of ``n`` inspections."""
    from models.clock import held_at
    from samples import big
    from tasks.draw.confirm import confirm
    from tasks.draw.photos import attach_photo
    from tasks.draw.run import run
    from tasks.inspect.dispatch import dispatch
    from tasks.lists.version import import_items
    from tasks.plan.annual import approve_plan, make_plan
    from tasks.rosters.refresh import refresh_roster
    from tasks.setup.prepare import prepare
    from tests import walk

    big.main(20 * n, max(8, n // 200), folder / "given")
    with held_at(PLANNED):
        prepare(PLANNED)
        import_items(ROOT / "samples" / "随机抽查事项清单.xlsx", REGION, PLANNED, "内勤")
        make_plan(REGION, 2026, PLANNED, "内勤")
        approve_plan(REGION, 2026, PLANNED, "领导")
    with held_at(DRAW_DAY):
        for kind in ("subjects", "inspectors"):
            refresh_roster(kind, folder / "given" / f"{kind}.csv", REGION, DRAW_DAY, "内勤")
    draw_id = walk.announced(DRAW_DAY, 5)
    with held_at(DRAW_DAY):
        run(draw_id, DRAW_DAY, "内勤")
        attach_photo(draw_id, ROOT / "samples" / "抽取现场-1.png", DRAW_DAY, "内勤")
        confirm(draw_id, DRAW_DAY, "领导")
        dispatch(draw_id, DRAW_DAY, "内勤")


def _written(folder: Path) -> list[Path]:
    """A filled-in workbook of each inspection that is out."""
    from flows.sample.answers import CONFORMS, SHORT_LOGS, form
    from models import database
    from models.rules.task import Workbook
    from reports.record_form import render
    from tasks.inspect.inspections import assigned, waiting_inspections

    with database.reading() as session:
        out = [each.task for each in assigned(session, waiting_inspections(session, REGION))]
    paths = []
    for at, task in enumerate(out):
        badge, name = task.officers[0]
        filled = {task.number: form(task, VISIT, CONFORMS if at % 10 else SHORT_LOGS)}
        paths.append(folder / f"{task.number}.xlsx")
        paths[-1].write_bytes(render(Workbook("大队", name, badge, [task], "", filled)))
    return paths


def main(n: int) -> None:
    """Walk there and print the table."""
    folder = Path(tempfile.mkdtemp(prefix="ssj-bench-"))
    os.environ["SSJ_HOME"] = str(folder)
    from models.clock import held_at
    from tasks.inspect.returns import import_returns
    from tasks.inspect.sheet import read_record_forms

    _dispatched(folder, n)
    moments = [time.perf_counter()]
    paths = _written(folder)
    moments.append(time.perf_counter())
    for path in paths:
        read_record_forms(path)
    moments.append(time.perf_counter())
    received = 0
    with held_at(BACK):
        for path in paths:
            received += len(import_returns(path, REGION, BACK, "内勤")["received"])
    moments.append(time.perf_counter())
    assert received == len(paths), f"{received} of {len(paths)}"
    rendered, read, imported = (after - before for before, after in pairwise(moments))
    print(f"| {len(paths)} workbooks, {paths[0].stat().st_size // 1024} KiB each | s | ms each |")
    print("| --- | ---: | ---: |")
    for what, seconds in (
        ("render, filled in", rendered),
        ("read their sheets", read),
        ("**import** (read, judge, store, one step each)", imported),
    ):
        print(f"| {what} | {seconds:.1f} | {1000 * seconds / len(paths):.1f} |")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"\nPeak memory {peak} MiB.")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main(int(sys.argv[1]))
