"""``ssj cycle``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from flows.cli.common import AS_OF, ITEM, JSON, PERIOD, REGION, YEAR, report, say

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


@click.group(help="两月一期抽查。")
def command() -> None:
    """The bimonthly cycle."""


@command.command(help="把一期推进到所给日期能到的地方；可反复运行。")
@click.option("--year", type=YEAR, required=True, help="年份。")
@click.option("--period", type=PERIOD, required=True, help="第几期。")
@REGION
@ITEM
@AS_OF
@JSON
def run(
    year: int, period: int, region: str, item_code: str | None, as_of: date, as_json: bool
) -> None:
    """Advance a cycle through its Prefect flow; a mistake is said before the server is started."""
    from flows.serving.lifecycle import embedded_server
    from reports.dashboard import unstamped_in_words
    from tasks.plan.find import check_period, item_planned

    item_code = item_planned(region, year, as_of, item_code)
    check_period(region, year, period, item_code)
    with embedded_server():
        from flows.cycle import bimonthly_cycle

        gone = bimonthly_cycle(region, year, period, as_of, item_code)
    for draw_id, why in gone["unstamped"].items():
        say(unstamped_in_words(draw_id, why))
    _show(region, year, period, item_code, as_of, as_json)


@command.command(help="各期、各任务进行到哪里，期限还有几天。")
@click.option("--year", type=YEAR, help="年份（默认最近一期）。")
@click.option("--period", type=PERIOD, help="第几期。")
@REGION
@ITEM
@AS_OF
@JSON
def show(
    year: int | None,
    period: int | None,
    region: str,
    item_code: str | None,
    as_of: date,
    as_json: bool,
) -> None:
    """Show where a cycle stands."""
    from tasks.overview.cycles import newest

    if year is None or period is None:
        item_code, year, period = newest(region, item_code)
    _show(region, year, period, item_code, as_of, as_json)


def _show(
    region: str, year: int, period: int, item_code: str | None, as_of: date, as_json: bool
) -> None:
    from reports.dashboard import (
        application_in_words,
        by_hand_in_words,
        cycle_in_words,
        inspection_in_words,
        officer_gone_in_words,
        proposal_in_words,
        refused_file_in_words,
        sent_back_in_words,
        substitute_in_words,
        vacated_in_words,
        visit_warning_in_words,
    )
    from reports.handling import handling_in_words
    from tasks.inspect.dossier_proposals import waiting_proposals
    from tasks.inspect.received import lying_refused
    from tasks.overview.cycles import cycle

    shown = cycle(region, year, period, as_of, item_code)
    lines = [cycle_in_words(shown), *map(inspection_in_words, shown["inspections"])]
    if shown["draw"] is not None:
        lines += map(vacated_in_words, shown["draw"]["vacated"])
        lines += map(application_in_words, shown["draw"]["applications"])
    lines += map(handling_in_words, shown["handling"])
    lines += map(proposal_in_words, waiting_proposals(region, as_of))
    lines += map(sent_back_in_words, shown["sent_back"])
    lines += map(by_hand_in_words, shown["by_hand"])
    lines += map(substitute_in_words, shown["substitutes_due"])
    lines += map(officer_gone_in_words, shown["officers_gone"])
    lines += map(visit_warning_in_words, shown["visit_warnings"])
    refused = lying_refused(region)
    lines += map(refused_file_in_words, refused)
    report(as_json, {**shown, "refused_files": refused}, "\n".join(lines))


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

    shown = summary(home())
    report(as_json, shown, in_words(shown))
