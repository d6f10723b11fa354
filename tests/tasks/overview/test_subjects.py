"""A subject is meant by its code, or by a name that is its alone (第十条末款)."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import Session

from models import database
from models.faults import Refused
from tasks.overview.subjects import subject_meant

CODE, NAME = "92350105MA0007919C", "样例星河网吧一店"


@pytest.mark.duty("10.3")
@pytest.mark.parametrize("written", [CODE, CODE.lower(), f" {NAME} ", "星河网吧一店"])
def test_a_code_a_name_and_a_part_of_one_mean_the_same(year: Path, written: str) -> None:
    with database.reading() as session:
        assert {entry.credit_code for entry in subject_meant(session, written)} == {CODE}


@pytest.mark.duty("10.3")
def test_several_are_listed_and_nobody_is_guessed(year: Path) -> None:
    with database.reading() as session:
        with pytest.raises(Refused) as several:
            subject_meant(session, "星河")
        assert several.value.code == "ambiguous-subject"
        assert f"{CODE}　{NAME}" in str(several.value)
        for unknown in ("X", "", "%", "没有的网吧"):
            _refused(session, unknown)


def _refused(session: Session, text: str) -> None:
    with pytest.raises(Refused) as nobody:
        subject_meant(session, text)
    assert nobody.value.code == "unknown-subject"
