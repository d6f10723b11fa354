"""A step as a Prefect task: what broke is tried again as the same request, what is refused is not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from prefect import flow
from sqlmodel import select

from flows.serving.lifecycle import embedded_server
from flows.steps import as_task
from models import database
from models.clock import held_at
from models.faults import Refused
from models.tables import AuditEvent
from tasks.base.step import Result, step

DAY = date(2026, 9, 1)


@pytest.mark.duty("10.3")
def test_a_step_that_committed_and_then_broke_is_known_when_tried_again(
    house: Path, prefect_folder: Path
) -> None:
    (house / "prefect").symlink_to(prefect_folder)
    database.migrate()
    acts: list[str] = []

    def stumble(as_of: date, *, request: str | None = None) -> Result:
        with step("stumble:x", action="试办", as_of=as_of, region="350105", request=request) as s:
            answer = s.answer if s.known else s.record(number=1)
        acts.append(answer["act"])
        if len(acts) == 1:
            raise OSError("the machine failed after the commit")
        return answer

    stumbling = as_task(stumble, "试办")

    @flow
    def walk() -> Result:
        return stumbling(DAY)

    with embedded_server(), held_at(DAY):
        first = walk()
        walk()
    assert first == {"number": 1, "act": "known"}
    assert acts == ["done", "known", "done"]
    with database.reading() as session:
        keys = session.exec(select(AuditEvent.key)).all()
    assert len(set(keys)) == 2  # a retry is the same request, another run is not


def test_what_is_refused_is_not_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prefect_folder: Path
) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    (tmp_path / "prefect").symlink_to(prefect_folder)
    asked: list[str | None] = []

    def refuse(*, request: str | None = None) -> None:
        asked.append(request)
        raise Refused("不可以")

    refusing = as_task(refuse, "不可以")

    @flow
    def walk() -> None:
        refusing()

    with embedded_server(), pytest.raises(Refused, match="不可以"):
        walk()
    assert len(asked) == 1
    assert asked[0]
