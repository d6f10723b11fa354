"""The bimonthly cycle (两月一期抽查), in the order of the regulation.

Each run takes the cycle as far as it can go on ``as_of`` and ends; the truth is in the database.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from prefect import runtime

from flows import steps
from flows.artifacts import progress, show_cycle
from flows.described import described_flow
from models.clock import today
from models.rules.draw.state import DrawState
from tasks.base.step import SYSTEM
from tasks.draw import find
from tasks.plan.annual import period_on

STAGES = 7


def _run_name() -> str:
    given = runtime.flow_run.parameters
    period = f"{given['year']}年第{given['period']}期" if given.get("period") else "当前期"
    return f"{given['region']} {period} {given.get('as_of') or today()}"


@described_flow(
    "两月一期抽查",
    "更新名录库、测算样本量、抽取、派发、回收催办、公示、更新信用，逐日推进。",
    _run_name,
)
def bimonthly_cycle(
    region: str,
    year: int | None = None,
    period: int | None = None,
    as_of: date | None = None,
) -> dict[str, Any]:
    """Advance one region's cycle as far as it can go on ``as_of`` (today by default).

    Without ``year`` and ``period`` it is the period in which ``as_of`` falls. It stops where the
    supervisor must decide: a draw to confirm, a publication to release.

    Duty: 9.2, 10.3, 16.1 (第九条、第十条、第十六条).
    """
    as_of = as_of or today()
    if year is None or period is None:
        year, period = period_on(region, as_of)
    with progress(f"cycle-{region}-{year}-{period}", STAGES) as shown:
        shown.stage("更新名录库")
        steps.refresh_rosters(region, as_of)
        shown.stage("测算样本量")
        steps.sample_size(region, as_of)
        shown.stage("抽取")
        state = draw(region, year, period, as_of)
        if state == DrawState.CONFIRMED:
            shown.stage("派发")
            send_out(region, year, period, as_of)
            shown.stage("回收与催办")
            collect(region, as_of)
            shown.stage("公示")
            publish(region, as_of)
            shown.stage("更新信用")
            settle(region, as_of)
    return {"draw": state, **show_cycle(region, year, period, as_of)}


def draw(region: str, year: int, period: int, as_of: date) -> DrawState:
    """Announce and draw once; the state then: ``drawn`` waits for the supervisor, ``announced``
    for whoever reads the public sources it names (``ssj draw run --source``)."""
    begun = find.current(region, year, period, as_of)
    if begun is None:
        steps.announce(region, year, period, as_of, SYSTEM)
        steps.build_publication(region, as_of)
        begun = find.current(region, year, period, as_of)
    if begun is None:
        raise LookupError("a draw that was announced stands")
    if begun["state"] == DrawState.ANNOUNCED and not begun["awaits_sources"]:
        steps.run_draw(begun["draw_id"], as_of, SYSTEM)
        return DrawState.DRAWN
    return begun["state"]


def send_out(region: str, year: int, period: int, as_of: date) -> None:
    """Open the inspections of a confirmed draw and tell their inspectors."""
    begun = find.current(region, year, period, as_of)
    if begun is not None:
        steps.dispatch_inspections(begun["draw_id"], as_of, SYSTEM)
    steps.write_task_sheets(region, as_of)
    steps.send_messages(region, as_of)


def collect(region: str, as_of: date) -> None:
    """Take in the returns that came, and chase those that did not."""
    steps.import_returns(region, as_of)
    steps.chase_returns(region, as_of)
    steps.send_messages(region, as_of)


def publish(region: str, as_of: date) -> None:
    """Build what is due; deliver what the supervisor released."""
    steps.build_publication(region, as_of)
    steps.deliver_publication(region, as_of)


def settle(region: str, as_of: date) -> None:
    """Credit archive and lists, then the archive of what is finished."""
    steps.refresh_credit(region, as_of)
    steps.archive(region, as_of)
