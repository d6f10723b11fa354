"""A webhook against a real server on loopback."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tasks.channels import ChannelFailed, open_channel
from tests.tasks.channels.letters import LETTER, SHEET, closed_port


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
        open_channel({"kind": "webhook", "url": f"http://127.0.0.1:{closed_port()}/"}).send(LETTER)
