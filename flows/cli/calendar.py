"""``ssj calendar``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from calendars import CalendarError, WorkingCalendar
from flows.cli.common import (
    AS_OF,
    BY,
    JSON,
    REGION,
    REQUEST,
    LegalDate,
    acted,
    checked,
    file_argument,
    report,
)
from models.faults import Refused
from models.rules.deadlines import DeadlineStatus
from models.rules.names import check_region

DAY = LegalDate()
ON_REGION = click.option(
    "--region",
    callback=checked(check_region),
    metavar="代码",
    help="只对该行政区划有效的通知也计入。",
)


@click.group(help="工作日查询（含调休）。")
def command() -> None:
    """Working days."""


def _calendar(region: str | None) -> WorkingCalendar:
    from tasks.base.working_days import working_days

    return working_days(region)


@command.command("is-working-day", help="某日是否工作日。")
@click.argument("day", type=DAY, metavar="日期")
@ON_REGION
@JSON
def is_working_day(day: date, region: str | None, as_json: bool) -> None:
    """Whether a day is worked."""
    calendar = _calendar(region)
    try:
        working = calendar.is_working_day(day)
    except CalendarError as error:
        raise Refused(str(error), code="outside-the-calendar") from error
    status = DeadlineStatus.until(day, calendar)
    text = f"{day} {'是' if working else '不是'}工作日" + (
        "" if status == DeadlineStatus.OFFICIAL else "（推算，放假安排尚未公布）"
    )
    report(as_json, {"date": day, "working": working, "status": status}, text)


# A negative number is a wrong number, not an unknown option.
@command.command(
    help="某日起第 N 个工作日（当日不计）。", context_settings={"ignore_unknown_options": True}
)
@click.argument("day", type=DAY, metavar="日期")
@click.argument("n", type=int, metavar="天数")
@click.option("--certain", is_flag=True, help="放假安排尚未公布时拒绝回答。")
@ON_REGION
@JSON
def add(day: date, n: int, certain: bool, region: str | None, as_json: bool) -> None:
    """The n-th working day after a day."""
    try:
        due = _calendar(region).deadline(day, n, certain)
    except CalendarError as error:
        raise Refused(str(error), code="outside-the-calendar") from error
    values = {"date": due.due_on, "status": due.status, "basis": due.basis, "from": day, "n": n}
    note = "" if DeadlineStatus(due.status) == DeadlineStatus.OFFICIAL else "（推算）"
    report(as_json, values, f"{due.due_on}{note}\n依据：{due.basis}")


@command.command(help="两日之间的工作日数（首日不计，末日计入）。")
@click.argument("start", type=DAY, metavar="首日")
@click.argument("end", type=DAY, metavar="末日")
@ON_REGION
@JSON
def between(start: date, end: date, region: str | None, as_json: bool) -> None:
    """Working days between two days."""
    try:
        count = _calendar(region).working_days_between(start, end)
    except CalendarError as error:
        raise Refused(str(error), code="outside-the-calendar") from error
    report(as_json, {"start": start, "end": end, "working_days": count}, f"{count} 个工作日")


@command.command(help="日历覆盖哪些年份，哪天之后只是推算。")
@ON_REGION
@JSON
def coverage(region: str | None, as_json: bool) -> None:
    """What is announced."""
    calendar = _calendar(region)
    values = {
        "first": calendar.first,
        "certain_until": calendar.certain_until,
        "last": calendar.last,
        "notices": list(calendar.numbers),
    }
    text = (
        f"{calendar.first} 至 {calendar.certain_until} 依据已公布的放假安排；"
        f"之后至 {calendar.last} 为推算。\n另载通知：{'、'.join(calendar.numbers) or '无'}"
    )
    report(as_json, values, text)


@command.command(help="一年的工作日和各期安排：写出网页和 Excel。")
@click.argument("year", type=int, metavar="年份")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="文件夹", help="写到哪里（默认 SSJ_HOME）。"
)
@REGION
@AS_OF
@BY
@REQUEST
@JSON
def year(
    year: int,
    out: Path | None,
    region: str,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """The year sheet."""
    from models.home import home
    from tasks.plan.year_sheet import write_year_sheet

    folder = out or home() / "year_sheets"
    answer = write_year_sheet(region, year, as_of, folder, by, request=request)
    lines = [
        f"第 {p['period']} 期  {p['draw_on']} 抽取，最迟 {p['last_draw_on'] or '期内来不及'}；"
        f"工作日 {p['working_days']} 天{'（推算）' if p['status'] == DeadlineStatus.PROVISIONAL else ''}"
        for p in answer["periods"]
    ]
    written = "、".join(answer["written"])
    lines.append(acted(answer, f"已写出 {written}", f"{written} 已是现行内容"))
    report(as_json, answer, "\n".join(lines))


@command.group(help="放假通知。")
def notice() -> None:
    """Notices laid over the calendar."""


@notice.command("add", help="载入一份放假通知（TOML，或含 name、date、isOffDay 的 JSON）。")
@file_argument()
@AS_OF
@BY
@REQUEST
@JSON
def notice_add(file: Path, as_of: date, by: str, request: str | None, as_json: bool) -> None:
    """Add a notice file."""
    from tasks.setup.holiday_notices import add_notice

    answer = add_notice(file, as_of, by, request=request)
    name = f"{answer['year']} 年放假通知（{answer['number']}）"
    lines = [acted(answer, f"已载入 {name}。", f"{name} 已在用")]
    lines += [f"  {m['matter']}：{m['old']} → {m['new']}" for m in answer["moved"]]
    report(as_json, answer, "\n".join(lines))
