"""``ssj dossier``: what is on file, taken in and shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.tables import SubjectEntry
from tests import walk
from tests.flows.cli.conftest import Ssj


@pytest.mark.duty("10.1", "13.1")
def test_a_dossier_is_taken_in_and_shown_in_words(run: Ssj, home: Path) -> None:
    walk.prepared(home)
    with database.reading() as session:
        code = session.exec(select(SubjectEntry.credit_code)).first()
    path = home / "档案.csv"
    path.write_text(f"信用代码,终端数,接入服务商\n{code},60,某电信\n", "utf-8")
    on = ("--as-of", "2026-09-02", "--by", "内勤甲")
    with held_at(date(2026, 9, 2)):
        first, again = (run("dossier", "import", str(path), *on).stdout for _ in range(2))
        shown = run("dossier", "show", str(code), "--as-of", "2026-09-02").stdout
        waiting = run("dossier", "proposals", "--as-of", "2026-09-02").stdout
        unknown = run("dossier", "decide", "9", "--accept", "--reason", "已核实", *on)
    assert first == "档案.csv：1 家，其中 1 家有变动，已成新版。\n"
    assert again == "档案.csv：与在册的场所档案一致，未作改动。\n"
    assert shown.splitlines() == [
        str(code),
        "  终端数 60台",
        "  接入服务商 某电信",
        "  第 1 版  2026-09-02  内勤甲  档案.csv",
    ]
    assert waiting == "没有待决定的现场差异。\n"
    assert (unknown.exit_code, unknown.stderr) == (1, "错误：没有第 9 号现场差异\n")
