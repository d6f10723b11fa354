"""Create or migrate the database and load the district file; safe to repeat."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from models import database, district
from tasks.base.step import Result
from tasks.base.terms import load_district


def prepare(as_of: date, file: Path | None = None) -> Result:
    """Bring the database up to date and load ``file`` (the shipped file of Mawei by default)."""
    database.migrate()
    return load_district(file or district.SHIPPED / "mawei.toml", as_of)
