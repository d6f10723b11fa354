"""The house is prepared again and again; a district version says one thing for ever."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text as sql
from sqlmodel import select

from models import database, district
from models.clock import held_at
from models.faults import Refused
from models.tables import DistrictVersion
from tasks.base.terms import in_force, version_in_force
from tasks.setup.prepare import prepare
from tests import walk
from tests.refusal import reasons

DAY = walk.NEW_YEAR
SHIPPED = (district.SHIPPED / "mawei.toml").read_text("utf-8")
RELEASED = Path(__file__).parents[2] / "models" / "released" / "mawei-ssj-district-1.toml"


def _file(house: Path, *changes: tuple[str, str]) -> Path:
    text = SHIPPED
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = house / "another.toml"
    path.write_text(text, "utf-8")
    return path


SECOND = (
    ('version = "2026-1"', 'version = "2026-2"'),
    ("valid_from = 2026-01-01", "valid_from = 2026-07-01"),
)


@pytest.mark.duty("25.1")
def test_a_version_is_loaded_once(house: Path) -> None:
    assert prepare(DAY)["act"] == "done"
    assert prepare(date(2026, 2, 2), actor="另一人")["act"] == "unchanged"
    assert prepare(DAY, _file(house, ("# The district file", "# A comment")))["act"] == "unchanged"
    with database.reading() as session:
        assert len(session.exec(select(DistrictVersion)).all()) == 1


@pytest.mark.duty("25.1")
def test_other_numbers_under_the_same_version_are_refused_naming_who_loaded_it(
    house: Path,
) -> None:
    prepare(DAY, actor=walk.CLERK)
    changed = _file(house, ("results_within = { value = 20", "results_within = { value = 19"))
    with pytest.raises(Refused, match="2026-1 版参数已经载入（内勤甲 于 2026-01-05）且内容不同"):
        prepare(DAY, changed)
    with database.reading() as session:
        assert in_force(session, walk.REGION, DAY).publication.results_within.value == 20


@pytest.mark.duty("25.1")
def test_a_house_that_holds_the_text_of_an_earlier_release_goes_on(house: Path) -> None:
    prepare(DAY, RELEASED)
    again = prepare(DAY)
    # What the shipped file states since, and may be left out, is named and does not apply.
    assert (again["act"], again["notes"]) == (
        "unchanged",
        [
            f"2026-1 版载入时没有 [{name}]，现不适用；要采用请另立新的 version"
            for name in ("handling.extension", "assessment", "papers")
        ]
        + ["2026-1 版载入时公示信息的列与此不同，仍用载入时的；要采用请另立新的 version"],
    )
    with database.reading() as session:
        terms = in_force(session, walk.REGION, DAY)
        assert version_in_force(session, walk.REGION, DAY).text == RELEASED.read_text("utf-8")
    assert terms.draw.periods_per_year.unit == "次"
    assert len(terms.credit_publicity_batch.columns) == 7  # as in the text that was loaded


@pytest.mark.duty("25.1")
def test_the_version_of_the_day_is_in_force_none_of_the_future_none_that_expired(
    house: Path,
) -> None:
    prepare(DAY, _file(house, ("valid_from = 2026-01-01", "valid_from = 2026-01-01\nvalid_to = 2026-06-28")))  # fmt: skip
    answer = prepare(DAY, _file(house, *SECOND))
    assert answer["notes"] == ["2026-06-29 至 2026-06-30 没有生效的参数文件"]
    with database.reading() as session:
        assert in_force(session, walk.REGION, date(2026, 6, 28)).version == "2026-1"
        assert in_force(session, walk.REGION, date(2026, 7, 1)).version == "2026-2"
        with pytest.raises(Refused, match="在 2026-06-29 没有生效的参数文件"):
            in_force(session, walk.REGION, date(2026, 6, 29))
        with pytest.raises(Refused, match="没有行政区划「999999」的参数文件；已载入的有：350105"):
            in_force(session, "999999", DAY)


@pytest.mark.duty("25.1")
def test_nobody_and_tomorrow_load_nothing(house: Path) -> None:
    with pytest.raises(Refused, match="经办人"):
        prepare(DAY, actor=" ")
    with held_at(DAY), pytest.raises(Refused, match="尚未到来"):
        prepare(date(2026, 1, 6))
    with database.reading() as session:
        assert session.exec(select(DistrictVersion)).all() == []


@pytest.mark.duty("3.1", "25.1")
def test_a_channel_that_nothing_serves_is_refused_when_it_is_loaded(house: Path) -> None:
    wrong = _file(
        house,
        ('{ kind = "folder", path = "delivered/city-police" }', '{ kind = "pigeon" }'),
        ('delivery = { kind = "file", path = "outbox" }', 'delivery = { kind = "smtp" }'),
    )
    kinds = "by-hand、file、folder、smtp、webhook"
    assert reasons(prepare, DAY, wrong) == [
        f"公示渠道「city-police」：渠道 kind「pigeon」不认识，应为 {kinds} 之一",
        "[messages]：渠道 smtp 缺少「host」",
    ]
    with database.reading() as session:
        assert session.exec(select(DistrictVersion)).all() == []


def test_a_wrong_file_makes_no_database(house: Path) -> None:
    wrong = house / "坏.toml"
    wrong.write_bytes("区县".encode("gb18030"))
    with pytest.raises(Refused, match="文字编码应为 UTF-8"):
        prepare(DAY, wrong)
    with pytest.raises(Refused, match="没有这个文件"):
        prepare(DAY, house / "没有.toml")
    with pytest.raises(Refused, match="没有这个文件，或不能读取"):
        prepare(DAY, house)
    assert not (house / "ssj.sqlite").exists()


def test_a_database_that_is_none_of_ours_is_refused_and_left_alone(house: Path) -> None:
    if "SSJ_DATABASE_URL" not in os.environ:
        (house / "ssj.sqlite").write_bytes(b"this is no database at all, but a letter" * 100)
        with pytest.raises(Refused, match="打不开数据库"):
            prepare(DAY)
        (house / "ssj.sqlite").unlink()
        database._engine.cache_clear()
    with database.engine().begin() as connection:
        connection.execute(sql("CREATE TABLE audit_event (x INTEGER)"))
    with pytest.raises(Refused, match="未作改动") as refusal:
        prepare(DAY)
    assert refusal.value.code == "database-not-ours"
    with database.engine().begin() as connection:
        assert connection.execute(sql("SELECT count(*) FROM audit_event")).scalar_one() == 0


def test_a_database_of_a_later_release_is_refused(house: Path) -> None:
    prepare(DAY)
    with database.engine().begin() as connection:
        connection.execute(sql("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Refused, match="更新的版本建立"):
        prepare(DAY)


@pytest.mark.duty("25.1")
def test_of_two_versions_that_begin_together_the_later_loaded_holds(house: Path) -> None:
    prepare(DAY)
    later = prepare(DAY, _file(house, SECOND[0], ("value = 20", "value = 19")))
    assert later["notes"] == ["2026-1 版与 2026-2 版都自 2026-01-01 起生效，以后载入的为准"]
    with database.reading() as session:
        assert in_force(session, walk.REGION, DAY).publication.results_within.value == 19
