"""The district file: every legal number, its article, its validity."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pytest

from models import district
from models.faults import Refused
from models.toml_file import Section

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
            "results_within = { value = 20",
            'results_within = { value = "廿"',
            "键「publication.results_within.value」的值为「廿」：应为整数",
        ),
        ('key = { value = "1/4"', 'key = { value = "1/21"', "低于 floor_ratio（第九条）"),
        ('unit = "次", ', "", "键「draw.periods_per_year.unit」：缺少这一项"),
        (
            ', meaning = "每年抽查几次',
            ', meaning = " ", x = "',
            "键「draw.periods_per_year.meaning」",
        ),
        (
            'meaning = "每年抽查几次',
            'meaning = "a\\n每年抽查几次',
            "键「draw.periods_per_year.meaning」",
        ),
        ('unit = "个工作日"', 'unit = "周"', "应为 个工作日、日 之一"),
        ('items = ["WB-01"]', 'items = ["WB-01", "WB-01"]', "items 里有重复的事项编号"),
        ('items = ["WB-01"]', 'items = ["wb 01"]', "键「items[1]」"),
        (
            "valid_from = 2026-01-01",
            "valid_from = 2026-01-01\nvalid_to = 2025-12-31",
            "valid_to 早于",
        ),
        ('suite = "sha256"', 'suite = "md5"', "应为 'sha256'、'sm3' 之一"),
        ("[draw]", "[draw", "不是有效的 TOML"),
    ],
)
def test_each_wrong_key_is_named_in_chinese(old: str, new: str, said: str) -> None:
    with pytest.raises(Refused) as refusal:
        district.read(MAWEI.replace(old, new, 1), "坏.toml")
    assert said in str(refusal.value)


@pytest.mark.duty("25.1")
@pytest.mark.parametrize("file", ["mawei.toml", "example.toml"])
def test_every_number_says_its_unit_its_article_and_what_it_does(file: str) -> None:
    read = district.read((district.SHIPPED / file).read_text("utf-8"), file)
    numbers = {each.name: each for each in read.numbers()}
    # Counted by hand: 13 of the draw, 4 of the visit, 5 of publication, 8 of the credit archive.
    assert len(numbers) == 30
    for each in numbers.values():
        assert each.article
        assert len(each.meaning) >= 8
        assert each.unit or each.name == "publication.results_counted_from"
    assert numbers["draw.floor_ratio"].value == ("5%" if file == "mawei.toml" else "10%")
    assert numbers["inspection.remind_before"].value == "5、1"


def test_no_bare_number_stands_in_the_schema() -> None:
    """Whatever is a number is written with its unit and meaning."""

    def bare(section: type[Section], prefix: str = "") -> Iterator[str]:
        for key, field in section.model_fields.items():
            kind = field.annotation
            if isinstance(kind, type) and issubclass(kind, district.Legal):
                continue
            if isinstance(kind, type) and issubclass(kind, Section):
                yield from bare(kind, f"{prefix}{key}.")
            elif kind in (int, Fraction, float):
                yield f"{prefix}{key}"

    assert list(bare(district.District)) == []


@pytest.mark.duty("9.1")
def test_the_ratio_of_the_item_binds() -> None:
    draw = district.read(MAWEI, "mawei.toml").draw
    assert draw.ratios("1/2")["general"] == draw.ratios("1/2")["key"] == Fraction(1, 2)
    assert draw.ratios("1/30")["general"] == Fraction(1, 30)
