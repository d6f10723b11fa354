"""Rows of the two rosters, and who of them can be drawn (第九条、第十一条至第十四条)."""

from __future__ import annotations

import pytest

from models.rules.draw.reasons import IneligibleReason, RecusalReason
from models.rules.recusals import Recusal
from models.rules.rosters import (
    RISK_BY_WORDS,
    STRATA,
    InspectorRow,
    RosterKind,
    SubjectRow,
    can_be_drawn,
    can_inspect,
    check_inspector_roster,
    ineligible_reason,
    inspector_row,
    subject_row,
)
from tests.refusal import refusal

REGION = "350105"
GOOD = {
    "credit_code": "92350105MA0007919C",
    "name": "样例网吧",
    "premises": "某路1号",
    "legal_representative": "林样",
    "industry": "互联网上网服务",
}
OFFICER = {
    "badge_number": "035023",
    "name": "林虚",
    "sex": "男",
    "unit": "大队",
    "post": "警员",
    "qualified": "是",
    "duty": "在岗",
}
OTHER_CODE = "92350105MA0007920H"
EMPTY = "不得为空"


def _subject(**changed: str) -> list[tuple[str, str]]:
    return subject_row({**GOOD, **changed}, REGION)[1]


def _inspector(**changed: str) -> list[tuple[str, str]]:
    return inspector_row({**OFFICER, **changed})[1]


@pytest.mark.duty("12.1")
def test_a_subject_is_kept_with_everything_its_row_says() -> None:
    row, problems = subject_row(GOOD, REGION)
    assert problems == []
    assert row == SubjectRow(**GOOD, status="正常", risk_class="general", risk_reason="")
    told = {**GOOD, "status": "停业", "risk_class": "必查", "risk_reason": "多次投诉"}
    assert subject_row(told, REGION)[0] == SubjectRow(
        **GOOD, status="停业", risk_class="must", risk_reason="多次投诉"
    )


@pytest.mark.duty("12.1")
@pytest.mark.parametrize("element", ["name", "premises", "legal_representative", "industry"])
def test_a_subject_lacking_an_element_is_refused(element: str) -> None:
    assert _subject(**{element: ""}) == [(element, EMPTY)]
    missing = {key: value for key, value in GOOD.items() if key != element}
    row, problems = subject_row(missing, REGION)
    assert problems == [(element, EMPTY)]
    assert getattr(row, element) == ""


@pytest.mark.duty("12.1")
def test_a_code_is_read_in_any_width_and_case_and_its_check_character_counts() -> None:
    wide = " ９２３５０１０５ma0007919c"
    row, problems = subject_row({**GOOD, "credit_code": wide}, REGION)
    assert (row.credit_code, problems) == (GOOD["credit_code"], [])
    assert _subject(credit_code="92350105MA0007919D") == [
        ("credit_code", "统一社会信用代码的字符或校验位不符")
    ]
    nothing = {key: value for key, value in GOOD.items() if key != "credit_code"}
    row, problems = subject_row(nothing, REGION)
    assert problems == [("credit_code", "应为 18 位统一社会信用代码，实为 0 位")]
    assert row.credit_code == ""


STATUSES = {
    "正常": None,
    "停业": "suspended",
    "歇业": "suspended",
    "责令停业": "closed-by-order",
    "被责令停业": "closed-by-order",
    "停业整顿": "closed-by-order",
    "吊销": "closed-by-order",
    "注销": "deregistering",
    "注销中": "deregistering",
    "正在注销": "deregistering",
    "失联": "untraceable",
    "查无下落": "untraceable",
    "已列入联合抽查": "joint-draw",
    "已达检查频次上限": "visit-cap",
}


@pytest.mark.duty("13.1")
def test_a_status_is_of_the_list_and_says_why_who_is_not_in_business_is_not_drawn() -> None:
    for status, reason in STATUSES.items():
        # Who was visited too often is reckoned from the visits and written by nobody.
        by_hand = [("status", "检查频次由系统按实际检查计算，不在名录中填写")]
        assert _subject(status=status) == (by_hand if reason == "visit-cap" else [])
        assert subject_row({**GOOD, "status": status}, REGION)[0].status == status
        assert can_be_drawn(status) is (reason is None)
        assert ineligible_reason(status) == reason
    assert _subject(status="") == []
    assert _subject(status="经营困难") == [
        ("status", f"应为 {'、'.join(list(STATUSES)[:-1])} 之一")
    ]
    # Every reason of the closed list can be said by its own words.
    assert {reason.words: reason for reason in IneligibleReason}.items() <= STATUSES.items()


@pytest.mark.duty("9.4")
def test_a_risk_class_is_one_of_three_and_a_raised_one_has_its_reason() -> None:
    assert {words: str(risk) for words, risk in RISK_BY_WORDS.items()} == {
        "": "general",
        "一般": "general",
        "重点": "key",
        "必查": "must",
    }
    assert STRATA == {"general": "一般", "key": "重点", "must": "必查"}
    reason = ("risk_reason", "列为重点或必查的应写明原因（第九条）")
    for words in ("重点", "必查"):
        assert _subject(risk_class=words) == [reason]
        assert _subject(risk_class=words, risk_reason="多次投诉") == []
    assert _subject(risk_class="一般") == []
    assert _subject(risk_class="严重") == [("risk_class", "应为 一般、重点、必查 之一")]
    assert subject_row({**GOOD, "risk_class": "严重"}, REGION)[0].risk_class == "general"


