"""What on this machine would fail, before it does."""

from __future__ import annotations

import shutil
import subprocess
from importlib.util import find_spec

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from models import database
from models.clock import today
from models.faults import Refused, by_the_machine
from models.home import home, kept, make_folder, too_open
from tasks.base import key_file
from tasks.base.working_days import working_days
from tasks.setup.keys import known_keys, sealed_under

NAMED = 5
"""Files that are named one by one; the rest are counted."""

DAYS_BEFORE_YEAR_ENDS = 45
"""From when on the next year's notice is missed."""


def examine() -> list[tuple[str, bool, str]]:
    """(what, whether it is all right, what was found), in Chinese."""
    return [
        _folder(),
        _private(),
        _database(),
        _key(),
        _calendar(),
        _fonts(),
        _hash(),
        _prefect(),
    ]


def _folder() -> tuple[str, bool, str]:
    folder = home()
    try:
        make_folder(folder)
        probe = folder / ".probe"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        return "数据文件夹", False, f"{folder} 不可写：{by_the_machine(error)}"
    free = shutil.disk_usage(folder).free // 2**30
    return "数据文件夹", free >= 1, f"{folder}，剩余 {free} GB"


def _private() -> tuple[str, bool, str]:
    opened = [path.relative_to(home()).as_posix() for path in too_open(kept())]
    if not opened:
        return "文件权限", True, "数据只有本账户能读写"
    named = "、".join("数据文件夹本身" if each == "." else each for each in opened[:NAMED])
    more = f"等 {len(opened)} 处" if len(opened) > NAMED else ""
    return "文件权限", False, f"别的账户也能读写：{named}{more}；请运行 ssj init 收紧"


def _key() -> tuple[str, bool, str]:
    what, file = "抽取密钥", key_file.path()
    try:
        with database.reading() as session:
            known = known_keys(session)
            waiting = sealed_under(session)
    except (Refused, SQLAlchemyError):
        return what, False, f"{file}：数据库尚不可用，无法核对"
    if not key_file.is_there() and known:
        return what, True, f"{file} 现在不在；公告、抽取、生成抽取记录时须插入"
    try:
        key = key_file.read()
    except Refused as refusal:
        return what, False, refusal.reasons[0] if known else f"{file} 不在，请运行 ssj init"
    others = sorted(draw_id for draw_id, under in waiting.items() if under != key.id)
    if others:
        return what, False, f"{file}（编号 {key.id}）打不开 {'、'.join(others)}：用别的密钥封存"
    return what, True, f"{file}（编号 {key.id}）"


def _database() -> tuple[str, bool, str]:
    try:
        with database.reading() as session:
            session.execute(text("SELECT count(*) FROM audit_event"))
    except Refused as refusal:
        return "数据库", False, refusal.reasons[0]
    except SQLAlchemyError as error:
        return "数据库", False, f"连不上：{str(error).splitlines()[0]}"
    return "数据库", True, database.engine().dialect.name


def _calendar() -> tuple[str, bool, str]:
    certain = working_days().certain_until
    left = (certain - today()).days
    return (
        "工作日历",
        left >= DAYS_BEFORE_YEAR_ENDS,
        f"已公布的放假安排到 {certain}"
        + (
            ""
            if left >= DAYS_BEFORE_YEAR_ENDS
            else "；请留意国务院办公厅下一年的通知，用 ssj calendar notice add 载入"
        ),
    )


def _fonts() -> tuple[str, bool, str]:
    listing = shutil.which("fc-list")
    if listing is None:
        return "中文字体", False, "未安装 fontconfig，无法判断；网页由浏览者的字体显示，不受影响"
    families = subprocess.run(
        [listing, ":lang=zh", "family"], capture_output=True, text=True, check=False
    )
    names = sorted({line.split(",")[0] for line in families.stdout.splitlines() if line})
    return "中文字体", bool(names), names[0] if names else "没有中文字体，请安装 fonts-noto-cjk"


def _hash() -> tuple[str, bool, str]:
    from models.rules.draw.suite import SUITES, digest

    try:
        for suite in SUITES:
            digest(suite, b"")
    except Refused as refusal:
        return "杂凑算法", False, refusal.reasons[0]
    return "杂凑算法", True, "、".join(SUITES)


def _prefect() -> tuple[str, bool, str]:
    present = find_spec("prefect") is not None
    return "流程服务", present, "Prefect 已安装" if present else "没有安装 Prefect"
