"""The district file: every legal number, its article, its validity."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import get_args

import pytest

from models import district
from models.faults import Refused
from models.rules.visit_cap import VisitRules
from models.toml_file import Section
from tests.models.rules.draw.authority import Authority, sm2_certificate

MAWEI = (district.SHIPPED / "mawei.toml").read_text()
EXAMPLE = (district.SHIPPED / "example.toml").read_text()


def test_what_the_site_says_of_itself_may_be_left_out_and_needs_no_format() -> None:
    assert district.read(MAWEI, "mawei.toml").site.phone == ""
    said = district.read(EXAMPLE, "example.toml").site
    assert said.object_within is not None
    assert (said.object_within.value, said.object_within.checked) == (30, False)
    with pytest.raises(Refused, match="网址"):
        district.read(EXAMPLE.replace("https://public", "public"), "example.toml")


@pytest.mark.duty("17.1", "25.1")
def test_rules_about_visits_may_be_left_out_and_then_there_is_none() -> None:
    assert district.read(MAWEI, "mawei.toml").visits.rules == VisitRules()
    said = district.read(EXAMPLE, "example.toml")
    rules = said.visits.rules
    assert (rules.cap, rules.rest, rules.repeated, len(rules.exempt)) == (4, 30, 60, 10)
    # No jurist has confirmed any of them.
    stated = [each for each in said.numbers() if each.name.startswith("visits.")]
    assert [each.checked for each in stated] == [False] * 4
    for old, new, why in (
        ('rest = { value = 30, unit = "日"', 'rest = { value = 30, unit = "个工作日"', "自然日"),
        ('exempt = { value = ["complaint"', 'exempt = { value = ["rumour"', "rumour"),
        ("cap = { value = 4", "cap = { value = 0", "不得小于 1"),
    ):
        assert old in EXAMPLE
        with pytest.raises(Refused, match=why):
            district.read(EXAMPLE.replace(old, new), "example.toml")


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
    other = district.read(EXAMPLE, "example.toml")
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


WORDS_ALONE = {
    "publication.results_counted_from",
    *(
        f"papers.{key}"
        for key in ("basis", "rights", "bans", "review_body", "court", "unless_rectified")
    ),
}


@pytest.mark.duty("25.1")
@pytest.mark.parametrize("file", ["mawei.toml", "example.toml"])
def test_every_number_says_its_unit_its_article_and_what_it_does(file: str) -> None:
    read = district.read((district.SHIPPED / file).read_text("utf-8"), file)
    numbers = {each.name: each for each in read.numbers()}
    # Counted by hand: 33 of the assessment, 13 of the draw, 4 of the visit, 4 of handling, 9 of publication, 7 of the credit
    # archive, 20 of the lists (9 of classes, 2 of grounds, 7 of procedure, 2 of remedies), 6 of
    # causes; 8 of papers, 2 of the time-stamp, where there is an authority; 2 of objecting, where the site says
    # so; 4 about visits, where the district has any.
    assert len(numbers) == (107 if file == "mawei.toml" else 115)
    for each in numbers.values():
        assert each.article
        assert len(each.meaning) >= 8
        assert each.unit or each.name in WORDS_ALONE
    assert numbers["draw.floor_ratio"].value == ("5%" if file == "mawei.toml" else "10%")
    assert numbers["inspection.remind_before"].value == "5、1"


def test_no_bare_number_stands_in_the_schema() -> None:
    """Whatever is a number is written with its unit and meaning."""

    def bare(section: type[Section], prefix: str = "") -> Iterator[str]:
        for key, field in section.model_fields.items():
            for kind in get_args(field.annotation) or [field.annotation]:
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


@pytest.mark.duty("17.1", "25.1")
def test_an_authority_for_time_stamps_is_named_or_there_is_none() -> None:
    assert district.read(MAWEI, "mawei.toml").draw.time_stamp is None
    named = district.read(EXAMPLE, "example.toml").draw.time_stamp
    assert named is not None
    assert (named.url, named.imprint) == ("http://tsa.example.invalid/rfc3161", "sm3")
    assert (named.answer_within.value, named.before_drawing.value) == (20, False)
    assert named.certificates is None


@pytest.mark.duty("17.1", "25.1")
def test_the_certificates_of_an_authority_are_such_as_can_be_checked(tmp_path: Path) -> None:
    def given(pem: str) -> str:
        return EXAMPLE.replace('imprint = "sm3"', f'imprint = "sm3"\ncertificates = """{pem}"""')

    (tmp_path / "sm2").mkdir()
    pem, by_sm2 = Authority(tmp_path).pem.decode(), sm2_certificate(tmp_path / "sm2").decode()
    for trusted in (pem, by_sm2 + pem):
        terms = district.read(given(trusted), "例.toml").draw.time_stamp
        assert terms is not None
        assert terms.certificates == trusted
    where = "键「draw.time_stamp.certificates」：时间戳机构的证书"
    for wrong, why in (("没有", "不是 PEM 文件"), (by_sm2, "用本程序不能核对的签名算法（如 SM2）")):
        with pytest.raises(Refused) as refusal:
            district.read(given(wrong), "坏.toml")
        assert f"{where}{why}；不写这一项，时间戳的签名就不核对" in str(refusal.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("http://tsa", "ftp://tsa", "应为以 http:// 或 https:// 开头的网址"),
        ('imprint = "sm3"', 'imprint = "md5"', "应为 'sha256'、'sm3' 之一"),
        ('{ value = 20, unit = "秒"', '{ value = 0, unit = "秒"', "不得小于 1"),
        ("answer_within", "timeout", "键「draw.time_stamp.answer_within」：缺少这一项"),
        ("before_drawing = { value = false", "before_drawing = { value = 0", "应为 true 或 false"),
    ],
)
def test_what_is_wrong_about_an_authority_is_named(old: str, new: str, said: str) -> None:
    with pytest.raises(Refused) as refusal:
        district.read(EXAMPLE.replace(old, new, 1), "坏.toml")
    assert said in str(refusal.value)
