"""``ssj credit``: what people do about an entry of a list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from flows.cli.common import AS_OF, BY, JSON, REGION, REQUEST, acted, report
from models.rules.credit_checks import REPAIR_NEEDS
from models.rules.credit_lists import EntryClass, ListName

NUMBER = click.argument("number", metavar="条目编号")
ROLE = click.option(
    "--role", default="分管领导", help="决定人的职务：分管领导、副职负责人、主要负责人。"
)
REASON = click.option("--reason", default="", metavar="文字", help="内容或理由。")
ATTACH = click.option(
    "--attach",
    "attachments",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="文件",
    help="所附的书面材料，可多次给出；留存于本单位。",
)


@click.command(help="提出把一家列入名单；尚未告知的条目再提一次即为改写。")
@click.argument("credit_code", metavar="统一社会信用代码")
@click.option(
    "--list",
    "list_name",
    default=ListName.BLACKLIST.value,
    help="；".join(f"{name.value} {name.words}" for name in ListName) + "。",
)
@click.option(
    "--class",
    "entry_class",
    metavar="类别",
    help="失信类别：" + "；".join(f"{each.value} {each.words}" for each in EntryClass) + "。",
)
@click.option("--reason", default="", metavar="文字", help="列入原因，向社会公布的那一句。")
@click.option("--basis", default="", metavar="文字", help="列入依据：哪部法规、规定的哪一条。")
@click.option("--facts", default="", metavar="文字", help="事实，写入事先告知书，不公布。")
@click.option(
    "--inspection",
    "inspections",
    multiple=True,
    metavar="任务编号",
    help="依据哪次检查，须已公示；可多次给出。",
)
@REGION
@AS_OF
@BY
@REQUEST
@JSON
def propose(
    credit_code: str,
    list_name: str,
    entry_class: str | None,
    reason: str,
    basis: str,
    facts: str,
    inspections: tuple[str, ...],
    region: str,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Propose an entry."""
    from tasks.credit.propose import Proposal, propose

    proposal = Proposal(
        ListName.read(list_name, "名单"),
        EntryClass.read(entry_class, "失信类别") if entry_class else None,
        reason,
        basis,
        facts,
        tuple(dict.fromkeys(inspections)),
    )
    _report(as_json, propose(region, credit_code, proposal, as_of, by, request=request))


@click.command(help="登记已送达列入事先告知书（日期为送达之日），告知书随之定稿留存。")
@NUMBER
@click.option("--taken-by", default="", metavar="姓名", help="签收人。")
@AS_OF
@BY
@REQUEST
@JSON
def notice(
    number: str, taken_by: str, as_of: date, by: str, request: str | None, as_json: bool
) -> None:
    """Serve the prior notice."""
    from tasks.credit.notice import serve_notice

    answer = serve_notice(number, as_of, by, taken_by=taken_by, request=request)
    _report(as_json, answer, f"，可以提出异议至 {answer['until']}" if answer["until"] else "")


@click.command(help="登记收到的异议；或以 --uphold、--reject 决定异议是否成立。")
@NUMBER
@click.option("--uphold", is_flag=True, help="异议成立：不予列入，已列入的撤销。")
@click.option("--reject", is_flag=True, help="异议不成立。")
@REASON
@ATTACH
@ROLE
@AS_OF
@BY
@REQUEST
@JSON
def objection(
    number: str,
    uphold: bool,
    reject: bool,
    reason: str,
    attachments: tuple[Path, ...],
    role: str,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Receive an objection, or decide on it."""
    from tasks.credit.objections import decide_objection, object_to

    if uphold and reject:
        raise click.UsageError("--uphold 与 --reject 只能写一个")
    if uphold or reject:
        answer = decide_objection(number, uphold, reason, as_of, by, role=role, request=request)
    else:
        answer = object_to(number, reason, attachments, as_of, by, request=request)
    _report(as_json, answer)


@click.command(help="决定是否列入名单；列入黑名单的，决定书和修复指引随之定稿留存。")
@NUMBER
@click.option("--enter", is_flag=True, help="列入。")
@click.option("--refuse", is_flag=True, help="不予列入，须写明理由。")
@REASON
@ROLE
@AS_OF
@BY
@REQUEST
@JSON
def decide(
    number: str,
    enter: bool,
    refuse: bool,
    reason: str,
    role: str,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Decide on an entry."""
    from tasks.credit.decide import decide

    if enter == refuse:
        raise click.UsageError("须写明决定：--enter 或 --refuse，二者之一")
    answer = decide(number, enter, as_of, by, role=role, reason=reason, request=request)
    term = f"，{answer['due_off_on']} 期满移出" if enter and answer["due_off_on"] else ""
    _report(as_json, answer, term)


@click.command(help="登记收到的信用修复申请；或以 --grant、--refuse 作出决定。")
@NUMBER
@click.option("--corrected", is_flag=True, help=f"申请人{REPAIR_NEEDS[0]}。")
@click.option("--performed", is_flag=True, help=f"申请人{REPAIR_NEEDS[1]}。")
@click.option("--committed", is_flag=True, help=f"申请人{REPAIR_NEEDS[2]}。")
@click.option("--grant", is_flag=True, help="准予修复，移出名单。")
@click.option("--refuse", is_flag=True, help="不予修复，须写明理由。")
@REASON
@ATTACH
@ROLE
@AS_OF
@BY
@REQUEST
@JSON
def repair(
    number: str,
    corrected: bool,
    performed: bool,
    committed: bool,
    grant: bool,
    refuse: bool,
    reason: str,
    attachments: tuple[Path, ...],
    role: str,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Receive an application for repair, or decide on it."""
    from tasks.credit.repair import ask_repair, decide_repair

    if grant and refuse:
        raise click.UsageError("--grant 与 --refuse 只能写一个")
    if grant or refuse:
        answer = decide_repair(number, grant, reason, as_of, by, role=role, request=request)
    else:
        done = (corrected, performed, committed)
        answer = ask_repair(number, done, attachments, as_of, by, request=request)
    _report(as_json, answer)


@click.command(help="撤销列错的条目；依据已失效而提出撤销的，也可以 --keep 维持。")
@NUMBER
@click.option("--keep", is_flag=True, help="维持列入，须写明理由。")
@REASON
@ROLE
@AS_OF
@BY
@REQUEST
@JSON
def revoke(
    number: str,
    keep: bool,
    reason: str,
    role: str,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Revoke an entry, or keep it."""
    from tasks.credit.revoke import revoke

    _report(as_json, revoke(number, reason, as_of, by, keep=keep, role=role, request=request))


def _report(as_json: bool, answer: Mapping[str, Any], more: str = "") -> None:
    stands = (
        f"{answer['number']}（{answer['list_name']}）：{answer['done_on']} {answer['done_by']} "
        f"{answer['acted_name']}，现为「{answer['state_name']}」{more}"
    )
    report(as_json, answer, acted(answer, f"{stands}。", stands))


ACTS = (propose, notice, objection, decide, repair, revoke)
