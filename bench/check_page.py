"""How long the verification page takes in Chromium for 100,000 rows: ``python -m bench.check_page``.

From the chosen files to the conclusion: read, parse, digests, a drand round, every ticket, order,
inspectors. CPU is that of the page's process, all its threads. The floor in the same run is the
browser's own SHA-256 of the same files; the peer is that called once a row, what a page without
its own hash would do.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from models.rules.draw import keys, record, texts
from models.rules.draw.announced import Announcement
from models.rules.draw.assign import assign
from models.rules.draw.document import D, document
from models.rules.draw.sample import Tickets, by_ticket, order
from models.rules.draw.shape import Receipt, Sealed, SourceRead
from reports.check_page import check_page

ROWS, RUNS = 100_000, 7
SECRET, CODES_KEY, NONE = bytes(range(32)), bytes(range(32, 64)), "0" * 64
DRAW_ID = "350105/WB-01/2023-5"
ROUND, DUE = "drand/quicknet/657413", "2023-09-15T19:00:03+08:00"
SIGNATURE = (
    "b713718a38ae728dfd477991af2822e08d2f305e47718cef"
    "9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b"
)
VERIFY = """async () => {
    const files = [...document.getElementById("files").files], start = performance.now();
    await choose(files);
    return performance.now() - start;
}"""
FLOOR = """async () => {
    const files = [...document.getElementById("files").files];
    const contents = await Promise.all(files.map((file) => file.arrayBuffer()));
    const start = performance.now();
    for (const bytes of contents) await crypto.subtle.digest("SHA-256", bytes);
    return performance.now() - start;
}"""
PEER = """async (rows) => {
    const row = new Uint8Array(50), start = performance.now();
    for (let i = 0; i < rows; i++) await crypto.subtle.digest("SHA-256", row);
    return performance.now() - start;
}"""


def made(rows: int, inspectors: int) -> dict[str, bytes]:
    """The files of an invented draw of 5 % of ``rows`` with two substitutes for each drawn."""
    ids = [f"92350105MA{n:08d}" for n in range(rows)]
    codes, size = [f"J{n:03d}" for n in range(inspectors)], rows // 20
    five = texts.Texts(
        texts.subjects_text((id_, "general") for id_ in ids),
        texts.inspectors_text(codes),
        texts.recusals_text((codes[n % inspectors], ids[n], "kinship") for n in range(0, rows, 7)),
        b"",
        b"",
    )
    key = keys.text_key("sha256", DRAW_ID, SECRET)
    stated = {
        name: {"count": texts.count(text), "digest": keys.text_digest("sha256", key, text)}
        for name, text in five.named().items()
    }
    said = _announcement(stated, rows, size)
    seed = keys.seed("sha256", DRAW_ID, SECRET, [keys.source_line(ROUND, SIGNATURE)])
    tickets = Tickets("sha256", seed)
    places = order(tickets, {"general": ids}, {"general": size}, {"general": 2 * size})
    served = by_ticket(place for place in places["general"] if place.drawn)
    cap, seats = assign(tickets, served, codes, texts.recused(five.recusals), 2)
    written, beside = record.texts_part(five, DRAW_ID)
    public = record.public_record(
        said,
        None,
        [
            Receipt(
                channel="district-site",
                received_at="2023-09-14T09:00:00+08:00",
                announcement_digest=D("sha256", said.model_dump()),
                package_digest=NONE,
            )
        ],
        SECRET,
        [SourceRead(name=ROUND, value=SIGNATURE, read_at="2023-09-15T19:05:00+08:00")],
        written,
        record.draw_part(
            said, "2023-09-15T19:30:00+08:00", "2023-09-15T20:00:00+08:00", seed, places, cap, seats
        ),
        None,
        [],
        NONE,
        Sealed(codes_key=NONE, codes="", confirmed_by="虚构", photos=[], applications=[]),
    )
    return {"draw.json": document(public), **beside}


def _announcement(stated: dict[str, dict[str, Any]], rows: int, size: int) -> Announcement:
    recused = {"reason": "kinship", "count": stated["recusals"]["count"]}
    stratum = {"code": "general", "name": "一般对象", "count": rows, "ratio": "1/20"}
    return Announcement.model_validate(
        {
            "format": "ssj-draw/2",
            "suite": "sha256",
            "draw_id": DRAW_ID,
            "announced_at": "2023-09-13T09:00:00+08:00",
            "not_before": "2023-09-15",
            "record_due": "2023-11-30",
            "item": {"code": "WB-01", "version": 1, "name": "虚构"},
            "regulation": {"file": "350105", "version": "2026-1"},
            "subjects": stated["subjects"],
            "inspectors": {**stated["inspectors"], "minimum": 4},
            "recusals": {**stated["recusals"], "by_reason": [recused], "tight": 0},
            "ineligible": {**stated["ineligible"], "by_reason": []},
            "moves": {**stated["moves"], "by_kind": []},
            "strata": [{**stratum, "sample_size": size, "substitutes": 2 * size}],
            "floor": {"ratio": "1/20", "count": size},
            "inspectors_per_subject": 2,
            "load": {"rule": "least-cap", "slack": 0},
            "second_decision_after": 2,
            "codes_digest": NONE,
            "commitment": keys.commitment("sha256", DRAW_ID, SECRET),
            "sources": [{"name": ROUND, "due": DUE}],
            "channels": ["district-site"],
            "previous": None,
            "supersedes": None,
            "audit_head": NONE,
        }
    )


def _cpu_s(session: Any) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(each["value"] for each in metrics if each["name"] == "ProcessTime"))


def _run(browser: Any, page_file: Path, chosen: list[Path]) -> tuple[float, float, float, float]:
    """CPU and wall of the page, floor and peer, in ms."""
    page = browser.new_page()
    page.goto(page_file.as_uri())
    page.evaluate("() => { document.getElementById('files').onchange = null; }")
    page.set_input_files("#files", chosen)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    before = _cpu_s(session)
    wall = page.evaluate(VERIFY)
    cpu = 1000 * (_cpu_s(session) - before)
    if "抽取结果可以重现" not in page.inner_text("#conclusion"):
        sys.exit(page.inner_text("#conclusion"))
    floor, peer = page.evaluate(FLOOR), page.evaluate(PEER, ROWS)
    page.close()
    return cpu, wall, floor, peer


def main() -> None:
    """Print median and worst of the runs."""
    browser_path = next(p for b in ("chromium", "google-chrome") if (p := shutil.which(b)))
    with tempfile.TemporaryDirectory() as written, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"]
        )
        folder = Path(written)
        (folder / "check.html").write_bytes(check_page())
        for inspectors in (50, 200):
            chosen = []
            for name, content in made(ROWS, inspectors).items():
                chosen.append(folder / name)
                chosen[-1].write_bytes(content)
            size = sum(path.stat().st_size for path in chosen) / 2**20
            runs = [_run(browser, folder / "check.html", chosen) for _ in range(RUNS)]
            cpu, wall, floor, peer = (list(each) for each in zip(*runs, strict=True))
            print(
                f"{ROWS:,} rows, {ROWS // 20:,} drawn, {inspectors} inspectors, {size:.1f} MiB: "
                f"CPU median {statistics.median(cpu):.0f} ms, worst {max(cpu):.0f} ms "
                f"(wall {statistics.median(wall):.0f} ms); floor {statistics.median(floor):.0f} ms; "
                f"browser's own hash per row {statistics.median(peer):.0f} ms"
            )
        browser.close()


if __name__ == "__main__":
    main()
