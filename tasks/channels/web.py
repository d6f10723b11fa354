"""One exchange over HTTP under one clock: who sends a byte now and then is late too."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import httpx


class NoAnswer(Exception):
    """There is no whole answer: none in time, one without an end, or none at all. Why, in Chinese."""


_FAILS = (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError, OverflowError, ExceptionGroup)
"""An address that nothing stands at, or that is none (a port or a name that can't be) is found out in
several places, each with an error of its own."""


class Answer(NamedTuple):
    """Status and body."""

    status: int
    body: bytes


def exchange(
    method: str,
    url: str,
    *,
    seconds: float,
    longest_bytes: int,
    content: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    follow: bool = False,
) -> Answer:
    """What ``url`` answers; all of it has to be there in ``seconds``. A redirect is an answer, unless
    it is to be ``follow``-ed.

    Raises:
        NoAnswer: it is not reached, or its answer is late, broken off or longer than
            ``longest_bytes``.
    """

    async def under_one_clock() -> Answer:
        async with (
            asyncio.timeout(seconds),
            httpx.AsyncClient(timeout=None, follow_redirects=follow) as client,
            client.stream(method, url, content=content, headers=headers) as answer,
        ):
            body = b""
            async for part in answer.aiter_raw():
                body += part
                if len(body) > longest_bytes:
                    raise NoAnswer("答复太长")
            return Answer(answer.status_code, body)

    try:
        # In a thread of its own: whoever asks may have an event loop running already.
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, under_one_clock()).result()
    except TimeoutError as error:
        raise NoAnswer(f"在 {seconds} 秒内没有答复") from error
    except _FAILS as error:
        raise NoAnswer("连接不上，或答复中断") from error
