"""A changed record is found, and what was changed is named (第十七条、第十八条)."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from models.rules.draw import canonical
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


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda r: r.pop("seed"), "「seed」缺少"),
        (lambda r: r.update(extra=1), "「extra」不应有"),
        (lambda r: r["drawn"][1].update(rank="1"), "「drawn[1].rank」格式不对"),
        (lambda r: r.update(cap=1.0), "「cap」格式不对"),
        (lambda r: r.update(texts=[]), "「texts」格式不对"),
        (lambda r: r["announcement"].update(load_slack=2**60), "「announcement.load_slack」格式不对"),
        (lambda r: r.update(sources=["\ud800"]), "记录中有不成对的代理码位，或层次过深"),
    ],
)  # fmt: skip
def test_what_is_no_record_is_told_by_its_place(change: Any, told: str) -> None:
    record = made.record()
    change(record)
    [check] = verify(record)
    assert (check.name, check.problems) == ("记录格式", [told])


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
        found = [check.name for check in verify_file(changed) if not check.holds]
        assert found == ["文件写法"]


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


def test_a_decision_by_the_applicant_is_told() -> None:
    record = made.record(with_sealed=True)
    record["sealed"]["applications"][0]["decided_by"] = "经办民警"
    told = next(c for c in verify(record) if c.name == "变更申请").problems
    assert told == ["申请 350105/WB-01/2026-6/C1：申请人本人作出决定（第十八条）"]


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


def test_json_as_parsed_and_as_made_are_one() -> None:
    record = made.record(with_sealed=True)
    assert json.loads(written(record)) == record
