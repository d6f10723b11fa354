"""A public page as a reader has it: its words, without what marks them up."""

from __future__ import annotations

import re
from html import unescape


def text_of(page: str | bytes) -> str:
    """The text of a page; what stands in one line of it stays in one."""
    written = page.decode() if isinstance(page, bytes) else page
    return unescape(re.sub(r"<[^>]+>", "", written))


def without_spans(page: str) -> str:
    """A page's source, but for the marks that keep a number whole: its sentences stand in one piece."""
    return re.sub(r"</?span[^>]*>", "", page)
