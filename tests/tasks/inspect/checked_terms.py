"""The shipped district with everything in its file confirmed by a jurist."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from models import district
from models.clock import held_at
from tasks.setup.prepare import prepare
from tests import walk


def confirm_terms(
    house: Path, day: date = walk.DRAW_DAY, version: str = "2026-9", *, but: str | None = None
) -> None:
    """Load the shipped file again, as a later version in which nothing is open, ``but`` what says so."""
    text = (district.SHIPPED / "mawei.toml").read_text(encoding="utf-8")
    lines = [
        line if but and but in line else line.replace("checked = false", "checked = true")
        for line in text.replace('version = "2026-1"', f'version = "{version}"').splitlines()
    ]
    file = house / "confirmed.toml"
    file.write_text("\n".join(lines), "utf-8")
    with held_at(day):
        prepare(day, file)
