"""The file, its digests, and what its reader holds beside it (checks 1 to 9)."""

from __future__ import annotations

import copy
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from models.rules.draw.document import document
from models.rules.draw.verify import verify
from models.rules.draw.verify.case import Beside
from tests.models.rules.draw.authority import Authority
from tests.models.rules.draw.records import (
    ALL_DIGESTS,
    BY_NAME,
    R1,
    R3,
    R4,
    R5,
    file_of,
    given_up,
    record_of,
    redone,
    told,
)

ANNOUNCED = document(record_of(R1)["announcement"])
NEXT = json.loads(BY_NAME["R1 with the printed sheet and the next announcement"]["given"]["next"])
SHEET = record_of(R1)["draw_digest"]


@pytest.mark.duty("17.1")
@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"\xff", b"[]", b"null", b"1", b'"x"', b"{}", b"[" * 99999),
        *(b"[]\n", b"null\n", b"1\n", b'"x"\n', b"{}\n"),
    ],
)
def test_what_is_no_record_is_told_and_never_raised(content: bytes) -> None:
    report = verify(content, Beside(announcement=b"", next=b"", previous=b"", results=[b""]))
    assert not report.ok
    assert (report.level, report.look_up) == (0, [])
    assert len(report.checks) == 30


@pytest.mark.duty("17.1")
@pytest.mark.parametrize(
    "path",
    [
        path
        for path in ("announcement", "draw", "texts", "receipts", "changes", "sources", "secret")
    ],
)
@pytest.mark.parametrize("value", [None, [], {}, "", 0, [None], "\ud800"], ids=repr)
def test_any_value_at_any_place_is_told_and_never_raised(path: str, value: Any) -> None:
    record = record_of(R1)
    record[path] = value
    report = verify(json.dumps(record).encode())
    assert not report.ok


def test_a_reader_says_where_the_file_differs() -> None:
    [check] = [c for c in verify(file_of(R1) + b"\n").checks if c.key == "bytes"]
    assert check.problems == ["文件不是规定的写法：项的次序、空白、转义或末尾换行有改动"]


@pytest.mark.duty("17.1")
def test_both_digests_of_the_announcement_are_recomputed() -> None:
    right = record_of(R1)["announcement_digest"]
    wrong = told(lambda r: r["draw"].update(announcement_digest="0" * 64), redo=["digest"])
    assert wrong["announcement"] == [
        f"「draw.announcement_digest」记录为 {'0' * 64}，重算为 {right}"
    ]
    wrong = told(lambda r: r.update(announcement_digest="0" * 64), redo=["digest"])
    assert wrong == {"announcement": [f"「announcement_digest」记录为 {'0' * 64}，重算为 {right}"]}


@pytest.mark.duty("17.1")
def test_a_kept_announcement_is_compared_byte_for_byte() -> None:
    assert told(announcement=ANNOUNCED) == {}
    kept = ANNOUNCED.replace(b"2023-11-30", b"2023-11-29")
    mine, its = (hashlib.sha256(each).hexdigest() for each in (kept, ANNOUNCED))
    assert told(announcement=kept) == {
        "kept": [f"保存的公告摘要为 {mine}，记录中的公告为 {its}：不是同一份公告"]
    }
    assert list(told(announcement=ANNOUNCED[:-1])) == ["kept"]


@pytest.mark.duty("17.1")
def test_the_signed_sheet_is_compared_as_it_is_typed() -> None:
    assert told(sheet=f" {SHEET.upper()}\n") == {}
    for between in (" ", "\n", "\u200b", "\u3000", "-"):
        groups = (SHEET[at : at + 8] for at in range(0, 64, 8))
        assert told(sheet=between.join(groups)) == {}
    assert list(told(sheet="")) == ["sheet"]
    assert told(sheet="0" * 64) == {"sheet": [f"签字表上为 {'0' * 64}，记录的抽取摘要为 {SHEET}"]}
    assert told(name=R5, sheet="0" * 64) == {
        "sheet": [f"签字表上为 {'0' * 64}，记录中没有抽取结果"]
    }


def _next(**changed: Any) -> bytes:
    return document({**copy.deepcopy(NEXT), **changed})


