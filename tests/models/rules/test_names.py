"""Every identifier is built and read by one grammar; what isn't written by it is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.faults import Refused
from models.rules import names
from tests.refusal import refusal

regions = st.sampled_from([6, 9, 12]).flatmap(
    lambda n: st.text("0123456789", min_size=n, max_size=n)
)
item_codes = st.from_regex(names.ITEM_CODE, fullmatch=True).filter(str.isascii)
years = st.integers(1000, 2999)


@given(regions, item_codes, years, st.integers(1, 12))
def test_a_draw_id_is_read_as_it_was_built(
    region: str, item_code: str, year: int, period: int
) -> None:
    text = names.draw_id(region, item_code, year, period)
    assert text == f"{region}/{item_code}/{year}-{period}"
    assert names.read_draw_id(text) == names.DrawId(region, item_code, year, str(period))
    assert names.region_of(text) == region


@given(regions, item_codes, years, st.integers(1, 99), st.integers(1, 10**6))
def test_what_hangs_on_a_draw_begins_with_its_region(
    region: str, item_code: str, year: int, extra: int, n: int
) -> None:
    draw = names.extra_draw_id(region, item_code, year, extra)
    number = names.inspection_number(names.drawn_inspections(draw), n)
    assert names.check_inspection_number(number) == number
    assert names.region_of(number) == region
    application = names.application_number(draw, n)
    assert names.read_application_number(application) == (draw, n)
    assert names.region_of(application) == region


@pytest.mark.parametrize(
    "text",
    [
        "350105/WB-01/2026-5 ",
        " 350105/WB-01/2026-5",
        "350105/WB 01/2026-5",
        "350105/WB-01/2026-0",
        "350105/WB-01/2026-05",
        "350105/WB-01/2026-X0",
        "350105/WB-01/26-5",
        "35010/WB-01/2026-5",
        "3501051/WB-01/2026-5",
        "350105/wb-01/2026-5",
        "350105/-WB/2026-5",
        "350105/WB-/2026-5",
        "350105/ABCDEFGHIJKLMNOPQ/2026-5",
        "３５０１０５/WB-01/2026-5",
        "350105/WB-01/2026-5\n",
        "",
    ],
)
def test_a_draw_id_of_another_shape_is_refused(text: str) -> None:
    with pytest.raises(Refused, match=r"抽取编号.*350105/WB-01/2026-5"):
        names.read_draw_id(text)


@pytest.mark.duty("12.2")
@pytest.mark.parametrize("text", ["350105", "350105001", "350105001002"])
def test_a_region_has_6_9_or_12_digits(text: str) -> None:
    assert names.check_region(text) == text


@pytest.mark.duty("12.2")
@pytest.mark.parametrize(
    "text", ["", "35010", "3501055", "35010500", "35010A", "350105 ", "３５０１０５"]
)
def test_a_region_of_another_length_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="行政区划代码"):
        names.check_region(text)


def test_an_item_code_is_checked_at_the_door() -> None:
    for good in ("WB-01", "1", "A", "ABCDEFGHIJKLMNOP", "A--B"):
        assert names.check_item_code(good) == good
    for bad in ("", "WB 01", "wb-01", "WB-", "-WB", "WB/01", "事项", "ABCDEFGHIJKLMNOPQ"):
        with pytest.raises(Refused, match="事项编号"):
            names.check_item_code(bad)


def test_numbers_of_special_inspections_are_counted_by_year() -> None:
    number = names.inspection_number(names.special_inspections("350105", 2026), 7)
    assert number == "350105-ZX-2026-00007"
    assert names.check_inspection_number(number) == number


@pytest.mark.parametrize(
    "text", ["350105-WB-01-2026-5", "350105-WB-01-2026-5-1", "350105-00001", "x"]
)
def test_another_inspection_number_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="任务编号"):
        names.check_inspection_number(text)


@pytest.mark.parametrize(
    "text", ["350105/WB-01/2026-5", "350105/WB-01/2026-5/C0", "C1", "350105/WB-01/2026-5/C1 "]
)
def test_another_application_number_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="申请编号"):
        names.read_application_number(text)


def test_what_names_no_region_is_refused() -> None:
    for text in ("", "35010/x", "x350105/", "3501051/x"):
        with pytest.raises(Refused, match="行政区划代码开头"):
            names.region_of(text)


def test_matters_name_what_they_tell() -> None:
    draw = "350105/WB-01/2026-5"
    assert names.announcement_matter(draw) == "350105/WB-01/2026-5/announcement"
    assert names.abandonment_matter(draw) == "350105/WB-01/2026-5/abandoned"
    assert names.record_matter(draw, 2) == "350105/WB-01/2026-5/record/2"
    assert names.results_scope("350105", draw) == draw
    special = names.results_scope("350105", "350105-ZX-2026-00001")
    assert names.results_matter(special, 1) == "350105/350105-ZX-2026-00001/results/1"
    for matter in (
        names.announcement_matter(draw),
        names.abandonment_matter(draw),
        names.record_matter(draw, 2),
        names.results_matter(draw, 1),
    ):
        assert names.scope_of_matter(matter) == "350105/WB-01/2026-5"
    of_special = "350105/350105-ZX-2026-00001"
    assert names.scope_of_matter(names.results_matter(special, 1)) == of_special
    assert names.item_list_matter("350105", "joint", 3) == "350105/items/joint/3"
    assert names.plan_matter("350105", "WB-01", 2026, 1) == "350105/plan/WB-01/2026/1"
    assert names.credit_matter("350105", 4) == "350105/credit/4"


@pytest.mark.parametrize(
    ("matter", "stem", "version"),
    [
        ("350105/WB-01/2026-5/announcement", "350105/WB-01/2026-5/announcement", None),
        ("350105/WB-01/2026-X1/abandoned", "350105/WB-01/2026-X1/abandoned", None),
        ("350105/WB-01/2026-5/record/12", "350105/WB-01/2026-5/record", 12),
        ("350105/350105-ZX-2026-00001/results/1", "350105/350105-ZX-2026-00001/results", 1),
        ("350105/items/joint/3", "350105/items/joint", 3),
        ("350105/plan/WB-01/2026/1", "350105/plan/WB-01/2026", 1),
        ("350105001/credit/4", "350105001/credit", 4),
    ],
)
def test_a_matter_is_read_in_its_parts(matter: str, stem: str, version: int | None) -> None:
    read = names.read_matter(matter)
    assert (read.region, read.stem, read.version) == (stem.partition("/")[0], stem, version)


@pytest.mark.parametrize(
    "text",
    [
        "", "350105", "350105/credit", "350105/credit/0", "350105/credit/1 ", " 350105/credit/1",
        "35010/credit/1", "350105/WB-01/2026-5/record", "350105/WB-01/2026-5/announcement/1",
        "350105/WB-01/2026/results/1", "350105/plan/2026", "350105/items/joint/3/4", "350105/credit/１",
    ],
)  # fmt: skip
def test_what_is_no_matter_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(Refused, match="写法不对"):
        names.read_matter(text)


@pytest.mark.parametrize(
    ("read", "told"),
    [
        (
            names.read_draw_id,
            "抽取编号「x」的写法不对，应为 区划/事项/年-期，例如 350105/WB-01/2026-5",
        ),
        (
            names.check_inspection_number,
            "任务编号「x」的写法不对，应如 350105-WB-01-2026-5-00001",
        ),
        (
            names.read_application_number,
            "申请编号「x」的写法不对，应如 350105/WB-01/2026-5/C1",
        ),
        (names.read_matter, "公示编号「x」的写法不对，应如 350105/WB-01/2026-5/results/1"),
        (names.region_of, "编号「x」的写法不对，应以行政区划代码开头，例如 350105/…"),
        (names.check_region, "行政区划代码「x」的写法不对，应为 6、9 或 12 位数字"),
        (
            names.check_item_code,
            "事项编号「x」：应为 1 至 16 位大写字母、数字或连字符，首尾为字母或数字，例如 WB-01",
        ),
    ],
)
def test_what_no_grammar_knows_is_refused_alike(read: Callable[[str], object], told: str) -> None:
    refused = refusal(read, "x")
    assert (refused.reasons, refused.code) == ((told,), "malformed-name")


def test_an_inspections_number_tells_its_draw_its_year_and_its_place() -> None:
    drawn = names.read_inspection_number("350105-WB-01-2026-X1-00012")
    assert (drawn.draw_id, drawn.year, drawn.n) == ("350105/WB-01/2026-X1", 2026, 12)
    for number in ("350105-ZX-2025-00003", "350105-FC-2025-00003"):
        alone = names.read_inspection_number(number)
        assert (alone.draw_id, alone.year, alone.n) == (None, 2025, 3)
    assert refusal(names.read_inspection_number, "350105-WB-01").code == "malformed-name"


@pytest.mark.parametrize(
    ("matter", "theirs"),
    [
        ("350105/WB-01/2026-5", True),
        ("350105-WB-01-2026-5-00001", True),
        ("350105-ZX-2026-00001/2", True),
        ("350105-FC-2026-00001", True),
        ("350105-WB-01-2026-5-00001/D3/1", True),
        ("350105/items/joint/1", False),
        ("350105/plan/WB-01/2026/1", False),
    ],
)
def test_what_is_named_after_a_draw_or_an_inspection_is_told_from_the_houses_own(
    matter: str, theirs: bool
) -> None:
    assert names.is_of_a_draw_or_inspection(matter) is theirs
