"""The database itself takes a draw only in its order, and with nothing its announcement does not name (第十七条、第十八条)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models import database
from models.clock import held_at
from models.tables import Draw
from tasks.draw.abandon import abandon
from tests import released, walk
from tests.tasks.draw.announced import LATER, OTHER, WITNESS, announced, the_draw


@pytest.mark.duty("9.2")
def test_the_database_refuses_a_second_draw_of_a_period(house: Path) -> None:
    walk.prepared(house)
    announced()
    columns = [c for c in Draw.model_fields if c not in ("id", "draw_id")]
    listed = ", ".join(columns)
    second = f"INSERT INTO draw (draw_id, {listed}) SELECT 'X', {listed} FROM draw"
    with pytest.raises(DBAPIError, match="一期只抽取一次"), database.writing() as session:
        session.execute(text(second))


@pytest.mark.duty("17.1", "18.2")
@pytest.mark.parametrize(
    ("moved", "said"),
    [
        ({}, None),
        ({"announced_at": "2026-09-03T12:00:01+08:00"}, None),
        ({"announced_at": "2026-09-03T11:59:59+08:00"}, "另行抽取的公告不得早于作废"),
        ({"announced_at": "2026-09-05T12:00:00+08:00"}, "最早抽取日不得早于公告之日"),
    ],
)
def test_the_database_refuses_an_announcement_out_of_its_order(
    house: Path, moved: dict[str, str], said: str | None
) -> None:
    walk.prepared(house)
    announced(sources=[])
    with held_at(LATER):
        abandon("350105/WB-01/2026-5", "名单有误", LATER, walk.LEADER)
    new = {
        "draw_id": "X",
        "state": "announced",
        "abandon_reason": None,
        "seed": None,
        "abandoned_at": None,
        "announced_at": "2026-09-03T12:00:00+08:00",
        **moved,
    }
    written = {
        column: column
        if column not in new
        else "NULL"
        if new[column] is None
        else f"'{new[column]}'"
        for column in Draw.model_fields
        if column != "id"
    }
    second = (
        f"INSERT INTO draw ({', '.join(written)}) SELECT {', '.join(written.values())} FROM draw"
    )
    refused = released.refusal(second)
    assert refused is None if said is None else said in str(refused)


DUE = "2026-09-04T09:00:00+08:00"
SOURCE = "INSERT INTO draw_source (draw_pk, name, due) SELECT id, '{}', '{}' FROM draw"
CHANNEL = "INSERT INTO draw_channel (draw_pk, channel) SELECT id, '{}' FROM draw"
TEXT = "INSERT INTO draw_text (draw_pk, name, content) SELECT id, '{}', '' FROM draw"


@pytest.mark.duty("17.1")
def test_the_database_takes_no_source_due_before_the_day_of_drawing(house: Path) -> None:
    walk.prepared(house)
    announced(sources=[f"{WITNESS}@{DUE}"])
    early = DUE.replace("09-04", "09-03")
    released.by_force("DELETE FROM draw_source")
    released.by_force(
        f'UPDATE draw SET announcement = replace(announcement, \'"due":"{DUE}"\', '
        f'\'"due":"{early}"\')'
    )
    assert "不得早于最早抽取日" in str(released.refusal(SOURCE.format(WITNESS, early)))


@pytest.mark.duty("11.1", "17.1")
def test_the_database_adds_nothing_to_a_draw_that_its_announcement_does_not_name(
    house: Path,
) -> None:
    walk.prepared(house)
    announced(sources=[f"{WITNESS}@{DUE}", f"{OTHER}@{DUE}"])
    channels = json.loads(the_draw().announcement)["channels"]
    for table in ("draw_source", "draw_channel", "draw_text"):
        released.by_force(f"DELETE FROM {table}")
    for taken in (
        *(SOURCE.format(name, DUE) for name in (WITNESS, OTHER)),
        *(CHANNEL.format(channel) for channel in channels),
        *(TEXT.format(name) for name in ("subjects", "moves")),
    ):
        assert released.refusal(taken) is None
    two = f'{WITNESS}"}},{{"due":"{DUE}","name":"{OTHER}'
    later = DUE.replace("09:00", "10:00")
    strings = f'{channels[0]}","{channels[1]}'
    for refused, said in (
        (SOURCE.format("witness-dice/own", DUE), "随机源须在公告时写明"),
        (SOURCE.format(WITNESS, later), "随机源须在公告时写明"),
        (SOURCE.format(two, DUE), "随机源须在公告时写明"),
        (CHANNEL.format("own-site"), "公告渠道须在公告时写明"),
        (CHANNEL.format("general"), "公告渠道须在公告时写明"),
        (CHANNEL.format("codes_digest"), "公告渠道须在公告时写明"),
        (CHANNEL.format(strings), "公告渠道须在公告时写明"),
        (TEXT.format("own"), "公告没有这份抽取名单"),
    ):
        assert said in str(released.refusal(refused))
