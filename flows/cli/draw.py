"""``ssj draw``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from flows.cli import draw_files, draw_stamp
from flows.cli.common import (
    AS_OF,
    BY,
    ITEM,
    JSON,
    REGION,
    REQUEST,
    LegalDate,
    acted,
    file_argument,
    report,
)
from flows.cli.draw_files import DRAW_ID
from models.rules.order import day_in_words, moment_in_words

READ = click.option(
    "--source", "sources", multiple=True, metavar="随机源=值", help="刚读取的随机源，可多次给出。"
)


def shown(answer: Mapping[str, Any], key: str) -> str:
    """A legal day of an answer in words; entered late, it says so."""
    day, entered_on = (date.fromisoformat(answer[k]) for k in (key, "entered_on"))
    return day_in_words(day, entered_on)


@click.group(help="公告、抽取、确认、记录、核验。")
def command() -> None:
    """The draw, step by step."""


@command.command(help="冻结名录，封存密文，发布公告。")
@click.option("--year", type=int, required=True, help="年份。")
@click.option("--period", type=int, required=True, help="第几期。")
@click.option("--extra", is_flag=True, help="本期抽取已经作废，另行抽取（编号 …-X1）。")
@click.option(
    "--not-before", type=LegalDate(), metavar="日期", help="最早哪天抽取（默认下一个工作日）。"
)
@click.option(
    "--source",
    "sources",
    multiple=True,
    metavar="随机源",
    help="公开随机源，如 drand/quicknet/34313812、witness-dice/notary@时间；可多次给出"
    "（默认按区县参数）。",
)
@click.option("--no-source", is_flag=True, help="不用随机源，只凭封存的密文（第 1 级）。")
@REGION
@ITEM
@AS_OF
@BY
@REQUEST
@JSON
def announce(
    year: int,
    period: int,
    extra: bool,
    not_before: date | None,
    sources: tuple[str, ...],
    no_source: bool,
    region: str,
    item_code: str | None,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Announce a draw."""
    from models.rules.draw.level import LEVELS, announced_level
    from models.rules.draw.sources import source_in_words
    from tasks.draw.announce import announce

    if no_source and sources:
        raise click.UsageError("--source 和 --no-source 不能同时写")
    answer = announce(
        region,
        year,
        period,
        as_of,
        by,
        sources if sources or no_source else None,
        not_before=not_before,
        extra=extra,
        item_code=item_code,
        request=request,
    )
    channels = answer["channel_names" if "channel_names" in answer else "channels"]
    level = announced_level(each["name"] for each in answer["sources"]).level
    ended_on = answer["period_ended_on"]
    late = f"\n逾期：本期已于 {ended_on} 结束" if ended_on else ""
    named = f"{answer['draw_id']}，公告日期 {shown(answer, 'announced_on')}{late}"
    text = acted(answer, f"已公告 {named}", f"此前已公告 {named}")
    lines = [
        text,
        f"最早 {answer['not_before']} 抽取，须先送达 {'、'.join(channels)}",
        *(
            f"随机源 {source_in_words(each['name'])}，{moment_in_words(each['due'])}"
            for each in answer["sources"]
        ),
        f"可信程度：第 {level} 级，{LEVELS[level]}",
        f"不迟于 {answer['record_due']} 公布抽取记录",
        f"公告摘要 {answer['digest']}",
        f"密文承诺 {answer['commitment']}",
    ]
    report(as_json, answer, "\n".join(lines))


@command.command(help="登记一个随机源给出的值；drand 的值凭签名即可证明。")
@DRAW_ID
@click.argument("name", metavar="随机源")
@click.argument("value", metavar="值")
@AS_OF
@BY
@REQUEST
@JSON
def source(
    draw_id: str,
    name: str,
    value: str,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Keep what a source gave."""
    from tasks.draw.sources import read_source

    answer = read_source(draw_id, name, value, as_of, by, request=request)
    stands = f"{draw_id} 的随机源 {name} 已由 {answer['read_by']} 于 {answer['read_at']} 读取"
    report(as_json, answer, acted(answer, f"{stands}。", stands))


@command.command(help="公告送达、到期、随机源读取之后，抽取对象、递补对象和检查人员。")
@DRAW_ID
@READ
@AS_OF
@BY
@REQUEST
@JSON
def run(
    draw_id: str,
    sources: tuple[str, ...],
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Draw."""
    from tasks.draw.run import run

    answer = run(draw_id, as_of, by, sources, request=request)
    result = f"抽中 {answer['drawn']} 家，递补 {answer['substitutes']} 家"
    text = acted(
        answer,
        f"{draw_id}：{result}，待领导确认。",
        f"{draw_id} 已于 {shown(answer, 'drawn_on')} 抽取：{result}",
    )
    report(as_json, answer, text)


@command.command(help="确认抽取结果；此后不得变更。")
@DRAW_ID
@AS_OF
@BY
@REQUEST
@JSON
def confirm(draw_id: str, as_of: date, by: str, request: str | None, as_json: bool) -> None:
    """Confirm."""
    from tasks.draw.confirm import confirm

    answer = confirm(draw_id, as_of, by, request=request)
    stands = f"{draw_id} 已由 {answer['confirmed_by']} 于 {shown(answer, 'confirmed_on')} 确认"
    text = acted(answer, f"{stands}。", stands)
    report(as_json, answer, f"{text}\n抽取摘要 {answer['draw_digest']}")


@command.command(help="作废尚未确认的抽取，写明原因；它抽中了谁随另行抽取的记录公开。")
@DRAW_ID
@click.option("--reason", required=True, help="原因，如 名单有误、公告未按时发布、系统故障。")
@click.option("--role", default="分管领导", help="决定人的职务：分管领导、副职负责人、主要负责人。")
@click.option(
    "--attach",
    "evidence",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="文件",
    help="证明材料，可多次给出。",
)
@READ
@AS_OF
@BY
@REQUEST
@JSON
def abandon(
    draw_id: str,
    reason: str,
    role: str,
    evidence: tuple[Path, ...],
    sources: tuple[str, ...],
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Abandon."""
    from tasks.draw.abandon import abandon

    answer = abandon(
        draw_id,
        reason,
        as_of,
        by,
        role=role,
        attachments=evidence,
        sources=sources,
        request=request,
    )
    stands = f"{draw_id} 已由 {answer['abandoned_by']} 于 {shown(answer, 'abandoned_on')} 作废"
    report(as_json, answer, acted(answer, f"{stands}。", stands))


@command.command(help="附抽取现场照片。")
@DRAW_ID
@file_argument(metavar="照片")
@AS_OF
@BY
@REQUEST
@JSON
def photo(
    draw_id: str, file: Path, as_of: date, by: str, request: str | None, as_json: bool
) -> None:
    """Attach a photograph."""
    from tasks.draw.photos import attach_photo

    answer = attach_photo(draw_id, file, as_of, by, request=request)
    stands = f"照片「{answer['photo']}」已于 {shown(answer, 'attached_on')} 附上，摘要 {answer['digest']}"
    report(as_json, answer, acted(answer, stands, stands))


for written in (
    draw_files.announcement,
    draw_stamp.stamp,
    draw_files.record,
    draw_files.sheet,
    draw_files.show,
    draw_files.verify,
    draw_files.order,
):
    command.add_command(written)
