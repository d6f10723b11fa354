"""A record form judged whole (第十、十九、二十、二十二、二十三条)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from models.rules.form import Answer
from models.rules.inspection import Outcome
from models.rules.judging import Found, judge
from models.rules.observed import NoneThere, Terminal
from tests.forms import CLOSED, FACTS, FIRST, FORM, SOUND, VISIT, WB_01, answered, item, problems

RECEIVED = date(2026, 9, 11)
NOBODY: dict[str, Any] = {
    code: value
    for code, value in SOUND.items()
    if code not in ("unregistered", "incomplete", "wrongly", "borrowed")
} | {"customers": NoneThere("无人上网"), "headcount": 0, "registered": 0}
FIRST_MEASURED = {
    "terminals": ["12-12", "35-35"],
    "customers": 2,
    "customers_unmatched": 0,
    "headcount": 26,
    "registered": 26,
    "listed": 26,
    "red": 1,
    "log_days": 180,
    "certificate_expires": VISIT,
}


@pytest.mark.duty("20.1")
def test_a_complete_form_has_no_fault() -> None:
    judged = judge(FORM, FACTS)
    assert (judged.outcome, judged.category, judged.findings, judged.problems) == (
        Outcome.CONFORM,
        "no-problem",
        {},
        [],
    )


@pytest.mark.duty("23.1")
def test_what_the_form_says_leads_to_a_category_of_the_items_list() -> None:
    short = {**SOUND, "billing_log_days": 92}
    found = replace(FORM, measured=short, answers=answered("D3", "non_conform"))
    judged = judge(found, FACTS)
    fault = "计费系统日志只保存了92天，规定不少于180天"
    assert (judged.outcome, judged.category, judged.problems) == (
        Outcome.NON_CONFORM,
        "problem",
        [],
    )
    assert judged.findings == {"D3": Found(fault, fault)}
    withheld = replace(found, non_cooperation=(2,), non_cooperation_detail="没有提供登记材料")
    judged = judge(withheld, FACTS)
    assert (judged.outcome, judged.category) == (Outcome.NOT_COOPERATING, "not-cooperating")
    assert list(judged.findings) == ["D3"]
    judged = judge(CLOSED, FACTS)
    assert (judged.outcome, judged.category, judged.findings) == (Outcome.NO_VISIT, "closed", {})


@pytest.mark.duty("20.1", "23.1")
@pytest.mark.parametrize("code", ["closed", "not-here", "moved-out", "unreachable", "deregistered", "licence-revoked"])  # fmt: skip
def test_a_result_without_a_visit_needs_no_answers_but_its_evidence(code: str) -> None:
    assert problems(of=CLOSED, category=code) == []
    assert WB_01.category(code) is not None
    words = WB_01.category(code).choice  # type: ignore[union-attr]
    assert problems(of=CLOSED, category=code, situation="", evidence=()) == [
        ("未能检查的情况", f"选「{words}」的应写明到场所见的情况"),
        (
            "佐证材料",
            "应不少于 1 件（第二十条（本级自定）），写明照片、文件的名称或文号，多件用顿号隔开",
        ),
    ]


@pytest.mark.duty("20.1")
def test_who_chose_no_visit_has_nothing_to_measure_or_answer() -> None:
    expected = [("本次检查情况", "没有检查的，检查要点应留空；实际检查了的应选「已实地检查」")]
    answers = {point.code: ("not_applicable", "") for point in WB_01.points}
    assert problems(of=CLOSED, answers=answers) == expected
    assert problems(of=CLOSED, measured={"lines": 1}) == expected


@pytest.mark.duty("10.1", "20.1")
def test_twelve_times_not_applicable_with_invented_measures_is_refused() -> None:
    answers = {point.code: ("not_applicable", "") for point in WB_01.points}
    told = dict(problems(answers=answers))
    assert told["本次检查情况"].startswith("检查要点全部不适用，就是没有检查")
    assert told["D3 服务器、计费系统日志按规定保存"] == "已经核对，应为 符合 或 不符合"
    assert len(told) == 15
    first = replace(FACTS, item=FIRST, badges=FACTS.badges)
    answers = {point.code: ("not_applicable", "") for point in FIRST.points}
    old = replace(FORM, category="", answers=answers, measured=FIRST_MEASURED)
    assert "检查类别" in dict(problems(first, of=old))


@pytest.mark.duty("20.1")
def test_a_form_says_first_what_this_visit_was() -> None:
    expected = (
        "应选 已实地检查、拒绝进入、已停业、不在此经营、已搬迁、无法联系、已注销、证照已吊销 之一"
    )
    assert problems(category="") == [("本次检查情况", expected)]


@pytest.mark.duty("10.2")
def test_nobody_there_is_truthfully_recorded() -> None:
    answers = answered("B2", "not_applicable")
    assert problems(measured=NOBODY, answers=answers) == []
    assert problems(measured=NOBODY) == [("B2 上网人员逐人如实登记", "没有可以核对的，应为 不适用")]
    # What the register shows without anybody there is still the officers' to say.
    found = answered("B2", "non_conform", "登记本缺三日")
    assert problems(measured=NOBODY, answers=found) == []


@pytest.mark.duty("10.2")
def test_a_cafe_without_a_security_officer_is_truthfully_recorded() -> None:
    measured = {code: value for code, value in SOUND.items() if not code.startswith("certificate")}
    measured |= {"officer": False}
    judged = judge(replace(FORM, measured=measured, answers=answered("D4", "non_conform")), FACTS)
    assert judged.problems == []
    assert judged.findings["D4"].words == "没有配备信息网络安全员"


@pytest.mark.duty("10.1")
def test_every_point_is_answered() -> None:
    answers = {code: pair for code, pair in FORM.answers.items() if code != "B3"}
    assert problems(answers=answers) == [("B3 没有使用公用卡", "应填 符合、不符合、不适用 之一")]


@pytest.mark.duty("10.2")
def test_an_answer_cannot_contradict_what_was_measured() -> None:
    measured = {**SOUND, "server_log_days": 30}
    why = "服务器日志只保存了30天，规定不少于180天"
    for answer in (Answer.CONFORM, Answer.NOT_APPLICABLE):
        assert problems(measured=measured, answers=answered("D3", answer)) == [
            ("D3 服务器、计费系统日志按规定保存", f"与检查所见不一致：{why}，应为 不符合")
        ]
    assert problems(answers=answered("D3", Answer.NOT_APPLICABLE)) == [
        ("D3 服务器、计费系统日志按规定保存", "已经核对，应为 符合 或 不符合")
    ]


@pytest.mark.duty("10.2", "20.1")
def test_what_the_officers_find_themselves_is_described_and_told_as_the_points_fault() -> None:
    assert problems(answers=answered("B3", Answer.NON_CONFORM)) == [
        ("B3 没有使用公用卡", "应写明检查所见")
    ]
    judged = judge(replace(FORM, answers=answered("B3", "non_conform", "抽屉里的卡")), FACTS)
    assert judged.findings == {"B3": Found("使用公用卡", "抽屉里的卡")}
    assert judged.problems == []


@pytest.mark.duty("10.2")
def test_what_differs_in_writing_is_explained_or_found() -> None:
    other = {**SOUND, "sign": "极光网咖"}
    asks = "招牌没有写明营业执照登记的名称"
    assert problems(measured=other) == [
        ("A2 招牌含营业执照登记的名称", f"{asks}：相符的请在检查所见写明理由，不符的应为 不符合")
    ]
    assert (
        problems(measured=other, answers=answered("A2", "conform", "连锁店统一招牌，小字写有全称"))
        == []
    )
    judged = judge(replace(FORM, measured=other, answers=answered("A2", "non_conform")), FACTS)
    assert (judged.problems, judged.findings["A2"].words) == ([], asks)


@pytest.mark.duty("10.2", "20.1")
@pytest.mark.parametrize(
    ("measured", "label", "why"),
    [
        ({"red": 41}, "其中红色", "红色41条，多于在线顾客列表共40条"),
        ({"unregistered": 1, "borrowed": 2}, "其中没有登记", "有问题的共3人，多于核对的2人（一人只计一项）"),
        ({"customers": 41}, "核对的上网人员", "核对41人，多于现场上网的40人"),
        ({"shared": 61}, "多人同用的机器", "多人同用的机器61台，多于现场清点的终端60台"),
    ],
)  # fmt: skip
def test_what_cannot_be_true_goes_back_and_accuses_nobody(
    measured: dict[str, Any], label: str, why: str
) -> None:
    judged = judge(replace(FORM, measured={**SOUND, **measured}), FACTS)
    assert (label, f"{why}，请核对后改正") in [(p.label, p.expected) for p in judged.problems]
    assert judged.findings == {}


@pytest.mark.duty("10.2")
def test_a_certificate_is_judged_on_the_day_of_the_visit() -> None:
    # It expired between the visit and the day the form came in.
    assert problems(measured={**SOUND, "certificate_expires": date(2026, 9, 9)}) == []
    expired = {**SOUND, "certificate_expires": date(2026, 9, 7)}
    told = [label for label, _ in problems(measured=expired)]
    assert told == ["D4 配备信息网络安全员，证书有效"]


@pytest.mark.duty("7.2")
def test_the_item_of_the_inspection_judges_its_return() -> None:
    yl = item("example-yl-01.toml")
    judged = judge(
        replace(
            FORM,
            answers={point.code: ("conform", "") for point in yl.points},
            measured={
                "sign": "样例网吧",
                "kept_days": 200,
                "cameras": 30,
                "cameras_off": 1,
                "safety_officer": "林某",
            },
        ),
        replace(FACTS, item=yl),
    )
    # 200 days would do in Mawei (180); here 365 are asked for. 1 of 30 is exactly the share allowed.
    why = "日志只保存了200天，规定不少于365天"
    assert [(p.label, p.expected) for p in judged.problems] == [
        ("B1 日志保存期限足够", f"与检查所见不一致：{why}，应为 不符合")
    ]


@pytest.mark.duty("7.2", "22.1")
def test_a_form_of_an_item_of_the_first_format_is_judged_as_before() -> None:
    facts = replace(FACTS, item=FIRST)
    old = replace(
        FORM,
        category="",
        started_at=None,
        ended_at=None,
        received_by="",
        opinion="",
        officers_signed_on=None,
        signed_on=None,
        answers={point.code: ("conform", "") for point in FIRST.points},
        measured=FIRST_MEASURED,
    )
    judged = judge(old, facts)
    assert (judged.outcome, judged.category, judged.problems) == (Outcome.CONFORM, "", [])
    kept_out = replace(
        old, answers={}, measured={}, non_cooperation=(1,), non_cooperation_detail="大门紧闭"
    )
    judged = judge(kept_out, facts)
    assert (judged.outcome, judged.category, judged.problems) == (Outcome.NOT_COOPERATING, "", [])
    found = replace(old, answers={**old.answers, "A2": ("non_conform", "无招牌")})
    assert judge(found, facts).findings == {"A2": Found("", "无招牌")}


@pytest.mark.duty("10.2")
def test_of_several_things_named_none_may_be_somebodys_number() -> None:
    named = {**FIRST_MEASURED, "terminals": ["12-12", "网管13812345678"]}
    found = judge(replace(FORM, category="", measured=named), replace(FACTS, item=FIRST)).problems
    label = FIRST.measure("terminals").label
    assert [each.value for each in found if each.expected.startswith("不得填写手机号")] == [
        "（疑似手机号，不予显示）"
    ]
    assert [each.label for each in found if "手机号" in each.expected] == [label]


@pytest.mark.duty("10.2", "23.1")
@pytest.mark.parametrize(
    ("changes", "label"),
    [
        ({"remarks": "顾客 350105199001011234"}, "备注"),
        ({"opinion": "电话 138 1234 5678"}, "检查意见"),
        ({"received_by": "值班 13812345678"}, "接待人及身份"),
        ({"evidence": ("13812345678.jpg",)}, "佐证材料"),
        ({"witness": "0591-83681234"}, "见证人"),
        ({"answers": answered("B2", "conform", "核对 35010519900101123X")}, "B2 上网人员逐人如实登记"),
        ({"measured": {**SOUND, "layout": "网管 13812345678"}}, "查看的网络架构"),
    ],
)  # fmt: skip
def test_nobodys_identity_is_written_anywhere_and_none_is_repeated(
    changes: dict[str, Any], label: str
) -> None:
    judged = judge(replace(FORM, **changes), FACTS)
    [problem] = judged.problems
    assert problem.label == label
    assert problem.expected.startswith("不得填写")
    assert not any(character.isdigit() for character in problem.value)


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+cmd|x", "<script>alert(1)</script>", "见 <b>图</b>", "< img src=x>"])  # fmt: skip
def test_markup_and_formulas_are_no_text(text: str) -> None:
    assert problems(remarks=text) == [("备注", "应为文字，不得有网页标记或公式")]


@pytest.mark.parametrize("text", ["-1℃以下", "3<5", "A&B", "1+1=2", "<&>", "＜样例＞"])
def test_what_only_looks_like_markup_is_text(text: str) -> None:
    assert problems(remarks=text) == []


@pytest.mark.duty("10.2")
@pytest.mark.parametrize(
    ("changed", "label", "shown", "expected"),
    [
        ({"customers": 1}, "核对的上网人员", "1", "应不少于 2 人（第十条）"),
        ({"headcount": None}, "现场上网人数", "", "应填整数"),
        (
            {"terminals": [Terminal("12", "12")]},
            "抽查的机器和IP地址",
            "12-12",
            "应不少于 2 台（第十条），如 12号机 192.168.1.12",
        ),
    ],
)
def test_too_little_measured_is_shown_as_it_was_written(
    changed: dict[str, Any], label: str, shown: str, expected: str
) -> None:
    measured = {code: value for code, value in (SOUND | changed).items() if value is not None}
    judged = judge(replace(FORM, measured=measured), FACTS)
    told = [(each.label, each.value, each.expected) for each in judged.problems]
    assert told == [(label, shown, expected)]
