"""``ssj publish``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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


@click.group(help="公示：制作、批准、送达，登记人工上传的回执，更正、撤回，企业的说明。")
def command() -> None:
    """Publication."""


@command.command(help="制作到期应公示的公示包；尚未批准的不会送达。")
@REGION
@AS_OF
@REQUEST
@JSON
def build(region: str, as_of: date, request: str | None, as_json: bool) -> None:
    """Build what is due."""
    from tasks.publish.due import build_due
    from tasks.publish.release import unreleased
    from tasks.publish.texts import in_lines, waiting_texts

    answer = build_due(region, as_of, request=request)
    waiting = {matter: waiting_texts(matter) for matter in unreleased(region)}
    text = "\n".join(
        [
            *(f"{matter} 未能制作：{why}" for matter, why in answer["without_key"].items()),
            *(
                f"{matter} 已被取代：{'；'.join(why)}"
                for matter, why in answer["overtaken"].items()
            ),
            *(
                f"{matter} 不得制作：{why}"
                for matter, every in answer["stopped"].items()
                for why in every
            ),
            f"本次制作 {len(answer['built'])} 件；待领导批准：",
            *(line for m, texts in waiting.items() for line in (f"  {m}", *in_lines(texts))),
        ]
    )
    report(as_json, {**answer, "unreleased": list(waiting), "texts": waiting}, text)


@command.command(help="领导批准一件公示；内容已有变动的不能批准，随即重新制作。")
@click.argument("matter", metavar="公示编号")
@AS_OF
@BY
@REQUEST
@JSON
def release(matter: str, as_of: date, by: str, request: str | None, as_json: bool) -> None:
    """Release one publication."""
    from tasks.publish.release import release as release_matter
    from tasks.publish.release import released_in_words, texts_in_words

    answer = release_matter(matter, as_of, by, request=request)
    stands = released_in_words(answer)
    text = acted(answer, f"{stands}。", stands) + texts_in_words(answer)
    report(as_json, answer, text)


@command.command(
    help="把已批准的公示包送达各渠道，收取回执，更新公示网页；一个渠道没有收下不影响其余渠道。"
)
@REGION
@AS_OF
@REQUEST
@JSON
def deliver(region: str, as_of: date, request: str | None, as_json: bool) -> None:
    """Deliver what is released."""
    from tasks.publish.deliver import deliver_pending

    answer = deliver_pending(region, as_of, at_once=True, request=request)
    unsent = sent_out(region, as_of)
    text = "\n".join([_delivered(answer), *not_sent(unsent)])
    report(as_json, {**answer, "unsent": unsent}, text)
    if answer["failed"]:
        raise SystemExit(1)


def _delivered(answer: Mapping[str, Any]) -> str:
    as_of = answer["as_of"]
    late = f"（补录，{answer['entered_on']} 登记）" if answer["entered_late"] else ""
    lines = [f"{as_of} 送达 {answer['delivered']} 件{late}；公示网页：{answer['site']}"]
    lines += [
        f"  {each['matter']} 已备妥在 {each['laid_in']}，上传后请登记回执："
        f"ssj publish receipt {each['matter']} --channel {each['channel']}"
        for each in answer["laid_ready"]
    ]
    lines += [
        f"  {each['matter']} 未送达 {each['channel']}（第 {each['in_a_row']} 次）：{each['why']}"
        for each in answer["failed"]
    ]
    lines += [f"  {matter} 中有结果待撤回，未送达" for matter in answer["held"]]
    lines += [f"  不予刊登：{why}" for every in answer["stopped"].values() for why in every]
    lines += [f"  {matter} 的批准之日晚于 {as_of}，未送达" for matter in answer["released_later"]]
    return "\n".join(lines)


@command.command(help="登记人工上传的回执：何时、何人、上传到何处；可附上传后的截图。")
@click.argument("matter", metavar="公示编号")
@click.option("--channel", required=True, metavar="渠道", help="渠道编号，例如 city-police。")
@click.option("--where", required=True, metavar="网址", help="上传到的网址或栏目。")
@click.option("--on", "on", required=True, type=LegalDate(), metavar="日期", help="哪天上传的。")
@click.option(
    "--picture", type=click.Path(path_type=Path), metavar="文件", help="截图，PNG 或 JPEG。"
)
@click.option(
    "--check/--no-check",
    default=None,
    help="登记之前打开网址，与公示包逐处对照，不符的不登记；打不开的不对照，写明 --check 的须打得开，--no-check 不打开。",
)
@BY
@REQUEST
@JSON
def receipt(
    matter: str,
    channel: str,
    where: str,
    on: date,
    picture: Path | None,
    check: bool | None,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Enter a receipt."""
    from tasks.publish.receipts import enter_receipt, received_in_words

    answer = enter_receipt(
        matter, channel, where, on, by, picture=picture, check=check, request=request
    )
    stands = received_in_words(answer)
    report(as_json, answer, acted(answer, f"{stands}。", stands))


