"""Pages as a browser shows them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.rules.draw.ceremony import Ceremony
from models.rules.draw.document import document
from reports.check_page import rules_script
from reports.show_page import show_page
from tests.reports.ceremony import (
    BIG,
    PUBLISHER,
    Open,
)


@pytest.fixture
def opened(tmp_path: Path, chromium: Any) -> Iterator[Open]:
    """The page as a browser shows it, from disk; it must ask for nothing."""
    asked: list[str] = []
    complaints: list[str] = []
    contexts = []

    def open_(
        parts: dict[str, Any], viewport: dict[str, int] = BIG, motion: str = "reduce", **more: Any
    ) -> Any:
        context = chromium.new_context(viewport=viewport, reduced_motion=motion)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        shown = {"names": {}, "channels": {}, "officers": {}, "is_public": False, **more}
        file = tmp_path / "演示.html"
        file.write_bytes(show_page(PUBLISHER, Ceremony(document(parts), {}, **shown)))
        page.clock.install(time=0)
        page.goto(file.as_uri())
        page.clock.pause_at(3_600_000)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith("file:")] == []
    assert complaints == []


DRIVER = (Path(__file__).parent / "check_page.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def rules(chromium: Any) -> Iterator[Any]:
    """A page that has the protocol's scripts and nothing else."""
    page = chromium.new_page()
    page.add_script_tag(content=rules_script() + DRIVER)
    yield page
    page.close()
