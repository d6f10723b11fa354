"""The daily advance (逐日推进): what falls due today in every cycle of a region."""

from __future__ import annotations

from typing import Any

from prefect import flow, runtime

from flows import steps
from flows.artifacts import show_cycle, show_specials
from flows.cycle import collect, go_on, publish, settle, stamp
from flows.parameters import AsOf, Region
from models.clock import today
from tasks.draw.waiting import underway
from tasks.overview import cycles

SHOWN = 4  # the newest cycles of a region, its items together, whose table is brought up to date


def _run_name() -> str:
    given = runtime.flow_run.parameters
    return f"{given['region']} {given.get('as_of') or today()}"


@flow(
    name="逐日推进",
    description="回收登记表、催办、申请公告时间戳、检查公示期限、送达公示、抽取到时的、更新信用。",
    flow_run_name=_run_name,
    persist_result=False,
)
def daily_advance(region: Region, as_of: AsOf = None) -> dict[str, Any]:
    """Chase returns, have announcements stamped, watch deadlines, build and deliver publications,
    draw what is announced and waits for nothing, refresh credit.

    Duty: 8.1, 10.3, 23.1 (第八条、第十条、第二十三条).
    """
    as_of = as_of or today()
    steps.write_task_sheets(region, as_of)
    steps.tell_scarce(region, as_of)
    failed = collect(region, as_of)
    unstamped = stamp(region, as_of)
    failed += publish(region, as_of)
    for standing in underway(region, as_of):
        go_on(standing, as_of)
    failed += settle(region, as_of)
    for item_code, year, period in cycles.cycles(region)[-SHOWN:]:
        show_cycle(region, year, period, as_of, item_code)
    show_specials(region, as_of)
    waits = {each["draw_id"]: each["waits"] for each in underway(region, as_of)}
    return {
        "region": region,
        "as_of": as_of.isoformat(),
        "waits": waits,
        "unstamped": unstamped,
        "failed": failed,
    }
