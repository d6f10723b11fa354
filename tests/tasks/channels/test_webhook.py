"""A webhook against a real server on loopback."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from tasks.channels import ChannelDown, ChannelFailed, open_channel, webhook
from tests.tasks.channels.letters import LETTER, SHEET, closed_port
from tests.tasks.channels.loopback import answer, serving


@contextmanager
def _web_server(status: int, body: bytes) -> Iterator[tuple[str, list[tuple[Any, bytes]]]]:
    got: list[tuple[Any, bytes]] = []

    def reply(handler: BaseHTTPRequestHandler, asked: bytes) -> None:
        got.append((handler.headers, asked))
        answer(handler, status, body)

    with serving(reply) as url:
        yield url, got


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
        with pytest.raises(ChannelFailed, match="没有收下") as refused:
            open_channel({"kind": "webhook", "url": url}).send(LETTER)
        assert not isinstance(refused.value, ChannelDown)  # the next may be taken
        assert len(got) == 1  # a redirect is not followed


def test_a_webhook_that_is_not_there_is_asked_again_later() -> None:
    with pytest.raises(ChannelFailed, match="没有收下"):
        open_channel({"kind": "webhook", "url": f"http://127.0.0.1:{closed_port()}/"}).send(LETTER)


@pytest.mark.parametrize("before", [b"", b"HTTP/1.0 200 OK\r\n\r\n"])
def test_a_webhook_that_hangs_is_given_up_on_and_may_have_taken_it(
    before: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "TIMEOUT", 1)
    left = threading.Event()

    def reply(handler: BaseHTTPRequestHandler, _: bytes) -> None:
        handler.wfile.write(before)
        while not left.wait(0.1):  # never done
            handler.wfile.write(before and b"x")

    with serving(reply) as url:
        with pytest.raises(ChannelDown, match="在 1 秒内没有答复"):
            open_channel({"kind": "webhook", "url": url}).send(LETTER)
        left.set()


def test_an_answer_without_an_end_is_given_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "LONGEST_ANSWER_BYTES", 100)
    with _web_server(200, b"x" * 200) as (url, _), pytest.raises(ChannelDown, match="答复太长"):
        open_channel({"kind": "webhook", "url": url}).send(LETTER)


@pytest.mark.parametrize(
    "url", ["http://[", "gopher://127.0.0.1/", "http://127.0.0.1:99999/", "http://xn--/"]
)
def test_an_address_that_is_none_is_a_failure_and_no_crash(url: str) -> None:
    with pytest.raises(ChannelDown, match="没有收下"):
        open_channel({"kind": "webhook", "url": url}).send(LETTER)
