"""``ssj assess``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from flows.cli.common import (
    AS_OF,
    BY,
    ITEM,
    JSON,
    PERIOD,
    REGION,
    REQUEST,
    YEAR,
    acted,
    report,
)


@click.command(
    help="考评一年（或其中一期）的抽查工作：覆盖面、比例、抽取、期限、逾期、照片、变更、处理，按区县标准评分。"
    "含检查人员姓名，供内部使用。"
)
@click.argument("year", type=YEAR, metavar="年份")
@click.option("--period", type=PERIOD, metavar="期", help="只考评这一期（默认全年）。")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="把考评报告写到这里（网页、Excel 和 PDF）；不写则只显示。",
)
@REGION
@ITEM
@AS_OF
@BY
@REQUEST
@JSON
def command(
    year: int,
    period: int | None,
    out: Path | None,
    region: str,
    item_code: str | None,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Assess the work."""
    from reports.assessment_text import assessed_in_words
    from tasks.assess.assess import assess
    from tasks.assess.report import write_assessment

    if out is None:
        assessed = assess(region, year, as_of, period, item_code)
        report(as_json, assessed, assessed_in_words(assessed))
        return
    answer = write_assessment(
        region, year, as_of, out, by, period=period, item_code=item_code, request=request
    )
    written = "、".join(answer["written"])
    report(as_json, answer, acted(answer, f"已写出 {written}", f"{written} 已是现行内容"))
