"""Why a subject changed: said by hand or in the list, again and otherwise, and when it is too late
(第十三条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from models import database
from models.clock import held_at
from models.tables import AuditEvent, RosterReason
from tasks.draw.abandon import abandon
from tasks.draw.announce import announce
from tasks.overview.history import history
from tasks.rosters.explain import explain
from tasks.rosters.moves import roster_moves
from tasks.rosters.refresh import compare_roster
from tests import walk
from tests.refusal import refusal
from tests.tasks.rosters.lists import NEXT_DAY, confirmed, listed, standing, taken_in

NEW = "92350105MA0007920H"  # of no subject of the sample roster
KEY = {"risk_class": "key", "risk_reason": "虚构"}
LATER, NEXT_DRAW_DAY = date(2026, 9, 4), date(2026, 11, 2)


def _explain(
    code: str, reason: str, day: date = NEXT_DAY, by: str = walk.CLERK, **more: Any
) -> dict[str, Any]:
    with held_at(max(day, LATER)):
        return explain(walk.REGION, code, reason, day, by, **more)


def _refused(*given: Any, **named: Any) -> tuple[str, str]:
    refused = refusal(_explain, *given, **named)
    return refused.code, refused.reasons[0]


def _kept() -> list[tuple[str, str, str, int]]:
    with database.reading() as session:
        rows = session.exec(select(RosterReason).order_by(col(RosterReason.id)))
        return [(row.kind, row.reason, row.stated_by, row.version) for row in rows]


def _reason(code: str) -> str:
    told = roster_moves(walk.REGION, LATER)["moves"]
    return next(each["reason_words"] for each in told if each["credit_code"] == code)


def _one() -> str:
    return next(
        code
        for code, row in standing().items()
        if (row["status"], row["risk_class"]) == ("正常", "general")
    )


@pytest.mark.duty("13.1")
def test_a_reason_is_said_again_otherwise_and_put_back(house: Path) -> None:
    confirmed(house)
    gone = _one()
    taken_in(house, {gone: None})
    done = _explain(gone.lower(), "已注销", note=" 见  登记通知 ")
    assert (done["act"], done["kind"], done["reason"], done["note"]) == (
        "done", "removed", "deregistered", "见 登记通知",
    )  # fmt: skip
    again = _explain(gone, "已注销", LATER, walk.LEADER, note="见 登记通知")
    assert (again["act"], again["stated_by"], again["stated_on"]) == (
        "unchanged", walk.CLERK, "2026-09-02",
    )  # fmt: skip
    for reason, by in (("迁出本辖区", walk.LEADER), ("已注销", walk.CLERK)):
        assert _explain(gone, reason, LATER, by)["act"] == "done"
        assert _reason(gone) == reason
    assert _kept() == [
        ("removed", "deregistered", walk.CLERK, 2),
        ("removed", "moved-out", walk.LEADER, 2),
        ("removed", "deregistered", walk.CLERK, 2),
    ]
    with database.reading() as session:
        about = select(AuditEvent).where(
            col(AuditEvent.key).startswith(f"roster.explain:350105/WB-01/{gone}@")
        )
        assert len(session.exec(about).all()) == 3


@pytest.mark.duty("13.1")
def test_a_retried_request_says_it_once(house: Path) -> None:
    confirmed(house)
    gone = _one()
    taken_in(house, {gone: None})
    _explain(gone, "已注销", request="r1")
    _explain(gone, "迁出本辖区", request="r2")
    again = _explain(gone, "已注销", request="r1")
    assert (again["act"], again["reason"]) == ("known", "deregistered")
    assert _reason(gone) == "迁出本辖区"


@pytest.mark.duty("13.1")
def test_what_a_status_says_needs_no_saying_and_is_not_contradicted(house: Path) -> None:
    confirmed(house)
    closed = _one()
    taken_in(house, {closed: {"status": "停业整顿"}})
    stands = _explain(closed, "被责令停业")
    assert (stands["act"], stands["stated_by"]) == ("unchanged", None)
    assert _refused(closed, "查无下落") == (
        "reason-does-not-fit",
        "「样例星河网吧一店」的变动是「转为不参加抽取」，变动原因应为 被责令停业",
    )
    assert _explain(closed, "被责令停业", note="文号")["act"] == "done"
    assert _explain(closed, "被责令停业", note="文号")["act"] == "unchanged"


@pytest.mark.duty("13.1")
def test_what_can_not_be_said_is_refused_and_nothing_is_kept(house: Path) -> None:
    walk.prepared(house)
    code = _one()
    assert _refused(code, "已注销", walk.DRAW_DAY) == (
        "nothing-to-explain",
        "事项「WB-01」还没有按现行规则确认过的抽取，名录库没有须说明原因的变动",
    )
    confirmed(house)
    taken_in(house, {code: KEY}, LATER)
    assert _refused(code, "新设立", LATER)[0] == "reason-does-not-fit"
    assert _refused(code, "领导要求", LATER)[0] == "unknown-reason"
    assert _refused(NEW, "已注销", LATER) == (
        "nothing-to-explain",
        f"「{NEW}」自「350105/WB-01/2026-5」所冻结的市场主体名录库以来没有变动，无须说明原因",
    )
    assert _refused(code, "投诉举报", NEXT_DAY)[0] == "order-of-days"
    tomorrow = refusal(explain, walk.REGION, code, "投诉举报", date(2099, 1, 1), walk.CLERK)
    assert tomorrow.code == "order-of-days"
    assert _refused(code, "投诉举报", LATER, " ")[0] == "nobody-named"
    assert _refused(code, "投诉举报", LATER, item_code="WB-99")[0] == "unknown-item"
    assert _kept() == []


@pytest.mark.duty("13.1")
def test_a_list_says_why_and_says_it_again_without_a_new_version(house: Path) -> None:
    confirmed(house)
    code = _one()
    first = taken_in(house, {code: {**KEY, "move_reason": "投诉举报"}, NEW: {}})
    assert (first["act"], first["version"], first["explained"], first["unexplained"]) == (
        "done", 2, 1, 1,
    )  # fmt: skip
    assert first["explained_names"] == [f"{code} 样例星河网吧一店：投诉举报"]
    [told] = history(code, date(2026, 12, 31))["years"]
    details = [
        each["details"]
        for step in told["steps"]
        for each in step["entries"]
        if each["act"].startswith("更新")
    ]
    assert any("投诉举报" in str(each) for each in details)
    same = taken_in(house, {code: {"move_reason": "投诉举报"}})
    assert (same["act"], same["explained"], same["unexplained"]) == ("unchanged", 0, 1)
    other = taken_in(house, {code: {"move_reason": "失信"}, NEW: {"move_reason": "核查发现"}})
    assert (other["act"], other["version"], other["explained"], other["unexplained"]) == (
        "done", 2, 2, 0,
    )  # fmt: skip
    silent = taken_in(house, {})
    assert (silent["act"], silent["unexplained"]) == ("unchanged", 0)
    assert (_reason(code), _reason(NEW)) == ("失信", "核查发现")


@pytest.mark.duty("13.1")
def test_a_list_whose_reasons_do_not_fit_is_refused_whole_in_a_trial_too(house: Path) -> None:
    confirmed(house)
    code, before = _one(), standing()
    changes = {code: {**KEY, "move_reason": "已注销"}, NEW: {"move_reason": "失信"}}
    refused = refusal(taken_in, house, changes)
    assert refused.code == "reason-does-not-fit"
    assert [reason.partition("：")[0] for reason in refused.reasons] == [
        f"「{code}」",
        f"「{NEW}」",
    ]
    again = refusal(
        compare_roster,
        "subjects",
        listed(house, changes),
        walk.REGION,
        NEXT_DAY,  # type: ignore[arg-type]
    )
    assert again.reasons == refused.reasons
    unknown = refusal(taken_in, house, {code: {"move_reason": "领导要求"}})
    assert [(fault.column, fault.value) for fault in unknown.faults] == [("变动原因", "领导要求")]
    assert (standing(), _kept()) == (before, [])


@pytest.mark.duty("12.2", "13.1")
def test_once_the_next_draw_is_announced_its_reasons_stand_until_it_is_abandoned(
    house: Path,
) -> None:
    confirmed(house)
    code = _one()
    taken_in(house, {code: {**KEY, "move_reason": "投诉举报"}})
    with held_at(NEXT_DRAW_DAY):
        drawn = announce(walk.REGION, 2026, 6, NEXT_DRAW_DAY, walk.CLERK)["draw_id"]
    told = (
        "announced",
        f"市场主体名录库第 2 版已为「{drawn}」冻结，变动原因已随抽取公告公布，不得另行说明",
    )
    assert _refused(code, "失信", NEXT_DRAW_DAY) == told
    by_list = refusal(taken_in, house, {code: {"move_reason": "失信"}}, NEXT_DRAW_DAY)
    assert (by_list.code, by_list.reasons[0]) == told
    with held_at(NEXT_DRAW_DAY):
        abandon(drawn, "名单有误", NEXT_DRAW_DAY, walk.LEADER)
    assert _explain(code, "失信", NEXT_DRAW_DAY)["act"] == "done"
