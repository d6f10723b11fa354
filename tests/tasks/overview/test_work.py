"""What the house has on one subject (第十条末款)."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import col, select

from models import database
from models.tables import DrawEntry, SubjectEntry
from tasks.overview.subjects import subject_meant
from tasks.overview.work import work_on


@pytest.mark.duty("10.3", "17.1")
def test_who_was_not_drawn_has_its_turn_too_and_no_inspection(year: Path) -> None:
    with database.reading() as session:
        drawn = select(DrawEntry.credit_code)
        other = select(SubjectEntry.credit_code).where(col(SubjectEntry.credit_code).not_in(drawn))
        work = work_on(session, subject_meant(session, session.exec(other.limit(1)).one()))
    [turn] = work.turns
    assert (turn.draw_id, turn.words) == ("350105/WB-01/2026-5", "在名录库中，没有抽中")
    assert len(turn.photographs) == 1
    assert (work.dispatched, work.forms, work.told, work.lists) == ({}, (), (), ())


@pytest.mark.duty("10.3", "23.1")
def test_versions_of_form_and_result_are_told_in_words(year: Path) -> None:
    with database.reading() as session:
        place = select(DrawEntry.credit_code).where(
            DrawEntry.stratum == "must", DrawEntry.rank == 1
        )
        work = work_on(session, subject_meant(session, session.exec(place).one()))
    [number] = work.dispatched
    assert work.draw_of == {number: "350105/WB-01/2026-5"}
    [form] = work.forms
    assert form.words == f"任务{number}登记表第1版，2026-09-08检查，不予配合"
    [told] = work.told
    assert told.words.startswith(f"任务{number}结果第1版（检查意见）：不予配合：")
