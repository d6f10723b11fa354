"""A change after confirmation: applied for in writing, decided by another, carried out by the
draw's own order; and what is asked again is held against what stands (第十八条第二款)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from models import database
from models.clock import held_at
from models.faults import Refused
from models.tables import ChangeApplication, Inspection, Message
from tasks.change.applications import apply, decide
from tasks.draw.confirm import confirm
from tasks.draw.record import record_of, sealed_record_of
from tests import walk
from tests.tasks.change.changing import (
    C1,
    C2,
    DAY,
    DRAW_ID,
    EVIDENCE,
    LATER,
    OTHER,
    applied,
    badges,
    changed,
    check_sound,
    decisions,
    general,
    the_draw,
)


@pytest.mark.duty("18.3")
def test_an_application_has_a_reason_and_evidence_and_names_a_place(house: Path) -> None:
    walk.dispatched(house)
    first, *_, last = general()
    with pytest.raises(Refused) as refusal:
        apply(DRAW_ID, first, " ", [], DAY, walk.CLERK)
    assert len(refusal.value.reasons) == 2
    with pytest.raises(Refused, match="更换检查对象的原因「装修」应为 停业（suspended）"):
        apply(DRAW_ID, first, "装修", EVIDENCE, DAY, walk.CLERK)
    with pytest.raises(Refused, match=r"没有这个文件：没有\.txt"):
        apply(DRAW_ID, first, "停业", [house / "没有.txt"], DAY, walk.CLERK)
    with pytest.raises(Refused, match="不在「350105/WB-01/2026-5」的抽中对象中"):
        apply(DRAW_ID, last, "停业", EVIDENCE, DAY, walk.CLERK)
    with pytest.raises(Refused, match=r"警号 .* 不是.*的检查人员"):
        apply(DRAW_ID, first, "另有任务", EVIDENCE, DAY, walk.CLERK, "999999")
    # However a code is typed, full-width or in small letters, it is that firm's.
    assert apply(DRAW_ID, f" {first.lower()}", "停业", EVIDENCE, DAY, walk.CLERK)["number"] == C1
    assert [p.name for p in (house / "evidence").iterdir()] != []


@pytest.mark.duty("18.2", "18.3")
def test_a_draw_that_is_not_confirmed_needs_no_application(house: Path) -> None:
    walk.drawn(house)
    with pytest.raises(Refused, match="尚未确认，无须申请变更"):
        apply(DRAW_ID, general()[0], "停业", EVIDENCE, DAY, walk.CLERK)
    with database.reading() as session:
        assert session.exec(select(ChangeApplication)).all() == []


@pytest.mark.duty("18.3")
def test_days_run_from_confirming_to_applying_to_deciding(house: Path) -> None:
    walk.drawn(house)
    first = general()[0]
    with held_at(LATER):
        walk.photographed(DRAW_ID, DAY)
        confirm(DRAW_ID, DAY, walk.LEADER)
        with pytest.raises(Refused, match="早于确认抽取结果之日 2026-09-03"):
            apply(DRAW_ID, first, "停业", EVIDENCE, walk.DRAW_DAY, walk.CLERK)
        apply(DRAW_ID, first, "停业", EVIDENCE, LATER, walk.CLERK)
        with pytest.raises(Refused, match="早于提出变更申请之日 2026-09-07"):
            decide(C1, True, DAY, walk.CHIEF)
        with pytest.raises(Refused, match="尚未到来"):
            decide(C1, True, date(2026, 9, 8), walk.CHIEF)
        with pytest.raises(Refused, match="经办人"):
            decide(C1, True, LATER, " ")
    assert decisions() == [(None, None, None)]


@pytest.mark.duty("18.3")
@pytest.mark.parametrize("who", [walk.CLERK, f"{walk.CLERK} ", f"\u200b{walk.CLERK}"])
def test_whoever_applied_does_not_decide(house: Path, who: str) -> None:
    walk.dispatched(house)
    applied(general()[0])
    for approved in (True, False):
        with pytest.raises(Refused, match="不得由申请人本人决定"):
            decide(C1, approved, DAY, who)
    assert decisions() == [(None, None, None)]


@pytest.mark.duty("18.3")
def test_a_refused_application_changes_nothing(house: Path) -> None:
    walk.dispatched(house)
    first = general()[0]
    before = badges(first)
    answer = decide(applied(first), False, DAY, walk.CHIEF)
    assert (answer["decision"], answer["substitute"], answer["inspectors"]) == (
        "refused",
        None,
        None,
    )
    assert badges(first) == before
    assert len(walk.open_ones()) == 5
    with database.reading() as session:
        assert session.exec(select(Message).where(Message.kind == "replaced")).all() == []


@pytest.mark.duty("18.3")
def test_applied_for_again_the_pending_application_is_named(house: Path) -> None:
    walk.dispatched(house)
    first = general()[0]
    badge = badges(first)[0]
    with held_at(LATER):
        one = apply(DRAW_ID, first, "停业", EVIDENCE, DAY, walk.CLERK, request="r1")
        again = apply(DRAW_ID, first, "停业 ", EVIDENCE, LATER, "另一人")
        assert again == {**one, "act": "unchanged"}
        assert (one["applicant"], one["applied_on"], one["entered_on"]) == (
            walk.CLERK,
            "2026-09-03",
            "2026-09-07",
        )
        for reason, evidence in (("已迁出", EVIDENCE), ("停业", OTHER)):
            with pytest.raises(
                Refused,
                match=f"内勤甲 于 2026-09-03（补录，2026-09-07 登记） 提出的申请 {C1} 待决定",
            ):
                apply(DRAW_ID, first, reason, evidence, LATER, walk.CLERK)
        # A seat of the same place is another matter.
        assert apply(DRAW_ID, first, "另有任务", EVIDENCE, DAY, walk.CLERK, badge)["number"] == C2
        decide(C1, False, LATER, walk.CHIEF)
        assert apply(DRAW_ID, first, "停业", EVIDENCE, DAY, walk.CLERK, request="r1") == {
            **one,
            "act": "known",
        }
        anew = apply(DRAW_ID, first, "停业", EVIDENCE, LATER, walk.CLERK)
    assert (anew["act"], anew["number"]) == ("done", f"{DRAW_ID}/C3")


@pytest.mark.duty("18.3")
@pytest.mark.parametrize(("approved", "words"), [(True, "批准"), (False, "不予批准")])
def test_what_was_decided_stands(house: Path, approved: bool, words: str) -> None:
    walk.dispatched(house)
    with held_at(DAY):
        applied(general()[0])
    with held_at(LATER):
        first = decide(C1, approved, DAY, walk.CHIEF, request="r1")
        assert decide(C1, approved, LATER, "另一领导") == {**first, "act": "unchanged"}
        assert decide(C1, approved, DAY, walk.CHIEF, request="r1") == {**first, "act": "known"}
        said = rf"已由 分管领导丙（分管领导） 于 2026-09-03（补录，2026-09-07 登记） 决定：{words}，不能再作其他决定"
        with pytest.raises(Refused, match=said):
            decide(C1, not approved, LATER, walk.CHIEF)
    assert [(by, on) for _, by, on in decisions()] == [(walk.CHIEF, DAY)]


@pytest.mark.parametrize(
    ("number", "said"), [("C1", "写法不对"), (f"{DRAW_ID}/C0", "写法不对"), (C2, "没有编号为")]
)
def test_a_number_nobody_gave_is_refused(house: Path, number: str, said: str) -> None:
    walk.dispatched(house)
    with pytest.raises(Refused, match=said):
        decide(number, True, DAY, walk.CHIEF)


def _third_change() -> tuple[str, str]:
    """A place that was changed twice, as often as one leader may: the application for a third
    change, and who stands there."""
    first, _, third, fourth, *_ = general()
    changed(first)
    changed(third)
    return applied(fourth), fourth


@pytest.mark.duty("18.3")
def test_the_third_change_of_a_place_is_decided_by_two_of_different_offices(house: Path) -> None:
    walk.dispatched(house)
    number, fourth = _third_change()
    one = decide(number, True, DAY, walk.CHIEF, request="r1")
    assert (one["stands"], one["decision"], one["substitute"]) == ("second-decision", None, None)
    assert one["deciders"] == [{"name": walk.CHIEF, "role": "leader-in-charge"}]
    # Nothing is changed by one of two, and who applied or decided before is no second.
    assert fourth in [each.task.credit_code for each in walk.open_ones()]
    for who, role, said in (
        (walk.CLERK, "主要负责人", "不得由申请人本人决定"),
        (walk.CHIEF, "主要负责人", "第二次须由另一职务的另一人决定"),
        ("另一领导", "分管领导", "不得同为分管领导"),
    ):
        with pytest.raises(Refused, match=said):
            decide(number, True, DAY, who, role=role)
    with pytest.raises(Refused, match="第二次须由另一职务的另一人决定"):
        decide(number, False, DAY, walk.CHIEF)
    assert decide(number, True, DAY, walk.CHIEF) == {**one, "act": "unchanged"}
    assert decide(number, True, DAY, walk.CHIEF, request="r1") == {**one, "act": "known"}
    with pytest.raises(Refused, match="待第二人决定，不能另行申请"):
        apply(DRAW_ID, fourth, "已迁出", EVIDENCE, DAY, walk.CLERK)
    assert apply(DRAW_ID, fourth, "停业", EVIDENCE, DAY, "谁")["stands"] == "second-decision"
    two = decide(number, True, DAY, walk.LEADER, role="head")
    assert (two["stands"], two["decision"], two["decided_by"]) == (
        "approved",
        "approved",
        walk.LEADER,
    )
    assert two["substitute"] not in (None, fourth)
    with database.reading() as session:
        public, _ = record_of(session, the_draw(session))
        sealed, _ = sealed_record_of(session, the_draw(session))
    assert [c["deciders"] for c in public["changes"]] == [
        ["leader-in-charge"],
        ["leader-in-charge"],
        ["head", "leader-in-charge"],
    ]
    # Names by the order of the offices; none of them is public.
    assert sealed["sealed"]["applications"][2]["decided_by"] == [walk.LEADER, walk.CHIEF]
    assert walk.LEADER not in json.dumps(public, ensure_ascii=False)
    check_sound()


@pytest.mark.duty("18.3")
def test_the_second_of_two_may_refuse_and_that_ends_it(house: Path) -> None:
    walk.dispatched(house)
    number, fourth = _third_change()
    decide(number, True, DAY, walk.CHIEF)
    answer = decide(number, False, DAY, walk.LEADER, role="主要负责人")
    assert (answer["stands"], answer["inspectors"]) == ("refused", None)
    assert fourth in [each.task.credit_code for each in walk.open_ones()]
    with pytest.raises(Refused, match=r"已由 分管领导丙（分管领导）、大队长乙（主要负责人） 于"):
        decide(number, True, DAY, walk.LEADER, role="主要负责人")
    # Refused and applied for again, it needs two again; and the first may refuse alone.
    again = applied(fourth)
    assert again != number
    assert decide(again, False, DAY, walk.CHIEF)["deciders"] == [
        {"name": walk.CHIEF, "role": "leader-in-charge"}
    ]
    with database.reading() as session:
        sealed, _ = sealed_record_of(session, the_draw(session))
    assert [
        (each["decision"], each["deciders"]) for each in sealed["sealed"]["applications"][2:]
    ] == [("refused", ["head", "leader-in-charge"]), ("refused", ["leader-in-charge"])]
    check_sound()


@pytest.mark.duty("18.3")
def test_a_place_changed_between_the_two_decisions_is_not_changed_by_the_second(
    house: Path,
) -> None:
    walk.dispatched(house)
    number, fourth = _third_change()
    seat = applied(fourth, "离岗", badges(fourth)[0])
    decide(number, True, DAY, walk.CHIEF)
    for each, after in ((seat, "second-decision"), (number, "second-decision")):
        assert decide(each, True, DAY, walk.CHIEF)["stands"] == after
    decide(number, True, DAY, walk.LEADER, role="head")
    with pytest.raises(Refused, match="所涉的抽中对象已经变更"):
        decide(seat, True, DAY, walk.LEADER, role="head")
    assert decide(seat, False, DAY, walk.LEADER, role="head")["stands"] == "refused"
    check_sound()


@pytest.mark.duty("18.3")
def test_changes_of_inspectors_count_for_the_place_and_other_places_do_not(house: Path) -> None:
    walk.dispatched(house)
    first, second, *_ = general()
    for _ in range(2):
        changed(first, "应当回避", badges(first)[0])
    assert decide(applied(second), True, DAY, walk.CHIEF)["stands"] == "approved"
    assert decide(applied(first), True, DAY, walk.CHIEF)["stands"] == "second-decision"


@pytest.mark.duty("18.3")
def test_a_place_applied_for_again_and_again_stands_as_the_last_decision_says(house: Path) -> None:
    """Applied for A, B and A again; refused, then applied for again; each keeps its own decision."""
    walk.dispatched(house)
    first, second, third, *_ = general()
    a, b = applied(first), applied(second)
    assert apply(DRAW_ID, first, "停业", EVIDENCE, DAY, walk.CLERK)["number"] == a
    decide(a, False, DAY, walk.CHIEF)
    anew = applied(first)
    assert len({a, b, anew}) == 3
    assert decide(anew, True, DAY, walk.CHIEF)["substitute"] == third
    with pytest.raises(Refused, match="不能再作其他决定"):
        decide(a, True, DAY, walk.CHIEF)
    with pytest.raises(Refused, match=f"「{first}」不在"):
        applied(first)
    assert decide(b, False, DAY, walk.CHIEF)["act"] == "done"
    assert [each[0] for each in decisions()] == ["refused", "refused", "approved"]
    check_sound()


@pytest.mark.duty("18.3")
def test_the_explanation_and_the_names_stay_in_the_house(house: Path) -> None:
    walk.dispatched(house)
    first = general()[0]
    answer = apply(
        DRAW_ID,
        first,
        "停业",
        [*EVIDENCE, *EVIDENCE, *OTHER],
        DAY,
        walk.CLERK,
        explanation="  店主\n住院 ",
    )
    assert (answer["reason"], answer["reason_name"]) == ("suspended", "停业")
    assert (answer["explanation"], len(answer["evidence"])) == ("店主 住院", 2)
    with pytest.raises(Refused, match="不能另行申请"):
        apply(DRAW_ID, first, "停业", [*OTHER, *EVIDENCE], DAY, walk.CLERK, explanation="住院了")
    decide(C1, True, DAY, walk.CHIEF)
    with database.reading() as session:
        public, _ = record_of(session, the_draw(session))
        sealed, _ = sealed_record_of(session, the_draw(session))
    assert public["changes"][0]["evidence"] == sorted(answer["evidence"])
    for record, unsaid in ((public, "住院"), (public, walk.CLERK), (sealed, "住院")):
        assert unsaid not in json.dumps(record, ensure_ascii=False)
    check_sound()


@pytest.mark.duty("10.3", "18.3")
def test_a_clock_that_went_back_is_named(house: Path) -> None:
    walk.dispatched(house)
    first = general()[0]
    with (
        held_at(walk.DRAW_DAY, walk.MORNING),
        pytest.raises(Refused, match="早于确认抽取结果的时间"),
    ):
        apply(DRAW_ID, first, "停业", EVIDENCE, walk.DRAW_DAY, walk.CLERK)
    with held_at(DAY):
        applied(first)
    with held_at(DAY, walk.MORNING), pytest.raises(Refused, match="请检查本机的时钟"):
        decide(C1, True, DAY, walk.CHIEF)
    assert decisions() == [(None, None, None)]


@pytest.mark.duty("18.3")
def test_an_application_for_a_place_changed_since_is_refused(house: Path) -> None:
    walk.dispatched(house)
    first = general()[0]
    applied(first)
    applied(first, "另有任务", badges(first)[0])
    decide(C1, True, DAY, walk.CHIEF)
    with pytest.raises(Refused, match="已经变更，请另行申请"):
        decide(C2, True, DAY, walk.CHIEF)
    assert decisions()[1] == (None, None, None)


@pytest.mark.duty("18.3")
def test_once_the_return_is_in_nothing_is_changed(house: Path) -> None:
    walk.dispatched(house)
    first, second, *_ = general()
    applied(first)
    applied(first, "另有任务", badges(first)[0])
    for each in walk.open_ones():
        if each.task.credit_code in (first, second):
            walk.hand_in(house, each, date(2026, 9, 11))
    before = badges(first)
    for number in (C1, C2):
        with pytest.raises(Refused, match="登记表已经回传，不能再变更"):
            decide(number, True, date(2026, 9, 11), walk.CHIEF)
    with pytest.raises(Refused, match="登记表已经回传，不能再变更"):
        apply(DRAW_ID, second, "停业", EVIDENCE, date(2026, 9, 11), walk.CLERK)
    assert badges(first) == before
    assert decisions() == [(None, None, None)] * 2
    with database.reading() as session:
        assert len(session.exec(select(Inspection)).all()) == 5
    # It can still be refused.
    assert decide(C1, False, date(2026, 9, 11), walk.CHIEF)["act"] == "done"


@pytest.mark.duty("18.1", "18.3")
def test_the_sealed_record_has_badges_evidence_and_decisions(house: Path) -> None:
    walk.dispatched(house)
    changed(general()[0])
    with database.reading() as session:
        draw = the_draw(session)
        sealed, _ = sealed_record_of(session, draw)
        public, _ = record_of(session, draw)
    [application] = sealed["sealed"]["applications"]
    assert (application["applicant"], application["decided_by"]) == (walk.CLERK, [walk.CHIEF])
    assert [each["name"] for each in application["evidence"]] == ["停业说明.txt"]
    badges = [line.split("\t")[1] for line in sealed["sealed"]["codes"].splitlines()]
    said = json.dumps(public, ensure_ascii=False)
    assert len(badges) == 8
    assert not any(badge in said for badge in badges)
    # By hand: two subjects of the sample roster are out of business.
    assert len(public["texts"]["ineligible"].splitlines()) == 2
    assert sealed["digest"] == public["digest"]


@pytest.mark.duty("18.3")
def test_the_database_refuses_a_second_decision(house: Path) -> None:
    walk.dispatched(house)
    decide(applied(general()[0]), False, DAY, walk.CHIEF)
    with pytest.raises(DBAPIError, match="变更申请已经决定"), database.writing() as session:
        session.execute(text("UPDATE change_application SET decision = 'approved'"))
