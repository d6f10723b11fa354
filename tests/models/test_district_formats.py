"""A district text that was loaded stays readable, whatever became of the format since."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from models import district
from models.district_formats import CURRENT, upgraded
from models.faults import Refused

RELEASED = sorted((Path(__file__).parent / "released").glob("*.toml"))
MAWEI_1 = (Path(__file__).parent / "released" / "mawei-ssj-district-1.toml").read_text("utf-8")


@pytest.mark.duty("25.1")
@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.stem)
def test_every_released_text_is_readable(path: Path) -> None:
    read = district.read(path.read_text("utf-8"), path.name)
    assert read.format == CURRENT
    assert read.items == ["WB-01"]
    assert all(each.unit or each.name.endswith("_from") for each in read.numbers())


@pytest.mark.duty("25.1")
def test_a_text_keeps_its_own_numbers() -> None:
    read = district.read(MAWEI_1.replace("value = 15", "value = 12"), "旧.toml")
    assert (read.inspection.return_within.value, read.inspection.return_within.unit) == (
        12,
        "working_day",
    )
    in_days = MAWEI_1.replace("{ value = 20, article", '{ value = 20, unit = "day", article')
    assert district.read(in_days, "旧.toml").publication.results_within.unit == "day"
    assert read.draw.ratios("1/20") == {
        "general": Fraction(1, 20),
        "key": Fraction(1, 4),
        "must": Fraction(1),
    }


@pytest.mark.duty("25.1")
def test_what_came_with_the_software_says_the_same_in_both_formats() -> None:
    now = (district.SHIPPED / "mawei.toml").read_text("utf-8")
    before, said = (district.read(text, "mawei.toml") for text in (MAWEI_1, now))
    handling = said.handling.model_copy(update={"extension": None})
    since = {"papers": None, "assessment": None, "handling": handling}
    columns = {"credit_publicity_batch": before.credit_publicity_batch}
    assert before == said.model_copy(update=since | columns)
    assert set(before.credit_publicity_batch.columns) < set(said.credit_publicity_batch.columns)


@pytest.mark.parametrize("broken", ['draw = 1\nformat = "ssj-district/1"', "format = [1]", ""])
def test_what_is_no_district_file_is_refused_by_name_not_by_a_crash(broken: str) -> None:
    with pytest.raises(Refused, match="键「region」：缺少这一项"):
        district.read(broken, "坏.toml")


def test_upgrading_leaves_what_it_was_given_alone() -> None:
    given = {"format": "ssj-district/1", "draw": {"item_code": "WB-01"}}
    assert upgraded(given)["items"] == ["WB-01"]
    assert given == {"format": "ssj-district/1", "draw": {"item_code": "WB-01"}}
