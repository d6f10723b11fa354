"""The sample district with a time-stamp authority: its table, and a draw to be stamped by the real
clock, for an authority stamps by its own."""

from __future__ import annotations

from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from models import clock, district
from models.clock import held_at
from tasks.draw.announce import announce
from tasks.setup.prepare import prepare
from tests import walk
from tests.models.rules.draw.authority import Authority
from tests.tasks.channels.loopback import Reply, answer

MAWEI = (district.SHIPPED / "mawei.toml").read_text("utf-8")
TABLE = """
[draw.time_stamp]
url = "{url}"
imprint = "{imprint}"
answer_within = {{ value = {seconds}, unit = "秒", article = "第十七条（本级自定）", meaning = "等多久" }}
before_drawing = {{ value = {first}, unit = "是否", article = "第十七条（本级自定）", meaning = "先盖后抽" }}
"""


def terms(
    url: str,
    trusted: bytes = b"",
    *,
    version: str = "2026-2",
    imprint: str = "sha256",
    seconds: int = 60,
    first: bool = False,
) -> str:
    """The district file, with the authority at ``url`` whose certificates are ``trusted``."""
    table = TABLE.format(
        url=url, imprint=imprint, seconds=seconds, first="true" if first else "false"
    )
    if trusted:
        table += f'certificates = """\n{trusted.decode()}"""\n'
    text = MAWEI.replace('version = "2026-1"', f'version = "{version}"')
    return text.replace("\n[inspection]", f"{table}\n[inspection]", 1)


def load(home: Path, text: str) -> None:
    """Put a district file in force."""
    file = home / "district.toml"
    file.write_text(text, encoding="utf-8")
    with held_at(walk.NEW_YEAR):
        prepare(walk.NEW_YEAR, file)


def yesterday() -> date:
    """The day before the real one."""
    return clock.today() - timedelta(1)


def announced() -> str:
    """A draw announced and received yesterday morning, without sources, to be drawn today."""
    day, today = yesterday(), clock.today()
    with held_at(day, walk.MORNING):
        made = announce(walk.REGION, 2026, 5, day, walk.CLERK, [], not_before=today)
    walk.received(made["draw_id"], day)
    return str(made["draw_id"])


class Asked:
    """An authority on loopback that keeps what it was asked."""

    def __init__(self, authority: Authority) -> None:
        self.authority = authority
        self.queries: list[bytes] = []

    def __call__(self, handler: BaseHTTPRequestHandler, query: bytes) -> None:
        self.queries.append(query)
        answer(handler, 200, self.authority.answer(query))


def answering(body: bytes, status: int = 200) -> Reply:
    """An authority that says the same to everybody."""
    return lambda handler, _: answer(handler, status, body)
