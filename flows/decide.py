"""What the supervisor decides, as flows to run from the dashboard; each names who decided."""

from __future__ import annotations

from typing import Any

from prefect import flow

from flows import forgetting, steps
from flows.parameters import (
    ApplicationNumber,
    Approved,
    AsOf,
    DecidedAs,
    DecidedBy,
    DecisionReason,
    DifferenceNumber,
    DifferenceReason,
    DrawId,
    Entered,
    InspectionNumber,
    ItemCode,
    ListEntryNumber,
    Matter,
    Opinion,
    Region,
    Year,
)
from models.clock import today
from models.rules.draw.reasons import DeciderRole
from models.rules.names import region_of


@flow(
    name="领导决定：确认抽取结果",
    description="确认一次抽取的结果；此后不得变更，随即可以派发。",
    flow_run_name="{draw_id}",
    persist_result=False,
)
def confirm_draw(draw_id: DrawId, decided_by: DecidedBy, as_of: AsOf = None) -> dict[str, Any]:
    """Confirm a draw; from then on it cannot change.

    Duty: 18.2 (第十八条).
    """
    return steps.confirm_draw(draw_id, as_of or today(), decided_by)


@flow(
    name="领导决定：变更申请",
    description="批准或不批准一件变更申请；批准的由下一递补对象或检查人员接替。"
    "同一位置变更多次的，须由不同职务的两人先后批准，此前不作变更。",
    flow_run_name="{number}",
    persist_result=False,
)
def decide_change(
    number: ApplicationNumber,
    approved: Approved,
    decided_by: DecidedBy,
    as_of: AsOf = None,
    decided_as: DecidedAs = DeciderRole.LEADER_IN_CHARGE.words,
) -> dict[str, Any]:
    """Approve or refuse a change application; of a place that was changed often, as one of two.

    Duty: 18.3 (第十八条).
    """
    as_of = as_of or today()
    decided = steps.decide_change(number, approved, as_of, decided_by, role=decided_as)
    steps.write_task_sheets(region_of(number), as_of)
    steps.send_messages(region_of(number), as_of)
    return decided


@flow(
    name="领导决定：现场差异",
    description="采纳或不采纳一项与场所档案不符的现场所见；采纳的成为档案的下一版。",
    flow_run_name="{number}",
    persist_result=False,
)
def decide_difference(
    number: DifferenceNumber,
    approved: Approved,
    reason: DifferenceReason,
    decided_by: DecidedBy,
    as_of: AsOf = None,
) -> dict[str, Any]:
    """Accept or refuse what was found otherwise than it is on file.

    Duty: 13.1 (第十三条).
    """
    forgetting.take()
    return steps.decide_difference(number, approved, reason, as_of or today(), decided_by)


@flow(
    name="领导决定：退回登记表",
    description="把一份登记表连同意见退回补正；补正的一份交回之前不公示、不归档，各项期限照常计算。"
    "已批准公示的不能退回，应先决定更正。",
    flow_run_name="{number}",
    persist_result=False,
)
def send_back_return(
    number: InspectionNumber, opinion: Opinion, decided_by: DecidedBy, as_of: AsOf = None
) -> dict[str, Any]:
    """Send a record form back, and tell its lead.

    Duty: 20.1, 23.2 (第二十条、第二十三条).
    """
    forgetting.take()
    as_of = as_of or today()
    sent = steps.send_back(number, opinion, as_of, decided_by)
    steps.send_messages(region_of(number), as_of)
    return sent


@flow(
    name="领导决定：批准公示",
    description="批准一件公示，一并放行其中工作人员写的文字（见 texts 表），并送达各公示渠道。",
    flow_run_name="{matter}",
    persist_result=False,
)
def release_publication(
    matter: Matter, decided_by: DecidedBy, as_of: AsOf = None
) -> dict[str, Any]:
    """Release a publication and deliver it.

    Duty: 23.1 (第二十三条).
    """
    as_of = as_of or today()
    released = steps.release_publication(matter, as_of, decided_by)
    if steps.deliver_publication(region_of(matter), as_of)["failed"]:
        steps.send_messages(region_of(matter), as_of)
    return released


@flow(
    name="领导决定：批准年度计划",
    description="批准一年的抽查计划；批准之后才能抽取。",
    flow_run_name="{region} {year}年",
    persist_result=False,
)
def approve_plan(
    region: Region,
    year: Year,
    decided_by: DecidedBy,
    as_of: AsOf = None,
    item_code: ItemCode = None,
) -> dict[str, Any]:
    """Approve an annual plan.

    Duty: 16.1 (第十六条).
    """
    return steps.approve_plan(region, year, as_of or today(), decided_by, item_code=item_code)


@flow(
    name="领导决定：列入名单",
    description="决定一家是否列入黑名单或红名单；黑名单须已送达事先告知书，异议期满。",
    flow_run_name="{number}",
    persist_result=False,
)
def decide_list_entry(
    number: ListEntryNumber,
    entered: Entered,
    decided_by: DecidedBy,
    as_of: AsOf = None,
    decided_as: DecidedAs = DeciderRole.LEADER_IN_CHARGE.words,
    reason: DecisionReason = "",
) -> dict[str, Any]:
    """Decide whether a subject comes onto a list, and build the lists anew.

    Duty: 23.3 (第二十三条).
    """
    forgetting.take()
    as_of = as_of or today()
    decided = steps.decide_list_entry(
        number, entered, as_of, decided_by, role=decided_as, reason=reason
    )
    steps.build_publication(region_of(number), as_of)
    return decided
