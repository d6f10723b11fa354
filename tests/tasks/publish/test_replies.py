"""A firm's own words stand beside its result, word for word (第二十三条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.clock import held_at
from tasks.publish.amend import withdraw
from tasks.publish.replies import replied_in_words, reply
from tasks.publish.site import write_site
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
