"""A public word has one tone, that of the design's table; what is not in it has none."""

from __future__ import annotations

import pytest

from reports.tags import tag, tone

# By hand, from the design's table of states.
TABLE = {
    "未发现问题": "good",
    "正在处理": "warn",
    "已改正": "good",
    "逾期未改正": "bad",
    "已查处": "bad",
    "已移送": "bad",
    "不予配合": "bad",
    "已停业": "mute",
    "已撤回": "void",
    "现行": "info",
    "旧版": "mute",
    "更正": "warn",
    "已列入": "bad",
    "异议处理中": "warn",
    "已修复": "good",
    "期满移出": "mute",
    "已撤销": "void",
    "红名单": "good",
    "已公告": "info",
    "已抽取，待确认": "warn",
    "已作废": "void",
}


@pytest.mark.duty("3.1")
def test_every_word_of_the_table_has_its_tone() -> None:
    assert {word: tone(word) for word in TABLE} == TABLE


def test_a_word_without_a_tone_is_text_and_no_markup() -> None:
    assert tone("<b>") == ""
    assert tag("<b>") == "&lt;b&gt;"
    assert tag("已撤回") == '<span class="tag void">已撤回</span>'
