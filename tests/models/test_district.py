"""The district file: every legal number, its article, its validity."""

from __future__ import annotations

from fractions import Fraction

import pytest

from models import district
from models.faults import Refused

MAWEI = (district.SHIPPED / "mawei.toml").read_text()


@pytest.mark.duty("25.1", "9.1", "9.4", "3.1")
def test_mawei_carries_the_numbers_of_the_rule() -> None:
    read = district.read(MAWEI, "mawei.toml")
    assert (read.draw.floor_ratio.value, read.draw.floor_ratio.article) == (
        Fraction(1, 20),
        "第九条",
    )
    assert (read.draw.periods_per_year.value, read.draw.minimum_inspectors.value) == (6, 4)
    assert (read.publication.results_within.value, read.publication.item_list_within.value) == (
        20,
        10,
    )
    assert read.inspection.log_days.value == 180
    assert len(read.channels) == 3


def test_a_second_district_has_other_numbers() -> None:
    other = district.read((district.SHIPPED / "example.toml").read_text(), "example.toml")
    assert (other.draw.suite, other.draw.periods_per_year.value) == ("sm3", 4)
    assert other.draw.inspectors_per_subject.value == 3


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("floor_subjects", "floor_subject", "键「draw.floor_subjects」：缺少这一项"),
        (
            "value = 20",
            'value = "廿"',
            "键「publication.results_within.value」的值为「廿」：应为整数",
        ),
        ('general = { value = "1/20"', 'general = { value = "1/21"', "低于 floor_ratio（第九条）"),
        ('suite = "sha256"', 'suite = "md5"', "应为 'sha256'、'sm3' 之一"),
        ("[draw]", "[draw", "不是有效的 TOML"),
    ],
)
def test_each_wrong_key_is_named_in_chinese(old: str, new: str, said: str) -> None:
    with pytest.raises(Refused) as refusal:
        district.read(MAWEI.replace(old, new, 1), "坏.toml")
    assert said in str(refusal.value)
