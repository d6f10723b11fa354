"""What follows from what was measured (第十条). The numbers are the rule's: two machines, two
customers, red over 5 %, 180 days, a certificate valid on the day of the visit."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from models.rules.checklist import (
    Checklist,
    CheckPoint,
    Consequence,
    Measure,
)
from models.rules.findings import Finding, derive, missing, wanted
from models.rules.form import Answer
from models.rules.numbers import Number
from models.rules.observed import NoneThere, Terminal
from models.rules.rule_set import Dossier, Kind, Rule
from tests.forms import DOSSIER, FIRST, SOUND, WB_01

VISIT = date(2026, 9, 8)


def derived(
    measured: dict[str, Any], item: Checklist = WB_01, **dossier: str
) -> dict[str, Finding]:
    """Check point -> what it comes to."""
    return derive(item, measured, VISIT, dossier or DOSSIER)


def broken(measured: dict[str, Any], item: Checklist = WB_01, **dossier: str) -> dict[str, str]:
    """Check point -> why, of the points that do not conform."""
    found = derived(measured, item, **dossier)
    return {code: finding.why for code, finding in found.items() if not finding.conforms}


def lacking(measured: dict[str, Any], item: Checklist = WB_01) -> dict[str, str]:
    """Measure code -> what was expected."""
    return {measure.code: expected for measure, expected in missing(item, measured)}


@pytest.mark.duty("10.2")
def test_at_the_limits_everything_conforms() -> None:
    # Exactly 5 % red, exactly 180 days, a certificate that expires on the day: all still in order.
    assert lacking(SOUND) == {}
    assert broken(SOUND) == {}
    found = derived(SOUND)
    assert set(found) == {point.code for point in WB_01.points}
    assert {finding.answer for finding in found.values()} == {Answer.CONFORM}


@pytest.mark.duty("10.2")
@pytest.mark.parametrize(
    ("measured", "point", "why"),
    [
        ({"terminals": [Terminal("12", "13"), Terminal("7", "7")]}, "A1", "抽查2台机器，1台的编号与IP地址末位不符（12号机）"),
        ({"terminals": [Terminal("12", "192.168.0.112"), Terminal("9", "8")]}, "A1", "抽查2台机器，2台的编号与IP地址末位不符（12号机、9号机）"),
        ({"sign": NoneThere("没有招牌")}, "A2", "没有招牌"),
        ({"shared": 1}, "B1", "1台机器有多人同时上网"),
        ({"unregistered": 1}, "B2", "核对2名上网人员，1人没有登记"),
        ({"incomplete": 1}, "B2", "核对2名上网人员，1人登记不全"),
        ({"wrongly": 2}, "B2", "核对2名上网人员，2人登记的信息有误"),
        ({"borrowed": 1}, "B2", "核对2名上网人员，1人冒用他人身份登记"),
        ({"unregistered": 1, "borrowed": 1}, "B2", "核对2名上网人员，1人没有登记；核对2名上网人员，1人冒用他人身份登记"),
        ({"public_cards": 3}, "B3", "使用公用卡3张"),
        ({"harmful": ["涉黄", "涉赌"], "harmful_by": ["上网人员"], "harmful_acts": ["查阅"]}, "C1", "上网人员查阅涉黄、涉赌的有害信息"),
        ({"billing_systems": 2}, "D1", "使用2套计费系统"),
        ({"lines": 2}, "D1", "接入2条线路"),
        ({"audit": "不正常"}, "D2", "安全审计系统运行不正常"),
        ({"audit": NoneThere("未安装")}, "D2", "没有安装安全审计系统"),
        ({"video": "不正常"}, "D2", "视频系统运行不正常"),
        ({"video_seen": NoneThere("无法调看")}, "D2", "现场视频无法调看"),
        ({"server_log_days": 179}, "D3", "服务器日志只保存了179天，规定不少于180天"),
        ({"billing_log_days": 92}, "D3", "计费系统日志只保存了92天，规定不少于180天"),
        ({"billing_log_days": NoneThere("没有日志")}, "D3", "没有保存计费系统日志"),
        ({"officer": False}, "D4", "没有配备信息网络安全员"),
        ({"certificate": NoneThere("没有证书")}, "D4", "信息网络安全员没有资格证书"),
        ({"certificate_expires": date(2026, 9, 7)}, "D4", "信息网络安全员证书已于2026年9月7日过期"),
        ({"headcount": 41}, "D5", "现场上网41人，系统登记40人"),
        ({"headcount": 39}, "D5", "现场上网39人，系统登记40人"),
        ({"red": 3}, "D6", "在线顾客列表40条中有3条为红色，超过5%，实名客户端有问题"),
    ],
)  # fmt: skip
def test_one_past_a_limit_is_a_finding_of_its_own_point_worded_as_the_fault(
    measured: dict[str, Any], point: str, why: str
) -> None:
    assert broken({**SOUND, **measured}) == {point: why}


@pytest.mark.duty("10.2")
@pytest.mark.parametrize(
    ("measured", "point", "asks"),
    [
        ({"sign": "极光网咖"}, "A2", "招牌没有写明营业执照登记的名称"),
        ({"address": "样例路 1 号二层"}, "A3", "现场地址的写法与营业执照登记的地址不同"),
        ({"terminals_found": 61}, "A4", "现场终端61台，证照登记60台"),
        ({"servers_found": 0}, "A4", "现场服务器0台，证照登记1台"),
        ({"area_found": 198}, "A4", "现场营业面积198㎡，证照登记200㎡"),
        ({"permit_expires": date(2026, 9, 7)}, "A4", "网络文化经营许可证已于2026年9月7日到期"),
    ],
)
def test_what_differs_in_writing_is_asked_about_and_is_no_finding(
    measured: dict[str, Any], point: str, asks: str
) -> None:
    found = derived({**SOUND, **measured})
    assert {code: finding.asks for code, finding in found.items() if finding.asks} == {point: asks}
    assert broken({**SOUND, **measured}) == {}
    worse = {**SOUND, **measured, "terminals_found": 61}
    assert asks in derived(worse)[point].asks + derived(worse)[point].why


@pytest.mark.duty("10.2")
def test_no_customer_no_officer_and_machines_off_are_answers_of_their_own() -> None:
    nobody = {code: value for code, value in SOUND.items() if code not in ("unregistered", "incomplete", "wrongly", "borrowed")}  # fmt: skip
    nobody |= {"customers": NoneThere("无人上网"), "headcount": 0, "registered": 0}
    assert lacking(nobody) == {}
    assert derived(nobody)["B2"] == Finding(Answer.NOT_APPLICABLE)
    off = {**SOUND, "terminals": NoneThere("机器均未开机")}
    assert (lacking(off), derived(off)["A1"].answer) == ({}, Answer.NOT_APPLICABLE)
    no_officer = {
        code: value for code, value in SOUND.items() if not code.startswith("certificate")
    }
    no_officer |= {"officer": False}
    assert lacking(no_officer) == {}
    assert broken(no_officer) == {"D4": "没有配备信息网络安全员"}


@pytest.mark.duty("10.2")
def test_what_there_is_nothing_of_is_not_described() -> None:
    # Who has no security officer has no certificate to name.
    assert lacking({**SOUND, "officer": False}) == {
        "certificate": "「配备信息网络安全员」没有的，这一项应留空",
    }
    assert (
        lacking({**SOUND, "officer": False, "certificate": None, "certificate_expires": None}) == {}
    )
    assert list(lacking({**SOUND, "officer": False, "certificate": None})) == [
        "certificate_expires"
    ]


@pytest.mark.duty("10.2")
def test_fewer_than_the_minimum_will_do_where_there_are_no_more() -> None:
    one = {**SOUND, "customers": 1, "headcount": 1, "registered": 1}
    assert lacking(one) == {}
    assert list(lacking({**one, "headcount": 2})) == ["customers"]
    single = {**SOUND, "terminals": [Terminal("1", "1")], "terminals_found": 1}
    assert lacking(single) == {}


@pytest.mark.duty("10.2")
@pytest.mark.parametrize(
    ("measure", "value"),
    [
        ("terminals", [Terminal("12", "12")]),
        ("terminals", [Terminal("12", "12"), Terminal("012", "12")]),
        ("terminals", [Terminal("12", "12"), Terminal("13", "")]),
        ("customers", 1),
        *((code, None) for code in SOUND),
    ],
)  # fmt: skip
def test_too_little_measured_is_incomplete(measure: str, value: Any) -> None:
    assert list(lacking({**SOUND, measure: value})) == [measure]


@pytest.mark.duty("10.2")
def test_what_lacks_is_said_with_number_unit_article_and_what_to_write_where_there_is_none() -> (
    None
):
    said = lacking({**SOUND, "terminals": [Terminal("12", "12")], "headcount": None})
    assert said == {
        "terminals": "应不少于 2 台（第十条），如 12号机 192.168.1.12",
        "headcount": "应填整数",
    }
    assert lacking({**SOUND, "certificate": None})["certificate"] == "应填写，没有的填「没有证书」"


@pytest.mark.duty("10.2")
def test_by_a_file_of_the_first_format_it_is_judged_as_it_was() -> None:
    measured = {
        "terminals": ["12-192.168.0.13", "7-7"],
        "customers": 2,
        "customers_unmatched": 0,
        "headcount": 41,
        "registered": 40,
        "listed": 40,
        "red": 2,
        "log_days": 179,
        "certificate_expires": VISIT,
    }
    assert lacking(measured, FIRST) == {}
    assert broken(measured, FIRST) == {
        "A1": "机器 12-192.168.0.13 编号与 IP 末位不符",
        "D1": "现场 41 人，系统登记 40 人",
        "D3": "日志只保存 179 天，应至少 180 天",
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
def test_a_share_that_is_written_down_is_held_against_its_limit() -> None:
    then = Consequence(
        Rule.PART_AT_MOST, "part", "占{part}，超过{limit}", limit=number(Fraction(1, 10))
    )
    item = one_point(Measure("part", "占比", Kind.SHARE), then=then)
    assert broken({"part": Fraction(1, 10)}, item) == {}
    assert broken({"part": Fraction(1, 8)}, item) == {"A1": "占12.5%，超过10%"}


@pytest.mark.duty("10.2")
def test_a_form_says_the_bounds_and_limits_of_a_measure_and_how_to_write_it() -> None:
    few, many = (Number(n, "间", "某条", "样例") for n in (3, 50))
    rooms = Measure("rooms", "房间数", Kind.COUNT, "间", "逐间", few, many)
    assert wanted(CheckPoint("A1", "组", "点", "条", (rooms,)), rooms) == (
        "不少于3间，不超过50间，逐间"
    )
    said = {m.code: wanted(p, m) for p in WB_01.points for m in p.measures}
    assert said["customers"] == "不少于2人，没有的填「无人上网」"
    assert said["billing_log_days"] == "不少于180天，没有的填「没有日志」"
    assert (said["red"], said["lines"], said["headcount"]) == ("不超过5%", "不多于1条", "")


@pytest.mark.duty("10.2")
def test_nought_where_there_is_none_is_asked_for_in_the_words_for_it() -> None:
    nobody = {"customers": 0, "headcount": 0, "registered": 0}
    assert "没有的填「无人上网」" in [
        why for measure, why in missing(WB_01, {**SOUND, **nobody}) if measure.code == "customers"
    ]
    off = {"terminals": [Terminal("12", ""), Terminal("13", "")]}
    [(_, why)] = missing(WB_01, {**SOUND, **off})
    assert why == "应不少于 2 台（第十条），如 12号机 192.168.1.12，没有的填「机器均未开机」"
