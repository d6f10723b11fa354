"""Mail through a real SMTP server on loopback."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tasks.channels import ChannelDown, ChannelFailed, open_channel
from tests.tasks.channels.letters import LETTER, SHEET, closed_port


class _Box:
    """An SMTP server's handler that keeps what it is given, or refuses it."""

    def __init__(self, answer: str = "250 OK") -> None:
        self.answer, self.mails = answer, []  # type: ignore[var-annotated]

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.append(envelope)
        return self.answer


@contextmanager
def _mail_server(box: _Box) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def test_a_mail_arrives_with_its_chinese_subject_and_its_sheet_byte_for_byte() -> None:
    box = _Box()
    with _mail_server(box) as port:
        channel = open_channel({"kind": "smtp", "host": "127.0.0.1", "port": port})
        receipt = channel.send(LETTER)
        again = channel.send(LETTER)
    first, second = box.mails
    assert first.rcpt_tos == ["inspector@example.invalid"]
    mail = message_from_bytes(first.content, policy=policy.default)
    assert mail["Subject"] == LETTER.subject
    assert mail.get_body().get_content().splitlines() == LETTER.body.splitlines()
    (attached,) = mail.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == (SHEET.name, SHEET.content)
    # Handed over twice, as after a crash: the receiver can tell that it is the same.
    assert mail["Message-ID"] == message_from_bytes(second.content)["Message-ID"]
    assert receipt == again


def test_a_mail_that_is_refused_or_finds_nobody_is_kept_for_another_try() -> None:
    with (
        _mail_server(_Box("550 mailbox unknown")) as port,
        pytest.raises(ChannelFailed, match="没有收下邮件"),
    ):
        open_channel({"kind": "smtp", "host": "127.0.0.1", "port": port}).send(LETTER)
    closed = closed_port()
    with pytest.raises(ChannelFailed, match=f"邮件服务器 127.0.0.1:{closed} 没有收下邮件"):
        open_channel({"kind": "smtp", "host": "127.0.0.1", "port": closed}).send(LETTER)


@pytest.mark.parametrize(("host", "port"), [("a" * 70, 25), ("127.0.0.1", 99999)])
def test_a_server_that_can_be_none_is_a_failure_and_no_crash(host: str, port: int) -> None:
    with pytest.raises(ChannelDown, match="没有收下邮件"):
        open_channel({"kind": "smtp", "host": host, "port": port}).send(LETTER)
