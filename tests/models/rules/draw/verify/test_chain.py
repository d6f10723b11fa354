"""The records of the draws before, one link at a time (checks 24 and 25)."""

from __future__ import annotations

from typing import Any

import pytest

from models.rules.draw.document import document
from tests.models.rules.draw.records import (
    ALL_DIGESTS,
    R1,
    R2,
    R3,
    R4,
    file_of,
    record_of,
    redone,
    told,
)

ZEROS = "0" * 64


def _wrong(
    check: str,
    change: Any = None,
    earlier: Any = None,
    *,
    name: str,
    before: str,
    redo: list[str] = ALL_DIGESTS,
) -> list[str]:
    """What a check says after a change here, and one in the record of the draw before."""
    value = record_of(before)
    if earlier is not None:
        earlier(value)
    content = document(redone(value, redo))
    beside = {"previous": content} if check == "previous" else {"superseded": content}
    return told(change, name, **beside).get(check, [])


def _previous(change: Any = None, earlier: Any = None, **more: Any) -> list[str]:
    return _wrong("previous", change, earlier, name=R2, before=R1, **more)


def _superseded(change: Any = None, earlier: Any = None, **more: Any) -> list[str]:
    return _wrong("supersedes", change, earlier, name=R4, before=R3, **more)


def _named(key: str, **changed: Any) -> Any:
    return lambda r: r["announcement"][key].update(changed)


@pytest.mark.duty("13.1", "17.1")
def test_an_honest_chain_has_no_fault() -> None:
    assert _previous() == []
    assert _superseded() == []


@pytest.mark.duty("17.1")
def test_the_previous_draw_is_the_one_named_by_its_digests() -> None:
    right = record_of(R1)
    assert _previous(_named("previous", draw_digest=ZEROS)) == [
        f"公告写明的上一次抽取的抽取摘要为 {ZEROS}，该记录为 {right['draw_digest']}"
    ]
    assert _previous(_named("previous", record_digest=ZEROS)) == [
        f"公告写明的上一次抽取的记录摘要为 {ZEROS}，该记录为 {right['digest']}"
    ]
    assert _previous(_named("previous", draw_id="350105/WB-01/2023-4")) == [
        "公告写明的上一次抽取的抽取编号为 350105/WB-01/2023-4，该记录为 350105/WB-01/2023-5"
    ]
    assert _previous(lambda r: r["announcement"].update(previous=None)) == [
        "公告没有写明承接上一次抽取"
    ]


@pytest.mark.duty("17.1")
def test_a_previous_record_is_overdue_after_its_day() -> None:
    def bare(at: str) -> Any:
        def change(record: Any) -> None:
            record["announcement"]["previous"]["record_digest"] = None
            record["announcement"]["announced_at"] = at

        return change

    assert _previous(bare("2023-11-30T10:00:00+08:00")) == []
    assert _previous(bare("2023-12-01T10:00:00+08:00")) == [
        "上一次抽取的记录应在 2023-11-30 前公开，公告（2023-12-01T10:00:00+08:00）仍没有写明它的摘要"
    ]


@pytest.mark.duty("17.1")
def test_a_previous_record_whose_own_digests_dont_hold_is_told() -> None:
    wrong = _previous(earlier=lambda r: r["changes"].pop(0), redo=[])
    assert wrong[0].startswith("上一次抽取的记录：记录为 ")

    def hidden(record: Any) -> None:
        record["texts"]["ineligible"] = ""

    assert any(
        each.startswith("上一次抽取的记录：未参加抽取名单：摘要公告为 ")
        for each in _previous(earlier=hidden)
    )
    assert told(name=R2, previous=b"{}\n")["previous"][0].startswith("上一次抽取的记录：「")
    assert told(name=R2, previous=b"null\n")["previous"] == ["上一次抽取的记录：「记录」格式不对"]
    assert told(name=R4, superseded=b"null\n")["supersedes"] == [
        "所接替的作废抽取：「记录」格式不对"
    ]
    assert told(name=R2, previous=file_of(R1) + b"\n")["previous"] == [
        "上一次抽取的记录：文件不是规定的写法：项的次序、空白、转义或末尾换行有改动"
    ]


