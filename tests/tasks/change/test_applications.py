"""A change after confirmation: applied for in writing, decided by another, carried out by the
draw's own order; and what is asked again is held against what stands (第十八条第二款)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from models import database
from models.clock import held_at
from models.faults import Refused
from models.rules.draw2.document import document
from models.rules.draw2.verify import verify
from models.rules.draw2.verify.case import Beside
from models.tables import ChangeApplication, Draw, DrawEntry, Inspection, Message
from tasks.change.applications import apply, decide
from tasks.draw.confirm import confirm
from tasks.draw.frozen import coded_inspectors
from tasks.draw.record import record_of, sealed_record_of
from tasks.draw.standing import standing_places
from tests import walk
from tests.conftest import SAMPLES

DAY, LATER = date(2026, 9, 3), date(2026, 9, 7)
EVIDENCE, OTHER = [SAMPLES / "停业说明.txt"], [SAMPLES / "抽取现场-2.png"]
DRAW_ID = "350105/WB-01/2026-5"
C1, C2 = f"{DRAW_ID}/C1", f"{DRAW_ID}/C2"


def _the_draw(session: Session) -> Draw:
    return session.exec(select(Draw)).one()


def _general() -> list[str]:
    """The general class by ticket: the first two were drawn."""
    with database.reading() as session:
        entries = session.exec(
            select(DrawEntry).where(DrawEntry.stratum == "general").order_by(DrawEntry.rank)  # type: ignore[arg-type]
        )
        return [entry.credit_code for entry in entries]


def _seed() -> str:
    with database.reading() as session:
        return str(_the_draw(session).seed)


def _badges(subject: str) -> list[str]:
    """Who is to inspect a subject, by badge."""
    with database.reading() as session:
        draw = _the_draw(session)
        coded = coded_inspectors(session, draw)
        places = standing_places(session, draw)
        [codes] = [place.codes for place in places if place.entry.credit_code == subject]
    return [coded[code].badge_number for code in codes]


def _apply(subject: str, reason: str = "停业", badge: str | None = None) -> str:
    return str(apply(DRAW_ID, subject, reason, EVIDENCE, DAY, walk.CLERK, badge)["number"])


def _changed(subject: str, reason: str = "停业", badge: str | None = None) -> dict[str, object]:
    return decide(_apply(subject, reason, badge), True, DAY, walk.CHIEF)


def _decisions() -> list[tuple[str | None, str | None, date | None]]:
    with database.reading() as session:
        rows = session.exec(select(ChangeApplication).order_by(ChangeApplication.number)).all()
    return [(row.decision, row.decided_by, row.decided_on) for row in rows]


def _sound() -> None:
    with database.reading() as session:
        draw = _the_draw(session)
        for record, beside in (record_of(session, draw), sealed_record_of(session, draw)):
            checks = verify(document(record), Beside(texts=beside)).checks
            assert [check for check in checks if check.ok is False] == []


@pytest.mark.duty("18.3")
def test_an_application_has_a_reason_and_evidence_and_names_a_place(house: Path) -> None:
    walk.dispatched(house)
    first, *_, last = _general()
    with pytest.raises(Refused) as refusal:
        apply(DRAW_ID, first, " ", [], DAY, walk.CLERK)
    assert len(refusal.value.reasons) == 2
    with pytest.raises(Refused, match="变更原因「装修」应为 停业（suspended）"):
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
        apply(DRAW_ID, _general()[0], "停业", EVIDENCE, DAY, walk.CLERK)
    with database.reading() as session:
        assert session.exec(select(ChangeApplication)).all() == []


@pytest.mark.duty("18.3")
def test_days_run_from_confirming_to_applying_to_deciding(house: Path) -> None:
    walk.drawn(house)
    first = _general()[0]
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
    assert _decisions() == [(None, None, None)]


@pytest.mark.duty("18.3")
@pytest.mark.parametrize("who", [walk.CLERK, f"{walk.CLERK} ", f"\u200b{walk.CLERK}"])
def test_whoever_applied_does_not_decide(house: Path, who: str) -> None:
    walk.dispatched(house)
    _apply(_general()[0])
    for approved in (True, False):
        with pytest.raises(Refused, match="不得由申请人本人决定"):
            decide(C1, approved, DAY, who)
    assert _decisions() == [(None, None, None)]


@pytest.mark.duty("18.3")
def test_a_refused_application_changes_nothing(house: Path) -> None:
    walk.dispatched(house)
    first = _general()[0]
    before = _badges(first)
    answer = decide(_apply(first), False, DAY, walk.CHIEF)
    assert (answer["decision"], answer["substitute"], answer["inspectors"]) == (
        "refused",
        None,
        None,
    )
    assert _badges(first) == before
    assert len(walk.open_ones()) == 5
    with database.reading() as session:
        assert session.exec(select(Message).where(Message.kind == "replaced")).all() == []


@pytest.mark.duty("18.3")
def test_applied_for_again_the_pending_application_is_named(house: Path) -> None:
    walk.dispatched(house)
    first = _general()[0]
    badge = _badges(first)[0]
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
    _apply(_general()[0])
    with held_at(LATER):
        first = decide(C1, approved, DAY, walk.CHIEF, request="r1")
        assert decide(C1, approved, LATER, "另一领导") == {**first, "act": "unchanged"}
        assert decide(C1, approved, DAY, walk.CHIEF, request="r1") == {**first, "act": "known"}
        said = rf"已由 分管领导丙 于 2026-09-03（补录，2026-09-07 登记） 决定：{words}，不能再作其他决定"
        with pytest.raises(Refused, match=said):
            decide(C1, not approved, LATER, walk.CHIEF)
    assert [(by, on) for _, by, on in _decisions()] == [(walk.CHIEF, DAY)]


@pytest.mark.parametrize(
    ("number", "said"), [("C1", "写法不对"), (f"{DRAW_ID}/C0", "写法不对"), (C2, "没有编号为")]
)
def test_a_number_nobody_gave_is_refused(house: Path, number: str, said: str) -> None:
    walk.dispatched(house)
    with pytest.raises(Refused, match=said):
        decide(number, True, DAY, walk.CHIEF)


@pytest.mark.duty("18.3")
def test_an_application_for_a_place_changed_since_is_refused(house: Path) -> None:
    walk.dispatched(house)
    first = _general()[0]
    _apply(first)
    _apply(first, "另有任务", _badges(first)[0])
    decide(C1, True, DAY, walk.CHIEF)
    with pytest.raises(Refused, match="已经变更，请另行申请"):
        decide(C2, True, DAY, walk.CHIEF)
    assert _decisions()[1] == (None, None, None)


@pytest.mark.duty("18.3")
def test_once_the_return_is_in_nothing_is_changed(house: Path) -> None:
    walk.dispatched(house)
    first, second, *_ = _general()
    _apply(first)
    _apply(first, "另有任务", _badges(first)[0])
    for each in walk.open_ones():
        if each.task.credit_code in (first, second):
            walk.hand_in(house, each, date(2026, 9, 11))
    before = _badges(first)
    for number in (C1, C2):
        with pytest.raises(Refused, match="登记表已经回传，不能再变更"):
            decide(number, True, date(2026, 9, 11), walk.CHIEF)
    with pytest.raises(Refused, match="登记表已经回传，不能再变更"):
        apply(DRAW_ID, second, "停业", EVIDENCE, date(2026, 9, 11), walk.CLERK)
    assert _badges(first) == before
    assert _decisions() == [(None, None, None)] * 2
    with database.reading() as session:
        assert len(session.exec(select(Inspection)).all()) == 5
    # It can still be refused.
    assert decide(C1, False, date(2026, 9, 11), walk.CHIEF)["act"] == "done"


@pytest.mark.duty("18.1", "18.3")
def test_the_sealed_record_has_badges_evidence_and_decisions(house: Path) -> None:
    walk.dispatched(house)
    _changed(_general()[0])
    with database.reading() as session:
        draw = _the_draw(session)
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
    decide(_apply(_general()[0]), False, DAY, walk.CHIEF)
    with pytest.raises(DBAPIError, match="变更申请已经决定"), database.writing() as session:
        session.execute(text("UPDATE change_application SET decision = 'approved'"))
