"""A changed record is found, and what was changed is named (第十七条、第十八条)."""

from __future__ import annotations

import copy
import hashlib
import json
from typing import Any

import pytest

from models.rules.draw import canonical
from models.rules.draw.announcement import canonical as canonical_json
from models.rules.draw.record import digest_of, written
from models.rules.draw.verify import verify, verify_file
from tests.models.rules.draw import made

# Which check says it when a value under this path is changed. Paths that only the record's own
# digest protects are told by it alone.
NAMED = {
    ("format",): "记录格式",
    ("announcement", "format"): "记录格式",
    ("announcement", "suite"): "记录格式",
    ("announcement", "subjects", "count"): "市场主体名录行数",
    ("announcement", "subjects", "digest"): "市场主体名录摘要",
    ("announcement", "inspectors", "count"): "检查人员代号行数",
    ("announcement", "inspectors", "digest"): "检查人员代号摘要",
    ("announcement", "recusals", "count"): "回避名单行数",
    ("announcement", "recusals", "digest"): "回避名单摘要",
    ("announcement", "commitment"): "密文承诺",
    ("announcement", "sources"): "随机源",
    ("announcement", "draw_id"): "种子",
    ("announcement", "strata"): "公告摘要",
    ("announcement",): "公告摘要",
    ("announcement_digest",): "公告摘要",
    ("secret",): "密文承诺",
    ("sources",): "种子",
    ("seed",): "种子",
    ("texts", "subjects"): "市场主体名录摘要",
    ("texts", "inspectors"): "检查人员代号摘要",
    ("texts", "recusals"): "回避名单摘要",
    ("drawn",): "抽中对象及排位",
    ("substitutes",): "递补对象及排位",
    ("cutoffs",): "入选分界",
    ("cap",): "检查人员任务上限",
    ("replacements",): "变更及递补",
    ("sealed", "inspector_codes"): "检查人员代号对照表",
    ("sealed", "codes_key"): "检查人员代号对照表",
    ("sealed", "ineligible"): "未参加抽取名单",
    ("sealed", "photos"): "记录摘要",
}


def _named(path: made.Path) -> str:
    for end in range(len(path), 0, -1):
        for start, name in NAMED.items():
            if path[:end] == start:
                return name
    return "记录摘要"


@pytest.mark.parametrize("suite", ["sha256", "sm3"])
@pytest.mark.parametrize("with_sealed", [False, True])
@pytest.mark.duty("17.1", "17.2", "17.3", "18.3")
def test_an_honest_record_holds_in_every_check(suite: str, with_sealed: bool) -> None:
    record = made.record(suite, with_sealed=with_sealed)
    checks = verify_file(written(record))
    assert [c for c in checks if not c.holds] == []
    assert len(checks) == (28 if with_sealed else 24)


@pytest.mark.duty("17.1", "18.2")
def test_any_changed_value_is_found_and_named() -> None:
    record = made.record(with_sealed=True)
    seen = 0
    for path, changed in made.changes(record):
        found = {check.name for check in verify(changed) if not check.holds}
        where = ".".join(map(str, path))
        if path[0] == "drawn" and path[2] == "inspectors":
            assert "检查人员" in found, where
        elif path[0] == "replacements" and path[2] in ("application", "decided_on"):
            assert "变更申请" in found, where
        elif path[-1] == "ratio":
            assert found & {"公告摘要", "记录格式"}, where
        else:
            assert _named(path) in found, (where, found)
        assert found & {"记录摘要", "记录格式"}, where
        seen += 1
    assert seen > 180


@pytest.mark.duty("17.1", "18.2")
def test_a_forger_who_writes_new_digests_is_found_all_the_same() -> None:
    told_only = {"photos", "audit_head", "digest", "announcement_digest"}
    for path, changed in made.changes(made.record()):
        if path[0] in told_only or path[:1] == ("announcement",) or path[-1] in (
            "application", "decided_on",
        ):  # fmt: skip
            continue  # outside what follows from the announcement and the secret
        if changed["announcement"].get("suite") in ("sha256", "sm3"):
            changed["digest"] = digest_of(changed)
        found = {check.name for check in verify(changed) if not check.holds}
        assert found - {"记录摘要"}, path


def test_what_is_no_record_is_told_and_nothing_else_is_checked() -> None:
    record = made.record()
    record.pop("seed")
    [check] = verify(record)
    assert (check.name, check.problems, check.holds) == ("记录格式", ["「seed」缺少"], False)


@pytest.mark.parametrize("given", [None, [], 1, "x", {}, {"format": "ssj-draw-record/1"}])
def test_anything_else_is_no_record(given: Any) -> None:
    [check] = verify(given)
    assert not check.holds


