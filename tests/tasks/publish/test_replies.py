"""A firm's own words stand beside its result, word for word (第二十三条)."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.cli import ssj
from models.clock import held_at
from tasks.publish.allow import allow
from tasks.publish.amend import withdraw
from tasks.publish.deliver import deliver_pending
from tasks.publish.replies import replied_in_words, reply
from tasks.publish.site import write_site
from tasks.rosters.refresh import refresh_roster
from tests import walk
from tests.pages import text_of
from tests.refusal import refusal
from tests.tasks.publish import stories

LATER, LAST = date(2026, 10, 12), date(2026, 10, 13)
WORDS = "已更换<硬盘>。\n日志保存 200 天。"
ONE_DATABASE = pytest.mark.parametrize("house", ["sqlite"], indirect=True)


def _shown(house: Path, code: str, day: date) -> str:
    with held_at(day):
        write_site(walk.REGION, day)
    page = (house / "site" / walk.REGION / "firms" / f"{code}.html").read_bytes()
    return text_of(page)


@ONE_DATABASE
@pytest.mark.duty("23.1", "10.3")
def test_a_reply_is_shown_as_given_another_takes_its_place_and_it_can_be_taken_back(
    house: Path,
) -> None:
    walk.made_public(house, stories.RECEIVED, stories.LATER)
    each = stories.each_one(0).task
    paper, second = house / "说明.pdf", house / "说明二.pdf"
    paper.write_bytes(b"%PDF-1.7 one")
    second.write_bytes(b"%PDF-1.7 two")

    def given(text: str, document: Path, on: date, **more: bool) -> dict[str, object]:
        with held_at(LAST):
            return reply(each.number, text, document, on, walk.CLERK, walk.LEADER, **more)

    before = _shown(house, each.credit_code, stories.LATER)
    assert "企业的说明" not in before
    assert refusal(lambda: given("", paper, LATER, takes_back=True)).code == "no-reply"
    early = refusal(lambda: given(WORDS, paper, date(2026, 9, 27)))
    assert early.code == "order-of-days"
    answer = given(WORDS, paper, LATER)
    assert (answer["act"], answer["version"]) == ("done", 1)
    assert given(WORDS, paper, LATER)["act"] == "unchanged"
    assert walk.LEADER in replied_in_words(answer)
    told = _shown(house, each.credit_code, LATER)
    assert WORDS in told
    assert "企业2026年10月12日提交，原样刊登；公安机关未核实其内容。" in told
    assert (house / "evidence" / f"{answer['document']}.pdf").read_bytes() == paper.read_bytes()

    assert given("另作说明", second, LAST)["version"] == 2
    told = _shown(house, each.credit_code, LAST)
    assert "另作说明" in told
    assert WORDS not in told
    assert "（第2次，以此为准）" in told
    assert given("", second, LAST, takes_back=True)["version"] == 3
    assert _shown(house, each.credit_code, LAST) == before


@ONE_DATABASE
@pytest.mark.duty("23.1", "23.2")
def test_of_a_withdrawn_result_the_firms_words_go_too_and_before_the_release_there_are_none(
    house: Path,
) -> None:
    walk.returned(house, stories.RECEIVED)
    each = stories.each_one(0).task
    paper = house / "说明.pdf"
    paper.write_bytes(b"%PDF-1.7")

    def given(day: date) -> dict[str, object]:
        with held_at(day):
            return reply(each.number, "说明的原文", paper, day, walk.CLERK, walk.LEADER)

    assert refusal(lambda: given(stories.RECEIVED)).code == "never-told"
    walk.published(stories.LATER)
    given(stories.LATER)
    assert "说明的原文" in _shown(house, each.credit_code, stories.LATER)
    with held_at(stories.NEXT):
        withdraw(each.number, "瑕疵", "程序有误", stories.NEXT, walk.LEADER)
    walk.published(stories.NEXT)
    assert "说明的原文" not in _shown(house, each.credit_code, stories.NEXT)
    assert refusal(lambda: given(stories.NEXT)).code == "withdrawn"


@ONE_DATABASE
@pytest.mark.duty("10.2", "23.1")
def test_words_in_which_somebody_is_known_since_they_came_go_out_no_more_and_it_says_where(
    house: Path,
) -> None:
    walk.made_public(house, stories.RECEIVED, stories.LATER)
    first, second = (stories.each_one(n).task for n in range(2))
    for n, (of, words) in enumerate(((first, "胡又新查得很细。"), (second, "已整改。"))):
        paper = house / f"说明{n}.pdf"
        paper.write_bytes(b"%PDF-1.7 " + str(n).encode())
        with held_at(LATER):
            reply(of.number, words, paper, LATER, walk.CLERK, walk.LEADER)
    assert "胡又新查得很细。" in _shown(house, first.credit_code, LATER)
    officers = house / "检查人员.csv"
    people = walk.INSPECTORS.read_text(encoding="gb18030")
    officers.write_text(people.replace("035036,陈虚乙", "035036,胡又新"), encoding="gb18030")
    with held_at(LAST):
        refresh_roster("inspectors", officers, walk.REGION, LAST, walk.CLERK)
    with held_at(LAST):
        answer = deliver_pending(walk.REGION, LAST)
        again = deliver_pending(walk.REGION, LAST)
        told = CliRunner().invoke(ssj, ["publish", "deliver"])
    [why] = answer["stopped"][first.number]
    where = f"「{first.number} 旁边企业的说明」中疑似有执法人员或负责人的姓名，不得公布"
    assert why.startswith(where)
    assert "胡又新" not in str(answer)
    assert (again["act"], list(again["stopped"])) == ("unchanged", [first.number])
    assert f"  不予刊登：{where}" in told.stdout
    assert "胡又新" not in _shown(house, first.credit_code, LAST)
    assert "已整改。" in _shown(house, second.credit_code, LAST)
    [mark] = re.findall("ssj publish allow ([0-9a-f]{12})", why)
    with held_at(LAST):
        allow(mark, walk.REGION, "同名的另有其人", LAST, walk.LEADER)
    assert "胡又新查得很细。" in _shown(house, first.credit_code, LAST)
