"""The form to write on: every field of the workbook, each minimum beside its field, on two pages
(第十条、第二十条、第二十二条)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.rules.form import FIELDS, NON_COOPERATION
from models.rules.papers import PaperKind
from reports.papers.record import record
from tests.reports.papers.invented import ITEM, LONGEST, NUMBER, SPECIAL, VISIT, codes, head, pages

SAID_OTHERWISE = {
    "visited_on", "started_at", "ended_at", "officers", "situation", "non_cooperation", "non_cooperation_detail",
    "officers_signed_on", "signature", "signed_on", "refusal_reason", "witness", "witness_signed_on",
}  # fmt: skip
"""Rows that the paper has under other words, looked for below."""


@pytest.mark.duty("10.1", "10.2", "19.1", "20.1", "20.2", "22.1")
def test_every_field_has_its_place() -> None:
    said = "".join(pages(record(head(PaperKind.RECORD), VISIT)))
    for name, field in FIELDS.items():
        assert name in SAID_OTHERWISE or field.label in said, field.label
    for measure in ITEM.measures:
        assert measure.label.replace(" ", "") in said, measure.label
        assert all(choice in said for choice in measure.choices)
        assert measure.none is None or measure.none.words in said
    for point in ITEM.points:
        assert point.title.replace(" ", "") in said, point.title
    assert all(f"{n}{words}" in said for n, words in NON_COOPERATION.items())
    for wanted in (
        "年月日时分至时分", "派发检查人员黄虚丙035049王虚戊035075", "没有进入场所的情况佐证材料", "说明检查意见",
        "检查人员（黄虚丙）年月日", "检查人员（王虚戊）年月日", "被检查单位（签名、盖章）年月日",
        "签字盖章拒绝签字无人在场原因", "见证人（拒绝签字时签名）年月日", NUMBER,
    ):  # fmt: skip
        assert wanted in said, wanted
    assert (
        said.count("符合不符合不适用") == len(ITEM.points) == said.count("所见") - 2
    )  # the heading


@pytest.mark.duty("10.2")
def test_each_minimum_stands_beside_its_field() -> None:
    said = "".join(pages(record(head(PaperKind.RECORD), VISIT)))
    for wanted in (
        "抽查的机器和IP地址（不少于2台）", "核对的上网人员人（不少于2人）", "服务器日志保存天（不少于180天）",
        "计费系统日志保存天（不少于180天）", "其中红色条（不超过5%）",
    ):  # fmt: skip
        assert wanted in said, wanted


def test_it_has_two_pages_with_the_longest_names_too_and_the_signatures_stay_together() -> None:
    for visit in (VISIT, replace(VISIT, task=LONGEST, source=SPECIAL)):
        first, second = pages(record(head(PaperKind.RECORD), visit))
        assert "第1页共2页" in first
        assert "检查意见" in second
        assert "见证人" in second


def test_a_phone_reads_the_inspection_off_it() -> None:
    assert codes(record(head(PaperKind.RECORD), VISIT)) == [NUMBER]


@pytest.mark.duty("10.1")
def test_what_is_on_file_is_printed_where_it_would_be_written_and_moves_nothing() -> None:
    known = replace(VISIT, task=replace(VISIT.task, prefilled=(("terminals_licensed", 62),)))
    said = [pages(record(head(PaperKind.RECORD), each)) for each in (VISIT, known)]
    assert "证照登记的终端台" in "".join(said[0])
    assert "证照登记的终端62台" in "".join(said[1])
    assert [len(each) for each in said] == [2, 2]
