"""A house makes its key once; secrets of earlier releases are sealed and leave no trace."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.faults import Refused
from models.tables import AuditEvent, Draw, DrawSecret
from tasks.base import audit, key_file
from tasks.draw.secret import codes_key_of, secret_of
from tasks.setup.doctor import examine
from tasks.setup.keys import ready_key
from tasks.setup.prepare import prepare
from tasks.setup.upgrade import on_record
from tests import released, walk


def _acts() -> list[tuple[str, str]]:
    with database.reading() as session:
        return [
            (event.action, event.actor)
            for event in session.exec(select(AuditEvent).order_by("number"))
            if "密" in event.action
        ]


def _doctor() -> tuple[bool, str]:
    return next((well, words) for name, well, words in examine() if name == "抽取密钥")


@pytest.mark.duty("10.3")
def test_a_house_makes_its_key_once_and_that_is_on_record(house: Path) -> None:
    assert not _doctor()[0]
    made = prepare(walk.NEW_YEAR, actor=walk.CLERK)["key"]
    key = key_file.read()
    assert made == {"file": str(house / "keys/draw.key"), "id": key.id, "made": True, "sealed": 0}
    assert prepare(walk.NEW_YEAR)["key"] == made | {"made": False}
    assert key_file.read() == key
    assert _acts() == [("启用抽取密钥", walk.CLERK)]
    assert _doctor() == (True, f"{house / 'keys/draw.key'}（编号 {key.id}）")
    with database.reading() as session:
        assert all(key.value.hex() not in e.payload for e in session.exec(select(AuditEvent)))


def test_a_house_whose_key_is_on_a_stick_elsewhere_goes_on_and_makes_no_other(
    house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    monkeypatch.setenv("SSJ_KEY_FILE", str(stick / "ours.key"))
    with pytest.raises(Refused, match="写不了密钥文件"):
        prepare(walk.NEW_YEAR)
    stick.mkdir()
    prepare(walk.NEW_YEAR)
    key = key_file.read()
    stick.rename(tmp_path / "away")
    assert prepare(walk.NEW_YEAR)["key"] == {
        "file": str(stick / "ours.key"), "id": None, "made": False, "sealed": 0
    }  # fmt: skip
    assert _doctor()[0]
    assert "现在不在；公告、抽取、生成抽取记录时须插入" in _doctor()[1]
    (tmp_path / "away").rename(stick)
    with pytest.raises(Refused, match="还在，不另造"):
        ready_key(walk.CLERK, new=True)
    assert key_file.read() == key


def test_the_doctor_names_the_draws_that_wait_for_another_key(house: Path) -> None:
    released.load("0005")
    prepare(walk.DRAW_DAY)
    assert _doctor()[0]
    key_file.path().unlink()
    assert ready_key(walk.CLERK, new=True)["made"]
    well, words = _doctor()
    assert not well
    assert "打不开 350105/WB-01/2026-6：用别的密钥封存" in words
    key_file.path().write_bytes(b"a letter")
    assert "不是密钥文件" in _doctor()[1]


@pytest.mark.duty("10.3", "17.1")
def test_secrets_of_an_earlier_release_are_sealed_once_and_on_record(house: Path) -> None:
    released.load("0005")
    before = {draw: (secret, key) for draw, secret, key in released.rows("draw_secret")}
    assert len(before) == 2
    assert prepare(walk.DRAW_DAY, actor=walk.CLERK)["key"]["sealed"] == 2
    assert prepare(walk.DRAW_DAY, actor=walk.CLERK)["key"]["sealed"] == 0
    with database.reading() as session:
        for draw in session.exec(select(Draw)):
            opened = secret_of(session, draw).hex(), codes_key_of(session, draw).hex()
            assert opened == before[draw.id or 0]
        sealed = session.exec(select(DrawSecret)).all()
        events = session.exec(select(AuditEvent)).all()
    assert len({each.secret for each in sealed} | {each.codes_key for each in sealed}) == 4
    assert [action for action, _ in _acts()].count("加密封存抽取密文") == 1
    [event] = [e for e in events if e.action == "加密封存抽取密文"]
    told = json.loads(event.payload)
    assert told["draws"] == ["350105/WB-01/2026-5", "350105/WB-01/2026-6"]
    tables = [p for p in audit.verify()["problems"] if p.startswith("表")]
    assert tables == []
    for value in {text for pair in before.values() for text in pair}:
        assert not any(value in e.payload for e in events)
        if "SSJ_DATABASE_URL" not in os.environ:
            for file in house.glob("ssj.sqlite*"):
                assert value.encode() not in file.read_bytes()
        assert not [row for row in released.rows("row_change") if value in str(row)]


def test_while_the_database_is_read_nothing_is_sealed_for_old_copies_would_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    monkeypatch.setattr(database, "LOCK_WAIT_SECONDS", 0)
    released.load("0005")
    database.migrate(around=on_record)
    with released.plain() as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM draw").fetchone()
        with pytest.raises(Refused, match="请停下其他 ssj 命令和服务") as refusal:
            prepare(walk.DRAW_DAY)
    assert refusal.value.code == "database-busy"
    assert prepare(walk.DRAW_DAY)["key"]["sealed"] == 2
