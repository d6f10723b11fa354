"""The ``ssj`` command. Each group lives in its own module and is imported only when it is used,
so that commands which need neither the database nor Prefect answer at once."""

from __future__ import annotations

import importlib
from typing import Any

import click

from flows.cli.chinese import speak_chinese
from flows.cli.refusals import of_the_machine, tell
from models.faults import Refused

# command -> (module, one-line help). The help stands here so that `ssj --help` imports nothing.
COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("flows.cli.init", "建立或升级数据库，载入区县参数文件"),
    "doctor": ("flows.cli.doctor", "检查本机有哪些条件不具备"),
    "serve": ("flows.cli.serve", "启动流程看板、定时任务和执行程序"),
    "items": ("flows.cli.items", "随机抽查事项清单"),
    "rosters": ("flows.cli.rosters", "市场主体、执法检查人员名录库"),
    "dossier": ("flows.cli.dossier", "场所档案，现场差异"),
    "plan": ("flows.cli.plan", "年度抽查计划"),
    "cycle": ("flows.cli.cycle", "两月一期抽查"),
    "draw": ("flows.cli.draw", "公告、抽取、确认、记录、核验"),
    "substitute": ("flows.cli.substitute", "变更申请、决定、递补"),
    "special": ("flows.cli.special", "专项检查"),
    "forms": ("flows.cli.forms", "检查任务单和登记表"),
    "papers": ("flows.cli.papers", "检查文书：通知书、登记表、责令改正等"),
    "returns": ("flows.cli.returns", "登记表回传、处理结果"),
    "handle": ("flows.cli.handle", "问题的处理：责令改正、复查、移送的答复"),
    "publish": ("flows.cli.publish", "公示"),
    "credit": ("flows.cli.credit", "诚信档案、黑名单、红名单"),
    "assess": ("flows.cli.assess", "考评一年的抽查工作"),
    "audit": ("flows.cli.audit", "全程留痕：核验、查询一家的全部历史"),
    "calendar": ("flows.cli.calendar", "工作日查询"),
    "articles": ("flows.cli.articles", "各条职责落实在哪里"),
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

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what it refuses is told, and is no traceback."""
        try:
            return super().invoke(ctx)
        except Refused as refusal:
            tell(ctx, refusal)
        except OSError as error:
            tell(ctx, of_the_machine(error))
        return ctx.exit(1)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the words of the command line, which must be text."""
        for word in args:
            if any("\ud800" <= character <= "\udfff" for character in word):
                ctx.fail("命令行里有不是 UTF-8 的文字")
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("命令"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.command(cls=LazyCommands, help="双随机、一公开：抽查、公示、信用，全程留痕。")
def ssj() -> None:
    """Root of all commands."""


def main() -> None:
    """Run ``ssj``: 0 done, 1 refused or found wrong, 2 usage."""
    speak_chinese()
    ssj.main(prog_name="ssj")
