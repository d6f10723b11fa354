"""The district file of the sample cycle: the shipped one, as if a jurist had confirmed all of it, else no paper
could be served. Every paper says that it is a sample."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from models import district
from tasks.base.step import Result
from tasks.setup.prepare import prepare

CHANGES = (
    ('version = "2026-1"', 'version = "2026-1-sample"'),
    ("checked = false", "checked = true"),
    ("[papers]\n", "[papers]\nsample = true\n"),
)


def load(day: date) -> Result:
    """Create the database and load the file; safe to repeat."""
    text = (district.SHIPPED / "mawei.toml").read_text(encoding="utf-8")
    for shipped, sample in CHANGES:
        text = text.replace(shipped, sample)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "mawei.toml"
        file.write_text(text, encoding="utf-8")
        return prepare(day, file)
