"""``ssj returns``."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import click

from flows.cli.common import AS_OF, BY, JSON, REGION, REQUEST, acted, not_sent, report, sent_out
from models.faults import Refused
from models.rules.dispositions import DispositionKind
from reports.dashboard import substitute_in_words
from reports.handling import lapsed_in_words, recheck_in_words


@click.group(help="登记表回传、处理结果。")
def command() -> None:
    """Returns."""


@command.command("import", help="收回填好的登记表；一个文件里有一处错误就整份不收。")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件…")
@click.option(
    "--reason",
    default="",
    metavar="原因",
    help="改后再次交回的为什么改动；登记表上写了的以登记表为准。",
)
@click.option(
    "--record",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="检查人员手写签字的登记表（PDF、PNG、JPEG）；由内勤代录的必须附，录入人填经办人姓名。",
)
@REGION
@AS_OF
@BY
@REQUEST
@JSON
def import_(
    paths: tuple[Path, ...],
    reason: str,
    record: Path | None,
    region: str,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Take in workbooks, each whole or not at all; each is a part of the request by its name."""
    from tasks.inspect.received import keep_refused_form
    from tasks.inspect.returns import import_returns
    from tasks.inspect.sheet import read_together

    forms, twice = read_together(paths) if len(paths) > 1 else ({}, set())
    taken: list[dict[str, Any]] = []
    refusals: list[Refused] = []
    for path in paths:
        part = request and f"{request}/{path.name}"
        try:
            done = import_returns(
                path,
                region,
                as_of,
                by,
                part,
                reason=reason,
                record=record,
                beside=twice,
                sheets=forms.get(path),
            )
            taken.append({"file": path.name, **done})
        except Refused as refusal:
            refusals.append(refusal)
            with suppress(Refused):  # why the forms are refused is said first
                keep_refused_form(path, region, as_of, refusal, by)
    lines = [acted(done, _received(done), _same(done)) for done in taken]
    lines += [lapsed_in_words(each) for done in taken for each in done["lapsed"]]
    lines += [recheck_in_words(each) for done in taken for each in done["rechecks"]]
    lines += [f"  与场所档案不符，待决定：{each}" for done in taken for each in done["differences"]]
    lines += [_later(each) for done in taken for each in done["later"]]
    lines += [
        f"  {number} 已退回补正，交回的与退回的一份相同，仍须补正"
        for done in taken
        for number in done["still_sent_back"]
    ]
    lines += [substitute_in_words(each) for done in taken for each in done["substitutes_due"]]
    together = Refused.together(refusals)
    if taken or as_json:
        report(as_json, {"taken": taken, **together.as_dict()}, "\n".join(lines))
    if refusals:
        raise together


def _received(done: dict[str, Any]) -> str:
    also = f"；另 {len(done['unchanged'])} 份与现有登记表相同" if done["unchanged"] else ""
    return f"{done['file']}：收到 {len(done['received'])} 份{also}。"


def _later(later: dict[str, Any]) -> str:
    return (
        f"  {later['number']} 第 {later['version']} 版，录入人 {later['author']}，"
        f"改动原因：{later['reason']}"
    )


def _same(done: dict[str, Any]) -> str:
    return f"{done['file']}：{len(done['unchanged'])} 份与现有登记表相同"


@command.command(
    "send-back",
    help="领导退回一份登记表，写明意见；补正的一份交回之前不公示、不归档，各项期限照常计算。",
)
@click.argument("number", metavar="任务编号")
@click.option("--opinion", required=True, metavar="意见", help="哪里须补正，告知主检，记入留痕。")
@AS_OF
@BY
@REQUEST
@JSON
def send_back(
    number: str, opinion: str, as_of: date, by: str, request: str | None, as_json: bool
) -> None:
    """Send a form back."""
    from models.rules.messages import BY_HAND
    from models.rules.names import region_of
    from reports.dashboard import sent_back_in_words
    from tasks.inspect.send_back import send_back as send

    answer = send(number, opinion, as_of, by, request=request)
    stands = sent_back_in_words(answer).strip()
    lines = [acted(answer, f"{stands}。", stands)]
    lines += [f"  {inspector}{BY_HAND}" for inspector in answer.get("by_hand", [])]
    unsent = sent_out(region_of(number), as_of)
    lines += not_sent(unsent)
    report(as_json, {**answer, "unsent": unsent}, "\n".join(lines))


@command.command(help="登记一项问题的处理结果：查处、移交或涉嫌犯罪。")
@click.argument("number", metavar="任务编号")
@click.argument("check_point", metavar="检查要点")
@click.option(
    "--kind",
    type=click.Choice(DispositionKind.values()),
    required=True,
    help="；".join(f"{kind} {kind.words}" for kind in DispositionKind) + "。",
)
@click.option("--document", required=True, help="文号。")
@click.option("--department", default="", help="接收部门（移交时必填）。")
@AS_OF
@BY
@REQUEST
@JSON
def dispose(
    number: str,
    check_point: str,
    kind: str,
    document: str,
    department: str,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Record a disposition."""
    from tasks.inspect.dispositions import dispose

    answer = dispose(number, check_point, kind, document, as_of, by, department, request=request)
    decided = (
        f"{DispositionKind(answer['kind']).words}{answer['department']}（{answer['document']}）"
    )
    done = f"{number} {check_point} 的处理结果已登记：{decided}。"
    unchanged = f"{number} {check_point} 的处理结果此前已登记：{decided}"
    report(as_json, answer, acted(answer, done, unchanged))
