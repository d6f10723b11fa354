"""``ssj publish``."""

from __future__ import annotations

from datetime import date

import click

from flows.cli.common import AS_OF, BY, JSON, REGION, REQUEST, acted, report


@click.group(help="公示：制作、批准、送达。")
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

    answer = build_due(region, as_of, request=request)
    waiting = unreleased(region)
    text = "\n".join(
        [
            *(f"{matter} 未能制作：{why}" for matter, why in answer["without_key"].items()),
            f"本次制作 {len(answer['built'])} 件；待领导批准：",
            *(f"  {m}" for m in waiting),
        ]
    )
    report(as_json, {**answer, "unreleased": waiting}, text)


@command.command(help="领导批准一件公示。")
@click.argument("matter", metavar="公示编号")
@AS_OF
@BY
@REQUEST
@JSON
def release(matter: str, as_of: date, by: str, request: str | None, as_json: bool) -> None:
    """Release one publication."""
    from tasks.publish.release import release as release_matter
    from tasks.publish.release import released_in_words

    answer = release_matter(matter, as_of, by, request=request)
    stands = released_in_words(answer)
    report(as_json, answer, acted(answer, f"{stands}。", stands))


@command.command(help="把已批准的公示包送达各渠道，收取回执，更新公示网页。")
@REGION
@AS_OF
@REQUEST
@JSON
def deliver(region: str, as_of: date, request: str | None, as_json: bool) -> None:
    """Deliver what is released."""
    from tasks.publish.deliver import deliver_pending

    answer = deliver_pending(region, as_of, request=request)
    late = f"（补录，{answer['entered_on']} 登记）" if answer["entered_late"] else ""
    lines = [f"{as_of} 送达 {answer['delivered']} 件{late}；公示网页：{answer['site']}"]
    lines += [f"  {matter} 的批准之日晚于 {as_of}，未送达" for matter in answer["released_later"]]
    report(as_json, answer, "\n".join(lines))
