"""``ssj rosters``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from flows.cli.common import AS_OF, BY, ITEM, JSON, REGION, REQUEST, acted, file_argument, report
from models.rules.draw.reasons import MOVE_REASONS, MoveKind, MoveReason
from models.rules.rosters import RosterKind


def _reasons() -> str:
    return "；".join(
        f"{kind.words}——{'、'.join(reason.words for reason in reasons)}"
        for kind, reasons in MOVE_REASONS.items()
    )


@click.group(help="市场主体名录库、执法检查人员名录库。")
def command() -> None:
    """Rosters."""


@command.command("import", help="用新名录更新名录库，列出差异；文件有一处错误就整份不收。")
@click.option(
    "--kind",
    type=click.Choice(RosterKind.values()),
    required=True,
    help="；".join(f"{kind} {kind.words}" for kind in RosterKind) + "。",
)
@click.option("--dry-run", is_flag=True, help="只看差异，不更新。")
@file_argument()
@REGION
@ITEM
@AS_OF
@BY
@REQUEST
@JSON
def import_(
    kind: str,
    dry_run: bool,
    file: Path,
    region: str,
    item_code: str | None,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Refresh a roster from a file."""
    from tasks.rosters.dossiers import import_beside
    from tasks.rosters.refresh import compare_roster, refresh_roster

    if dry_run:
        compared = compare_roster(kind, file, region, as_of, item_code=item_code)
        lines = [*_differences(compared), "（只看差异，名录库未更新）"]
        report(as_json, compared, "\n".join(lines))
        return
    answer = refresh_roster(kind, file, region, as_of, by, item_code=item_code, request=request)
    roster = f"{RosterKind(kind).words}（{answer['item']}）"
    version = f"第 {answer['version']} 版（{answer['as_of']}，{answer['from']}）"
    stands = acted(answer, f"{roster}现为{version}。", f"名录与在册的一致，{roster}仍为{version}")
    lines = [*_differences(answer), stands]
    if answer.get("dossier_columns"):
        filed = import_beside(file, region, as_of, by, request=request)
        answer = {**answer, "dossiers": filed}
        lines += _filed(filed)
    report(as_json, answer, "\n".join(lines))


def _filed(filed: Mapping[str, Any]) -> Iterator[str]:
    """What became of the dossiers beside a roster."""
    if faults := filed.get("faults"):
        yield "表中的场所档案没有载入，改正后请用 ssj dossier import："
        yield from (f"  {fault}" for fault in faults)
    elif filed["changed"]:
        yield f"表中的场所档案已载入：{len(filed['changed'])} 家有变动，已成新版。"
    else:
        yield "表中的场所档案与在册的一致。"


@command.command(help="名录库现状：各类几家、不参加抽取的几家、回避，以及检查人员所剩无几的对象。")
@REGION
@ITEM
@AS_OF
@JSON
def show(region: str, item_code: str | None, as_of: date, as_json: bool) -> None:
    """Show both rosters."""
    from tasks.rosters.show import show_rosters

    shown = show_rosters(region, as_of, item_code)
    subjects, inspectors = shown["subjects"], shown["inspectors"]
    lines = [
        f"市场主体名录库（{shown['item']}）第 {subjects['version']} 版（{subjects['as_of']}，"
        f"{subjects['from']}），共 {subjects['total']} 家：参加抽取 {_counted(subjects['by_class'])}；"
        f"不参加抽取 {_counted(subjects['left_out'])}。",
        *(
            f"  {each['credit_code']} {each['name']}：名录 {each['listed']}，"
            f"事由 {each['causes'] or '已终止'}，从严列为 {each['stands']}"
            for each in shown["watched"]
        ),
        f"执法检查人员名录库第 {inspectors['version']} 版（{inspectors['as_of']}，"
        f"{inspectors['from']}），共 {inspectors['total']} 人：可派 {inspectors['can_inspect']} 人；"
        f"回避 {_counted(inspectors['recusals'])}。",
        f"每家须派 {shown['needed']} 人，除去回避恰好只剩 {shown['needed']} 人可派的有 {shown['tight']} 家"
        f"{'，再有一人回避即无法检查：' if shown['tight'] else '。'}",
        *(f"  {each}" for each in shown["tight_names"]),
    ]
    report(as_json, shown, "\n".join(lines))


