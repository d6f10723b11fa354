"""Create or migrate the database and load the district file; safe to repeat."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from models import database, district
from tasks.parameters import load_district
from tasks.step import Result


def prepare(as_of: date, file: Path | None = None) -> Result:
    """Bring the database up to date and load ``file`` (the shipped file of Mawei by default)."""
    database.migrate()
    return load_district(file or district.SHIPPED / "mawei.toml", as_of)
