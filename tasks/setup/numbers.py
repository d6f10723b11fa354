"""Every legal number in force, with unit, article and meaning: the district's and its items'."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from sqlmodel import Session

from models import database, item_file
from models.faults import Refused
from tasks.base.step import Result
from tasks.base.terms import in_force, item_in_force


def numbers(region: str, as_of: date) -> list[Result]:
    """The table, in the order of the files; an item that is on no list yet has no numbers.

    Duty: 25.1 (第二十五条).
    """
    with database.reading() as session:
        terms = in_force(session, region, as_of)
        rows = [{"file": terms.region, **asdict(each)} for each in terms.numbers()]
        for code in terms.items:
            rows += _of_item(session, region, code, as_of)
    return rows


def _of_item(session: Session, region: str, code: str, as_of: date) -> list[Result]:
    try:
        item = item_in_force(session, region, code, as_of)
    except Refused:
        return []
    if not item.file:
        return []
    return [
        {
            "file": code,
            "name": name,
            "value": str(number),
            "unit": number.unit,
            "article": number.article,
            "meaning": number.meaning,
        }
        for name, number in item_file.read(item.file, f"{code}.toml").numbers()
    ]


def numbers_in_words(rows: list[Result]) -> str:
    """The table for a person."""
    return "\n".join(
        f"{each['file']}  {each['name']}　{_amount(each)}　{each['meaning']}"
        f"（{each['article']}{'' if each.get('checked', True) else '，待核'}）"
        for each in rows
    )


def _amount(row: Result) -> str:
    """A value with its unit; what is chosen instead of counted has none."""
    return f"{row['value']} {row['unit']}".rstrip()
