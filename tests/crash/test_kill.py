"""kill -9 at any moment, start again: one draw, one message per inspection, one package per channel."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.tables import (
    Disclosure,
    Draw,
    DrawEntry,
    Inspection,
    Message,
    MessageInspection,
    Receipt,
)
from tasks.base import audit
from tests import walk
from tests.conftest import SAMPLES

AT_MOST = 40


def _started(what: str, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", f"from tests.crash.{what} import main; main()", *words],
        cwd=SAMPLES.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.crash
@pytest.mark.duty("10.3", "18.2")
@pytest.mark.parametrize("stride", [11, 13])
def test_killed_again_and_again_the_cycle_ends_once(house: Path, stride: int) -> None:
    database.migrate()
    killed = 0
    with _started("one_run") as runs:
        assert runs.stdin is not None
        assert runs.stdout is not None
        for attempt in range(AT_MOST):
            print(2 + attempt * stride, file=runs.stdin, flush=True)
            code = int(runs.stdout.readline())
            if code == 0:
                break
            assert code == -signal.SIGKILL
            killed += 1
    assert code == 0
    assert killed > 5
    _once(house)


def _once(house: Path) -> None:
    with database.reading() as session:
        draws = session.exec(select(Draw)).all()
        drawn = session.exec(select(DrawEntry).where(DrawEntry.role == "drawn")).all()
        inspections = session.exec(select(Inspection)).all()
        told = session.exec(select(MessageInspection)).all()
        sent = session.exec(select(Message)).all()
        packages = session.exec(select(Disclosure)).all()
        receipts = session.exec(select(Receipt)).all()
    assert len(draws) == 1
    assert len(inspections) == len(drawn) == 5
    assert {i.state for i in inspections} == {"archived"}
    assert set(Counter((t.inspection_id, t.occasion) for t in told).values()) == {2}
    assert all(message.sent_on for message in sent)
    assert len(list((house / "outbox").glob("*.eml"))) == len(sent)
    assert len({(p.publication_id, p.channel) for p in packages}) == len(packages)
    assert len(receipts) == len(packages)
    for channel in ("city-police", "district-government", "credit-publicity"):
        delivered = list((house / "delivered" / channel).glob("*.zip"))
        assert len(delivered) == sum(p.channel == channel for p in packages)
    assert audit.verify()["problems"] == []


@pytest.mark.crash
@pytest.mark.duty("17.1")
def test_a_hundred_starts_at_once_give_one_draw(house: Path) -> None:
    walk.prepared(house)
    with _started("at_once", "4", "25") as together:
        said = together.communicate(timeout=300)[0].splitlines()
    assert together.returncode == 0
    assert len(said) == 4
    assert len(set(said)) == 1
    with database.reading() as session:
        assert len(session.exec(select(Draw)).all()) == 1
    assert audit.verify()["sound"]
