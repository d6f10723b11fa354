"""The order of days, held by the database too: no act is dated before the one it rests on.

The rule is ``models.rules.order``; here stands which day of which table rests on which.

Duty: 10.3 (第十条末款).
"""

from __future__ import annotations

from dataclasses import dataclass

from models.guards.shapes import Refusal
from models.rules.rosters import RosterKind


@dataclass(frozen=True, slots=True)
class NotBefore:
    """Day ``column`` (of ``act``) is not before ``basis`` (SQL over NEW; the day of ``rests_on``).

    A day that is not known yet on either side says nothing.
    """

    table: str
    column: str
    act: str
    basis: str
    rests_on: str

    @property
    def added(self) -> Refusal:
        """What is refused of a new row."""
        message = f"{self.act}的日期不得早于{self.rests_on}之日"
        return Refusal(f"NEW.{self.column} < {self.basis}", message)

    @property
    def changed(self) -> Refusal:
        """What is refused of a day that is filled in later; days of long ago stay as they are."""
        moved = f"NEW.{self.column} IS DISTINCT FROM OLD.{self.column}"
        return Refusal(f"{moved} AND {self.added.condition}", self.added.message)


def _of(table: str, day: str, key: str) -> str:
    return f"(SELECT e.{day} FROM {table} e WHERE e.id = NEW.{key})"


_CONFIRMED = "(SELECT d.confirmed_on FROM draw d WHERE d.id = NEW.draw_pk)"
_ANNOUNCED = "(SELECT d.announced_on FROM draw d WHERE d.id = NEW.draw_pk)"
_PLACE_CONFIRMED = (
    "(SELECT d.confirmed_on FROM draw_entry e JOIN draw d ON d.id = e.draw_pk "
    "WHERE e.id = NEW.draw_entry_id)"
)
_VISITED = (
    "(SELECT r.visited_on FROM finding f JOIN record_return r ON r.id = f.return_id "
    "WHERE f.id = NEW.finding_id)"
)
_STEP_BEFORE = (
    "(SELECT max(e.taken_on) FROM handling_step e WHERE e.finding_id = NEW.finding_id "
    "AND e.number < NEW.number)"
)
_RELEASED = (
    "(SELECT p.released_on FROM disclosure d JOIN publication p ON p.id = d.publication_id "
    "WHERE d.id = NEW.disclosure_id)"
)

_LAST_RELEASED = (
    "(SELECT max(p.released_on) FROM result_version v JOIN publication p "
    "ON p.id = v.publication_id WHERE v.inspection_id = NEW.inspection_id)"
)

_FIRST_RELEASED = _LAST_RELEASED.replace("max(", "min(")
_REPLIED_BEFORE = (
    "(SELECT max(r.given_on) FROM firm_reply r WHERE r.inspection_id = NEW.inspection_id "
    "AND r.version < NEW.version)"
)

_REFRESHED = (
    "(SELECT v.as_of FROM roster_version v WHERE v.region = NEW.region AND "
    f"v.item_code = NEW.item_code AND v.kind = '{RosterKind.SUBJECTS}' AND v.number = NEW.version)"
)

_DOSSIER_BEFORE = (
    "(SELECT max(e.as_of) FROM dossier e WHERE e.region = NEW.region "
    "AND e.credit_code = NEW.credit_code)"
)

