"""``ssj handle``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from flows.cli.common import (
    AS_OF,
    BY,
    JSON,
    REGION,
    REQUEST,
    LegalDate,
    acted,
    not_sent,
    report,
    sent_out,
)
from models.rules.handling import REPLACED, Act, Answer

NUMBER = click.argument("number", metavar="任务编号")
POINT = click.argument("check_point", metavar="检查要点")


@click.group(help="问题的处理：责令改正、改正材料、复查、移送的答复。")
def command() -> None:
    """How findings are handled."""


@command.command(help="责令改正一项问题，写明文号和改正期限。")
@NUMBER
@POINT
@click.option("--document", required=True, help="责令改正文书的文号。")
@click.option(
    "--until",
    type=LegalDate(),
    metavar="日期",
    help="改正期限的最后一日（默认按区县参数自责令之日起算）。",
)
@AS_OF
@BY
@REQUEST
@JSON
def order(
    number: str,
    check_point: str,
    document: str,
    until: date | None,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Order to rectify."""
    from tasks.inspect.rectify import order

    answer = order(number, check_point, document, as_of, by, until=until, request=request)
    said = f"{number} {check_point} 已责令改正（{answer['document']}），改正期限 {answer['due_on']}"
    report(as_json, answer, acted(answer, f"{said}。", said))


@command.command(help="延长一项责令的改正期限；原期限保留，催办改按新期限。")
@NUMBER
@POINT
@click.option(
    "--until", type=LegalDate(), metavar="日期", required=True, help="新的改正期限的最后一日。"
)
@click.option("--document", required=True, help="延长决定的文号。")
@click.option("--reason", required=True, help="延长的原因。")
@click.option("--role", default="分管领导", help="决定人的职务：分管领导、副职负责人、主要负责人。")
@AS_OF
@BY
@REQUEST
@JSON
def extend(
    number: str,
    check_point: str,
    until: date,
    document: str,
    reason: str,
    role: str,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Extend a term."""
    from tasks.inspect.extend import extend

    answer = extend(
        number, check_point, until, document, reason, as_of, by, role=role, request=request
    )
    said = f"{number} {check_point} 的改正期限已延长至 {answer['due_on']}（{answer['document']}）"
    was = f"，原为 {answer['was']}" if "was" in answer else ""
    report(as_json, answer, acted(answer, f"{said}{was}。", said))


@command.command(help="收存企业提交的改正材料。")
@NUMBER
@POINT
@click.option(
    "--attach",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="文件",
    help="改正材料：照片、说明等，可写多次。",
)
@AS_OF
@BY
@REQUEST
@JSON
def evidence(
    number: str,
    check_point: str,
    files: tuple[Path, ...],
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Keep evidence."""
    from tasks.inspect.rectify import submit

    answer = submit(number, check_point, files, as_of, by, request=request)
    said = f"{number} {check_point} 的改正材料已收存 {len(answer['evidence'])} 件"
    report(as_json, answer, acted(answer, f"{said}，请安排复查。", said))


@command.command(help="派发复查：另行检查责令改正的问题，不占抽查次数。")
@NUMBER
@click.option(
    "--point",
    "check_points",
    multiple=True,
    metavar="检查要点",
    help="只复查这些（默认全部待复查的）。",
)
@click.option(
    "--badge",
    "badges",
    multiple=True,
    metavar="警号",
    help="复查人员，至少两人，首位主检（默认原检查人员）。",
)
@AS_OF
@BY
@REQUEST
@JSON
def recheck(
    number: str,
    check_points: tuple[str, ...],
    badges: tuple[str, ...],
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Open a recheck."""
    from models.rules.messages import BY_HAND
    from models.rules.names import region_of
    from tasks.inspect.recheck import open_recheck

    answer = open_recheck(number, badges, as_of, by, check_points=check_points, request=request)
    unsent = sent_out(region_of(number), as_of)
    said = (
        f"{number} {'、'.join(answer['check_points'])} 的复查 {answer['recheck']} 已派发给 "
        f"{'、'.join(answer['officers'])}，登记表应于 {answer['due_on']} 前交回"
    )
    lines = [acted(answer, f"{said}。", said)]
    lines += [f"  {inspector}{BY_HAND}" for inspector in answer.get("by_hand", [])]
    lines += not_sent(unsent)
    report(as_json, {**answer, "unsent": unsent}, "\n".join(lines))


@command.command(help="登记移送的答复：受理、处理、退回，或立案、不予立案。")
@NUMBER
@POINT
@click.option(
    "--outcome",
    type=click.Choice(Answer.values()),
    required=True,
    help="；".join(f"{each} {each.words}" for each in Answer) + "。",
)
@click.option("--document", required=True, help="答复的文号。")
@AS_OF
@BY
@REQUEST
@JSON
def answer(
    number: str,
    check_point: str,
    outcome: str,
    document: str,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Enter an answer."""
    from tasks.inspect.transfers import answer

    told = answer(number, check_point, outcome, document, as_of, by, request=request)
    said = f"{number} {check_point} 的移送答复已登记：{Answer(outcome).words}（{told['document']}）"
    report(as_json, told, acted(told, f"{said}，现为「{told['stage_name']}」。", said))


@command.command(help="更正一项处理登记的文号、接收部门，或登记错的处理种类；原登记保留。")
@NUMBER
@POINT
@click.option("--reason", required=True, help="更正的原因。")
@click.option("--document", help="正确的文号。")
@click.option("--department", help="正确的接收部门。")
@click.option(
    "--kind",
    type=click.Choice([Act(each).value for each in REPLACED]),
    help="处理种类登记错的，应为："
    + "；".join(f"{each} {Act(each).words}" for each in REPLACED)
    + "。",
)
@click.option(
    "--until",
    type=LegalDate(),
    metavar="日期",
    help="更正为责令改正的，改正期限的最后一日（默认按区县参数）。",
)
@click.option("--entry", type=int, metavar="序号", help="更正第几项登记（默认最近一项）。")
@AS_OF
@BY
@REQUEST
@JSON
def correct(
    number: str,
    check_point: str,
    reason: str,
    document: str | None,
    department: str | None,
    kind: str | None,
    until: date | None,
    entry: int | None,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Put an entry right."""
    from tasks.inspect.mended import correct_entry

    told = correct_entry(
        number,
        check_point,
        reason,
        as_of,
        by,
        document=document,
        department=department,
        kind=kind,
        until=until,
        entry=entry,
        request=request,
    )
    right = f"{told.get('corrected_to_name', ' ')}{told['department']}（{told['document']}）"
    due = f"，改正期限 {told['due_on']}" if told["due_on"] else ""
    said = f"{number} {check_point} 的处理登记已更正为{right}{due}"
    report(as_json, told, acted(told, f"{said}。", said))


@command.command(help="列出尚未处理完毕的问题，各到哪一步、期限还有几天。")
@click.option("--all", "every", is_flag=True, help="处理完毕的也列出，并列出每一步。")
@REGION
@AS_OF
@JSON
def show(every: bool, region: str, as_of: date, as_json: bool) -> None:
    """List what is being handled."""
    from reports.handling import handling_in_words
    from tasks.overview.handling import handling

    shown: list[dict[str, Any]] = handling(region, as_of, every=every)
    lines = [handling_in_words(each) for each in shown] or ["没有尚未处理完毕的问题。"]
    report(as_json, shown, "\n".join(lines))
