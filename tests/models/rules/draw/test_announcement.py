"""What is announced, and all that makes an announcement refused (step 4)."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from models.rules.draw.announced import Announcement
from models.rules.draw.announcement import canonical, day_of, refusals, terms_problems
from models.rules.draw.reading import read_announcement
from models.rules.draw.texts import Texts
from tests.models.rules.draw.cases import of_kind
from tests.models.rules.draw.records import R1, R2, record_of


def _said(name: str, change: Any = None) -> Announcement:
    value = copy.deepcopy(record_of(name)["announcement"])
    if change is not None:
        change(value)
    found, problems = read_announcement(value)
    assert problems == []
    assert found is not None
    return found


def _texts(name: str, **changed: str) -> Texts:
    texts = {**record_of(name)["texts"], **changed}
    return Texts(**{key: text.encode() for key, text in texts.items()})


@pytest.mark.duty("17.1")
def test_it_is_written_to_the_published_byte() -> None:
    [case] = of_kind("announcement")
    found, _ = read_announcement(case["given"]["object"])
    assert found is not None
    assert canonical(found) == case["expect"]["file"].encode()


@pytest.mark.duty("17.1")
@pytest.mark.parametrize("name", [R1, R2])
def test_an_honest_one_is_not_refused(name: str) -> None:
    assert refusals(_said(name), _texts(name)) == []


def _stratum(n: int, **changed: Any) -> Any:
    return lambda a: a["strata"][n].update(changed)


PREVIOUS = {"draw_id": "350105/WB-01/2023-4", "draw_digest": "0" * 64, "record_digest": None}


@pytest.mark.duty("9.1", "14.2", "17.1", "17.3")
@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_stratum(0, count=47), "类别「一般对象」公告为 47 家，名录中为 48 家"),
        (_stratum(0, sample_size=2), "类别「一般对象」应抽 3 家，公告为 2 家"),
        (_stratum(2, substitutes=1), "类别「必查对象」至多列出递补 0 家，公告为 1 家"),
        (lambda a: a["floor"].update(count=3), "总数下限应为 4 家，公告为 3 家"),
        (
            lambda a: a["floor"].update(count=17, ratio="1/4"),
            "总数下限应为 16 家，公告为 17 家",
        ),
        (
            lambda a: a["floor"].update(count=17, ratio="1/4"),
            "各类别共抽 16 家，低于下限 17 家（第九条）",
        ),
        (
            lambda a: a["inspectors"].update(minimum=8),
            "可抽取的检查人员只有 7 人，不得少于 8 人",
        ),
        (lambda a: a.update(inspectors_per_subject=8), "可抽取的检查人员只有 7 人，不得少于 8 人"),
        (
            lambda a: a["recusals"].update(tight=1),
            "恰有 2 名检查人员可派的应为 0 家，公告为 1 家",
        ),
        (
            lambda a: a["recusals"]["by_reason"].pop(),
            "回避名单按原因的条数与公告不同",
        ),
        (
            lambda a: a["ineligible"]["by_reason"].pop(),
            "未参加抽取名单按原因的家数与公告不同",
        ),
        (
            lambda a: a["moves"].update(by_kind=[{"kind": "up", "reason": "complaint", "count": 1}]),
            "变动清单按种类和原因的家数与公告不同",
        ),
        (lambda a: a["item"].update(code="WB-02"), "事项编号「WB-02」与抽取编号「350105/WB-01/2023-5」不同"),
        (lambda a: a.update(not_before="2023-09-12"), "最早抽取日期 2023-09-12 早于公告之日 2023-09-13"),
        (
            lambda a: a.update(not_before="2023-09-16"),
            "随机源「drand/quicknet/657413」的时间 2023-09-15T19:00:03+08:00 早于最早抽取日期 2023-09-16",
        ),
        (
            lambda a: a.update(previous={**PREVIOUS, "draw_id": "350105/WB-02/2023-4"}),
            "上一次抽取「350105/WB-02/2023-4」不是本区划、本事项的抽取",
        ),
        (
            lambda a: a.update(previous={**PREVIOUS, "draw_id": "350104/WB-01/2023-4"}),
            "上一次抽取「350104/WB-01/2023-4」不是本区划、本事项的抽取",
        ),
        (
            lambda a: a.update(previous={**PREVIOUS, "draw_id": "350105/WB-01/2023-5"}),
            "上一次抽取「350105/WB-01/2023-5」就是本次抽取",
        ),
        (
            lambda a: a.update(supersedes={"draw_id": "350105/WB-02/2023-4", "record_digest": "0" * 64}),
            "所接替的抽取「350105/WB-02/2023-4」不是本区划、本事项的抽取",
        ),
        (
            lambda a: a.update(
                previous=PREVIOUS,
                supersedes={"draw_id": PREVIOUS["draw_id"], "record_digest": "0" * 64},
            ),
            "上一次抽取和所接替的抽取不能是同一次",
        ),
    ],
)  # fmt: skip
def test_what_doesnt_follow_from_the_texts_is_refused(change: Any, told: str) -> None:
    assert told in terms_problems(_said(R1, change), _texts(R1))


@pytest.mark.duty("17.1")
def test_carried_over_firms_are_drawn_every_one() -> None:
    def half(said: Any) -> None:
        said["strata"][0].update(ratio="1/2", sample_size=2)

    told = "类别「上期递补顺延」是顺延类别，抽取比例应为 1/1，公告为 1/2"
    assert terms_problems(_said(R2, half), _texts(R2)) == [told]


@pytest.mark.duty("14.2", "17.3")
def test_every_subject_can_be_served_though_only_some_are_drawn() -> None:
    subject = record_of(R1)["texts"]["subjects"].split("\t")[0]
    one = [f"J0{n}\t{subject}\tkinship\n" for n in range(1, 7)]

    def found(lines: list[str]) -> list[str]:
        return terms_problems(_said(R1), _texts(R1, recusals="".join(lines)))

    assert f"「{subject}」未被回避的检查人员只有 1 人，应至少 2 人" in found(one)
    assert "恰有 2 名检查人员可派的应为 1 家，公告为 0 家" in found(one[:5])
    assert "恰有 2 名检查人员可派的应为 0 家，公告为 0 家" not in found(one[:4])


@pytest.mark.duty("17.3")
def test_with_as_few_inspectors_as_seats_everybody_has_none_to_spare() -> None:
    def two(said: Any) -> None:
        said["inspectors"].update(count=2, minimum=2)

    told = "恰有 2 名检查人员可派的应为 64 家，公告为 0 家"
    assert told in terms_problems(_said(R1, two), _texts(R1, inspectors="J01\nJ02\n", recusals=""))


@pytest.mark.duty("13.1")
@pytest.mark.parametrize(
    ("old", "new", "fits"),
    [
        ("92350105MAEYXD4B9A\tadded\testablished", "92350105MAEYXD4B9A\tadded\tfound", True),
        ("92350105MAEYXD4B9A\tadded\testablished", "92350105MAEYXD4B9B\tadded\tfound", False),
        ("92350105MAEYXD4B9A\tadded\testablished", "92350105MAEYXD4B9A\tremoved\tmoved-out", False),
        ("92350105MAEYXD4B9A\tadded\testablished", "92350105MAEYXD4B9A\tresumed\twrong-entry", True),
        ("92350105MAEYXD4B9A\tadded\testablished", "92350105MAEYXD4B9A\tup\tcarried-over", False),
        ("92350105MA10PUA8UR\tsuspended\tsuspended", "92350105MA10PUA8UR\tsuspended\tvisit-cap", False),
        ("92350105MA10PUA8UR\tsuspended\tsuspended", "92350105MA10PUA8UR\tup\tcomplaint", False),
        ("92350105MA81QR3M9Y\tup\tcarried-over", "92350105MA81QR3M9Y\tup\tcomplaint", True),
    ],
)  # fmt: skip
def test_a_move_fits_where_its_subject_stands_now(old: str, new: str, fits: bool) -> None:
    moves = record_of(R2)["texts"]["moves"]
    assert old in moves
    told = terms_problems(_said(R2), _texts(R2, moves=moves.replace(old, new)))
    assert any("与名录不符" in each for each in told) is not fits


@pytest.mark.duty("13.1")
def test_without_a_draw_before_there_are_no_moves() -> None:
    moves = record_of(R2)["texts"]["moves"]
    told = terms_problems(_said(R1), _texts(R1, moves=moves))
    assert "没有上一次抽取，变动清单应为空" in told


@pytest.mark.duty("17.1")
def test_sources_and_texts_against_their_form_are_refused_too() -> None:
    def source(said: Any) -> None:
        said["sources"][0].update(name="大队长报数")

    def twice(said: Any) -> None:
        said["sources"] *= 2

    assert "「大队长报数」不在登记的种类之列" in refusals(_said(R1, source), _texts(R1))[0]
    assert refusals(_said(R1, twice), _texts(R1)) == ["随机源「drand/quicknet/657413」写了不止一次"]
    assert refusals(_said(R1), _texts(R1, inspectors="")) != []
    assert refusals(_said(R1), _texts(R1, subjects="x"))[0].startswith("市场主体名录：")


def test_the_day_of_a_time() -> None:
    assert day_of("2026-11-27T10:00:00+08:00") == "2026-11-27"
