"""What follows from what was measured (第十条). The numbers are the rule's: two machines, two
customers, red over 5 %, 180 days, a certificate valid on the day of the visit."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from models import item_file
from models.rules.checklist import (
    Checklist,
    CheckPoint,
    Consequence,
    Dossier,
    Kind,
    Measure,
    Number,
    Rule,
)
from models.rules.findings import derive, missing, wanted

WB_01 = item_file.read((item_file.SHIPPED / "wb-01.toml").read_text("utf-8"), "wb-01.toml")
VISIT = date(2026, 9, 8)
SOUND: dict[str, Any] = {
    "terminals": ["12-192.168.0.12", "07-7"],
    "customers": 2,
    "customers_unmatched": 0,
    "headcount": 40,
    "registered": 40,
    "listed": 40,
    "red": 2,
    "log_days": 180,
    "certificate_expires": VISIT,
}


def broken(measured: dict[str, Any], item: Checklist = WB_01, **dossier: str) -> dict[str, str]:
    """Check point -> why, of the points that do not conform."""
    found = derive(item, measured, VISIT, dossier)
    return {code: finding.why for code, finding in found.items() if not finding.conforms}


def lacking(measured: dict[str, Any], item: Checklist = WB_01) -> dict[str, str]:
    """Measure code -> what was expected."""
    return {measure.code: expected for measure, expected in missing(item, measured)}


@pytest.mark.duty("10.2")
def test_at_the_limits_everything_conforms() -> None:
    # Exactly 5 % red, exactly 180 days, a certificate that expires on the day: all still in order.
    assert lacking(SOUND) == {}
    assert broken(SOUND) == {}
    assert list(derive(WB_01, SOUND, VISIT, {})) == ["A1", "B2", "D1", "D2", "D3", "D4"]


@pytest.mark.duty("10.2")
@pytest.mark.parametrize(
    ("measured", "point", "why"),
    [
        ({"terminals": ["12-13", "7-7"]}, "A1", "机器 12-13 编号与 IP 末位不符"),
        ({"terminals": ["12-192.168.0.112", "7-7"]}, "A1", "机器 12-192.168.0.112 编号与 IP 末位不符"),
        ({"terminals": ["-", "7-7"]}, "A1", "机器 - 编号与 IP 末位不符"),
        ({"customers_unmatched": 1}, "B2", "1 人与登记不符"),
        ({"headcount": 41}, "D1", "现场 41 人，系统登记 40 人"),
        ({"headcount": 39}, "D1", "现场 39 人，系统登记 40 人"),
        ({"red": 3}, "D2", "在线 40 条中红色 3 条，超过 5%"),
        ({"listed": 0, "red": 1}, "D2", "在线 0 条中红色 1 条，超过 5%"),
        ({"log_days": 179}, "D3", "日志只保存 179 天，应至少 180 天"),
        (
            {"certificate_expires": date(2026, 9, 7)},
            "D4",
            "安全员证书已于 2026-09-07 过期",
        ),
    ],
)  # fmt: skip
def test_one_past_a_limit_is_a_finding(measured: dict[str, Any], point: str, why: str) -> None:
    assert broken({**SOUND, **measured}) == {point: why}


@pytest.mark.duty("10.2")
@pytest.mark.parametrize(
    ("measure", "value"),
    [
        ("terminals", ["12-12"]),
        ("terminals", ["12-12", "12-12"]),
        ("terminals", None),
        ("customers", 1),
        ("customers", None),
        ("customers_unmatched", None),
        ("headcount", None),
        ("registered", None),
        ("listed", None),
        ("red", None),
        ("log_days", None),
        ("certificate_expires", None),
    ],
)
def test_too_little_measured_is_incomplete(measure: str, value: Any) -> None:
    assert list(lacking({**SOUND, measure: value})) == [measure]


@pytest.mark.duty("10.2")
def test_what_lacks_is_said_with_number_unit_and_article() -> None:
    said = lacking({**SOUND, "terminals": ["12-12"], "customers": None})
    assert said == {
        "terminals": "应不少于 2 台（第十条），写作 12-12、35-35",
        "customers": "应填整数，应不少于 2 人（第十条）",
    }


def one_point(*measures: Measure, then: Consequence | None = None) -> Checklist:
    """An invented item of one check point."""
    point = CheckPoint("A1", "组", "要点", "第一条", measures, (then,) if then else ())
    return Checklist("YL-01", "1", "登记表", {"name": "样例"}, (point,))


def number(value: int | Fraction) -> Number:
    """A legal number of an invented rule."""
    return Number(value, "个", "第一条", "样例")


COUNT, OTHER = Measure("count", "数", Kind.COUNT), Measure("other", "另一数", Kind.COUNT)


@pytest.mark.duty("10.2")
@pytest.mark.parametrize(
    ("share", "said"),
    [
        (Fraction(1, 30), "超过 1/30"),
        (Fraction(1, 8), "超过 12.5%"),
        (Fraction(1, 20), "超过 5%"),
        (Fraction(1, 400), "超过 0.25%"),
        (Fraction(1, 1000), "超过 0.1%"),
    ],
)
def test_a_share_is_said_exactly(share: Fraction, said: str) -> None:
    then = Consequence(Rule.SHARE_AT_MOST, "count", "超过 {limit}", of="other", limit=number(share))
    item = one_point(COUNT, OTHER, then=then)
    assert broken({"count": 1, "other": 1}, item) == {"A1": said}
    exactly = {"count": share.numerator, "other": share.denominator}
    assert broken(exactly, item) == {}
    assert broken({**exactly, "count": share.numerator + 1}, item) == {"A1": said}


@pytest.mark.duty("10.2")
def test_bounds_hold_at_both_ends() -> None:
    item = one_point(Measure("count", "数", Kind.COUNT, at_least=number(2), at_most=number(4)))
    assert [n for n in range(7) if not lacking({"count": n}, item)] == [2, 3, 4]
    assert lacking({"count": 5}, item) == {"count": "应不超过 4 个（第一条）"}


@pytest.mark.duty("10.2")
def test_what_is_seen_is_held_against_what_the_roster_records_whatever_its_width() -> None:
    then = Consequence(
        Rule.EQUALS_DOSSIER, "seen", "招牌「{seen}」，登记「{dossier}」", dossier=Dossier.NAME
    )
    item = one_point(Measure("seen", "招牌", Kind.TEXT), then=then)
    assert broken({"seen": "样例 网吧（一店）"}, item, name="样例网吧(一店)") == {}
    why = "招牌「样例网咖」，登记「样例网吧」"
    assert broken({"seen": "样例网咖"}, item, name="样例网吧") == {"A1": why}


@pytest.mark.duty("10.2")
def test_a_finding_names_every_entry_of_a_list_with_dunhao_between() -> None:
    then = Consequence(Rule.NUMBER_EQUALS_LAST_PART, "seen", "抽查了 {seen}，不符 {wrong}")
    item = one_point(Measure("seen", "机器", Kind.TEXT_LIST), then=then)
    why = "抽查了 1-1、2-3、3-4，不符 2-3、3-4"
    assert broken({"seen": ["1-1", "2-3", "3-4"]}, item) == {"A1": why}


def test_two_broken_rules_of_a_point_are_both_said() -> None:
    first = Consequence(Rule.ZERO, "count", "{count} 个")
    second = Consequence(Rule.EQUAL, "count", "另 {other} 个", of="other")
    point = CheckPoint("A1", "组", "要点", "第一条", (COUNT, OTHER), (first, second))
    item = Checklist("YL-01", "1", "登记表", {"name": "样例"}, (point,))
    assert broken({"count": 1, "other": 2}, item) == {"A1": "1 个；另 2 个"}
    assert broken({"count": 1, "other": 1}, item) == {"A1": "1 个"}


def test_what_was_not_measured_decides_nothing() -> None:
    assert derive(WB_01, {}, VISIT, {}) == {}


@pytest.mark.duty("10.2")
def test_a_form_says_the_bounds_of_a_measure_and_how_to_write_it() -> None:
    few, many = (Number(n, "间", "某条", "样例") for n in (3, 50))
    assert wanted(Measure("rooms", "房间数", Kind.COUNT, "间", "逐间", few, many)) == (
        "应不少于 3 间（某条），应不超过 50 间（某条），逐间"
    )
    assert wanted(Measure("name", "名称", Kind.TEXT)) == ""
