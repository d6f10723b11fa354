"""What of the sample cycle stays in the house, and what the house gives out on command."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from models.rules import at_rest
from tests import canaries
from tests.flows.sample.walked import Finished, run


@pytest.mark.duty("17.1")
def test_neither_secret_nor_seed_is_in_what_the_dashboard_or_the_audit_record_shows(
    finished: Finished,
) -> None:
    home, _ = finished
    with sqlite3.connect(home / "ssj.sqlite") as ours:
        [(draw_id, sealed, seed)] = ours.execute(
            "SELECT d.draw_id, s.secret, d.seed FROM draw_secret s JOIN draw d ON d.id = s.draw_pk"
        )
        events = "".join(row for (row,) in ours.execute("SELECT payload FROM audit_event"))
    with sqlite3.connect(home / "prefect" / "prefect.db") as theirs:
        shown = "\n".join(theirs.iterdump())
    assert "抽取对象与检查人员" in shown
    key = at_rest.read_key((home / "keys" / "draw.key").read_bytes())
    assert key is not None
    secret = at_rest.opened(key, draw_id, at_rest.SECRET, sealed)
    assert secret is not None
    for hidden in (secret.hex(), key.value.hex(), seed):
        assert hidden not in events
        assert hidden not in shown


@pytest.mark.duty("10.2", "10.3", "23.1")
def test_nothing_personal_is_in_what_left_nor_in_what_prefect_keeps(
    finished: Finished,
) -> None:
    home, _ = finished
    personal = canaries.of(home)
    assert all(personal.values())
    left = canaries.texts(home / "site", home / "delivered", home / "packages")
    assert len(left) > 20
    theirs = canaries.texts(home / "prefect")
    assert any("检查之后显示" in text and "检查人员警号" in text for text in theirs.values())
    for kind, values in personal.items():
        for value in values:
            assert [name for name, text in left.items() if value in text] == [], kind
            if (
                kind != "申请人"
            ):  # the clerk who applied also drew, and acts are shown by who did them
                assert [name for name, text in theirs.items() if value in text] == [], kind


@pytest.mark.duty("10.3", "17.1")
def test_who_is_to_be_visited_is_in_no_artifact_and_no_firm_in_a_subject_line(
    finished: Finished,
) -> None:
    home, _ = finished
    with sqlite3.connect(home / "ssj.sqlite") as ours:
        firms = {name for (name,) in ours.execute("SELECT DISTINCT name FROM subject_entry")}
        subjects = [each for (each,) in ours.execute("SELECT subject FROM message")]
    with sqlite3.connect(home / "prefect" / "prefect.db") as theirs:
        shown = theirs.execute("SELECT key, data FROM artifact WHERE key LIKE 'inspections-%'")
        rows = [row for _, data in shown for row in json.loads(json.loads(data))]
        texts = theirs.execute("SELECT count(*) FROM artifact WHERE key = 'texts-350105'")
        assert texts.fetchone()[0] > 0
    visited = {bool(row.get("检查日期")) for row in rows if "市场主体" in row}
    assert visited == {True, False}
    for row in rows:
        if not row.get("检查日期") and "市场主体" in row:
            assert row["市场主体"] == "检查之后显示"
    assert subjects
    assert [each for each in subjects if any(firm in each for firm in firms)] == []


def test_whatever_a_cycle_writes_is_private_but_for_what_leaves(
    finished: Finished,
) -> None:
    home, _ = finished
    modes: dict[bool, set[int]] = {True: set(), False: set()}
    for path in home.rglob("*"):
        if not path.is_symlink():
            leaves = path.relative_to(home).parts[0] == "site" or (
                path.relative_to(home).parts[0] == "delivered" and path != home / "delivered"
            )
            modes[leaves].add(path.stat().st_mode & 0o777)
    assert modes == {True: {0o755, 0o644}, False: {0o700, 0o600}}


def test_the_finished_draw_gives_record_and_sheet_on_command(
    finished: Finished, tmp_path: Path
) -> None:
    home, told = finished
    out, pdf = tmp_path / "draw.json", tmp_path / "抽取记录.pdf"
    words = ("draw", "record", told["draw_id"], "--out", str(out), "--pdf", str(pdf), "--json")
    said = json.loads(run(home, *words).stdout)
    assert said["digest"] == json.loads(out.read_text())["digest"]
    assert pdf.read_bytes().startswith(b"%PDF")
    assert json.loads(run(tmp_path, "draw", "verify", str(out), "--json").stdout)["ok"]
    sealed = tmp_path / "sealed.json"
    run(home, "draw", "record", told["draw_id"], "--out", str(sealed), "--sealed")
    assert "sealed" in json.loads(sealed.read_text())
    assert json.loads(run(tmp_path, "draw", "verify", str(sealed), "--json").stdout)["ok"]
