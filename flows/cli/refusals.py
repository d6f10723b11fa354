"""What a refused command says: each reason on stderr, and JSON on stdout where that was asked for."""

from __future__ import annotations

import click

from flows.cli.common import REPORTED, WANTS_JSON, as_text
from models.faults import Refused, by_the_machine


def tell(ctx: click.Context, refusal: Refused) -> None:
    """Say why a command was refused. What it reported already on stdout stays alone there."""
    if ctx.meta.get(WANTS_JSON) and not ctx.meta.get(REPORTED):
        click.echo(as_text(refusal.as_dict()))
    for reason in refusal.reasons:
        click.echo(f"错误：{reason}", err=True)


def of_the_machine(error: OSError) -> Refused:
    """What the machine refused, as people are told it."""
    return Refused(f"读写不了文件「{error.filename or ''}」：{by_the_machine(error)}", code="file")
