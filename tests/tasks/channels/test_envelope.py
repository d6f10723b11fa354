"""An envelope is one message by its key; a channel is opened as the district file says."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from models.faults import Refused
from tasks.channels import open_channel
from tests.tasks.channels.letters import LETTER


def test_the_key_names_the_message_whatever_else_it_holds() -> None:
    again = replace(LETTER, subject="另一标题", body="另一正文", attachments=())
    assert again.name == LETTER.name
    assert replace(LETTER, key=f"{LETTER.key}0").name != LETTER.name
    assert re.fullmatch(r"[0-9a-f]{32}", LETTER.name)


def test_the_same_envelope_is_the_same_mail_byte_for_byte() -> None:
    assert bytes(LETTER.mail()) == bytes(replace(LETTER).mail())
    mail = LETTER.mail()
    assert mail["Message-ID"] == f"<{LETTER.name}@ssj.invalid>"
    assert (mail["From"], mail["To"]) == (LETTER.sender, LETTER.recipient)


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"kind": "pigeon"}, "渠道 kind「pigeon」不认识"),
        ({"kind": "smtp"}, "渠道 smtp 缺少「host」"),
        ({"kind": "smtp", "host": "127.0.0.1", "port": "25"}, "渠道 smtp 的「port」取值有误"),
        ({"kind": "file", "path": "outbox", "url": "x"}, "渠道 file 没有「url」这一项"),
    ],
)
def test_a_wrong_channel_in_the_district_file_is_named(
    settings: dict[str, Any], reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        open_channel(settings)
