"""The inspections that forms are of, and the forms that are in (第二十条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models import database
from tasks.inspect.forms_in import forms_in_force, inspections_of, newest_forms
from tests import walk


@pytest.mark.duty("20.1")
def test_the_form_in_force_is_the_one_that_came_last(house: Path) -> None:
    walk.dispatched(house)
    first, second = walk.open_ones()[:2]
    for story in ("conforms", "short_logs"):
        walk.hand_in(house, first, date(2026, 9, 11), story)
    numbers = [first.task.number, second.task.number, "350105-WB-01-2026-5-00099"]
    with database.reading() as session:
        found = inspections_of(session, walk.REGION, numbers)
        assert set(found) == set(numbers[:2])
        assert [found[number][1].task.subject for number in numbers[:2]] == [
            first.task.subject,
            second.task.subject,
        ]
        inspections = [inspection for inspection, _ in found.values()]
        standing = forms_in_force(session, inspections)
        newest = newest_forms(session, inspections)
    assert {id_: form.version for id_, form in standing.items()} == {first.id: 2}
    assert newest == {first.id: standing[first.id].id}
