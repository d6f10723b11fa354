"""A firm's own words are shown beside a result that is public, and taken down when it asks."""

from __future__ import annotations

import pytest

from models.rules.firm_replies import LONGEST, as_given, check_reply
from tests.refusal import reasons, refusal

SHOWN = {"takes_back": False, "standing": False, "told": True, "withdrawn": False}


@pytest.mark.duty("23.1")
def test_words_are_shown_as_they_were_given_in_lines_too() -> None:
    words = as_given(" 已更换硬盘。\r\n日志保存 200 天。\n")
    assert words == "已更换硬盘。\n日志保存 200 天。"
    check_reply(words, **SHOWN)
    check_reply("", **{**SHOWN, "takes_back": True, "standing": True, "withdrawn": True})


@pytest.mark.duty("23.1")
@pytest.mark.parametrize(
    ("text", "otherwise", "code"),
    [
        ("说明", {"told": False}, "never-told"),
        ("说明", {"withdrawn": True}, "withdrawn"),
        ("", {"takes_back": True}, "no-reply"),
        ("", {}, "reply-incomplete"),
        ("说明", {"takes_back": True, "standing": True}, "reply-incomplete"),
        ("明" * (LONGEST + 1), {}, "reply-incomplete"),
        ("说\u202e明", {}, "reply-incomplete"),
    ],
)
def test_what_is_no_reply_is_refused(text: str, otherwise: dict[str, bool], code: str) -> None:
    assert refusal(lambda: check_reply(text, **{**SHOWN, **otherwise})).code == code


def test_every_fault_is_said_at_once() -> None:
    assert len(reasons(lambda: check_reply("\u200b" + "明" * LONGEST, **SHOWN))) == 2
