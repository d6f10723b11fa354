"""The special inspection (专项检查), opened by hand on a stated ground."""

from __future__ import annotations

from typing import Any

from prefect import flow, runtime

from flows import forgetting, steps
from flows.artifacts import show_specials
from flows.parameters import AsOf, Badges, CreditCode, Document, Ground, ItemCode, OpenedBy, Region
from models.clock import today


def _run_name() -> str:
    given = runtime.flow_run.parameters
    return f"{given['region']} 专项检查 {given.get('as_of') or today()}"


@flow(
    name="专项检查",
    description="写明第四条七种情形之一和依据文件，对一家市场主体立项检查。",
    flow_run_name=_run_name,
    persist_result=False,
)
def special_inspection(
    region: Region,
    ground: Ground,
    document: Document,
    credit_code: CreditCode,
    badges: Badges,
    opened_by: OpenedBy,
    as_of: AsOf = None,
    item_code: ItemCode = None,
) -> dict[str, Any]:
    """Open, dispatch and send; returned, published and archived like any other.

    Duty: 4.1 (第四条).
    """
    forgetting.take()
    as_of = as_of or today()
    opened = steps.open_special(
        region, ground, document, credit_code, badges, as_of, opened_by, item_code=item_code
    )
    steps.write_task_sheets(region, as_of)
    steps.send_messages(region, as_of)
    show_specials(region, as_of)
    return opened
