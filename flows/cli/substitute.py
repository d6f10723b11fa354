"""``ssj substitute``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from flows.cli.common import AS_OF, BY, JSON, REQUEST, acted, not_sent, report, sent_out
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
    help="原因类别，中文或代码：更换对象如 停业、查无下落、已迁出，更换检查人员如 离岗、请假、应当回避；"
    "写错时列出全部。",
)
@click.option(
    "--explain", "explanation", default="", metavar="说明", help="具体说明，只留存本单位，不公开。"
)
@click.option(
    "--attach",
    "attachments",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="文件",
    help="证明材料，至少一份，可多次给出。",
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
    explanation: str,
    attachments: tuple[Path, ...],
    inspector: str | None,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Apply."""
    from tasks.change.applications import apply

    answer = apply(
        draw_id,
        credit_code,
        reason,
        attachments,
        as_of,
        by,
        inspector,
        explanation=explanation,
        request=request,
    )
    number = answer["number"]
    applied = f"由 {answer['applicant']} 于 {shown(answer, 'applied_on')} 登记，{_waits(answer)}"
    text = acted(answer, f"变更申请 {number} 已{applied}。", f"变更申请 {number} 此前已{applied}")
    report(as_json, answer, text)


@command.command(
    help="决定变更申请；批准的由下一递补对象或检查人员接替。同一位置变更多次的，须由不同职务的两人先后决定。"
)
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
    from models.rules.names import region_of
    from tasks.change.applications import decide

    if approve == refuse:
        raise click.UsageError("须写明决定：--approve 或 --refuse，二者之一")
    answer = decide(number, approve, as_of, by, role=role, request=request)
    decided = f"{number} 已由 {_deciders(answer)} 于 {shown(answer, 'decided_on')} {_words(answer)}"
    unsent = sent_out(region_of(number), as_of)
    lines = [acted(answer, f"{decided}。", decided), *not_sent(unsent)]
    report(as_json, {**answer, "unsent": unsent}, "\n".join(lines))


def _waits(answer: Mapping[str, Any]) -> str:
    from models.rules.applications import ApplicationState

    state = ApplicationState(answer["stands"])
    return state.words if state == ApplicationState.SECOND else "待分管领导决定"


def _deciders(answer: Mapping[str, Any]) -> str:
    from models.rules.draw.reasons import DeciderRole

    return "、".join(f"{d['name']}（{DeciderRole(d['role']).words}）" for d in answer["deciders"])


def _words(answer: Mapping[str, Any]) -> str:
    from models.rules.applications import ApplicationState

    state, replaced = ApplicationState(answer["stands"]), answer["replaced"]
    if state == ApplicationState.SECOND:
        return f"同意，{state.words}：该位置已多次变更，须由另一职务的另一人再作决定，此前不作变更"
    decided = f"决定：{state.words}"
    if state == ApplicationState.REFUSED:
        return decided
    if answer["vacated"]:
        return f"{decided}，{replaced} 没有可递补的对象，该位置空缺，不再派人检查"
    inspectors = "、".join(answer["inspectors"])
    if answer["substitute"]:
        return f"{decided}，{replaced} 由 {answer['substitute']} 递补，检查人员 {inspectors}"
    return f"{decided}，{replaced} 的检查人员现为 {inspectors}"
