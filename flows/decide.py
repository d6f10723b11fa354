"""What the supervisor decides, as flows to run from the dashboard; each names who decided."""

from __future__ import annotations

from datetime import date
from typing import Any

from flows import steps
from flows.described import described_flow
from models.clock import today
from models.rules.names import region_of


@described_flow(
    "领导决定：确认抽取结果", "确认一次抽取的结果；此后不得变更，随即可以派发。", "{draw_id}"
)
def confirm_draw(draw_id: str, decided_by: str, as_of: date | None = None) -> dict[str, Any]:
    """Confirm a draw; from then on it cannot change.

    Duty: 18.2 (第十八条).
    """
    return steps.confirm_draw(draw_id, as_of or today(), decided_by)


@described_flow(
    "领导决定：变更申请",
    "批准或不批准一件变更申请；批准的由下一递补对象或检查人员接替。",
    "{number}",
)
def decide_change(
    number: str, approved: bool, decided_by: str, as_of: date | None = None
) -> dict[str, Any]:
    """Approve or refuse a change application.

    Duty: 18.3 (第十八条).
    """
    as_of = as_of or today()
    decided = steps.decide_change(number, approved, as_of, decided_by)
    steps.write_task_sheets(region_of(number), as_of)
    steps.send_messages(region_of(number), as_of)
    return decided


@described_flow("领导决定：批准公示", "批准一件公示，并送达各公示渠道。", "{matter}")
def release_publication(matter: str, decided_by: str, as_of: date | None = None) -> dict[str, Any]:
    """Release a publication and deliver it.

    Duty: 23.1 (第二十三条).
    """
    as_of = as_of or today()
    released = steps.release_publication(matter, as_of, decided_by)
    steps.deliver_publication(region_of(matter), as_of)
    return released


@described_flow(
    "领导决定：批准年度计划", "批准一年的抽查计划；批准之后才能抽取。", "{region} {year}年"
)
def approve_plan(
    region: str, year: int, decided_by: str, as_of: date | None = None
) -> dict[str, Any]:
    """Approve an annual plan.

    Duty: 16.1 (第十六条).
    """
    return steps.approve_plan(region, year, as_of or today(), decided_by)
