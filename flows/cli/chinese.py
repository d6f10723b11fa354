"""Click's own sentences in Chinese.

Click asks ``gettext`` for every sentence it prints. A compiled catalogue on disk would need a build
step for two dozen sentences, so the look-up itself is answered from this table.
"""

from __future__ import annotations

import gettext

SENTENCES = {
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "Positional arguments": "参数",
    "Show this message and exit.": "显示本帮助并退出。",
    "Aborted!": "已中止。",
    "Error: {message}": "错误：{message}",
    "Missing command.": "缺少命令。",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Missing {param_type}": "缺少{param_type}",
    "Missing parameter: {param_name}": "缺少参数：{param_name}",
    "No such command {name!r}.": "没有「{name}」这个命令。",
    "No such option {name!r}.": "没有「{name}」这个选项。",
    "Option {name!r} does not take a value.": "选项「{name}」不带值。",
    "Option {name!r} requires an argument.": "选项「{name}」缺少值。",
    "Option {name!r} requires {nargs} arguments.": "选项「{name}」需要 {nargs} 个值。",
    "Argument {name!r} takes {nargs} values.": "参数「{name}」需要 {nargs} 个值。",
    "Got unexpected extra argument ({args})": "多出的参数：{args}",
    "Got unexpected extra arguments ({args})": "多出的参数：{args}",
    "Invalid value: {message}": "取值有误：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 取值有误：{message}",
    "Try '{command} {option}' for help.": "用「{command} {option}」查看帮助。",
    "Did you mean {possibility}?": "是不是要用 {possibility}？",
    "(Possible options: {possibilities})": "（可能是：{possibilities}）",
    "{value!r} is not {choice}.": "「{value}」不在可选范围：{choice}。",
    "{value!r} is not one of {choices}.": "「{value}」应为 {choices} 之一。",
    "{value!r} is not a valid {number_type}.": "「{value}」不是有效的数。",
    "{value} is not in the range {range}.": "{value} 不在范围 {range} 之内。",
    "{name} {filename!r} does not exist.": "{name}「{filename}」不存在。",
    "{name} {filename!r} is a directory.": "{name}「{filename}」是文件夹，应为文件。",
    "{name} {filename!r} is a file.": "{name}「{filename}」是文件，应为文件夹。",
    "{name} {filename!r} is not readable.": "{name}「{filename}」不可读。",
    "{name} {filename!r} is not writable.": "{name}「{filename}」不可写。",
    "Could not open file {filename!r}: {message}": "无法打开文件「{filename}」：{message}",
    "default: {default}": "默认：{default}",
    "required": "必填",
    "file": "文件",
    "directory": "文件夹",
    "path": "路径",
}


def speak_chinese() -> None:
    """Make Click print its usage, help and errors in Chinese, whatever the machine's locale."""

    def look_up(domain: str, message: str) -> str:
        return SENTENCES.get(message, message)

    def look_up_plural(domain: str, msgid1: str, msgid2: str, n: int) -> str:
        return look_up(domain, msgid1 if n == 1 else msgid2)

    gettext.dgettext = look_up
    gettext.dngettext = look_up_plural
