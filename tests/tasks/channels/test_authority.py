"""A time-stamp authority asked over HTTP, on loopback (第十七条)."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler

import pytest

from tasks.channels import ChannelFailed
from tasks.channels.authority import LONGEST_ANSWER, ask
from tests.tasks.channels.letters import closed_port
from tests.tasks.channels.loopback import answer, serving

MINUTE = 60


@pytest.mark.duty("17.1")
def test_an_authority_is_sent_the_question_and_its_answer_comes_back_as_it_is() -> None:
    asked = []

    def reply(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        asked.append((handler.headers["Content-Type"], handler.headers["Accept"], body))
        answer(handler, 200, b"\x30\x00\xff")

    with serving(reply) as url:
        assert ask(url, b"\x30\x01\xfe", MINUTE) == b"\x30\x00\xff"
    of = ("application/timestamp-query", "application/timestamp-reply")
    assert asked == [(*of, b"\x30\x01\xfe")]


@pytest.mark.parametrize("status", [204, 302, 404, 500])
def test_an_authority_that_doesnt_take_the_question_is_told(status: int) -> None:
    asked = []

    def reply(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        asked.append(body)
        answer(handler, status, b"")

    with serving(reply) as url, pytest.raises(ChannelFailed) as failed:
        ask(url, b"?", MINUTE)
    assert str(failed.value) == f"时间戳机构 {url} 没有受理（HTTP {status}）"
    assert asked == [b"?"]  # a redirect is not followed


@pytest.mark.parametrize("before", [b"", b"HTTP/1.0 200 OK\r\nX: ", b"HTTP/1.0 200 OK\r\n\r\nx"])
def test_an_authority_that_keeps_us_waiting_is_left(before: bytes) -> None:
    left = threading.Event()

    def reply(handler: BaseHTTPRequestHandler, _: bytes) -> None:
        handler.wfile.write(before)
        while not left.wait(0.1):  # never silent for long, and never done
            handler.wfile.write(before and b"x")

    with serving(reply) as url:
        with pytest.raises(ChannelFailed) as failed:
            ask(url, b"?", 1)
        left.set()
    assert str(failed.value) == f"时间戳机构 {url} 在 1 秒内没有答复"


def test_an_answer_without_end_is_left() -> None:
    def reply(handler: BaseHTTPRequestHandler, _: bytes) -> None:
        answer(handler, 200, bytes(LONGEST_ANSWER + 1))

    with serving(reply) as url, pytest.raises(ChannelFailed, match="答复太长"):
        ask(url, b"?", MINUTE)


@pytest.mark.parametrize("url", ["http://127.0.0.1:{port}/", "http://[", "http:///x"])
def test_an_authority_that_is_not_there_is_told(url: str) -> None:
    with pytest.raises(ChannelFailed, match="连接不上，或答复中断"):
        ask(url.replace("{port}", str(closed_port())), b"?", MINUTE)


def test_an_answer_that_breaks_off_is_told() -> None:
    def reply(handler: BaseHTTPRequestHandler, _: bytes) -> None:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Length: 9\r\n\r\nhalf")

    with serving(reply) as url, pytest.raises(ChannelFailed, match="连接不上，或答复中断"):
        ask(url, b"?", MINUTE)
