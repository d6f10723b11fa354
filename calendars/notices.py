"""Notices (国务院办公厅放假通知 and local ones) as plain files laid over the calendar."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any


class NoticeError(ValueError):
    """A notice that can't be used; ``problems`` are all the reasons, in Chinese."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("；".join(problems))


@dataclass(frozen=True, slots=True)
class Notice:
    """Days a notice makes off or working, for the whole country or one region code.

    ``whole_year`` says that the notice announces its year: the year is official from then on.
    """

    year: int
    number: str
    issued_on: date | None
    days_off: frozenset[date]
    days_on: frozenset[date]
    region: str | None = None
    whole_year: bool = True


def read_notice(path: Path) -> Notice:
    """Read a notice from TOML, or from the community's JSON (``days`` with ``isOffDay``).

    Raises:
        NoticeError: not such a file, a date that isn't one, or a notice that contradicts itself.
    """
    try:
        content = path.read_text(encoding="utf-8")
        if path.suffix.lower() == ".json":
            return _checked(_from_json(json.loads(content)))
        return _checked(tomllib.loads(content))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, tomllib.TOMLDecodeError) as error:
        raise NoticeError([f"「{path.name}」不是可读的放假通知文件（TOML 或 JSON）"]) from error


def _from_json(given: Any) -> dict[str, Any]:
    if not isinstance(given, dict) or not isinstance(given.get("days"), list):
        raise NoticeError(["JSON 里应有 year 和 days（每天含 name、date、isOffDay）"])
    papers = given.get("papers") or ["未注明文号"]
    days = [day for day in given["days"] if isinstance(day, dict)]
    return {
        "year": given.get("year"),
        "number": str(papers[0]),
        "days_off": [day.get("date") for day in days if day.get("isOffDay")],
        "days_on": [day.get("date") for day in days if not day.get("isOffDay")],
    }


def _checked(given: dict[str, Any]) -> Notice:
    problems: list[str] = []
    known = {"year", "number", "issued_on", "days_off", "days_on", "region", "whole_year"}
    problems += [f"不认识「{key}」这一项" for key in given if key not in known]
    year = given.get("year")
    if not isinstance(year, int):
        problems.append("year 应为年份，例如 2027")
    number = str(given.get("number") or "")
    if not number:
        problems.append("缺少 number（文号）")
    off, on = (_dates(given.get(key, []), key, problems) for key in ("days_off", "days_on"))
    problems += [f"{day} 既列为放假又列为上班" for day in sorted(off & on)]
    if isinstance(year, int):
        # A notice's holidays may begin in the last days of the year before, or end after it.
        problems += [
            f"{day} 不在 {year} 年及其前后" for day in sorted(off | on) if abs(day.year - year) > 1
        ]
    if not off and not on:
        problems.append("通知里没有任何日期")
    issued = given.get("issued_on")
    issued_on = _dates([issued], "issued_on", problems) if issued is not None else None
    if problems:
        raise NoticeError(problems)
    assert isinstance(year, int)
    return Notice(
        year=year,
        number=number,
        issued_on=next(iter(issued_on)) if issued_on else None,
        days_off=off,
        days_on=on,
        region=given.get("region"),
        whole_year=bool(given.get("whole_year", given.get("region") is None)),
    )


def _dates(given: Any, key: str, problems: list[str]) -> frozenset[date]:
    days = set()
    for value in given if isinstance(given, list) else [given]:
        try:
            days.add(date.fromisoformat(str(value)))
        except ValueError:
            problems.append(f"{key} 里的「{value}」不是日期，应写作 2027-01-01 的形式")
    return frozenset(days)