def test_a_byte_that_says_the_same_is_found_too() -> None:
    content = written(made.record())
    for changed in (
        content + b"\n",
        content.replace(b'"cap"', b'"cap" '),
        content.replace(b'{\n "format"', b'{\n "cap": 99,\n "format"'),
    ):
        [wrong] = [check for check in verify_file(changed) if not check.holds]
        assert wrong.name == "文件写法"
        assert wrong.problems == ["文件不是原来的写法：有增删的空白、重复的项或改动的字"]


@pytest.mark.duty("17.1")
@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("B\tgeneral\nA\tgeneral\n", "各行没有按字节排序"),
        ("A\tgeneral", "末行没有换行符"),
        ("A general\n", "不是以制表符分开的两列"),
        ("A\tgeneral\nA\tkey\n", "「A」出现多次"),
        ("a\tgeneral\n", "不是大写字母和数字的代码"),
        ("", "一家也没有"),
    ],
)
def test_a_roster_the_protocol_cannot_read_is_named(lines: str, told: str) -> None:
    record = made.record()
    record["texts"]["subjects"] = lines
    [wrong] = [check for check in verify(record) if check.name == "名单写法"]
    assert told in wrong.problems[0]


def test_a_large_text_is_a_file_beside_the_record() -> None:
    record = made.record()
    text = record["texts"]["subjects"].encode()
    stated = record["announcement"]["subjects"]["digest"]
    record["texts"]["subjects"] = {"file": "subjects.txt", "digest": stated}
    record["digest"] = digest_of(record)
    content = written(record)
    assert [c for c in verify_file(content, {"subjects.txt": text}) if not c.holds] == []
    missing = [c for c in verify_file(content) if not c.holds]
    assert missing[-1].problems == ["缺少文件「subjects.txt」，请与抽取记录放在一起"]
    other = {c.name for c in verify_file(content, {"subjects.txt": text[:-1]}) if not c.holds}
    assert {"市场主体名录文件", "市场主体名录摘要", "市场主体名录行数"} <= other


@pytest.mark.duty("17.2", "18.3")
def test_replacements_go_on_past_the_published_substitutes() -> None:
    record = made.record()
    waiting = [e["id"] for e in record["substitutes"] if e["stratum"] == "key"]
    drawn = [e["id"] for e in record["drawn"] if e["stratum"] == "key"]
    rest = {i for i, s in made.subjects() if s == "key"} - {*waiting, *drawn}
    place, made_so_far = drawn[1], record["replacements"]
    for n, _ in enumerate([*waiting, *rest, "none left"], start=4):
        made_so_far.append(
            {
                "application": f"C{n}",
                "decided_on": "2026-11-06",
                "replaced": place,
                "substitute": "?",
                "inspectors": ["J01", "J02"],
            }
        )
        told = next(c.problems for c in verify(record) if c.name == "变更及递补")[-1]
        if "递补对象已经用完" in told:
            break
        place = made_so_far[-1]["substitute"] = told.split("「")[1].split("」")[0]
    # 7 of the class, 2 drawn: five substitutes, of which four were published.
    assert n == 4 + len(waiting) + len(rest) == 9
    assert "类别「重点」的递补对象已经用完" in told


@pytest.mark.duty("17.3")
def test_more_inspectors_than_there_are_is_told_not_tried_forever() -> None:
    record = copy.deepcopy(made.record())
    record["announcement"]["inspectors_per_subject"] = 2**53 - 1
    told = next(c for c in verify(record) if c.name == "检查人员").problems
    assert "可抽取的检查人员只有 7 人" in told[0]


def test_an_empty_list_of_inspectors_ends_the_check() -> None:
    record = made.record()
    record["texts"]["inspectors"] = record["texts"]["recusals"] = ""
    told = next(c for c in verify(record) if c.name == "检查人员").problems
    assert "只有 0 人" in told[0]
    assert canonical.read_inspectors(b"") == []


def _told(change: Any, name: str) -> list[str]:
    """What the check called ``name`` says of a record changed by ``change``."""
    record = made.record()
    change(record)
    return next(check.problems for check in verify(record) if check.name == name)


def _announced(stratum: str, **stated: Any) -> list[str]:
    return _told(lambda r: r["announcement"]["strata"][stratum].update(stated), "抽取数量")


@pytest.mark.duty("9.1", "17.2")
def test_announced_sizes_follow_from_the_roster_and_the_ratio() -> None:
    assert _announced("general") == []
    # Fifty of the general class at 1/20, seven key subjects at 1/4, two that must be visited.
    assert _announced("general", count=51) == ["类别「一般」公告为 51 家，名录中为 50 家"]
    assert _announced("general", sample_size=2) == ["类别「一般」应抽 3 家，公告为 2 家"]
    assert _announced("key", ratio="1/8") == ["类别「重点」应抽 1 家，公告为 2 家"]
    assert _announced("key", ratio="0/1") == ["类别「重点」：抽取比例应大于 0 且不超过 1，实为 0"]
    assert _announced("general", substitutes=47) == []
    assert _announced("general", substitutes=48) == ["类别「一般」至多递补 47 家，公告为 48 家"]
    assert _announced("must", substitutes=1) == ["类别「必查」至多递补 0 家，公告为 1 家"]


