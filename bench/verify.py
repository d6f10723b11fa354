"""A record of a million rows verified: ``python -m bench.verify [ROWS] [INSPECTORS]`` (1,000,000, 50).

The record is made in one process and verified in another, which prints CPU time and peak memory:
5 % drawn, twice as many substitutes shown, two inspectors each, the subjects' text beside it.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path

SECRET, CODES_KEY = bytes(range(32)), bytes(range(32, 64))
DRAW_ID = "350105/WB-01/2026-6"
SUBJECTS = "subjects.txt"


def make(folder: Path, rows: int, inspectors: int) -> None:
    """Write the record and its text."""
    from models.rules.draw import keys, record, texts
    from models.rules.draw.announced import Announcement
    from models.rules.draw.assign import assign
    from models.rules.draw.document import document
    from models.rules.draw.sample import Tickets, by_ticket, order, sample_size
    from models.rules.draw.shape import Receipt, Sealed

    codes = [f"J{n:03d}" for n in range(1, inspectors + 1)]
    five = texts.Texts(
        b"".join(b"92350105MA%08d\tgeneral\n" % n for n in range(rows)),
        texts.inspectors_text(codes),
        b"",
        b"",
        b"",
    )
    seed = keys.seed("sha256", DRAW_ID, SECRET, [])
    tickets, drawn = Tickets("sha256", seed), sample_size(Fraction(1, 20), rows)
    shown = min(2 * drawn, rows - drawn)
    ids = texts.by_stratum(five.subjects)
    places = order(tickets, ids, {"general": drawn}, {"general": shown})
    cap, seats = assign(tickets, by_ticket(p for p in places["general"] if p.drawn), codes, {}, 2)
    key = keys.text_key("sha256", DRAW_ID, SECRET)
    stated = {
        name: {
            "count": texts.count(text),
            "digest": keys.text_digest("sha256", key, text),
        }
        for name, text in five.named().items()
    }
    badges = keys.codes_text((code, str(n)) for n, code in enumerate(codes))
    stratum = {"code": "general", "name": "一般对象", "count": rows, "ratio": "1/20"}
    said = Announcement.model_validate(
        {
            "format": "ssj-draw/2",
            "suite": "sha256",
            "draw_id": DRAW_ID,
            "announced_at": "2026-11-25T09:00:00+08:00",
            "not_before": "2026-11-27",
            "record_due": "2027-01-29",
            "item": {"code": "WB-01", "version": 1, "name": "互联网上网服务营业场所检查"},
            "regulation": {"file": "350105", "version": "2026-1"},
            "subjects": stated["subjects"],
            "inspectors": {**stated["inspectors"], "minimum": 4},
            "recusals": {**stated["recusals"], "by_reason": [], "tight": 0},
            "ineligible": {**stated["ineligible"], "by_reason": []},
            "moves": {**stated["moves"], "by_kind": []},
            "strata": [{**stratum, "sample_size": drawn, "substitutes": shown}],
            "floor": {"ratio": "1/20", "count": drawn},
            "inspectors_per_subject": 2,
            "load": {"rule": "least-cap", "slack": 0},
            "second_decision_after": 2,
            "codes_digest": keys.codes_digest("sha256", CODES_KEY, badges),
            "commitment": keys.commitment("sha256", DRAW_ID, SECRET),
            "sources": [],
            "channels": ["district-site"],
            "previous": None,
            "supersedes": None,
            "audit_head": "0" * 64,
        }
    )
    sealed = Sealed(
        codes_key=CODES_KEY.hex(),
        codes=badges.decode(),
        confirmed_by="大队长",
        photos=[],
        applications=[],
    )
    at = "2026-11-27T10:00:00+08:00"
    draw = record.draw_part(said, at, at, seed, places, cap, seats)
    receipt = Receipt(
        channel="district-site",
        received_at="2026-11-25T10:00:00+08:00",
        announcement_digest=draw["announcement_digest"],
        package_digest="0" * 64,
    )
    written, _ = record.texts_part(five, DRAW_ID)
    if isinstance(written["subjects"], dict):
        written["subjects"] = {**written["subjects"], "file": SUBJECTS}
    (folder / SUBJECTS).write_bytes(five.subjects)
    public = record.public_record(
        said, None, [receipt], SECRET, [], written, draw, None, [], "0" * 64, sealed
    )
    (folder / "record.json").write_bytes(document(public))


def check(folder: Path) -> None:
    """Verify it, and print what that took."""
    from models.rules.draw.verify import verify
    from models.rules.draw.verify.case import Beside

    began = time.process_time()
    content = (folder / "record.json").read_bytes()
    report = verify(content, Beside(texts={SUBJECTS: (folder / SUBJECTS).read_bytes()}))
    cpu = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert report.ok, [check for check in report.checks if check.problems]
    print(f"record {len(content) / 2**20:.1f} MiB, CPU {cpu:.1f} s, peak {peak:.0f} MiB")


def main() -> None:
    """Make, then verify, each in a process of its own."""
    if len(sys.argv) == 5 and sys.argv[1] == "make":
        make(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
        return
    if len(sys.argv) == 3 and sys.argv[1] == "check":
        check(Path(sys.argv[2]))
        return
    rows, inspectors = [*sys.argv[1:], "1000000", "50"][:2] if len(sys.argv) < 2 else sys.argv[1:3]
    with tempfile.TemporaryDirectory() as folder:
        ours = [sys.executable, "-m", "bench.verify"]
        subprocess.run([*ours, "make", folder, rows, inspectors], check=True)
        subprocess.run([*ours, "check", folder], check=True)


if __name__ == "__main__":
    main()
