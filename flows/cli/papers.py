"""``ssj papers``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from flows.cli.common import AS_OF, BY, JSON, REGION, REQUEST, acted, report
from models.rules.papers import PaperKind


@click.group(help="检查文书：审批表、通知书、登记表、责令改正通知书、结果反馈。")
def command() -> None:
    """Papers of visits."""


@command.command(help="把检查文书写到文件夹，供打印、签章；通知书当场出示，不得事先发送。")
@click.option("--draw", "draw_id", metavar="编号", help="这次抽取的全部任务，合为一个压缩文件。")
@click.option(
    "--inspection",
    "numbers",
    multiple=True,
    metavar="任务编号",
    help="这一项任务，各为一个压缩文件；可写多次。",
)
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="文件夹", help="写到哪里。"
)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    metavar="文书",
    type=click.Choice([kind.words for kind in PaperKind]),
    help="只要这一种文书；可写多次（默认已有的各种）。",
)
@click.option("--draft", is_flag=True, help="印草稿：不编文号，待核之处标明，不得送达。")
@REGION
@AS_OF
@BY
@REQUEST
@JSON
def export(
    draw_id: str | None,
    numbers: tuple[str, ...],
    out: Path,
    kinds: tuple[str, ...],
    draft: bool,
    region: str,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Export them."""
    from tasks.inspect.papers import export_papers

    if (draw_id is None) == (not numbers):
        raise click.UsageError("请写明 --draw 或 --inspection，二者择一")
    answer = export_papers(
        region,
        as_of,
        out,
        by,
        draw_id=draw_id,
        numbers=numbers,
        kinds=[PaperKind.read(kind, "文书") for kind in kinds],
        draft=draft,
        request=request,
    )
    numbered = f"，新编文号{answer['numbered']}个" if answer["numbered"] else ""
    what = "草稿" if draft else "文书"
    exported = "\n".join(
        [f"已把{what}{answer['papers']}份写到 {out}{numbered}：", *answer["bundles"]]
    )
    report(as_json, answer, acted(answer, exported, "没有已派发的任务"))
