"""What guards, journal and audit record cost a row. ``python bench/guards.py [ROWS]``.

One roster of ROWS entries is stored in one step and summed anew by ``ssj audit verify``; the floor is
the same rows in the same table without guards and journal. On SQLite, and on PostgreSQL where
``SSJ_BENCH_POSTGRES`` names a server (a database is made there and dropped).
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

DAY, REGION, ITEM = date(2026, 9, 1), "350105", "WB-01"


@contextmanager
def _house(server: str | None) -> Iterator[None]:
    """A new house, its database embedded or on ``server``."""
    import psycopg

    name = f"ssj_bench_{uuid.uuid4().hex}"
    with tempfile.TemporaryDirectory(prefix="ssj-bench-") as folder:
        os.environ["SSJ_HOME"] = folder
        if server is None:
            os.environ.pop("SSJ_DATABASE_URL", None)
            yield
            return
        with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
            admin.execute(f'CREATE DATABASE "{name}"')
        os.environ["SSJ_DATABASE_URL"] = f"{server}/{name}"
        try:
            yield
        finally:
            from models import database

            database.engine().dispose()
            with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
                admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _entries(rows: int) -> list[dict[str, object]]:
    return [
        {
            "region": REGION,
            "item_code": ITEM,
            "credit_code": f"92350105MA{n:08d}",
            "name": f"虚构网吧{n}",
            "premises": f"虚构路{n}号",
            "legal_representative": "某某",
            "industry": "互联网上网服务",
            "status": "正常",
            "risk_class": "general",
            "risk_reason": "",
            "since_version": 1,
        }
        for n in range(rows)
    ]


def _store(rows: int) -> None:
    from sqlalchemy import insert

    from models.tables import RosterVersion, SubjectEntry
    from tasks.base.step import step

    entries = _entries(rows)
    with step("bench", action="更新名录库", as_of=DAY, region=REGION, actor="内勤") as s:
        s.session.add(
            RosterVersion(
                region=REGION,
                item_code=ITEM,
                kind="subjects",
                number=1,
                as_of=DAY,
                source_name="bench",
                source_digest="0" * 64,
                total=rows,
                added=rows,
                changed=0,
                removed=0,
            )
        )
        s.session.flush()
        s.session.execute(insert(SubjectEntry), entries)
        s.record(rows=rows)


def measure(server: str | None, rows: int) -> None:
    """Print one line of each figure."""
    from models import database, guards, journal
    from tasks.base import audit
    from tasks.setup.prepare import prepare

    where = "SQLite" if server is None else "PostgreSQL"
    seconds: dict[str, float] = {}
    for kept in ("neither", "guards", "both"):
        with _house(server):
            prepare(DAY)
            with database.writing() as session:
                if kept == "neither":
                    guards.drop(session.connection())
                if kept != "both":
                    journal.drop(session.connection())
            seconds[kept] = _timed(lambda: _store(rows))
            if kept == "both":
                seconds["verify"] = _timed(audit.verify)
    for kept, took in seconds.items():
        floor = took / seconds["neither"]
        print(f"| {where} | {kept} | {took:.2f} | {1e6 * took / rows:.1f} | {floor:.2f} |")


def main() -> None:
    """Measure each database that is at hand."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    print(f"| {rows:,} rows | with | s | µs a row | to floor |\n| --- | --- | ---: | ---: | ---: |")
    measure(None, rows)
    if server := os.environ.get("SSJ_BENCH_POSTGRES"):
        measure(server, rows)
    print(f"\nPeak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB.")


if __name__ == "__main__":
    main()
