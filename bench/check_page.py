"""How long the verification page takes in Chromium for 100,000 rows: ``python -m bench.check_page``.

From the chosen file to the conclusion: read, parse, both digests, every ticket, order, inspectors.
The floor in the same run is the browser's own SHA-256 of the same file in one call; the peer is
the browser's own SHA-256 called once a row, what a page without its own hash would do.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from models.rules.draw import canonical
from models.rules.draw.assign import assign
from models.rules.draw.record import public_record, written
from models.rules.draw.sample import Tickets, order
from models.rules.draw.seed import commitment, seed
from models.rules.draw.shape import Announcement, Ineligible, StatedText, Stratum
from reports.check_page import check_page

ROWS, RUNS = 100_000, 7
SECRET = bytes(range(32))
VERIFY = """async () => {
    const files = [...document.getElementById("files").files], start = performance.now();
    await verifyFiles(files);
    return performance.now() - start;
}"""
FLOOR = """async () => {
    const bytes = await document.getElementById("files").files[0].arrayBuffer();
    const start = performance.now();
    await crypto.subtle.digest("SHA-256", bytes);
    return performance.now() - start;
}"""
PEER = """async (rows) => {
    const row = new Uint8Array(50), start = performance.now();
    for (let i = 0; i < rows; i++) await crypto.subtle.digest("SHA-256", row);
    return performance.now() - start;
}"""


def record(rows: int, inspectors: int) -> bytes:
    """The record of an invented draw of 5 % of ``rows`` with two substitutes for each drawn."""
    ids = [f"92350105MA{n:08d}" for n in range(rows)]
    codes = [f"J{n:03d}" for n in range(inspectors)]
    size = rows // 20
    texts = {
        "subjects": canonical.subjects_text((id_, "general") for id_ in ids),
        "inspectors": canonical.inspectors_text(codes),
        "recusals": canonical.recusals_text(
            (codes[n % inspectors], ids[n]) for n in range(0, rows, 7)
        ),
    }
    seeded = seed("sha256", "350105/WB-01/2026-6", SECRET, [])
    tickets = Tickets("sha256", seeded)
    places = order(tickets, {"general": ids}, {"general": size}, {"general": 2 * size})
    recusals = canonical.read_recusals(texts["recusals"], codes)
    drawn = [p.id for p in places["general"] if p.drawn]
    cap, assigned = assign(tickets, drawn, codes, recusals, 2, 0)
    stated = {name: StatedText.of("sha256", text) for name, text in texts.items()}
    said = Announcement(
        format="ssj-draw/1",
        suite="sha256",
        draw_id="350105/WB-01/2026-6",
        item={"code": "WB-01"},
        regulation={"name": "虚构"},
        date="2026-11-02",
        **stated,
        ineligible=Ineligible(by_reason={}, digest="0" * 64),
        strata={
            "general": Stratum(
                name="一般", count=rows, ratio="1/20", sample_size=size, substitutes=2 * size
            )
        },
        inspectors_per_subject=2,
        load_slack=0,
        inspector_codes_digest="0" * 64,
        commitment=commitment("sha256", SECRET),
        sources=[],
    ).model_dump()
    plain: dict[str, str] = {name: text.decode() for name, text in texts.items()}
    return written(
        public_record(said, SECRET, [], seeded, plain, places, cap, assigned, [], [], "0" * 64)
    )


def main() -> None:
    """Print median and worst of the runs, and the ratios."""
    browser_path = next(p for b in ("chromium", "google-chrome") if (p := shutil.which(b)))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"]
        )
        (Path(folder) / "check.html").write_bytes(check_page())
        for inspectors in (50, 200):
            chosen = Path(folder) / f"draw-{inspectors}.json"
            chosen.write_bytes(record(ROWS, inspectors))
            times: list[float] = []
            floors: list[float] = []
            peers: list[float] = []
            for _ in range(RUNS):
                page = browser.new_page()
                page.goto((Path(folder) / "check.html").as_uri())
                page.set_input_files("#files", chosen)
                page.locator("#conclusion", has_text="各项相符").wait_for()
                floors.append(page.evaluate(FLOOR))
                page.close()
                page = browser.new_page()
                page.goto((Path(folder) / "check.html").as_uri())
                page.evaluate("() => { document.getElementById('files').onchange = null; }")
                page.set_input_files("#files", chosen)
                times.append(page.evaluate(VERIFY))
                if "各项相符" not in page.inner_text("#conclusion"):
                    sys.exit(page.inner_text("#conclusion"))
                peers.append(page.evaluate(PEER, ROWS))
                page.close()
            median, floor = statistics.median(times), statistics.median(floors)
            print(
                f"{ROWS:,} rows, {ROWS // 20:,} drawn, {inspectors} inspectors, "
                f"{chosen.stat().st_size / 2**20:.1f} MiB: median {median:.0f} ms, "
                f"worst {max(times):.0f} ms; floor {floor:.0f} ms; "
                f"browser's own hash per row {statistics.median(peers):.0f} ms"
            )
        browser.close()


if __name__ == "__main__":
    main()
