"""The audit record tells what was changed in its events and in the files (第十条末款)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models import clock, database
from tasks.base import audit
from tasks.base.step import step
from tests import shell, walk

RECEIVED, LATER = date(2026, 9, 11), date(2026, 9, 28)

pytestmark = pytest.mark.duty("10.3")


def _problems(*given: str) -> str:
    return "\n".join(audit.verify(given)["problems"])


def _walked(house: Path) -> None:
    walk.made_public(house, RECEIVED, LATER)


def _act(subject: str = "test.act:1") -> None:
    with step(subject, action="测试", as_of=clock.today(), region=walk.REGION) as s:
        s.record(ok=True)


@pytest.mark.parametrize("column", ["actor", "payload", "key", "as_of", "recorded_at", "region"])
def test_an_event_altered_is_named(house: Path, column: str) -> None:
    walk.set_up(house)
    for number in (1, 2, 3):
        _act(f"test.act:{number}")
    other = date(2001, 1, 1) if column == "as_of" else "{}x"
    with shell.unguarded() as at:
        at.run(f"UPDATE audit_event SET {column} = ? WHERE number = 2", [other])
    assert "第2号：内容与其哈希不符" in _problems()


def test_files_changed_or_gone_are_named_and_every_file_is_covered(house: Path) -> None:
    _walked(house)
    with database.reading() as session:
        recorded = audit.recorded_files(session)
    ours = {
        path.relative_to(house).as_posix()
        for path in house.rglob("*")
        if path.is_file()
        and not path.name.startswith("ssj.sqlite")
        and path.suffix != ".lock"
        and path.parent != house  # forms the tests filled in stand for the inspectors'
        and path.parent != house / "keys"  # its id stands with what it seals; it may be elsewhere
    }
    assert ours - recorded == set()
    first = {name.split("/")[0]: name for name in sorted(ours)}
    for folder, name in first.items():
        content = (house / name).read_bytes()
        (house / name).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        assert f"文件 {name} 与写出时不同" in _problems(), name
        (house / name).unlink()
        handed_over = folder in ("outbox", "delivered")
        assert (f"文件 {name} 不在了" in _problems()) == (not handed_over)
        (house / name).write_bytes(content)
    assert _problems() == ""
