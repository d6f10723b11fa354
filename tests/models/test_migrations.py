"""The schema goes up and down, is what the tables say, and takes every released database along."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel, col, select

import models.migrations.versions as versions
from flows.sample.answers import SHORT_LOGS
from models import database, guards, item_file
from models.clock import held_at
from models.faults import Refused
from models.rules import names
from models.rules.draw.document import document
from models.rules.draw.verify import verify
from models.tables import Disclosure, Draw, Publication
from tasks.base import audit
from tasks.base.terms import in_force
from tasks.draw.abandon import abandon
from tasks.draw.announce import announce
from tasks.draw.confirm import confirm
from tasks.draw.record import record_of
from tasks.draw.run import run
from tasks.inspect.dispositions import dispose, undisposed
from tasks.inspect.extend import extend
from tasks.inspect.mended import correct_entry
from tasks.overview import cycles
from tasks.overview.handling import handling
from tasks.publish import draws
from tasks.publish.coming import coming
from tasks.publish.deliver import deliver_one
from tasks.publish.due import build_due
from tasks.publish.packages import build
from tasks.publish.release import release
from tasks.publish.versions import due_of
from tasks.setup.keys import ready_key
from tasks.setup.upgrade import on_record
from tests import released, walk
from tests.tasks.inspect import orders

TOLD = "inspection_id, publication_id, return_id"
DISPOSED = "finding_id, kind, department, document, decided_on, decided_by"
STEPS = "finding_id, act, department, document, taken_on, taken_by"
NEXT_DRAW, NEXT_DRAW_DAY = "350105/WB-01/2026-6", date(2026, 11, 2)


def test_up_down_and_up_again(house: Path) -> None:
    database.migrate()
    database.migrate()
    engine = database.engine()
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, SQLModel.metadata) == []
    database.migrate_down()
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    database.migrate()
    assert "audit_event" in inspect(engine).get_table_names()


def test_what_is_stored_stays_when_a_table_that_others_refer_to_changes(house: Path) -> None:
    walk.prepared(house)
    build_due(walk.REGION, walk.DRAW_DAY)

    def stored() -> list[tuple[str, str]]:
        with database.reading() as session:
            return [
                (matter, channel)
                for matter, channel in session.exec(
                    select(Publication.matter, Disclosure.channel)
                    .join(Disclosure, col(Disclosure.publication_id) == col(Publication.id))
                    .order_by(col(Disclosure.id))
                )
            ]

    before = stored()
    assert len(before) >= 6  # two item lists and a plan, three channels
    database.migrate_down("0003")
    database.migrate()
    assert stored() == before
    for refused, why in (
        ("DELETE FROM publication", "公示不得删除"),
        (
            "INSERT INTO deduction (plan_id, count, reason, document, recorded_on) "
            "VALUES (999, 1, '安保', '文号', '2026-01-05')",
            "(?i)foreign key",
        ),
    ):
        with pytest.raises(DBAPIError, match=why), database.writing() as session:
            session.execute(text(refused))


def test_versions_import_nothing_of_ours() -> None:
    files = sorted(Path(versions.__path__[0]).glob("[0-9]*.py"))
    imported = {
        (name.partition(".")[0], path.name)
        for path in files
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in _imported(node)
    }
    ours = {"calendars", "models", "reports", "tasks", "flows", "tests"}
    assert len(files) >= 6
    assert [(name, path) for name, path in imported if name in ours] == []


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield node.module or "models"  # a relative import is one of ours


@pytest.mark.parametrize("version", released.VERSIONS)
def test_a_filled_database_of_every_release_comes_along(house: Path, version: str) -> None:
    released.load(version)
    kept = {
        table: ", ".join(f'"{column["name"]}"' for column in columns)
        for (_, table), columns in inspect(database.engine()).get_multi_columns().items()
        if table != "alembic_version"
    }
    carried = released.rows("publication_inspection", TOLD)
    disposed = released.rows("disposition", DISPOSED)
    stays = kept.pop("list_membership")
    listed = released.rows("list_membership", stays)
    for table in ("publication_inspection", "disposition"):
        del kept[table]
    before = {table: released.rows(table, columns) for table, columns in kept.items()}
    database.migrate(around=on_record)
    # Each result that was published is version 1 of what is told of its inspection.
    assert carried
    assert released.rows("result_version WHERE version = 1 AND kind = 'opinion'", TOLD) == carried
    # What was decided about a finding is the first step of its handling.
    assert disposed
    assert released.rows("handling_step WHERE number = 1", STEPS) == disposed
    # Who was on a list is on it as before, or off it.
    assert released.rows("list_entry", stays) == listed
    assert released.rows("list_entry", "exited_on IS NULL, state") == sorted(
        (row[0], "listed" if row[0] else "off_list")
        for row in released.rows("list_entry", "exited_on IS NULL")
    )
    upgraded = released.rows("audit_event WHERE action = '升级数据库'", kept["audit_event"])
    assert len(upgraded) == 1
    for table, columns in kept.items():
        after = [row for row in released.rows(table, columns) if row not in upgraded]
        assert after == before[table], table
    with database.engine().connect() as connection:
        assert released.trigger_problems(connection) == []

    # Announced by the release as version 1: not drawn any more, given up, and drawn anew.
    shown = cycles.cycle(walk.REGION, 2026, 6, NEXT_DRAW_DAY)["draw"]
    assert (shown["version"], shown["waits"]) == (1, ["第 1 版公告的抽取不再进行，待作废"])
    with held_at(NEXT_DRAW_DAY):
        ready_key(walk.CLERK)
        for act in (run, confirm):
            with pytest.raises(Refused, match=r"第 1 版|还没有抽取结果"):
                act(NEXT_DRAW, NEXT_DRAW_DAY, walk.CLERK)
    with held_at(NEXT_DRAW_DAY, time(7)):
        abandon(NEXT_DRAW, "system-failure", NEXT_DRAW_DAY, walk.LEADER)
    extra = _announced_and_received()
    with held_at(NEXT_DRAW_DAY):
        run(extra, NEXT_DRAW_DAY, walk.CLERK)
    walk.photographed(extra, NEXT_DRAW_DAY)
    with held_at(NEXT_DRAW_DAY):
        confirm(extra, NEXT_DRAW_DAY, walk.LEADER)
    with database.reading() as session:
        draw = session.exec(select(Draw).where(Draw.draw_id == extra)).one()
        record, _ = record_of(session, draw)
    assert [check for check in verify(document(record)).checks if check.ok is False] == []
    said = record["announcement"]
    assert (said["previous"], said["supersedes"], said["moves"]["count"]) == (None, None, 0)
    assert audit.verify()["problems"] == []


def _announced_and_received() -> str:
    """An extra draw's announcement on every channel; what the release had delivered is not here."""
    day = NEXT_DRAW_DAY
    with held_at(day, walk.MORNING):
        answer = announce(walk.REGION, 2026, 6, day, walk.CLERK, [], not_before=day, extra=True)
        matter = names.announcement_matter(answer["draw_id"])
        with database.reading() as session:
            terms = in_force(session, walk.REGION, day)
            told = [t for t in draws.tellings(session, terms, day) if t.named(1) == matter]
            due = due_of(session, told[0])
        assert due is not None
        build(due, day)
        release(matter, day, walk.LEADER)
        with database.reading() as session:
            packages = session.exec(
                select(col(Disclosure.id))
                .join(Publication, col(Publication.id) == col(Disclosure.publication_id))
                .where(Publication.matter == matter)
            ).all()
        for id_ in packages:
            assert deliver_one(id_, day)["stands"] == "delivered"
    return str(answer["draw_id"])


