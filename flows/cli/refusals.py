"""What a refused command says: each reason on stderr, and JSON on stdout where that was asked for."""

from __future__ import annotations

import errno

import click

from flows.cli.common import REPORTED, WANTS_JSON, as_text
from models.faults import Refused

BY_ERROR_NUMBER = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "它是文件夹，应为文件",
    errno.EEXIST: "已有同名的文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "所在的盘只读",
    errno.ENOSPC: "磁盘已满",
    errno.ENAMETOOLONG: "名称太长",
}


def tell(ctx: click.Context, refusal: Refused) -> None:
    """Say why a command was refused. What it reported already on stdout stays alone there."""
    if ctx.meta.get(WANTS_JSON) and not ctx.meta.get(REPORTED):
        click.echo(as_text(refusal.as_dict()))
    for reason in refusal.reasons:
        click.echo(f"错误：{reason}", err=True)


def by_the_machine(error: OSError) -> Refused:
    """What the machine refused, as people are told it."""
    reason = BY_ERROR_NUMBER.get(error.errno or 0, "请检查路径、权限和剩余空间")
    return Refused(f"读写不了文件「{error.filename or ''}」：{reason}", code="file")
