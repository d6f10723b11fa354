"""``ssj dossier``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from flows.cli.common import AS_OF, BY, JSON, REGION, REQUEST, acted, file_argument, report
from models.rules.dossiers import Fact, in_one_line
from reports.dashboard import proposal_in_words


@click.group(help="场所档案：许可证、设备、面积、网络、安全员，逐版留存；现场差异由人决定。")
def command() -> None:
    """Dossiers."""


@command.command(
    "import",
    help="用一份表更新场所档案，有一处错误就整份不收；空白的格不改在册的值，写「无」为不再有。"
    "列：统一社会信用代码，"
    + "、".join(fact.words for fact in Fact)
    + "。名录库的表加上这些列也可以。",
)
@file_argument()
@REGION
@AS_OF
@BY
@REQUEST
@JSON
def import_(
    file: Path, region: str, as_of: date, by: str, request: str | None, as_json: bool
) -> None:
    """Bring dossiers up to date."""
    from tasks.rosters.dossiers import import_dossiers

    answer = import_dossiers(file, region, as_of, by, request=request)
    done = f"{answer['file']}：{answer['total']} 家，其中 {len(answer['changed'])} 家有变动，已成新版。"
    report(as_json, answer, acted(answer, done, f"{answer['file']}：与在册的场所档案一致"))


@command.command(help="一家的场所档案，和至该日为止的各版。")
@click.argument("credit_code", metavar="信用代码")
@REGION
@AS_OF
@JSON
def show(credit_code: str, region: str, as_of: date, as_json: bool) -> None:
    """Show a dossier."""
    from tasks.rosters.dossiers import show_dossier

    shown = show_dossier(region, credit_code, as_of)
    lines = [in_one_line({key: value}) for key, value in shown["facts"].items()]
    lines += [
        f"第 {each['version']} 版  {each['as_of']}  {each['entered_by']}  {each['source']}"
        for each in shown["versions"]
    ]
    report(as_json, shown, "\n".join([shown["credit_code"], *(f"  {line}" for line in lines)]))


@command.command(help="检查时发现与在册不符、尚待决定的各项。")
@REGION
@AS_OF
@JSON
def proposals(region: str, as_of: date, as_json: bool) -> None:
    """List what waits for a decision."""
    from tasks.inspect.dossier_proposals import waiting_proposals

    waiting = waiting_proposals(region, as_of)
    text = "\n".join(map(proposal_in_words, waiting)) or "没有待决定的现场差异。"
    report(as_json, {"proposals": waiting}, text)


@command.command(help="决定一项现场差异：采纳的成为场所档案的下一版，不采纳的在册不变。")
@click.argument("number", type=int, metavar="编号")
@click.option("--accept/--refuse", "accepted", required=True, help="采纳，或不采纳。")
@click.option("--reason", required=True, metavar="理由", help="为什么采纳或不采纳，记入留痕。")
@AS_OF
@BY
@REQUEST
@JSON
def decide(
    number: int,
    accepted: bool,
    reason: str,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Decide on a difference."""
    from tasks.inspect.dossier_proposals import decide as decide_on

    answer = decide_on(number, accepted, reason, as_of, by, request=request)
    stands = (
        f"{proposal_in_words(answer).strip()}，{answer['decided_by']} {answer['decision_name']}"
    )
    made = f"，场所档案现为第 {answer['version']} 版" if answer.get("version") else ""
    report(as_json, answer, acted(answer, f"{stands}{made}。", stands))
