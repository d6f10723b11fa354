"""What left the house bears the chain's head: a tail cut off or a chain rewritten is found by it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models import clock
from models.faults import Refused
from models.rules.audit_chain import Link
from reports.packages import package
from tasks.base import audit, heads
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


def _rewritten(number: int) -> None:
    """The chain written anew from event ``number`` on, every hash right."""
    with shell.unguarded() as at:
        columns = ("number", "key", "action", "actor", "region", "as_of", "recorded_at", "payload")
        events = at.rows(f"SELECT {', '.join(columns)}, hash FROM audit_event ORDER BY number")
        previous = "0" * 64
        for *values, old in events:
            said = dict(zip(columns, values, strict=True))
            said["as_of"] = date.fromisoformat(str(said["as_of"]))
            if said["number"] >= number:
                said["actor"] = "别人"
            link = Link(**said, previous_hash=previous)
            at.run(
                "UPDATE audit_event SET actor = ?, previous_hash = ?, hash = ? WHERE hash = ?",
                [link.actor, previous, link.hash(), old],
            )
            previous = link.hash()


def test_a_tail_cut_off_or_a_chain_rewritten_is_found_by_a_head_that_was_printed(
    house: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    walk.set_up(house)
    for number in (1, 2, 3):
        _act(f"test.act:{number}")
    printed = audit.verify()["head"]
    document = tmp_path_factory.mktemp("away") / "公示包.zip"
    document.write_bytes(package("甲", "site", printed, {}))
    assert audit.verify([printed[:16], printed], [document])["problems"] == []
    _rewritten(2)
    assert audit.verify()["problems"] == []  # nothing printed is at hand
    assert f"找不到所给上的链头 {printed[:16]}" in _problems(printed[:16])
    kept_at_hand = house / "delivered" / "公示包.zip"
    kept_at_hand.parent.mkdir()
    kept_at_hand.write_bytes(document.read_bytes())
    assert f"找不到delivered/公示包.zip上的链头 {printed}" in _problems()
    kept_at_hand.unlink()
    with shell.unguarded() as at:
        at.run("DELETE FROM audit_event WHERE number = 3")
    assert "末尾被截去" in str(audit.verify((), [document])["problems"])
    assert "不是 16 至 64 位十六进制数" in _problems(printed[:15])


def test_an_event_replaced_breaks_the_walk_at_hand(house: Path) -> None:
    """The documents of a walk bear heads: task sheets, packages, the draw's record."""
    _walked(house)
    sound = audit.verify()
    assert sound["problems"] == []
    assert sound["heads"] >= 3
    _rewritten(5)
    told = _problems()
    for folder in ("delivered/", "task_sheets/"):  # those in packages/ bear the same heads
        assert f"找不到{folder}" in told, folder


def test_a_document_without_a_head_is_refused_by_its_name(tmp_path: Path) -> None:
    for name in ("空.zip", "空.xlsx", "空.html", "空.txt"):
        (tmp_path / name).write_bytes(b"nothing")
    with pytest.raises(Refused) as refused:
        heads.on(sorted(tmp_path.iterdir()))
    assert len(refused.value.reasons) == 4
    assert "文件「空.txt」里找不到链头" in refused.value.reasons


def test_a_head_is_read_from_a_page_wherever_it_stands_in_it(tmp_path: Path) -> None:
    head = "0123456789abcdef" * 4
    label = f'"audit_head": "{head}"'.encode()
    for before in (0, heads.BYTES_AT_A_TIME - 40, 3 * heads.BYTES_AT_A_TIME):
        page = tmp_path / "页.html"
        page.write_bytes(b"x" * before + label + b"y" * 100)
        assert heads.on([page]) == {head: "页.html"}, before