@pytest.mark.duty("12.2")
def test_a_roster_is_of_one_region() -> None:
    assert _subject(region=REGION) == _subject(region="") == []
    assert _subject(region="350102") == [
        ("region", "名录库按行政区划划分，应为 350105（第十二条）")
    ]


@pytest.mark.duty("14.1")
def test_an_inspector_is_kept_with_everything_the_row_says() -> None:
    row, problems = inspector_row(
        {**OFFICER, "email": "a@b.example", "recused_from": f"{OTHER_CODE}：亲属"}
    )
    assert problems == []
    assert row == InspectorRow(
        badge_number="035023",
        name="林虚",
        sex="男",
        unit="大队",
        post="警员",
        qualified=True,
        duty="在岗",
        email="a@b.example",
        recused_from=(Recusal(OTHER_CODE, RecusalReason.KINSHIP),),
    )
    assert inspector_row(OFFICER)[0].email == ""
    assert inspector_row(OFFICER)[0].recused_from == ()


INSPECTOR_ELEMENTS = {
    "badge_number": "应为 4 至 8 位数字的警号",
    "name": EMPTY,
    "unit": EMPTY,
    "post": EMPTY,
    "sex": "应为 男 或 女",
    "qualified": "应为 是 或 否",
    "duty": "应为 在岗、离岗 之一",
}


@pytest.mark.duty("14.1")
@pytest.mark.parametrize("element", sorted(INSPECTOR_ELEMENTS))
def test_an_inspector_lacking_an_element_is_refused(element: str) -> None:
    assert _inspector() == []
    told = [(element, INSPECTOR_ELEMENTS[element])]
    assert _inspector(**{element: ""}) == told
    missing = {key: value for key, value in OFFICER.items() if key != element}
    row, problems = inspector_row(missing)
    assert problems == told
    assert getattr(row, element) in ("", False)


@pytest.mark.duty("14.1")
@pytest.mark.parametrize(
    ("badge", "right"),
    [
        ("123", False), ("1234", True), ("12345678", True), ("123456789", False),
        ("12a4", False), ("１２３４", False), ("一二三四", False), ("12 4", False),
    ],
)  # fmt: skip
def test_a_badge_number_is_of_four_to_eight_digits(badge: str, right: bool) -> None:
    assert (_inspector(badge_number=badge) == []) is right


@pytest.mark.duty("14.1")
def test_every_choice_of_an_inspectors_row_is_one_of_its_list() -> None:
    for sex in ("男", "女"):
        assert _inspector(sex=sex) == []
    for duty in ("在岗", "离岗"):
        assert _inspector(duty=duty) == []
    assert inspector_row({**OFFICER, "qualified": "否"})[0].qualified is False
    assert [field for field, _ in _inspector(sex="其他", qualified="有", duty="借调")] == [
        "sex",
        "qualified",
        "duty",
    ]


@pytest.mark.duty("14.1")
@pytest.mark.parametrize(
    ("email", "right"), [("", True), ("a@b", True), ("ab", False), ("a@b@c", False)]
)
def test_an_email_has_one_at_sign(email: str, right: bool) -> None:
    told = [] if right else [("email", "应为一个电子邮箱地址")]
    assert _inspector(email=email) == told


@pytest.mark.duty("12.1", "14.1")
def test_a_recusal_that_is_not_as_it_should_be_is_a_fault_of_its_column() -> None:
    assert _inspector(recused_from=f"{GOOD['credit_code']}（亲属） 9235") == [
        ("recused_from", "9235：应为 18 位统一社会信用代码，实为 4 位"),
    ]


@pytest.mark.duty("14.1")
def test_an_unqualified_or_off_duty_officer_is_never_drawn() -> None:
    assert can_inspect(True, "在岗") is True
    assert can_inspect(False, "在岗") is False
    assert can_inspect(True, "离岗") is False
    assert can_inspect(False, "离岗") is False


@pytest.mark.duty("14.2")
def test_the_inspector_roster_has_at_least_four() -> None:
    officers = [inspector_row({**OFFICER, "badge_number": f"03500{n}"})[0] for n in range(4)]
    check_inspector_roster(officers, 4)
    refused = refusal(check_inspector_roster, officers[:3], 4)
    assert refused.reasons == ("执法检查人员名录库只有 3 人，不得少于 4 人（第十四条）",)
    assert refused.code == "too-few-inspectors"


@pytest.mark.duty("11.1")
def test_an_item_has_two_rosters() -> None:
    assert {each.value: each.words for each in RosterKind} == {
        "subjects": "市场主体名录库",
        "inspectors": "执法检查人员名录库",
    }
