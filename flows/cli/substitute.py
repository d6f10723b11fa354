"""``ssj substitute``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from flows.cli.common import AS_OF, BY, JSON, REQUEST, acted, report
from flows.cli.draw import shown


@click.group(help="变更申请、决定、递补（第十八条）。")
def command() -> None:
    """Change applications."""


@command.command(help="书面申请变更一家抽中对象，或它的一名检查人员，附证明材料。")
@click.argument("draw_id", metavar="抽取编号")
@click.argument("credit_code", metavar="统一社会信用代码")
@click.option(
    "--reason",
    required=True,
    help="原因：停业、不可抗力、已迁出等；只换人的：离岗、请假、应当回避等。",
)
@click.option(
    "--attach",
    "attachments",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="文件",
    help="证明材料，可多次给出。",
)
@click.option("--inspector", metavar="警号", help="只变更这名检查人员；不写则变更抽中对象。")
@AS_OF
@BY
@REQUEST
@JSON
def apply(
    draw_id: str,
    credit_code: str,
    reason: str,
    attachments: tuple[Path, ...],
    inspector: str | None,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Apply."""
    from tasks.change.applications import apply

    answer = apply(draw_id, credit_code, reason, attachments, as_of, by, inspector, request=request)
    number, applied = (
        answer["number"],
        f"由 {answer['applicant']} 于 {shown(answer, 'applied_on')} ",
    )
    text = acted(
        answer,
        f"变更申请 {number} 已{applied}登记，待分管领导决定。",
        f"变更申请 {number} 此前已{applied}登记，待分管领导决定",
    )
    report(as_json, answer, text)


@command.command(help="分管领导决定；批准的由下一递补对象或检查人员接替。")
@click.argument("number", metavar="申请编号")
@click.option("--approve", is_flag=True, help="批准。")
@click.option("--refuse", is_flag=True, help="不予批准。")
@click.option("--role", default="分管领导", help="决定人的职务：分管领导、副职负责人、主要负责人。")
@AS_OF
@BY
@REQUEST
@JSON
def decide(
    number: str,
    approve: bool,
    refuse: bool,
    role: str,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Decide."""
    from tasks.change.applications import decide

    if approve == refuse:
        raise click.UsageError("须写明决定：--approve 或 --refuse，二者之一")
    answer = decide(number, approve, as_of, by, role=role, request=request)
    decided = f"{number} 已由 {answer['decided_by']} 于 {shown(answer, 'decided_on')} 决定：{_words(answer)}"
    report(as_json, answer, acted(answer, f"{decided}。", decided))


def _words(answer: Mapping[str, Any]) -> str:
    from models.rules.applications import Decision

    decision = Decision(answer["decision"])
    if decision == Decision.REFUSED:
        return decision.words
    if answer["substitute"]:
        return f"{decision.words}，{answer['replaced']} 由 {answer['substitute']} 递补"
    if answer["vacated"]:
        return f"{decision.words}，{answer['replaced']} 没有可递补的对象，位置空出"
    inspectors = "、".join(answer["inspectors"])
    return f"{decision.words}，{answer['replaced']} 的检查人员现为 {inspectors}"