_REASON = click.option("--reason", required=True, metavar="原因", help="原因，只留存本单位。")
_NOTE = click.option(
    "--note", required=True, metavar="说明", help="向社会公布的说明，长期保留；不得含个人信息。"
)
_ASKED_BY = click.option(
    "--asked-by", default="", metavar="姓名", help="提出的人；区县参数要求两人的，须与决定人不同。"
)


@command.command(help="决定更正一个任务已公示的结果：此后可交回一份改好的登记表，随后另行公示。")
@click.argument("number", metavar="任务编号")
@_REASON
@_NOTE
@_ASKED_BY
@AS_OF
@BY
@REQUEST
@JSON
def correct(number: str, as_json: bool, **given: Any) -> None:
    """Decide on a correction."""
    from tasks.publish.amend import amended_in_words, correct

    _amended(correct, amended_in_words, number, as_json, given)


@command.command(help="决定撤回一个任务已公示的结果：原文从公示网页撤下，原处保留说明。")
@click.argument("number", metavar="任务编号")
@_REASON
@_NOTE
@_ASKED_BY
@AS_OF
@BY
@REQUEST
@JSON
def withdraw(number: str, as_json: bool, **given: Any) -> None:
    """Decide on a withdrawal."""
    from tasks.publish.amend import amended_in_words, withdraw

    _amended(withdraw, amended_in_words, number, as_json, given)


def _amended(
    amend: Callable[..., Mapping[str, Any]],
    in_words: Callable[[Mapping[str, Any]], str],
    number: str,
    as_json: bool,
    given: Mapping[str, Any],
) -> None:
    answer = amend(
        number,
        given["reason"],
        given["note"],
        given["as_of"],
        given["by"],
        asked_by=given["asked_by"],
        request=given["request"],
    )
    stands = in_words(answer)
    report(as_json, answer, acted(answer, f"{stands}。", stands))


@command.command(help="登记企业对已公布结果的说明：原样刊登在结果旁边，书面材料留存；可以撤下。")
@click.argument("number", metavar="任务编号")
@click.option("--text", default="", metavar="原文", help="企业说明的原文；不得含他人的个人信息。")
@click.option(
    "--document",
    required=True,
    type=click.Path(path_type=Path),
    metavar="文件",
    help="企业提交的书面材料，只留存本单位。",
)
@click.option("--on", "on", required=True, type=LegalDate(), metavar="日期", help="哪天提交的。")
@click.option("--take-back", is_flag=True, help="企业要求撤下已刊登的说明。")
@click.option("--released-by", required=True, metavar="姓名", help="看过原文、同意刊登的人。")
@BY
@REQUEST
@JSON
def reply(
    number: str,
    text: str,
    document: Path,
    on: date,
    take_back: bool,
    released_by: str,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Enter a firm's own words."""
    from tasks.publish.replies import replied_in_words, reply

    answer = reply(
        number, text, document, on, by, released_by, takes_back=take_back, request=request
    )
    stands = replied_in_words(answer)
    report(as_json, answer, acted(answer, f"{stands}。", stands))


@command.command(
    help="放行被拦下的疑似姓名、举报人等字样（确属误判或依法可以公布的）；证件号码、电话、网络地址、案件文号不能放行。"
)
@click.argument("mark", metavar="放行编号")
@click.option("--reason", required=True, metavar="理由", help="为什么可以公布，只留存本单位。")
@REGION
@AS_OF
@BY
@REQUEST
@JSON
def allow(
    mark: str,
    reason: str,
    region: str,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Let out what only looks like somebody's name."""
    from tasks.publish.allow import allow, allowed_in_words

    answer = allow(mark, region, reason, as_of, by, request=request)
    stands = allowed_in_words(answer)
    report(as_json, answer, acted(answer, f"{stands}。", stands))
