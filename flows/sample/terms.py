"""The district file of the sample cycle: the shipped one, as if a jurist had confirmed all of it, else no paper
could be served, and with a telephone and a place, invented. Every paper says that it is a sample."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from models import district
from tasks.base.step import Result
from tasks.setup.prepare import prepare

SITE = """
[site]
host = "样例公安局网络安全保卫大队（虚构）"
phone = "0000-0000 0000"
hours = "工作日9:00—17:00"
place = "样例市样例路1号（虚构）"
object_within = { value = 30, unit = "日", article = "样例办法第二十三条（虚构）", meaning = "企业自结果公布之日起多久内可以提出异议", checked = true }
answered_within = { value = 15, unit = "个工作日", article = "样例办法第二十三条（虚构）", meaning = "收到异议之后多久内答复", checked = true }
"""
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
    text += SITE
    with TemporaryDirectory() as folder:
        file = Path(folder) / "mawei.toml"
        file.write_text(text, encoding="utf-8")
        return prepare(day, file)
