"""The bimonthly cycle (两月一期抽查), in the order of the regulation.

Each run takes the cycle as far as it can go on ``as_of`` and ends; the truth is in the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from prefect import flow, get_run_logger, runtime

from flows import steps
from flows.artifacts import progress, show_cycle, show_texts
from flows.parameters import AsOf, CycleYear, ItemCode, Period, Region
from models.clock import today
from models.rules.draw.state import DrawState
from models.rules.file_names import cycle_key
from reports.dashboard import unstamped_in_words
from reports.handling import lapsed_in_words
from tasks.base.step import SYSTEM, Act
from tasks.draw.fetch_stamp import unstamped as unstamped_draws
from tasks.draw.waiting import DrawStanding, current
from tasks.plan.find import item_planned, period_on

STAGES = 7


def _run_name() -> str:
    given = runtime.flow_run.parameters
    period = f"{given['year']}年第{given['period']}期" if given.get("period") else "当前期"
    named = [given["region"], given.get("item_code"), period, str(given.get("as_of") or today())]
    return " ".join(filter(None, named))


@flow(
    name="两月一期抽查",
    description="更新名录库、测算样本量、抽取、派发、回收催办、公示、更新信用，逐日推进。",
    flow_run_name=_run_name,
    persist_result=False,
)
def bimonthly_cycle(
    region: Region,
    year: CycleYear = None,
    period: Period = None,
    as_of: AsOf = None,
    item_code: ItemCode = None,
) -> dict[str, Any]:
    """Advance the cycle of one item as far as it can go on ``as_of`` (today by default).

    Without ``year`` and ``period`` it is the period in which ``as_of`` falls. It stops where
    somebody must act, says what it waits for, and goes on by itself the next time: an announcement
    to release, its day to come, a source to read, a draw to confirm, a publication to release.

    Duty: 9.2, 10.3, 16.1 (第九条、第十条、第十六条).
    """
    as_of = as_of or today()
    if year is None or period is None:
        year, period = period_on(region, as_of, item_code)
    item_code = item_planned(region, year, as_of, item_code)
    with progress(f"cycle-{cycle_key(region, item_code, year, period)}", STAGES) as shown:
        shown.stage("更新名录库")
        steps.refresh_rosters(region, as_of)
        shown.stage("测算样本量")
        steps.sample_size(region, as_of, item_code)
        shown.stage("抽取")
        announce(region, year, period, as_of, item_code)
        unstamped = stamp(region, as_of)
        steps.tell_scarce(region, as_of)
        steps.send_messages(region, as_of)
        drawn = draw(region, year, period, as_of, item_code)
        if drawn["state"] == DrawState.CONFIRMED:
            shown.stage("派发")
            send_out(region, drawn["draw_id"], as_of)
            shown.stage("回收与催办")
            collect(region, as_of)
            shown.stage("公示")
            publish(region, as_of)
            shown.stage("更新信用")
            settle(region, as_of)
    return {
        "draw": drawn["state"],
        "waits": drawn["waits"],
        "unstamped": unstamped,
        **show_cycle(region, year, period, as_of, item_code),
    }


def announce(region: str, year: int, period: int, as_of: date, item_code: str) -> None:
    """Announce the draw of the period, once."""
    if current(region, year, period, as_of, item_code) is None:
        steps.announce(region, year, period, as_of, SYSTEM, item_code=item_code)


def stamp(region: str, as_of: date) -> dict[str, str]:
    """Have announcements stamped that are not yet, where the district names an authority, before
    they are made public. Of each that could not be, why: it is tried again the next time."""
    if not unstamped_draws(region, as_of):
        return {}
    failed: dict[str, str] = steps.fetch_stamps(region, as_of, SYSTEM)["failed"]
    for draw_id, why in failed.items():
        get_run_logger().warning("%s", unstamped_in_words(draw_id, why))
    return failed


def draw(region: str, year: int, period: int, as_of: date, item_code: str) -> DrawStanding:
    """Make the announcement public, and draw when nothing is waited for any more."""
    publish(region, as_of)
    standing = current(region, year, period, as_of, item_code)
    assert standing is not None
    if go_on(standing, as_of):
        return current(region, year, period, as_of, item_code) or standing
    return standing


def go_on(standing: DrawStanding, as_of: date) -> bool:
    """Draw, if the draw is announced and waits for nothing."""
    if standing["state"] != DrawState.ANNOUNCED or standing["waits"]:
        return False
    steps.run_draw(standing["draw_id"], as_of, SYSTEM)
    return True


def send_out(region: str, draw_id: str, as_of: date) -> None:
    """Open the inspections of a confirmed draw and tell their inspectors."""
    steps.dispatch_inspections(draw_id, as_of, SYSTEM)
    steps.write_task_sheets(region, as_of)
    steps.send_messages(region, as_of)


def collect(region: str, as_of: date) -> list[str]:
    """Take in the returns that came, and chase those that did not; what could not be sent."""
    taken = steps.import_returns(region, as_of)
    if refused := len(taken["refused"]):
        # What stands in them is nobody's outside the house: their names and reasons stay there.
        get_run_logger().warning("收件夹有 %d 个登记表文件不予收取，原因见 ssj cycle show", refused)
    for lapsed in taken["lapsed"]:
        get_run_logger().warning("%s", lapsed_in_words(lapsed).strip())
    steps.chase_returns(region, as_of)
    return tell(region, as_of)


def tell(region: str, as_of: date) -> list[str]:
    """Send what was written to people; what could not be sent."""
    return list(steps.send_messages(region, as_of)["failed"])


def publish(region: str, as_of: date) -> list[str]:
    """Build what is due; deliver what the supervisor released; what a channel did not take, of which
    the supervisor is told in the same run."""
    _warn(steps.build_publication(region, as_of)["stopped"])
    show_texts(region)
    delivered = steps.deliver_publication(region, as_of)
    _warn(delivered["stopped"])
    failed = [
        f"{each['matter']}（{each['channel']}）：{each['why']}" for each in delivered["failed"]
    ]
    return failed + tell(region, as_of) if failed else failed


def _warn(stopped: Mapping[str, list[str]]) -> None:
    """Say what may not leave the house, and where it stands."""
    for why in (each for reasons in stopped.values() for each in reasons):
        get_run_logger().warning("%s", why)


def settle(region: str, as_of: date) -> list[str]:
    """Credit archive and lists, of which the supervisor is told, the classes that follow from them, then
    the archive of what is finished; what could not be sent."""
    unsent = tell(region, as_of) if steps.refresh_credit(region, as_of)["act"] == Act.DONE else []
    steps.apply_causes(region, as_of)
    steps.archive(region, as_of)
    return unsent
