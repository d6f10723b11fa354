"""Notices as files: what is read from one, and every reason why one can't be used."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from calendars import Notice, NoticeError, read_notice

NEW_YEAR = {"name": "元旦", "date": "2027-01-01", "isOffDay": True}
WORKED = {"name": "元旦", "date": "2027-01-09", "isOffDay": False}
WHOLE = """
year = 2027
number = "虚构〔2026〕1号"
issued_on = 2026-11-20
days_off = [2026-12-31, 2027-01-01, "2028-01-02"]
days_on = [2027-01-09]
"""


def _read(tmp_path: Path, content: str, name: str = "n.toml") -> Notice:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return read_notice(path)


def _problems(tmp_path: Path, content: str, name: str = "n.toml") -> list[str]:
    with pytest.raises(NoticeError) as refused:
        _read(tmp_path, content, name)
    assert str(refused.value) == "；".join(refused.value.problems)
    return refused.value.problems


def _json(**given: Any) -> str:
    return json.dumps({"year": 2027, "papers": ["虚构〔2026〕1号"], "days": [NEW_YEAR]} | given)


def test_a_national_notice_announces_its_year_and_may_reach_into_its_neighbours(
    tmp_path: Path,
) -> None:
    assert _read(tmp_path, WHOLE) == Notice(
        year=2027,
        number="虚构〔2026〕1号",
        issued_on=date(2026, 11, 20),
        days_off=frozenset({date(2026, 12, 31), date(2027, 1, 1), date(2028, 1, 2)}),
        days_on=frozenset({date(2027, 1, 9)}),
        region=None,
        whole_year=True,
    )


def test_a_notice_may_lack_what_it_does_not_say(tmp_path: Path) -> None:
    off_alone = 'year = 2027\nnumber = "虚构"\ndays_off = [2027-01-01]\n'
    on_alone = 'year = 2027\nnumber = "虚构"\ndays_on = 2027-01-09\n'
    assert _read(tmp_path, off_alone).issued_on is None
    assert _read(tmp_path, off_alone).days_on == frozenset()
    assert _read(tmp_path, on_alone).days_on == frozenset({date(2027, 1, 9)})
    assert _read(tmp_path, on_alone).days_off == frozenset()


def test_a_local_notice_announces_no_year_unless_it_says_so(tmp_path: Path) -> None:
    local = WHOLE + 'region = "350105"\n'
    assert _read(tmp_path, local).region == "350105"
    assert _read(tmp_path, local).whole_year is False
    assert _read(tmp_path, local + "whole_year = true\n").whole_year is True
    assert _read(tmp_path, WHOLE + "whole_year = false\n").whole_year is False


def test_the_communitys_json_is_read_too(tmp_path: Path) -> None:
    notice = _read(tmp_path, _json(days=[NEW_YEAR, WORKED]), "2027.JSON")
    assert notice == Notice(
        2027,
        "虚构〔2026〕1号",
        None,
        frozenset({date(2027, 1, 1)}),
        frozenset({date(2027, 1, 9)}),
    )
    assert _read(tmp_path, _json(papers=[]), "n.json").number == "未注明文号"
    assert _read(tmp_path, _json(days=[NEW_YEAR, "元旦"]), "n.json").days_on == frozenset()


@pytest.mark.parametrize("content", ["[]", "7", "{}", '{"days": {}}', '{"year": 2027}'])
def test_json_of_another_shape_is_refused(tmp_path: Path, content: str) -> None:
    told = ["JSON 里应有 year 和 days（每天含 name、date、isOffDay）"]
    assert _problems(tmp_path, content, "n.json") == told


def test_what_is_no_notice_file_is_refused(tmp_path: Path) -> None:
    told = ["「n.toml」不是可读的放假通知文件（TOML 或 JSON）"]
    assert _problems(tmp_path, "year = ") == told
    assert _problems(tmp_path, "{", "n.json")[0].startswith("「n.json」不是可读")
    (tmp_path / "n.toml").write_bytes("年".encode("gb18030"))
    with pytest.raises(NoticeError, match="不是可读的放假通知文件"):
        read_notice(tmp_path / "n.toml")
    with pytest.raises(NoticeError, match=r"「没有\.toml」不是可读"):
        read_notice(tmp_path / "没有.toml")


def test_every_fault_of_a_notice_is_named_at_once(tmp_path: Path) -> None:
    wrong = """
    year = "2027"
    years = 2027
    days_off = ["2027-13-01", "元旦"]
    issued_on = "昨天"
    """
    assert _problems(tmp_path, wrong) == [
        "不认识「years」这一项",
        "year 应为年份，例如 2027",
        "缺少 number（文号）",
        "days_off 里的「2027-13-01」不是日期，应写作 2027-01-01 的形式",
        "days_off 里的「元旦」不是日期，应写作 2027-01-01 的形式",
        "通知里没有任何日期",
        "issued_on 里的「昨天」不是日期，应写作 2027-01-01 的形式",
    ]


@pytest.mark.parametrize("key", ["days_off", "days_on", "issued_on"])
def test_a_day_with_a_time_of_day_is_refused(tmp_path: Path, key: str) -> None:
    dated = {"days_off": "[2027-01-01]", "days_on": "[2027-01-09]", "issued_on": "2026-11-20"}
    dated[key] = "2027-01-02T08:00:00"
    rows = "".join(f"{name} = {day}\n" for name, day in dated.items())
    assert _problems(tmp_path, f'year = 2027\nnumber = "虚构"\n{rows}') == [
        f"{key} 里的「2027-01-02 08:00:00」不是日期，应写作 2027-01-01 的形式"
    ]


def test_a_notice_against_itself_is_refused(tmp_path: Path) -> None:
    again = {**NEW_YEAR, "isOffDay": False}
    bad = {**NEW_YEAR, "date": "2027-13-01"}
    assert _problems(tmp_path, _json(days=[NEW_YEAR, again, bad]), "n.json") == [
        "days_off 里的「2027-13-01」不是日期，应写作 2027-01-01 的形式",
        "2027-01-01 既列为放假又列为上班",
    ]


@pytest.mark.parametrize("day", ["2025-12-31", "2029-01-01"])
def test_a_date_two_years_away_is_a_slip(tmp_path: Path, day: str) -> None:
    for key in ("days_off", "days_on"):
        content = f'year = 2027\nnumber = "虚构"\n{key} = [{day}]\n'
        assert _problems(tmp_path, content) == [f"{day} 不在 2027 年及其前后"]
