"""The sample district with every term of papers confirmed by a jurist."""

from __future__ import annotations

from pathlib import Path

from models import district
from models.clock import held_at
from tasks.setup.prepare import prepare
from tests import walk


def confirm_terms(house: Path) -> None:
    """Load the sample district's file again, as a later version in which nothing of papers is open."""
    text = (district.SHIPPED / "mawei.toml").read_text(encoding="utf-8")
    before, papers = text.split("[papers]")
    checked = papers.replace("checked = false", "checked = true")
    file = house / "confirmed.toml"
    file.write_text(
        before.replace('version = "2026-1"', 'version = "2026-9"') + "[papers]" + checked, "utf-8"
    )
    with held_at(walk.DRAW_DAY):
        prepare(walk.DRAW_DAY, file)
