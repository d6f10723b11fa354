"""Tried again, ever later; and what is missing where a page is said to stand."""

from __future__ import annotations

import pytest

from models.rules.deliveries import missing_lines, next_try_at


@pytest.mark.duty("3.1")
def test_the_next_try_comes_later_each_time_and_within_half_a_day() -> None:
    at = "2026-09-28T23:55:00+08:00"
    assert [next_try_at(at, n) for n in (1, 2, 3, 4, 5, 6, 60)] == [
        "2026-09-29T00:05:00+08:00",
        "2026-09-29T00:25:00+08:00",
        "2026-09-29T00:55:00+08:00",
        "2026-09-29T02:55:00+08:00",
        "2026-09-29T11:55:00+08:00",
        "2026-09-29T11:55:00+08:00",
        "2026-09-29T11:55:00+08:00",
    ]


@pytest.mark.duty("3.1", "23.1")
def test_a_page_may_be_set_otherwise_but_nothing_is_left_out() -> None:
    page = ["样例网吧", "未发现问题"]
    assert missing_lines(page, ["首页 样例 网吧", "未发现", "问题 页脚"]) == []
    assert missing_lines(page, ["样例网吧", "正在处理"]) == ["未发现问题"]
    assert missing_lines(page, []) == page
