"""The ``ssj`` command. Each group lives in its own module and is imported only when it is used,
so that commands which need neither the database nor Prefect answer at once."""

from __future__ import annotations

import importlib
import sys

import click

from flows.cli.chinese import speak_chinese
from models.faults import Refused

# command -> (module, one-line help). The help stands here so that `ssj --help` imports nothing.
COMMANDS: dict[str, tuple[str, str]] = {
    "calendar": ("flows.cli.calendar", "工作日查询"),
}


class LazyCommands(click.Group):
    """Commands found by name, imported on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("命令"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.command(cls=LazyCommands, help="双随机、一公开：抽查、公示、信用，全程留痕。")
def ssj() -> None:
    """Root of all commands."""


def main() -> None:
    """Run ``ssj``: 0 done, 1 refused or found wrong, 2 usage."""
    speak_chinese()
    try:
        ssj.main(prog_name="ssj")
    except Refused as refusal:
        for reason in refusal.reasons:
            click.echo(f"错误：{reason}", err=True)
        sys.exit(1)