@pytest.mark.duty("17.1")
def test_the_next_announcement_names_this_draws_digests() -> None:
    named, record = NEXT["previous"], record_of(R1)
    assert told(next=_next()) == {}
    assert told(next=_next(previous=None))["next"] == [
        "下一次公告没有写明承接本次抽取「350105/WB-01/2023-5」"
    ]
    other = _next(previous={**named, "draw_id": "350105/WB-01/2023-4"})
    assert list(told(next=other)) == ["next"]
    assert told(next=_next(previous={**named, "draw_digest": "0" * 64}))["next"] == [
        f"下一次公告写明的抽取摘要为 {'0' * 64}，本记录为 {SHEET}"
    ]
    assert told(next=_next(previous={**named, "record_digest": "0" * 64}))["next"] == [
        f"下一次公告写明的记录摘要为 {'0' * 64}，本记录为 {record['digest']}"
    ]


@pytest.mark.duty("17.1")
def test_only_before_the_record_was_due_may_the_next_announcement_lack_its_digest() -> None:
    bare = {**NEXT["previous"], "record_digest": None}
    on_the_day = _next(previous=bare, announced_at="2023-11-30T23:59:59+08:00")
    assert told(next=on_the_day) == {}
    assert told(next=_next(previous=bare, announced_at="2023-12-01T00:00:00+08:00"))["next"] == [
        "下一次公告于 2023-12-01T00:00:00+08:00 发布，本记录应在 2023-11-30 前公开，"
        "公告却没有写明它的摘要"
    ]


@pytest.mark.duty("18.2")
def test_an_abandoned_draw_is_named_by_the_one_that_stands_in_for_it() -> None:
    extra = record_of(R4)["announcement"]
    assert told(name=R3, next=document(extra)) == {}
    other = {**extra["supersedes"], "record_digest": "0" * 64}
    wrong = told(name=R3, next=document({**extra, "supersedes": other}))
    assert wrong["next"] == [
        f"下一次公告写明的记录摘要为 {'0' * 64}，本记录为 {record_of(R3)['digest']}"
    ]
    assert list(told(name=R3, next=document({**extra, "supersedes": None}))) == ["next"]


def test_what_is_given_as_the_next_announcement_must_be_one() -> None:
    assert told(next=b"{}")["next"][0].startswith("下一次抽取的公告：")
    assert told(next=b"null\n")["next"] == ["下一次抽取的公告：「公告」格式不对"]
    assert told(next=_next()[:-1])["next"] == [
        "下一次抽取的公告：文件不是规定的写法：项的次序、空白、转义或末尾换行有改动"
    ]


@pytest.mark.duty("17.1")
def test_a_stamp_without_a_given_authority_is_said_to_be_unchecked() -> None:
    report = verify(file_of(R4))
    assert report.release.value == "stamped"
    unchecked = "公告带有时间戳，内容相符；签名没有核对，请用时间戳机构的证书核对"
    assert report.release_words == [unchecked]
    pem = BY_NAME[R4]["given"]["tsa_certificate"].encode()
    assert verify(file_of(R4), Beside(authority=pem)).release_words == [
        "公告带有可信时间戳，证明公告在先"
    ]
    kept = document(record_of(R4)["announcement"])
    compared = "已与核对人事先保存的公告比对，内容相同"
    by_both = verify(file_of(R4), Beside(announcement=kept))
    assert by_both.release_words == [compared, unchecked]
    signed = verify(file_of(R4), Beside(announcement=kept, authority=pem))
    assert signed.release_words == [compared]
    assert verify(file_of(R1), Beside()).release_words == [
        "公告发布时间只有抽取单位自己的说法，请向发布渠道查证"
    ]


@pytest.mark.duty("17.1")
def test_a_stamp_of_another_authority_is_wrong(tmp_path: Path) -> None:
    assert list(told(name=R4, authority=Authority(tmp_path).pem)) == ["time-stamp"]


@pytest.mark.duty("17.1")
def test_receipts_are_of_the_announced_channels_and_of_this_announcement() -> None:
    def other(record: Any) -> None:
        record["receipts"][0]["channel"] = "another-site"

    assert told(other)["receipts"] == [
        "公告写明的渠道「credit-publicity」没有收讫",
        "公告没有写明渠道「another-site」",
    ]


@pytest.mark.duty("17.1", "18.2")
def test_an_abandoned_draw_that_isnt_judged_against_receipts_proves_level_two_at_most() -> None:
    assert _level(given_up(record_of(R1))) == 3
    assert _level({**given_up(record_of(R1)), "receipts": []}) == 2


def _level(record: dict[str, Any]) -> int:
    report = verify(document(redone(record, ALL_DIGESTS)))
    assert report.ok
    return report.level


@pytest.mark.duty("18.2")
def test_an_abandoned_draw_may_lack_receipts() -> None:
    assert told(lambda r: r["receipts"].clear(), R3) == {}
    assert list(told(lambda r: r["receipts"].clear(), R1)) == ["receipts"]