ORDER: tuple[NotBefore, ...] = (
    NotBefore("roster_reason", "stated_on", "说明变动原因", _REFRESHED, "更新名录库"),
    NotBefore("annual_plan", "approved_on", "批准计划", "NEW.made_on", "编制计划"),
    NotBefore(
        "draw", "announced_on", "抽取公告", _of("annual_plan", "approved_on", "plan_id"), "批准计划"
    ),
    NotBefore("draw", "drawn_on", "抽取", "NEW.announced_on", "抽取公告"),
    NotBefore("draw", "confirmed_on", "确认抽取", "NEW.drawn_on", "抽取"),
    NotBefore("draw_photo", "attached_on", "抽取照片", _ANNOUNCED, "抽取公告"),
    NotBefore("change_application", "applied_on", "变更申请", _CONFIRMED, "确认抽取"),
    NotBefore("change_application", "decided_on", "变更决定", "NEW.applied_on", "变更申请"),
    NotBefore(
        "change_application", "first_decided_on", "变更的第一次决定", "NEW.applied_on", "变更申请"
    ),
    NotBefore(
        "change_application", "decided_on", "变更决定", "NEW.first_decided_on", "变更的第一次决定"
    ),
    NotBefore("inspection", "dispatched_on", "派发任务", _PLACE_CONFIRMED, "确认抽取"),
    NotBefore(
        "inspection",
        "dispatched_on",
        "派发任务",
        _of("special_inspection", "opened_on", "special_id"),
        "专项检查立项",
    ),
    NotBefore(
        "special_cancellation",
        "cancelled_on",
        "取消专项检查",
        _of("special_inspection", "opened_on", "special_id"),
        "专项检查立项",
    ),
    NotBefore("inspection", "due_on", "回传期限", "NEW.dispatched_on", "派发任务"),
    NotBefore(
        "record_return",
        "visited_on",
        "检查",
        _of("inspection", "dispatched_on", "inspection_id"),
        "派发任务",
    ),
    NotBefore("record_return", "received_on", "回收登记表", "NEW.visited_on", "检查"),
    NotBefore("handling_step", "taken_on", "处理登记", _VISITED, "检查"),
    NotBefore("handling_step", "taken_on", "处理登记", _STEP_BEFORE, "上一项处理登记"),
    NotBefore("handling_step", "due_on", "改正期限", "NEW.taken_on", "责令改正"),
    NotBefore("dossier", "as_of", "更新场所档案", _DOSSIER_BEFORE, "上一版场所档案"),
    NotBefore(
        "dossier_proposal",
        "proposed_on",
        "提出现场差异",
        _of("record_return", "received_on", "return_id"),
        "回收登记表",
    ),
    NotBefore(
        "dossier_proposal", "decided_on", "现场差异的决定", "NEW.proposed_on", "提出现场差异"
    ),
    NotBefore(
        "send_back",
        "sent_on",
        "退回补正",
        _of("record_return", "received_on", "return_id"),
        "回收登记表",
    ),
    NotBefore("publication", "released_on", "批准公示", "NEW.built_on", "制作公示"),
    NotBefore("amendment", "decided_on", "更正或撤回的决定", _LAST_RELEASED, "批准公示"),
    NotBefore("firm_reply", "given_on", "企业的说明", _FIRST_RELEASED, "批准公示"),
    NotBefore("firm_reply", "given_on", "企业的说明", _REPLIED_BEFORE, "上一次说明"),
    NotBefore("delivery_failure", "failed_on", "送达", _RELEASED, "批准公示"),
    NotBefore("receipt", "received_on", "公示回执", _RELEASED, "批准公示"),
    NotBefore("deadline", "warned_on", "期限提醒", "NEW.event_on", "期限起算"),
    NotBefore("deadline", "met_on", "履行", "NEW.event_on", "期限起算"),
    NotBefore("list_entry", "entered_on", "列入名单", "NEW.proposed_on", "提出列入"),
    NotBefore("list_entry", "exited_on", "移出名单", "NEW.entered_on", "列入名单"),
    NotBefore(
        "list_act", "done_on", "办理", _of("list_entry", "proposed_on", "entry_id"), "提出列入"
    ),
    NotBefore("risk_cause", "ended_on", "终止事由", "NEW.since", "登记事由"),
    NotBefore("credit_record", "ended_on", "失效", "NEW.happened_on", "检查"),
    NotBefore(
        "paper_number",
        "issued_on",
        "制发文书",
        _of("inspection", "dispatched_on", "inspection_id"),
        "派发任务",
    ),
    NotBefore("message", "sent_on", "发出消息", "NEW.written_on", "写成消息"),
)
