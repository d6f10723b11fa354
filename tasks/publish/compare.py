"""What stands at an address, against the page that was to be put up there."""

from __future__ import annotations

import io
import zipfile
from html.parser import HTMLParser

import httpx

from models.faults import Refused
from models.rules.deliveries import missing_lines
from tasks.channels.web import NoAnswer, exchange

TIMEOUT_SECONDS = 20
LONGEST_PAGE_BYTES = 64 * 1024 * 1024
LINES_NAMED = 3
NOT_REACHABLE = "not-reachable"
NOTHING_THERE = (httpx.codes.NOT_FOUND, httpx.codes.GONE)
"""Answers that say there is no page; any other that is none may say that a machine is not let in."""
_NOT_READ = ("script", "style", "head", "header", "footer", "nav")


def check_stands(address: str, package: bytes, page: str) -> int:
    """Look at ``address`` and find every line of the page there; how many there are.

    Raises:
        Refused: it can't be opened (``not-reachable``), there is no page (``nothing-there``), or lines
            are missing (``not-as-built``).

    Duty: 3.1, 23.1 (第三条、第二十三条).
    """
    with zipfile.ZipFile(io.BytesIO(package)) as packed:
        lines = text_of(packed.read(page).decode())
    missing = missing_lines(lines, text_of(_fetched(address)))
    if missing:
        named = "；".join(f"「{line[:40]}」" for line in missing[:LINES_NAMED])
        raise Refused(
            f"{address} 上没有公示件的 {len(missing)} 处内容：{named}。请核对后再登记",
            code="not-as-built",
        )
    return len(lines)


def text_of(html: str) -> list[str]:
    """The lines a reader sees of a page's own content, without its head and foot."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    return [line for line in (" ".join(text.split()) for text in reader.lines) if line]


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.unread = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.unread += tag in _NOT_READ

    def handle_endtag(self, tag: str) -> None:
        self.unread -= tag in _NOT_READ and self.unread > 0

    def handle_data(self, data: str) -> None:
        if not self.unread:
            self.lines.append(data)


def _fetched(address: str) -> str:
    try:
        answer = exchange(
            "GET",
            address,
            seconds=TIMEOUT_SECONDS,
            longest_bytes=LONGEST_PAGE_BYTES,
            headers={"Accept-Encoding": "identity"},
            follow=True,
        )
    except NoAnswer as error:
        raise Refused(f"打不开 {address}：{error}", code=NOT_REACHABLE) from error
    if answer.status in NOTHING_THERE:
        raise Refused(f"{address} 没有网页（HTTP {answer.status}）", code="nothing-there")
    if not httpx.codes.is_success(answer.status):
        raise Refused(f"打不开 {address}（HTTP {answer.status}）", code=NOT_REACHABLE)
    return answer.body.decode("utf-8", errors="replace")
