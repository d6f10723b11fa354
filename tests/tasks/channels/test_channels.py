"""The ways out of the house, against real servers on loopback."""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from models.faults import Refused
from tasks.channels import Attachment, ChannelFailed, Envelope, open_channel

SHEET = Attachment(
    "任务单-马尾001.xlsx",
    bytes(range(256)),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
LETTER = Envelope(
    key="dispatch:350105/WB-01/2026-5:1",
    sender="ssj@example.invalid",
    recipient="inspector@example.invalid",
    subject="检查任务：样例青木网吧（2026 年第 5 期）",
    body="请于 2026-09-21 前回传登记表。\n",
    attachments=(SHEET,),
)


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


def _closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


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
    closed = _closed_port()
    with pytest.raises(ChannelFailed, match=f"邮件服务器 127.0.0.1:{closed} 没有收下邮件"):
        open_channel({"kind": "smtp", "host": "127.0.0.1", "port": closed}).send(LETTER)


@contextmanager
def _web_server(status: int, answer: bytes) -> Iterator[tuple[str, list[tuple[Any, bytes]]]]:
    got: list[tuple[Any, bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append((self.headers, self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/in", got
        finally:
            server.shutdown()
            thread.join()


def test_a_webhook_gets_everything_once_named_and_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSJ_WEBHOOK_SECRET", "invented")
    with _web_server(200, b'{"receipt": "HZ-2026-001"}') as (url, got):
        channel = open_channel({"kind": "webhook", "url": url})
        receipt = channel.send(LETTER)
        channel.send(LETTER)
    (headers, body), (headers_again, _) = got
    told = json.loads(body)
    assert (told["recipient"], told["subject"]) == (LETTER.recipient, LETTER.subject)
    assert b64decode(told["attachments"][0]["content"]) == SHEET.content
    assert told["attachments"][0]["sha256"] == hashlib.sha256(SHEET.content).hexdigest()
    assert headers["X-Signature-SHA256"] == hmac.new(b"invented", body, "sha256").hexdigest()
    assert headers["Idempotency-Key"] == headers_again["Idempotency-Key"]
    assert (receipt.reference, receipt.digest) == ("HZ-2026-001", hashlib.sha256(body).hexdigest())


@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_webhook_that_does_not_accept_is_asked_again_later(status: int) -> None:
    with _web_server(status, b"") as (url, got):
        with pytest.raises(ChannelFailed, match="没有收下"):
            open_channel({"kind": "webhook", "url": url}).send(LETTER)
        assert len(got) == 1  # a redirect is not followed


def test_a_webhook_that_is_not_there_is_asked_again_later() -> None:
    with pytest.raises(ChannelFailed, match="没有收下"):
        open_channel({"kind": "webhook", "url": f"http://127.0.0.1:{_closed_port()}/"}).send(LETTER)


def test_the_outbox_holds_one_file_for_one_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    channel = open_channel({"kind": "file", "path": "outbox"})
    assert channel.send(LETTER) == channel.send(LETTER)
    (written,) = (tmp_path / "outbox").iterdir()
    mail = message_from_bytes(written.read_bytes(), policy=policy.default)
    assert mail["Subject"] == LETTER.subject


def test_a_folder_takes_the_package_under_its_own_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    receipt = open_channel({"kind": "folder", "path": "delivered/city"}).send(LETTER)
    assert (tmp_path / "delivered" / "city" / SHEET.name).read_bytes() == SHEET.content
    assert receipt.digest == hashlib.sha256(SHEET.content).hexdigest()
    (tmp_path / "blocked").write_text("a file where the folder should be")
    with pytest.raises(ChannelFailed, match="无法写入文件夹「blocked」"):
        open_channel({"kind": "folder", "path": "blocked"}).send(LETTER)


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
