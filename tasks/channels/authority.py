"""A time-stamp authority, asked over HTTP (RFC 3161, 3.4): bytes go there, bytes come back."""

from __future__ import annotations

import httpx

from tasks.channels.envelope import ChannelFailed
from tasks.channels.web import NoAnswer, exchange

HEADERS = {
    "Content-Type": "application/timestamp-query",
    "Accept": "application/timestamp-reply",
    "Accept-Encoding": "identity",
}
LONGEST_ANSWER = 2**20
"""Bytes; a token has a few thousand."""


def ask(url: str, query: bytes, seconds: int) -> bytes:
    """What the authority at ``url`` answers to ``query``; all of it has to be there in ``seconds``.

    Raises:
        ChannelFailed: it is not reached, doesn't take the query, or its answer is late or endless.
    """
    named = f"时间戳机构 {url}"
    try:
        answer = exchange(
            "POST",
            url,
            seconds=seconds,
            longest_bytes=LONGEST_ANSWER,
            content=query,
            headers=HEADERS,
        )
    except NoAnswer as error:
        raise ChannelFailed(f"{named} {error}") from error
    if answer.status != httpx.codes.OK:
        raise ChannelFailed(f"{named} 没有受理（HTTP {answer.status}）")
    return answer.body
