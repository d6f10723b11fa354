"""``ssj credit``: the causes for which a subject is drawn more often (第九条)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import click

from flows.cli.common import AS_OF, BY, JSON, REGION, REQUEST, LegalDate, acted, report
from models.rules.risk_causes import CauseEnd, CauseKind


def _listed(kinds: type[CauseKind] | type[CauseEnd]) -> str:
    return "；".join(f"{kind.value} {kind.words}" for kind in kinds)


@click.command(help="登记一家列为重点对象的事由（第九条）；名录库随即按较严的类别调整。")
@click.argument("credit_code", metavar="统一社会信用代码")
@click.option("--kind", required=True, metavar="事由", help=f"{_listed(CauseKind)}。")
@click.option("--source", default="", metavar="文字", help="来源，例如 12345 热线、市场监管局。")
@click.option("--document", default="", metavar="文字", help="依据的文件或编号，不写投诉人。")
@click.option(
    "--until",
    "expires_on",
    type=LegalDate(),
    required=True,
    metavar="日期",
    help="到期日，自该日起不再计入。",
)
@REGION
@AS_OF
@BY
@REQUEST
@JSON
def cause(
    credit_code: str,
    kind: str,
    source: str,
    document: str,
    expires_on: date,
    region: str,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Record a cause."""
    from tasks.rosters.cause_records import record_cause

    answer = record_cause(
        region, credit_code, kind, source, document, expires_on, as_of, by, request=request
    )
    said = (
        f"{answer['number']}：「{answer['credit_code']}」{answer['kind_name']}，"
        f"{answer['since']} 至 {answer['expires_on']}"
    )
    _report(as_json, answer, said)


@click.command("end-cause", help="事由未到期而终止：已修复，或登记有误。")
@click.argument("number", metavar="事由编号")
@click.option("--reason", required=True, metavar="原因", help=f"{_listed(CauseEnd)}。")
@AS_OF
@BY
@REQUEST
@JSON
def end_cause(
    number: str, reason: str, as_of: date, by: str, request: str | None, as_json: bool
) -> None:
    """End a cause."""
    from tasks.rosters.cause_records import end_cause

    answer = end_cause(number, reason, as_of, by, request=request)
    _report(as_json, answer, f"{number} 已于 {answer['ended_on']} 终止：{answer['end_name']}")


def _report(as_json: bool, answer: Mapping[str, Any], said: str) -> None:
    changed = [f"  {each}" for names in answer["changed"].values() for each in names]
    report(as_json, answer, "\n".join([acted(answer, f"{said}。", said), *changed]))


CAUSES = (cause, end_cause)
