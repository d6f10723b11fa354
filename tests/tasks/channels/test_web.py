"""One exchange under one clock; what each user of it tells stands with that user."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler

import pytest

from tasks.channels.web import Answer, NoAnswer, exchange
from tests.tasks.channels.letters import closed_port
from tests.tasks.channels.loopback import answer, serving


def test_a_redirect_is_an_answer_and_a_whole_answer_comes_back() -> None:
    def reply(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        answer(handler, 302 if body == b"go" else 200, body)

    with serving(reply) as url:
        ask = {"seconds": 10, "longest_bytes": 9}
        assert exchange("POST", url, content=b"x", **ask) == Answer(200, b"x")
        assert exchange("POST", url, content=b"go", **ask).status == 302
        with pytest.raises(NoAnswer, match="答复太长"):
            exchange("POST", url, content=b"0123456789", **ask)
    gone = f"http://127.0.0.1:{closed_port()}/"
    with pytest.raises(NoAnswer, match="连接不上"):
        exchange("GET", gone, **ask)
