"""The sample district with rules about visits: one a year, complaints left out, a warning within 60 days."""

from __future__ import annotations

from pathlib import Path

from models import district
from models.clock import held_at
from tasks.setup.prepare import prepare
from tests.walk import DRAW_DAY

RULES = """
[visits]
cap = { value = 1, unit = "次", article = "虚构", meaning = "全年至多几次" }
exempt = { value = ["complaint"], unit = "来源", article = "虚构", meaning = "不计入的来源" }
repeated = { value = 60, unit = "日", article = "虚构", meaning = "多久内再检查即提醒" }
"""


def loaded(house: Path) -> None:
    """In force from the day of the sample draw."""
    text = (district.SHIPPED / "mawei.toml").read_text(encoding="utf-8")
    for old, new in (
        ('version = "2026-1"', 'version = "2026-9"'),
        ("valid_from = 2026-01-01", f"valid_from = {DRAW_DAY}"),
    ):
        assert old in text
        text = text.replace(old, new)
    path = house / "visits.toml"
    path.write_text(text + RULES, encoding="utf-8")
    with held_at(DRAW_DAY):
        prepare(DRAW_DAY, path)