@command.command(help="自上次确认的抽取以来名录库有哪些变动，各是什么原因，哪些还没有说明。")
@REGION
@ITEM
@AS_OF
@JSON
def moves(region: str, item_code: str | None, as_of: date, as_json: bool) -> None:
    """List what changed since the last confirmed draw."""
    from tasks.rosters.moves import roster_moves

    listed = roster_moves(region, as_of, item_code)
    if listed["draw_id"] is None:
        text = f"事项「{listed['item']}」还没有按现行规则确认过的抽取，没有须说明的变动。"
    else:
        head = (
            f"自「{listed['draw_id']}」（名录库第 {listed['since_version']} 版）至第 "
            f"{listed['version']} 版：变动 {len(listed['moves'])} 家，"
            f"其中未说明原因 {listed['unexplained']} 家。"
        )
        text = "\n".join([head, *(_move(each) for each in listed["moves"])])
    report(as_json, listed, text)


@command.command(help="说明一家自上次确认的抽取以来变动的原因；再说一次以新的为准，旧的仍留存。")
@click.argument("credit_code", metavar="信用代码")
@click.option(
    "--reason", required=True, metavar="原因", help="变动原因，按变动的种类：" + _reasons() + "。"
)
@click.option("--note", default="", metavar="文字", help="补充说明，不公布。")
@REGION
@ITEM
@AS_OF
@BY
@REQUEST
@JSON
def explain(
    credit_code: str,
    reason: str,
    note: str,
    region: str,
    item_code: str | None,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Say why a subject changed."""
    from tasks.rosters.explain import explain as say_why

    answer = say_why(
        region,
        credit_code,
        reason,
        as_of,
        by,
        note=note,
        item_code=item_code,
        request=request,
    )
    stands = (
        f"「{answer['name']}」{MoveKind(answer['kind']).words}，"
        f"原因为「{MoveReason(answer['reason']).words}」"
    )
    by_whom = (
        f"（{answer['stated_by']}，{answer['stated_on']}）"
        if answer["stated_by"]
        else "（由经营状态得出）"
    )
    report(as_json, answer, acted(answer, f"{stands}{by_whom}。", f"{stands}{by_whom}"))


def _counted(counts: Mapping[str, int]) -> str:
    each = "、".join(f"{words} {n}" for words, n in counts.items())
    return each or "无"


def _move(move: Mapping[str, Any]) -> str:
    return f"  {move['credit_code']} {move['name']}  {move['kind_words']}：{move['reason_words']}"


def _differences(answer: Mapping[str, Any]) -> Iterator[str]:
    yield (
        f"共 {answer['total']} 条：新增 {answer['added']}，变更 {answer['changed']}，"
        f"移出 {answer['removed']}。"
    )
    for key, name in (("added", "新增"), ("changed", "变更"), ("removed", "移出")):
        for each in answer[f"{key}_names"]:
            yield f"  {name}  {each}"
    if answer["explained"]:
        yield f"  说明变动原因的 {answer['explained']} 家："
        yield from (f"    {each}" for each in answer["explained_names"])
    if answer["idle_reasons"]:
        yield f"  写了变动原因而没有变动的 {answer['idle_reasons']} 家，未采用。"
    if answer["unexplained"]:
        yield (
            f"  自上次确认的抽取以来有 {answer['unexplained']} 家变动未说明原因，"
            "ssj rosters moves 列出。"
        )
    if answer["without_email"]:
        yield f"  没有邮箱，发不出通知，须当面送达：{'、'.join(answer['without_email'])}"
