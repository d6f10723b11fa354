"""The papers of N inspections, exported as issued: approval, notice, record form, each as PDF, in zips.

``python -m bench.papers 500``. The inspections are drawn from 20 × N invented subjects.
"""

from __future__ import annotations

import os
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def main(n: int) -> None:
    """Dispatch, then export and print the table."""
    folder = Path(tempfile.mkdtemp(prefix="ssj-bench-"))
    os.environ["SSJ_HOME"] = str(folder)
    from bench.returns import DRAW_DAY, REGION, _dispatched
    from models.clock import held_at
    from tasks.inspect.papers import export_papers
    from tests.tasks.inspect.checked_terms import confirm_terms

    _dispatched(folder, n)
    confirm_terms(folder)
    before, load = time.perf_counter(), os.getloadavg()[0]
    with held_at(DRAW_DAY):
        answer = export_papers(
            REGION, DRAW_DAY, folder / "taken", "内勤", draw_id="350105/WB-01/2026-5"
        )
    seconds = time.perf_counter() - before
    mib = sum((folder / "taken" / name).stat().st_size for name in answer["bundles"]) / 2**20
    print(f"| {answer['papers']} papers, {mib:.0f} MiB, {len(answer['bundles'])} zips | s | load |")
    print("| --- | ---: | ---: |")
    print(f"| number, render, pack | {seconds:.1f} | {load:.1f}, then {os.getloadavg()[0]:.1f} |")
    own, children = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(f"| processor, the children's | {children.ru_utime + children.ru_stime:.1f} | |")
    print(
        f"\nPeak memory {own.ru_maxrss // 1024} MiB; of a child {children.ru_maxrss // 1024} MiB."
    )
    shutil.rmtree(folder)


if __name__ == "__main__":
    main(int(sys.argv[1]))
