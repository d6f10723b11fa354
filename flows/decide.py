"""What the supervisor decides, as flows to run from the dashboard; each names who decided."""

from __future__ import annotations

from datetime import date
from typing import Any

from prefect import flow

from flows import steps
from models.clock import today


@flow(name="领导决定：确认抽取结果", flow_run_name="{draw_id}", persist_result=False)
def confirm_draw(draw_id: str, decided_by: str, as_of: date | None = None) -> dict[str, Any]:
    """Confirm a draw; from then on it cannot change.

    Duty: 18.2 (第十八条).
    """
    return steps.confirm_draw(draw_id, as_of or today(), decided_by)


@flow(name="领导决定：变更申请", flow_run_name="{number}", persist_result=False)
def decide_change(
    number: str, approved: bool, decided_by: str, as_of: date | None = None
) -> dict[str, Any]:
    """Approve or refuse a change application.

    Duty: 18.3 (第十八条).
    """
    as_of = as_of or today()
    decided = steps.decide_change(number, approved, as_of, decided_by)
    steps.write_task_sheets(number[:6], as_of)
    steps.send_messages(number[:6], as_of)
    return decided


@flow(name="领导决定：批准公示", flow_run_name="{matter}", persist_result=False)
def release_publication(matter: str, decided_by: str, as_of: date | None = None) -> dict[str, Any]:
    """Release a publication and deliver it.

    Duty: 23.1 (第二十三条).
    """
    as_of = as_of or today()
    released = steps.release_publication(matter, as_of, decided_by)
    steps.deliver_publication(matter[:6], as_of)
    return released


@flow(name="领导决定：批准年度计划", flow_run_name="{region} {year}年", persist_result=False)
def approve_plan(
    region: str, year: int, decided_by: str, as_of: date | None = None
) -> dict[str, Any]:
    """Approve an annual plan.

    Duty: 16.1 (第十六条).
    """
    return steps.approve_plan(region, year, as_of or today(), decided_by)
