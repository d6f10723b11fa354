"""``ssj cycle``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from flows.cli.common import AS_OF, JSON, REGION, report, say

SAMPLES = Path(__file__).resolve().parent.parent.parent / "samples"


@click.group(help="两月一期抽查。")
def command() -> None:
    """The bimonthly cycle."""


@command.command(help="把一期推进到所给日期能到的地方；可反复运行。")
@click.option("--year", type=int, required=True, help="年份。")
@click.option("--period", type=int, required=True, help="第几期。")
@REGION
@AS_OF
@JSON
def run(year: int, period: int, region: str, as_of: date, as_json: bool) -> None:
    """Advance a cycle through its Prefect flow."""
    from flows.serving.lifecycle import embedded_server
    from tasks.base.terms import district_on
    from tasks.plan.annual import check_period

    district_on(region, as_of)
    check_period(region, year, period)
    with embedded_server():
        from flows.cycle import bimonthly_cycle

        bimonthly_cycle(region, year, period, as_of)
    _show(region, year, period, as_of, as_json)


@command.command(help="各期、各任务进行到哪里，期限还有几天。")
@click.option("--year", type=int, help="年份（默认最近一期）。")
@click.option("--period", type=int, help="第几期。")
@REGION
@AS_OF
@JSON
def show(year: int | None, period: int | None, region: str, as_of: date, as_json: bool) -> None:
    """Show where a cycle stands."""
    from models.faults import Refused
    from tasks.overview import cycles as overview

    if year is None or period is None:
        known = overview.cycles(region)
        if not known:
            raise Refused(f"{region} 还没有抽取过")
        year, period = known[-1]
    _show(region, year, period, as_of, as_json)


def _show(region: str, year: int, period: int, as_of: date, as_json: bool) -> None:
    from tasks.overview import cycles as overview

    told = overview.cycle(region, year, period, as_of)
    report(as_json, told, _in_words(told))


def _in_words(told: dict[str, Any]) -> str:
    from reports.notices import cycle_in_words

    lines = [cycle_in_words(told)]
    for row in told["inspections"]:
        left = row["days_left"]
        due = (
            ""
            if left is None
            else f"，期限 {row['due_on']}（{'剩' if left >= 0 else '超'} {abs(left)} 个工作日）"
        )
        result = f"，{row['outcome']}" if row["outcome"] else ""
        lines.append(
            f"  {row['number']}  {row['subject']}  {'、'.join(row['officers'])}  {row['state_name']}{result}{due}"
        )
    return "\n".join(lines)


@command.command(help="用虚构的样例名录库完整走一期（make cycle）。")
@JSON
def sample(as_json: bool) -> None:
    """One whole sample cycle; safe to repeat."""
    import time

    from flows.serving.lifecycle import embedded_server
    from models.home import home

    started = time.monotonic()

    def stamp(line: str) -> None:
        say(f"[{time.monotonic() - started:5.1f} 秒] {line}")

    stamp("启动流程服务（Prefect）；首次约需十几秒")
    with embedded_server():
        from flows.sample.cycle import run as walk

        walk(SAMPLES, stamp)
    stamp("完成")
    from flows.sample.summary import in_words, summary

    told = summary(home())
    report(as_json, told, in_words(told))
