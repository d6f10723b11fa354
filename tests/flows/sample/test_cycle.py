"""The two commands a newcomer runs: one whole cycle, through real flows on a real server."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests import canaries
from tests.conftest import SAMPLES
from tests.flows.sample.walked import Finished, run, started, told_by


@pytest.mark.duty("9.2", "10.3", "16.1", "17.1", "18.3", "20.2", "23.1")
def test_the_whole_cycle_ends_archived_and_published(finished: Finished) -> None:
    home, told = finished
    # By hand: five drawn, one replaced; short logs twice, a refusal to sign, a refusal to let anybody in,
    # a closed door; the last came after the due date. One finding was rectified and rechecked, one
    # transferred and answered, one result corrected and one withdrawn, and so every file is closed.
    assert told["states"] == {"archived": 5, "replaced": 1}
    assert told["outcomes"] == {"发现问题": 2, "未发现问题": 1, "已撤回": 1, "已停业": 1}
    assert told["late_returns"] == 1
    assert told["audit"]["sound"]
    assert Path(told["public_page"]).is_file()
    run(home, "audit", "verify", "--head", told["audit"]["head"])


def test_a_second_run_changes_nothing(finished: Finished) -> None:
    home, told = finished
    again = told_by(started(home, "cycle", "sample", "--json"))
    assert again["audit"] == told["audit"]
    assert again["states"] == told["states"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("cycle", "run", "--year", "2026", "--period", "9"), "只有第 1 至第 6 期"),
        (
            ("cycle", "run", "--year", "2026", "--period", "5", "--region", "999999"),
            "没有行政区划「999999」",
        ),
        (("audit", "history", "X"), "从未有过「X」"),
        (("draw", "confirm", "350105/WB-01/2026-9"), "没有名为"),
        (("rosters", "import", "--kind", "subjects", "没有.xlsx"), "没有这个文件"),
    ],
)
def test_a_users_mistake_is_one_clear_line(
    finished: Finished, words: tuple[str, ...], said: str
) -> None:
    home, _ = finished
    assert said in run(home, *words, code=1).stderr


def test_wrong_usage_is_said_in_chinese(tmp_path: Path) -> None:
    for words, said in (
        (("没有的命令",), "没有「没有的命令」这个命令"),
        (("calendar", "add", "2026-13-01", "3"), "不是日期"),
    ):
        running = started(tmp_path, *words)
        assert said in running.communicate()[1]
        assert running.returncode == 2


@pytest.mark.duty("23.1")
def test_calendar_answers_as_others_rely_on(tmp_path: Path) -> None:
    told = json.loads(run(tmp_path, "calendar", "add", "2026-09-18", "20", "--json").stdout)
    assert (told["date"], told["status"]) == ("2026-10-22", "official")
    assert "basis" in told
    told = json.loads(run(tmp_path, "calendar", "is-working-day", "2026-09-20", "--json").stdout)
    assert told["working"] is True


BY_HAND = """
import json, sys
from datetime import date
from flows.serving.lifecycle import embedded_server
from flows.refresh import roster_refresh
from flows.special import special_inspection
with embedded_server():
    day = date(2026, 10, 14)
    refreshed = roster_refresh("350105", day)
    document, firm = "投诉单（虚构）1号", sys.argv[1]
    opened = [
        special_inspection("350105", 3, document, firm, sys.argv[2:], "内勤", day) for _ in range(2)
    ]
    refused = special_inspection("350105", 4, document, firm, sys.argv[2:], "内勤", day, return_state=True)
    assert refused.is_failed()
print(json.dumps([refreshed, opened], ensure_ascii=False))
"""


@pytest.mark.duty("4.1", "13.1", "17.3")
def test_refresh_and_special_inspection_run_as_flows_and_again_is_harmless(
    finished: Finished,
) -> None:
    home, _ = finished
    changed = SAMPLES / "市场主体名录库-变更.xlsx"
    dropped = home / "inbox" / "350105" / "subjects" / changed.name
    dropped.write_bytes(changed.read_bytes())
    dropped.chmod(0o600)  # what others drop keeps the mode they gave it
    shown = json.loads(
        run(home, "cycle", "show", "--as-of", "2026-10-13", "--json", "--year", "2026", "--period", "5").stdout
    )  # fmt: skip
    with sqlite3.connect(home / "ssj.sqlite") as database:
        code = database.execute("SELECT min(credit_code) FROM subject_entry").fetchone()[0]
        badges = database.execute(
            "SELECT badge_number FROM inspector_entry WHERE qualified AND duty = '在岗' LIMIT 2"
        ).fetchall()
    assert shown["draw"]["state"] == "confirmed"
    ran = subprocess.run(
        [sys.executable, "-c", BY_HAND, code, *(badge for (badge,) in badges)],
        env={**os.environ, "SSJ_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    refreshed, (opened, again) = json.loads(ran.stdout)
    assert again["number"] == opened["number"]
    assert opened["number"].startswith("350105-ZX-2026")
    assert (refreshed["subjects"]["added"], refreshed["subjects"]["removed"]) == (1, 1)
    with sqlite3.connect(home / "prefect" / "prefect.db") as database:
        runs = database.execute(
            "SELECT name, state_type FROM flow_run ORDER BY created DESC LIMIT 4"
        ).fetchall()
        given = database.execute(
            "SELECT parameters FROM flow_run WHERE name = '350105 专项检查 2026-10-14'"
        ).fetchall()
    assert sorted(runs) == sorted(
        [
            ("350105 名录库 2026-10-14", "COMPLETED"),
            *[("350105 专项检查 2026-10-14", "COMPLETED")] * 2,
            ("350105 专项检查 2026-10-14", "FAILED"),
        ]
    )
    # What was typed into the form stays in no row, no log and no free page; the write-ahead log, which
    # a server that goes on keeps, is emptied first.
    assert [code in said or badges[0][0] in said for (said,) in given] == [False] * 3
    with closing(sqlite3.connect(home / "prefect" / "prefect.db", timeout=60)) as database:
        assert database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    assert canaries.raw(home / "prefect", "投诉单（虚构）1号") == []
    assert canaries.raw(home / "prefect", "所填依据文件") != []  # the refusal, as it is told there
