"""The public site of many firms, made anew and brought up to date, and searched on a phone's width.

``python bench/site.py [FIRMS] [RESULTS]``: 10,000 firms and 50,000 results in five draws by default. The
rows are put into the database past its guards: what is timed is the site.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import sqlite3
import sys
import tempfile
import time
import zipfile
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

REGION, DAY, VISIT = "350105", date(2026, 9, 28), "2026-09-08"
DRAWS = 5
SEARCHES = ("样例网吧9876店", "92350105MA", "没有这一家")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def _code(n: int) -> str:
    return f"92350105MA{n:08d}"


def _facts(n: int) -> dict[str, object]:
    findings = {"D1": ["计费系统日志只保存了92天，规定不少于180天", None]} if n % 5 == 0 else {}
    return {
        "visited_on": VISIT,
        "outcome": "non_conform" if findings else "conform",
        "findings": findings,
        "non_cooperation": [],
        "refused_to_sign": False,
    }


def _told(number: str, firm: int, n: int) -> str:
    facts = _facts(n)
    clean = facts["outcome"] == "conform"
    said = "未发现问题" if clean else "计费系统日志只保存了92天，规定不少于180天"
    row = {
        "number": number,
        "credit_code": _code(firm),
        "name": f"样例网吧{firm}店",
        "method": "双随机抽查",
        "visited_on": VISIT,
        "result": said,
        "disposition": "" if clean else "正在处理",
        "clean": clean,
    }
    return json.dumps({"facts": facts, "row": row}, ensure_ascii=False)


def _package(folder: Path, name: str, files: dict[str, bytes]) -> str:
    path = folder / "packages" / f"{name}.zip"
    path.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for file, content in files.items():
            packed.writestr(file, content)
    return f"packages/{name}.zip"


class _Rows:
    """Rows by table, numbered as they come."""

    def __init__(self) -> None:
        self.by_table: dict[str, list[dict[str, object]]] = {}

    def add(self, table: str, **row: object) -> int:
        rows = self.by_table.setdefault(table, [])
        rows.append({"id": len(rows) + 1, **row})
        return len(rows)

    def plain(self, table: str, **row: object) -> None:
        self.by_table.setdefault(table, []).append(row)


def _published(rows: _Rows, folder: Path, kind: str, matter: str, files: dict[str, bytes]) -> int:
    page = next(iter(files))
    publication = rows.add(
        "publication", matter=matter, kind=kind, region=REGION, title="2026年抽查", page=page,
        built_on=DAY, released_on=DAY, released_by="x", state="published", tells="",
    )  # fmt: skip
    rows.add(
        "disclosure", publication_id=publication, channel="city-police",
        file=_package(folder, matter.replace("/", "-"), files), package_digest="x", state="delivered",
        taken_into_id=None,
    )  # fmt: skip
    return publication


def _draw(rows: _Rows, folder: Path, period: int, firms: int, results: int) -> None:
    draw_id = f"{REGION}/WB-01/2026-{period}"
    draw = rows.add(
        "draw", draw_id=draw_id, region=REGION, item_id=1, plan_id=None, year=2026, period=period,
        subject_version_id=1, inspector_version_id=1, state="confirmed", announcement="{}",
        announcement_digest="x", commitment="x", inspector_codes="{}", announced_on=DAY, seed="x",
        confirmed_on=DAY, confirmed_by="x", announced_at="x", photographs_first=False,
        stamp_first=False,
    )  # fmt: skip
    subjects = "".join(f"{_code(n)}\tgeneral\n" for n in range(firms))
    for name in ("subjects", "inspectors", "recusals", "ineligible", "moves"):
        content = subjects if name == "subjects" else ""
        rows.plain("draw_text", draw_pk=draw, name=name, content=content)
    drawn = [{"id": _code(n)} for n in range(results)]
    record = {"abandoned": None, "draw": {"drawn": drawn}, "changes": []}
    stem = f"draw-{REGION}-WB-01-2026-{period}-1"
    files = {f"{stem}.html": b"<main></main>", f"{stem}.json": json.dumps(record).encode()}
    _published(rows, folder, "draw_record", f"{draw_id}/record/1", files)
    page = {f"results-{REGION}-WB-01-2026-{period}.html": b"<main></main>"}
    publication = _published(rows, folder, "results", f"{draw_id}/results/1", page)
    for n in range(results):
        number = f"{REGION}-WB-01-2026-{period}-{n + 1:05d}"
        inspection = rows.add(
            "inspection", number=number, region=REGION, item_id=1, year=2026, special_id=None,
            draw_entry_id=None, subject_entry_id=n + 1, state="published", dispatched_on=DAY,
            due_on=DAY, current_return_id=None,
        )  # fmt: skip
        rows.add(
            "result_version", inspection_id=inspection, version=1, kind="opinion", return_id=inspection,
            told=_told(number, n, n + period), note="", next_word_on=None, amendment_id=None,
            publication_id=publication,
        )  # fmt: skip


def _filled(folder: Path, firms: int, results: int) -> None:
    """A house with the rows put in past its guards, which are back afterwards."""
    from tasks.setup.prepare import prepare

    prepare(date(2026, 1, 5))
    rows = _Rows()
    rows.add("item_list", region=REGION, number=1)
    rows.add("item", item_list_id=1, code="WB-01", name="互联网上网服务营业场所安全监督检查")
    for kind in ("subjects", "inspectors"):
        rows.add("roster_version", region=REGION, item_code="WB-01", kind=kind, number=1, as_of=DAY)
    for n in range(firms):
        rows.add("subject_entry", region=REGION, item_code="WB-01", since_version=1, until_version=None,
                 credit_code=_code(n), name=f"样例网吧{n}店")  # fmt: skip
    for period in range(1, DRAWS + 1):
        _draw(rows, folder, period, firms, results // DRAWS)
    house = sqlite3.connect(folder / "ssj.sqlite", isolation_level=None)
    house.execute("PRAGMA foreign_keys = OFF")
    house.execute("PRAGMA ignore_check_constraints = ON")
    triggers = house.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall()
    house.execute("BEGIN")
    for name, _ in triggers:
        house.execute(f'DROP TRIGGER "{name}"')
    for table, values in rows.by_table.items():
        _insert(house, table, values)
    for _, sql in triggers:
        house.execute(sql)
    house.execute("COMMIT")
    house.close()
    from tasks.base.step import step

    for publication in rows.by_table["publication"]:
        built = f"publish.build:{publication['matter']}"
        with step(built, action="制作公示包", as_of=DAY, region=REGION) as s:
            s.record()


def _insert(house: sqlite3.Connection, table: str, values: list[dict[str, object]]) -> None:
    """What is not given stays empty."""
    columns = house.execute(f'PRAGMA table_info("{table}")').fetchall()
    blank = {name: "" for _, name, _, must, default, _ in columns if must and default is None}
    whole = [blank | each for each in values]
    names = ", ".join(f'"{name}"' for name in whole[0])
    marks = ", ".join("?" for _ in whole[0])
    house.executemany(
        f'INSERT INTO "{table}" ({names}) VALUES ({marks})',
        [[str(v) if isinstance(v, date) else v for v in each.values()] for each in whole],
    )


def _searched(site: Path) -> None:
    """From opening the page to the answer, on a phone's width."""
    from playwright.sync_api import sync_playwright

    found = next(path for name in BROWSERS if (path := shutil.which(name)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 360, "height": 740})
        page.goto("about:blank")
        for words in SEARCHES:
            begun = time.perf_counter()
            page.goto((site / "firms.html").as_uri())
            page.fill("#q", words)
            page.click(".find button")
            page.locator("#found p").wait_for()
            opened = time.perf_counter() - begun
            begun = time.perf_counter()
            page.fill("#q", words[:-1])
            page.click(".find button")
            again = time.perf_counter() - begun
            print(f"opened, searched “{words}”: {opened:.2f} s; once more: {again:.2f} s")
        browser.close()


def main(firms: int = 10_000, results: int = 50_000) -> None:
    """Make the site, bring it up to date, search it."""
    with tempfile.TemporaryDirectory(prefix="ssj-bench-") as name:
        folder = Path(name)
        os.environ["SSJ_HOME"] = name
        os.environ.pop("SSJ_DATABASE_URL", None)
        _filled(folder, firms, results)
        from tasks.publish.site import write_site

        site = folder / "site" / REGION
        load = os.getloadavg()[0]
        print(f"{firms} firms, {results} results; load {load:.1f}")

        def timed(what: str) -> None:
            begun, used = time.perf_counter(), time.process_time()
            answer = write_site(REGION, DAY)
            wall, cpu = time.perf_counter() - begun, time.process_time() - used
            print(f"{what}: {wall:.1f} s ({cpu:.1f} s of the processor), {answer['act']}")

        timed("made anew")
        timed("nothing new")
        (site / "firms" / f"{_code(1)}.html").unlink()
        timed("a page is missing")
        files = [path for path in site.rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files) / 2**20
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{len(files)} files, {size:.0f} MiB; peak memory {peak:.0f} MiB")
        _searched(site)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