@pytest.mark.duty("17.1")
def test_a_class_nobody_announced_and_one_nobody_is_in_are_told() -> None:
    assert _told(lambda r: r["announcement"]["strata"].pop("must"), "抽取数量") == [
        "类别「must」不在公告中"
    ]
    more = {"name": "新", "count": 0, "ratio": "1/20", "sample_size": 0, "substitutes": 0}
    assert _told(lambda r: r["announcement"]["strata"].update(new=more), "抽取数量") == []
    empty = {**more, "sample_size": 1, "substitutes": 1}
    assert _told(lambda r: r["announcement"]["strata"].update(new=empty), "抽取数量") == [
        "类别「新」应抽 0 家，公告为 1 家",
        "类别「新」至多递补 0 家，公告为 1 家",
    ]


@pytest.mark.duty("17.1", "17.2")
def test_every_place_that_is_not_the_drawn_one_is_told() -> None:
    name = "抽中对象及排位"
    record = made.record()
    first, second = record["drawn"][:2]
    place = "类别「一般」第 1 位"
    assert _told(lambda r: r["drawn"].pop(0), name)[0] == f"缺少{place}「{first['id']}」"
    assert _told(lambda r: r["drawn"][0].update(id="A"), name) == [
        f"{place}应为「{first['id']}」，记录为「A」"
    ]
    assert _told(lambda r: r["drawn"][0].update(ticket="ab" * 32), name) == [
        f"「{first['id']}」的签号应为 {first['ticket']}，记录为 {'ab' * 32}"
    ]
    assert _told(lambda r: r["drawn"].append(dict(first)), name) == [
        f"{place}出现多次",
        "没有按类别和排位的次序列出",
    ]
    assert _told(lambda r: r["drawn"].append({**first, "rank": 9}), name) == [
        f"多出类别「一般」第 9 位「{first['id']}」"
    ]
    assert _told(lambda r: r["drawn"].append({**first, "stratum": "new"}), name) == [
        f"多出类别「new」第 1 位「{first['id']}」"
    ]
    assert _told(lambda r: r.update(drawn=[second, first, *r["drawn"][2:]]), name) == [
        "没有按类别和排位的次序列出"
    ]


@pytest.mark.duty("17.1")
def test_a_cutoff_is_told_where_it_differs_where_it_lacks_and_where_there_is_none() -> None:
    name, other = "入选分界", "ab" * 32
    right = made.record()["cutoffs"]["key"]
    assert _told(lambda r: r["cutoffs"].update(key=other), name) == [
        f"类别「重点」应为 {right}，记录为 {other}"
    ]
    assert _told(lambda r: r["cutoffs"].pop("key"), name) == [
        f"类别「重点」应为 {right}，记录为 无"
    ]
    assert _told(lambda r: r["cutoffs"].update(new=other), name) == [
        f"类别「new」没有入选分界，记录为 {other}"
    ]


@pytest.mark.duty("17.1")
def test_an_announcement_kept_from_before_the_draw_is_the_one_in_the_record() -> None:
    record = made.record()
    kept = canonical_json(record["announcement"])
    other = kept.replace(b"2026-11-02", b"2026-11-01")
    assert [c.problems for c in verify(record, None, kept) if c.name == "事先公告"] == [[]]
    [told] = [c.problems for c in verify(record, None, other) if c.name == "事先公告"]
    digests = [hashlib.sha256(text).hexdigest() for text in (other, kept)]
    assert told == [f"保存的公告摘要为 {digests[0]}，记录中的公告为 {digests[1]}：不是同一份公告"]
    assert [c for c in verify(record) if c.name == "事先公告"] == []
    of_file = verify_file(written(record), None, other)
    assert [c.problems for c in of_file if c.name == "事先公告"] == [told]


@pytest.mark.duty("17.3")
def test_other_inspectors_than_the_tickets_give_are_told() -> None:
    entry = made.record()["drawn"][0]
    swapped = entry["inspectors"][::-1]
    assert _told(lambda r: r["drawn"][0].update(inspectors=swapped), "检查人员") == [
        f"「{entry['id']}」的检查人员应为 {'、'.join(entry['inspectors'])}，记录为 {'、'.join(swapped)}"
    ]
    assert _told(lambda r: r.update(cap=9), "检查人员任务上限") == [
        f"记录为 9，重算为 {made.record()['cap']}"
    ]


def test_json_as_parsed_and_as_made_are_one() -> None:
    record = made.record(with_sealed=True)
    assert json.loads(written(record)) == record
