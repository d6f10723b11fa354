"""``ssj substitute``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from flows.cli.common import AS_OF, BY, JSON, report


@click.group(help="变更申请、决定、递补（第十八条）。")
def command() -> None:
    """Change applications."""


@command.command(help="书面申请变更一家抽中对象，或它的一名检查人员，附证明材料。")
@click.argument("draw_id", metavar="抽取编号")
@click.argument("credit_code", metavar="统一社会信用代码")
@click.option("--reason", required=True, help="正当理由。")
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
@JSON
def apply(
    draw_id: str,
    credit_code: str,
    reason: str,
    attachments: tuple[Path, ...],
    inspector: str | None,
    as_of: date,
    by: str,
    as_json: bool,
) -> None:
    """Apply."""
    from tasks.change import applications as substitutions

    done = substitutions.apply(draw_id, credit_code, reason, attachments, as_of, by, inspector)
    report(as_json, done, f"变更申请 {done['number']} 已登记，待分管领导决定。")


@command.command(help="分管领导决定；批准的由下一递补对象或检查人员接替。")
@click.argument("number", metavar="申请编号")
@click.option("--approve/--refuse", "approved", required=True, default=None, help="批准或不批准。")
@AS_OF
@BY
@JSON
def decide(number: str, approved: bool, as_of: date, by: str, as_json: bool) -> None:
    """Decide."""
    from tasks.change import applications as substitutions

    done = substitutions.decide(number, approved, as_of, by)
    if not approved:
        text = "未批准。"
    elif done["substitute"]:
        text = f"已批准：{done['replaced']} 由 {done['substitute']} 递补。"
    else:
        text = f"已批准：{done['replaced']} 的检查人员现为 {'、'.join(done['inspectors'])}。"
    report(as_json, done, f"{number} {text}")
