"""``ssj publish``."""

from __future__ import annotations

from datetime import date

import click

from flows.cli.common import AS_OF, BY, JSON, REGION, report


@click.group(help="公示：制作、批准、送达。")
def command() -> None:
    """Publication."""


@command.command(help="制作到期应公示的公示包；尚未批准的不会送达。")
@REGION
@AS_OF
@JSON
def build(region: str, as_of: date, as_json: bool) -> None:
    """Build what is due."""
    from tasks.publish.due import build_due
    from tasks.publish.packages import unreleased

    done = build_due(region, as_of)
    waiting = unreleased(region)
    text = "\n".join(
        [f"本次制作 {len(done['built'])} 件；待领导批准：", *(f"  {m}" for m in waiting)]
    )
    report(as_json, {**done, "unreleased": waiting}, text)


@command.command(help="领导批准一件公示。")
@click.argument("matter", metavar="公示编号")
@AS_OF
@BY
@JSON
def release(matter: str, as_of: date, by: str, as_json: bool) -> None:
    """Release one publication."""
    from tasks.publish import packages as publication

    report(as_json, publication.release(matter, as_of, by), f"{matter} 已批准公示。")


@command.command(help="把已批准的公示包送达各渠道，收取回执，更新公示网页。")
@REGION
@AS_OF
@JSON
def deliver(region: str, as_of: date, as_json: bool) -> None:
    """Deliver what is released."""
    from tasks.publish import packages as publication

    done = publication.deliver_pending(region, as_of)
    report(as_json, done, f"送达 {done['delivered']} 件；公示网页：{done['site']}")
