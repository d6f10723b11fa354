"""The ceremony of a published draw, as the tests of its page walk it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from models.rules.publisher import Publisher
from tests.models.rules.draw.records import record_of

PUBLISHER = Publisher("福州市马尾区公安局网络安全保卫大队", "福州市马尾区", "样例细则")
PARTS = (
    *("announcement", "announcement_digest", "time_stamp", "receipts", "secret", "sources"),
    *("texts", "draw", "draw_digest"),
)
BIG, SMALL = {"width": 1920, "height": 1080}, {"width": 1280, "height": 720}

Open = Callable[..., Any]


def parts_of(name: str) -> dict[str, Any]:
    """What of a published record there is as soon as a draw is drawn."""
    record = record_of(name)
    return {key: record[key] for key in PARTS}


def ids_of(parts: dict[str, Any]) -> list[str]:
    return [line.split("\t")[0] for line in parts["texts"]["subjects"].splitlines()]


LOOK = """() => {
    const room = byId("room"), html = document.documentElement;
    const fits = room.scrollHeight <= room.clientHeight && room.scrollWidth <= room.clientWidth
        && html.scrollWidth <= innerWidth && html.scrollHeight <= innerHeight;
    return [byId("title").innerText, byId("screen").innerText, document.body.innerText, fits, byId("next").disabled];
}"""


def walked(page: Any) -> list[tuple[str, str]]:
    """Title and text of each screen, as one press after another shows them."""
    screens = []
    while True:
        title, text, whole, fits, is_last = page.evaluate(LOOK)
        assert fits, title
        assert re.search("undefined|null|NaN", whole) is None
        screens.append((title, text))
        if is_last:
            return screens
        page.keyboard.press("Space")


def plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def told_under(screens: list[tuple[str, str]], title: str) -> str:
    """What all screens of a title say, without spaces."""
    return plain("".join(text for named, text in screens if named.startswith(title)))
