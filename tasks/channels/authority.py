"""A time-stamp authority, asked over HTTP (RFC 3161, 3.4): bytes go there, bytes come back."""

from __future__ import annotations

import asyncio

import httpx

from tasks.channels.envelope import ChannelFailed

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
        return asyncio.run(_answer(named, url, query, seconds))
    except TimeoutError as error:
        raise ChannelFailed(f"{named} 在 {seconds} 秒内没有答复") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise ChannelFailed(f"{named} 连接不上，或答复中断") from error


async def _answer(named: str, url: str, query: bytes, seconds: int) -> bytes:
    """Under one clock: an authority that sends a byte now and then is late too."""
    async with (
        asyncio.timeout(seconds),
        httpx.AsyncClient(timeout=None) as client,
        client.stream("POST", url, content=query, headers=HEADERS) as answer,
    ):
        if answer.status_code != httpx.codes.OK:
            raise ChannelFailed(f"{named} 没有受理（HTTP {answer.status_code}）")
        body = b""
        async for part in answer.aiter_raw():
            body += part
            if len(body) > LONGEST_ANSWER:
                raise ChannelFailed(f"{named} 的答复太长，不是时间戳")
        return body
