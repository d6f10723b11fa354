"""The roster refresh (更新名录库) by itself, as often as other bodies send lists."""

from __future__ import annotations

from typing import Any

from prefect import flow, runtime

from flows import steps
from flows.parameters import AsOf, Region
from models.clock import today


def _run_name() -> str:
    given = runtime.flow_run.parameters
    return f"{given['region']} 名录库 {given.get('as_of') or today()}"


@flow(
    name="更新名录库",
    description="比对收件夹中最新的市场主体和执法检查人员名录，登记差异。",
    flow_run_name=_run_name,
    persist_result=False,
)
def roster_refresh(region: Region, as_of: AsOf = None) -> dict[str, Any]:
    """Refresh both rosters from the inbox.

    Duty: 13.1, 15.1 (第十三条、第十五条).
    """
    return steps.refresh_rosters(region, as_of or today())
