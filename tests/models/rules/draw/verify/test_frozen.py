"""What was fixed before the draw, its order in time, its sources (checks 10 to 14)."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from models.rules.draw.document import document
from models.rules.draw.shape import LARGEST_INLINE
from models.rules.draw.verify import verify
from models.rules.draw.verify.case import Beside
from tests.models.rules.draw.records import R1, R2, R3, R4, R5, record_of, redone, told


@pytest.mark.duty("17.1")
def test_the_secret_is_the_one_committed_to() -> None:
    wrong = told(lambda r: r.update(secret="0" * 64))
    lines = f"ssj-draw/2 commitment\n350105/WB-01/2023-5\n{'0' * 64}\n"
    stated = record_of(R1)["announcement"]["commitment"]
    found = hashlib.sha256(lines.encode()).hexdigest()
    assert wrong["secret"] == [f"记录为 {stated}，重算为 {found}"]


@pytest.mark.duty("17.1")
@pytest.mark.parametrize(
    ("name", "old", "new", "told_of"),
    [
        ("subjects", "\tmust", "\tother", "市场主体名录：类别「other」不在公告中"),
        ("recusals", "J07", "J99", "回避名单：「J99」不在检查人员代号中"),
        ("ineligible", "92350105MANAHYGKHB", "92350105MANAHYGKHb", "未参加抽取名单：第 2 行"),
        ("inspectors", "J07\n", "", "检查人员代号：行数公告为 7，实为 6"),
    ],
)
def test_texts_have_their_form_and_their_count(name: str, old: str, new: str, told_of: str) -> None:
    def change(record: Any) -> None:
        assert old in record["texts"][name]
        record["texts"][name] = record["texts"][name].replace(old, new)

    wrong = told(change)["texts"]
    assert any(each.startswith(told_of) for each in wrong)
    assert any("：摘要公告为 " in each for each in wrong)


def _filed(text: bytes, stated: int) -> dict[str, Any]:
    record = record_of(R1)
    record["texts"]["subjects"] = {"file": "subjects.txt", "bytes": stated}
    said = record["announcement"]
    lines = f"ssj-draw/2 texts\n{said['draw_id']}\n{record['secret']}\n"
    key = hashlib.sha256(lines.encode()).digest()
    digest = hashlib.sha256(key + text).hexdigest()
    said["subjects"] = {"count": text.count(b"\n"), "digest": digest}
    return redone(record, ["announcement", "draw_digest", "digest"])


def _texts_wrong(record: dict[str, Any], files: dict[str, bytes]) -> list[str]:
    report = verify(document(record), Beside(texts=files))
    return next(check.problems for check in report.checks if check.key == "texts")


@pytest.mark.duty("17.1")
def test_a_large_text_is_read_from_beside_the_record() -> None:
    lines = sorted(f"92350105MA{n:08d}\tgeneral\n".encode() for n in range(40_000))
    text = b"".join(sorted([*lines, *record_of(R1)["texts"]["subjects"].encode().splitlines(True)]))
    assert len(text) > LARGEST_INLINE
    assert _texts_wrong(_filed(text, len(text)), {"subjects.txt": text}) == []
    assert _texts_wrong(_filed(text, len(text)), {}) == [
        "缺少文件「subjects.txt」，请与抽取记录放在一起"
    ]
    assert _texts_wrong(_filed(text, len(text) + 1), {"subjects.txt": text}) == [
        f"文件「subjects.txt」应有 {len(text) + 1} 字节，实为 {len(text)}"
    ]
    other = text.replace(b"\tmust", b"\tgeneral")
    assert len(_texts_wrong(_filed(text, len(other)), {"subjects.txt": other})) == 1


def _at(path: str, time: str) -> Any:
    def change(record: Any) -> None:
        *before, last = path.split("/")
        here = record
        for part in before:
            here = here[int(part) if part.isdigit() else part]
        assert here[last] != time
        here[last] = time

    return change


@pytest.mark.duty("17.1", "18.2")
@pytest.mark.parametrize(
    ("path", "time", "told_of"),
    [
        ("announcement/announced_at", "2023-09-13T10:00:00+08:00", "渠道「credit-publicity」收讫"),
        ("receipts/0/received_at", "2023-09-13T09:29:59+08:00", "渠道「credit-publicity」收讫"),
        (
            "receipts/0/received_at",
            "2023-09-15T19:00:03+08:00",
            "随机源「drand/quicknet/657413」的时间",
        ),
        ("sources/0/read_at", "2023-09-15T19:00:02+08:00", "随机源「drand/quicknet/657413」的读取"),
        ("sources/0/read_at", "2023-09-15T19:30:01+08:00", "抽取"),
        ("draw/drawn_at", "2023-09-15T21:30:01+08:00", "确认"),
        ("draw/confirmed_at", "2023-09-16T18:30:01+08:00", "第 1 项变更的申请"),
        ("changes/0/applied_at", "2023-09-16T21:30:01+08:00", "第 1 项变更的决定"),
        ("changes/1/decided_at", "2023-09-16T21:29:59+08:00", "第 2 项变更的决定"),
    ],
)
def test_every_step_of_the_chain_of_time_is_checked(path: str, time: str, told_of: str) -> None:
    wrong = told(_at(path, time))["order"]
    assert any(each.startswith(f"{told_of}（") for each in wrong)


@pytest.mark.duty("17.1")
@pytest.mark.parametrize(
    ("path", "time"),
    [
        ("receipts/0/received_at", "2023-09-13T09:30:00+08:00"),
        ("receipts/0/received_at", "2023-09-15T19:00:02+08:00"),
        ("sources/0/read_at", "2023-09-15T19:00:03+08:00"),
        ("sources/0/read_at", "2023-09-15T19:30:00+08:00"),
        ("draw/drawn_at", "2023-09-15T21:30:00+08:00"),
        ("draw/confirmed_at", "2023-09-16T18:30:00+08:00"),
        ("changes/0/applied_at", "2023-09-16T21:30:00+08:00"),
    ],
)
def test_what_is_just_in_time_is_right(path: str, time: str) -> None:
    assert told(_at(path, time)) == {}


@pytest.mark.duty("17.1")
def test_nothing_is_drawn_before_the_announced_day() -> None:
    def later(record: Any) -> None:
        record["announcement"]["not_before"] = "2023-12-07"

    assert told(later, R2)["order"] == [
        "抽取（2023-12-06T21:40:00+08:00）早于公告写明的最早日期 2023-12-07"
    ]


@pytest.mark.duty("17.1")
def test_a_stamp_stands_between_announcing_and_the_first_source() -> None:
    stamped = "2026-11-25T15:10:11+08:00"
    due = "announcement/sources/0/due"
    for path, told_of in (
        ("announcement/announced_at", f"时间戳（{stamped}）应不早于公告"),
        (due, f"随机源「witness-dice/notary」的时间（{stamped}）应晚于时间戳"),
        ("draw/drawn_at", f"抽取（{stamped}）应晚于时间戳"),
    ):
        time = "2026-11-25T15:10:12+08:00" if path == "announcement/announced_at" else stamped
        wrong = told(_at(path, time), R4)["order"]
        assert any(each.startswith(told_of) for each in wrong), (path, wrong)


@pytest.mark.duty("18.2")
def test_a_draw_given_up_for_a_late_channel_isnt_judged_against_receipts() -> None:
    late = _at("receipts/0/received_at", "2026-11-24T14:30:00+08:00")

    def for_it(record: Any) -> None:
        late(record)
        record["abandoned"]["reason"] = "release-late"

    assert list(told(late, R3)) == ["order"]
    assert told(for_it, R3) == {}
    assert list(told(_at("abandoned/at", "2026-11-24T09:10:09+08:00"), R3)) == ["order"]


@pytest.mark.duty("17.1", "18.2")
def test_what_was_due_before_it_was_announced_is_out_of_order_without_any_receipt() -> None:
    def early(record: Any) -> None:
        record["receipts"].clear()
        record["announcement"]["sources"][0]["due"] = record["announcement"]["announced_at"]

    [wrong] = told(early, R5)["order"]
    assert wrong.startswith("随机源「witness-digits/notary」的时间（")
    assert "应晚于公告（" in wrong


@pytest.mark.duty("18.2")
def test_a_draw_given_up_unrun_is_shown_whatever_its_day() -> None:
    def given_up(record: Any) -> None:
        record["announcement"]["not_before"] = "2026-11-26"
        record["draw"]["drawn_at"] = record["abandoned"]["at"]

    def run_before(record: Any) -> None:
        given_up(record)
        record["draw"]["drawn_at"] = "2026-11-25T12:10:09+08:00"

    assert told(given_up, R3) == {}
    assert list(told(run_before, R3)) == ["order"]


def _source(**changed: Any) -> Any:
    return lambda r: r["sources"][0].update(changed)


@pytest.mark.duty("17.1")
def test_sources_are_the_announced_ones_in_their_order() -> None:
    wrong = told(lambda r: r["sources"].reverse(), R2)["sources"]
    assert wrong == ["随机源应依次为 fc3d/2023326、pl5/23326，记录为 pl5/23326、fc3d/2023326"]
    assert told(lambda r: r["sources"].clear(), R2)["sources"] == [
        "随机源应依次为 fc3d/2023326、pl5/23326，记录为 无"
    ]

    def twice(record: Any) -> None:
        record["announcement"]["sources"] *= 2
        record["sources"] *= 2

    assert "随机源「drand/quicknet/657413」写了不止一次" in told(twice)["sources"]


@pytest.mark.duty("17.1")
def test_sources_are_read_with_their_time_and_their_form() -> None:
    assert told(_source(value=None, read_at=None))["sources"] == [
        "随机源「drand/quicknet/657413」没有读数"
    ]
    assert told(_source(read_at=None))["sources"] == [
        "随机源「drand/quicknet/657413」的读数和读取时间应同时有或同时没有"
    ]
    assert "应为三个数字，以空格分开" in told(_source(value="4  0 7"), R2)["sources"][0]
    assert list(told(_source(read_at="2026-11-24T17:20:00+08:00"), R5)) == ["sources"]


@pytest.mark.duty("17.1")
def test_a_drand_signature_is_verified() -> None:
    value = record_of(R1)["sources"][0]["value"]
    flipped = value[:-1] + ("0" if value[-1] != "0" else "1")
    assert told(_source(value=flipped))["sources"] == [
        "随机源「drand/quicknet/657413」的签名不成立"
    ]