@pytest.mark.duty("17.1")
def test_only_a_confirmed_draw_of_before_is_a_previous_one() -> None:
    def unconfirmed(record: Any) -> None:
        record["draw"]["confirmed_at"] = None

    def later(record: Any) -> None:
        record["draw"]["confirmed_at"] = "2023-12-04T10:00:01+08:00"

    assert "上一次抽取没有确认" in _previous(earlier=unconfirmed)
    told_of = (
        "上一次抽取的确认（2023-12-04T10:00:01+08:00）晚于本次公告（2023-12-04T10:00:00+08:00）"
    )
    assert told_of in _previous(earlier=later)


MOVES = record_of(R2)["texts"]["moves"]


@pytest.mark.duty("13.1")
@pytest.mark.parametrize(
    ("old", "new", "told_of"),
    [
        ("92350105MA10PUA8UR\tsuspended\tsuspended\n", "", "变动清单：缺少「92350105MA10PUA8UR」的变动「转为不参加抽取」"),
        ("92350105MAYJDTQY8J\tremoved\tderegistered\n", "", "变动清单：缺少「92350105MAYJDTQY8J」的变动「移出名录」"),
        ("92350105MA03KJ2GXC\tup\tcomplaint", "92350105MA03KJ2GXC\tdown\tserved", "变动清单：「92350105MA03KJ2GXC」的变动应为「转入抽取比例更高的类别」"),
        ("92350105MA10PUA8UR", "92350105MA10UF2XNT", "变动清单：「92350105MA10UF2XNT」没有变动"),
    ],
)  # fmt: skip
def test_every_move_is_recomputed(old: str, new: str, told_of: str) -> None:
    def change(record: Any) -> None:
        assert old in MOVES
        record["texts"]["moves"] = MOVES.replace(old, new)

    assert any(each.startswith(told_of) for each in _previous(change))


@pytest.mark.duty("18.3")
def test_who_left_for_a_passing_reason_is_drawn_in_addition() -> None:
    def elsewhere(record: Any) -> None:
        old = "92350105MA81QR3M9Y\tcarried-over"
        assert old in record["texts"]["subjects"]
        record["texts"]["subjects"] = record["texts"]["subjects"].replace(
            old, "92350105MA81QR3M9Y\tgeneral"
        )

    told_of = (
        "「92350105MA81QR3M9Y」上期因暂时原因未检查，应列入类别「carried-over」，列在「general」"
    )
    assert told_of in _previous(elsewhere)


@pytest.mark.duty("18.2")
def test_the_abandoned_draw_is_the_one_named() -> None:
    right = record_of(R3)["digest"]
    assert _superseded(_named("supersedes", record_digest=ZEROS)) == [
        f"公告写明接替的记录摘要为 {ZEROS}，该记录为 {right}"
    ]
    assert _superseded(lambda r: r["announcement"].update(supersedes=None)) == [
        "公告没有写明接替哪次抽取"
    ]
    assert told(name=R4, superseded=b"")["supersedes"][0].startswith("所接替的作废抽取：")


@pytest.mark.duty("18.2")
def test_the_abandoned_draw_was_given_up_before_and_had_another_secret() -> None:
    def standing(record: Any) -> None:
        record["abandoned"] = None

    def later(record: Any) -> None:
        record["abandoned"]["at"] = "2026-11-25T14:10:11+08:00"

    def same(record: Any) -> None:
        record["secret"] = record_of(R4)["secret"]

    assert "所接替的抽取没有作废" in _superseded(earlier=standing)
    assert (
        "所接替的抽取作废（2026-11-25T14:10:11+08:00）晚于本次公告（2026-11-25T14:10:10+08:00）"
        in _superseded(earlier=later)
    )
    assert "与所接替的抽取用了同一密文" in _superseded(earlier=same)


def test_nothing_given_is_nothing_compared() -> None:
    assert told(name=R2) == {}
    assert told(name=R4) == {}