@pytest.mark.duty("21.1")
def test_handlings_and_rechecks_leave_what_an_earlier_release_knows(house: Path) -> None:
    number = orders.found(house).task.number
    orders.ordered(number)
    orders.rechecked(house, number, SHORT_LOGS)
    with held_at(orders.AGAIN):
        dispose(number, "D3", "transfer", "移字1号", orders.AGAIN, walk.LEADER, "区文旅局")
    database.migrate_down("0018")
    [(_, *told, decided_on, decided_by)] = released.rows("disposition", DISPOSED)
    assert told == ["transfer", "区文旅局", "移字1号"]
    assert (str(decided_on), decided_by) == (str(orders.AGAIN), walk.LEADER)
    assert len(released.rows("inspection", "number")) == 5
    database.migrate()
    assert orders.stages() == ["已移送"]


@pytest.mark.duty("21.1", "23.1")
def test_what_was_published_before_results_had_versions_is_told_as_it_was_then(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # By item files of that time; into a house with a database every step is really taken.
    monkeypatch.setattr(item_file, "SHIPPED", released.FOLDER / "items")
    database.migrate()
    walk.dispatched(house)
    walk.all_in(house, date(2026, 9, 11))
    walk.published(date(2026, 9, 28))
    [(number, point)] = undisposed(walk.REGION)
    with held_at(date(2026, 9, 29)):
        dispose(number, point, "handle", "罚字1号", date(2026, 9, 29), walk.LEADER)

    def stored() -> tuple[list[Any], list[Any]]:
        facts = [
            (row[0], json.loads(row[1])["facts"])
            for row in released.rows("result_version", "inspection_id, told")
        ]
        return facts, released.rows("publication", "matter, state, released_on")

    before = stored()
    assert [f["findings"] for _, f in before[0] if f["findings"]] == [
        {point: ["日志只保存 90 天，应至少 180 天（虚构）", None]}  # by hand: decided a day later
    ]
    database.migrate_down("0014")
    assert len(released.rows("publication_inspection")) == len(before[0])
    database.migrate()
    assert stored() == before
    with database.reading() as session:
        terms = in_force(session, walk.REGION, date(2026, 9, 29))
        expected = coming(session, terms, date(2026, 9, 29))
    # The decision is to be told; nothing else is told again.
    assert [(each.number, each.kind) for each in expected] == [(number, "handling")]


def test_a_database_of_another_version_is_said_in_one_line(house: Path) -> None:
    database.migrate("0013")
    said = "数据库的结构（0013）不是本程序的.*请先运行 ssj init"
    with pytest.raises(Refused, match=said), database.reading() as session:
        session.exec(select(Draw)).all()
    database.migrate()
    with database.reading() as session:
        assert session.exec(select(Draw)).all() == []


def test_a_table_that_is_new_breaks_no_installation_and_is_guarded_at_once(house: Path) -> None:
    newcomer = sa.Table(
        "newcomer",
        SQLModel.metadata,
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("said", sa.Text()),
    )
    try:
        database.migrate()  # no version knows the table yet
        with database.engine().begin() as connection:
            newcomer.create(connection)
        database.migrate()
    finally:
        SQLModel.metadata.remove(newcomer)
    with released.plain() as connection:
        connection.execute("INSERT INTO newcomer (id, said) VALUES (1, 'as written')")
        for change in (
            "UPDATE newcomer SET said = 'otherwise'",
            "UPDATE newcomer SET said = NULL",
            "DELETE FROM newcomer",
        ):
            with pytest.raises(Exception, match="不得"):
                connection.execute(change)


def test_guards_of_another_day_go_when_migrating(house: Path) -> None:
    database.migrate()
    with database.engine().begin() as connection:
        today = guards.present(connection)
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(
                "CREATE TRIGGER guard_of_old BEFORE INSERT ON message "
                "BEGIN SELECT RAISE(ABORT, 'never'); END"
            )
        else:
            connection.exec_driver_sql(
                "CREATE FUNCTION guard_of_old() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'never'; END $$"
            )
            connection.exec_driver_sql(
                "CREATE TRIGGER guard_of_old BEFORE INSERT ON message "
                "FOR EACH ROW EXECUTE FUNCTION guard_of_old()"
            )
        assert set(guards.present(connection)) == {*today, "guard_of_old"}
    database.migrate()
    with database.engine().connect() as connection:
        assert guards.present(connection) == today


@pytest.mark.duty("21.1", "25.1")
def test_a_longer_term_and_a_replaced_decision_are_read_by_the_release_before(house: Path) -> None:
    number = orders.found(house).task.number
    with held_at(orders.ORDERED):
        dispose(number, "D3", "transfer", "移字1号", orders.ORDERED, walk.LEADER, "区文旅局")
        meant = {"kind": "order", "document": "责改1号", "until": orders.UNTIL}
        correct_entry(number, "D3", "误登", orders.ORDERED, walk.CLERK, **meant)
        longer = date(2026, 9, 30)
        extend(number, "D3", longer, "延1号", "缺货", orders.ORDERED, walk.CHIEF)
    entered = "SELECT number, act, stage, document, due_on, corrects FROM handling_step"
    database.migrate_down("0025")
    with database.engine().connect() as connection:
        rows = [tuple(row) for row in connection.exec_driver_sql(f"{entered} ORDER BY number")]
        [reason] = connection.exec_driver_sql(
            "SELECT reason FROM handling_step WHERE number = 3"
        ).scalars()
    assert [(*row[:4], str(row[4] or ""), row[5]) for row in rows] == [
        (1, "order", "ordered", "移字1号", "2026-09-21", None),
        (2, "correction", "ordered", "责改1号", "", 1),
        (3, "correction", "ordered", "责改1号", "", 1),
    ]
    assert reason == "延长改正期限至 2026-09-30（延1号）：缺货"
    database.migrate()
    [shown] = handling(walk.REGION, orders.ORDERED)
    assert shown["words"] == "责令改正：责令改正（责改1号）"
