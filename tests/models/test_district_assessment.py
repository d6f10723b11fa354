"""The standard of the assessment in the district file (第二十四条)."""

from __future__ import annotations

import pytest

from models import district
from models.faults import Refused
from models.rules.assessment_score import Level

TEXT = (district.SHIPPED / "mawei.toml").read_text("utf-8")
FULL = 'full = { value = "1/20", unit'


@pytest.mark.duty("24.1", "25.1")
def test_every_number_of_the_standard_is_told_and_none_is_taken_for_law() -> None:
    read = district.read(TEXT, "mawei.toml")
    assert read.assessment is not None
    stated = [each for each in read.numbers() if each.name.startswith("assessment.")]
    # Ten criteria of three numbers each, and three levels; the rule names none of them.
    assert (len(stated), {each.checked for each in stated}) == (33, {False})
    assert all("第二十四条" in each.article for each in stated)
    standard = read.assessment.standard
    assert sum(each.points for each in standard.criteria.values()) == 100
    assert list(standard.levels) == [Level.EXCELLENT, Level.GOOD, Level.FAIR]


@pytest.mark.duty("25.1")
def test_a_district_without_a_standard_is_read() -> None:
    without = TEXT[: TEXT.index("[assessment.")]
    assert district.read(without, "mawei.toml").assessment is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("criteria.photos]", "criteria.beauty]", "不认识考评项「beauty」"),
        (FULL, 'full = { value = "1/4", unit', "full 与 none 不得相同"),
        (FULL, 'full = { value = "3/2", unit', "应写成 0 至 1 的分数"),
        (FULL, "full = { value = 1, unit", "应写成 0 至 1 的分数"),
        ('good = { value = "4/5"', 'good = { value = "1/2"', "应一级比一级低"),
    ],
)
def test_a_standard_that_cannot_be_meant_is_refused(old: str, new: str, said: str) -> None:
    assert TEXT.count(old) == 1
    with pytest.raises(Refused) as refused:
        district.read(TEXT.replace(old, new), "mawei.toml")
    assert said in str(refused.value)
