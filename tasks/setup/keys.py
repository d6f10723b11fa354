"""The key of the house's draws is made once, and secrets of earlier releases are sealed under it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from models import clock, database
from models.faults import Refused
from models.rules.at_rest import CODES_KEY, SECRET, key_of
from models.rules.draw.state import DrawState
from models.tables import AuditEvent, Draw, DrawSecret
from tasks.base import key_file
from tasks.base.step import Result, step

_KEY = "draw.key"


def ready_key(actor: str, *, new: bool = False) -> Result:
    """Make the key file where the house has no key yet, or with ``new`` in place of a lost one, and
    put its id on record; then seal whatever lies in the clear.

    The answer says where the file is, its ``id`` if it is there, whether it was ``made``, and how
    many draws were ``sealed``. A house whose key is elsewhere today goes on without it.

    Raises:
        Refused: the file can't be made, is none, or is there although a ``new`` one is asked for.

    Duty: 10.3, 17.1 (第十条末款、第十七条).
    """
    if new and key_file.is_there():
        raise Refused(
            f"密钥文件 {key_file.path()} 还在，不另造；另造以前请先移走并妥善保存："
            "已经公告的抽取只有它能打开",
            code="key-there",
        )
    answer = _key(actor, new)
    with database.reading() as session:
        clear = _in_the_clear(session)
    return answer | {"sealed": _seal_all(actor) if clear else 0}


def known_keys(session: Session) -> set[str]:
    """The ids of every key that was ever in use here."""
    events = session.exec(
        select(AuditEvent.payload).where(col(AuditEvent.key).startswith(f"{_KEY}@"))
    )
    return {json.loads(payload)["id"] for payload in events}


def _key(actor: str, new: bool) -> Result:
    """The key file as it is today, made if it has to be. The writers' lock is held meanwhile: of
    two that prepare a house at once only one makes a key."""
    standing: Result = {"file": str(key_file.path()), "id": None, "made": False}
    with step(_KEY, action="启用抽取密钥", as_of=clock.today(), region="", actor=actor) as s:
        known, there = known_keys(s.session), key_file.is_there()
        if not there and known and not new:
            s.unchanged()
            return standing
        key = key_file.read() if there else key_file.make()
        if key.id in known:
            s.unchanged(id=key.id)
        else:
            s.record(id=key.id, made=not there)
    return standing | {"id": key.id, "made": not there}


def _seal_all(actor: str) -> int:
    """What an earlier release kept in the clear; and no copy of it is left in the database's files."""
    database.forget_what_is_gone()
    key = key_file.read()
    with step(
        "draw.secrets:seal", action="加密封存抽取密文", as_of=clock.today(), region="", actor=actor
    ) as s:
        database.erase_what_goes(s.session)
        clear = _in_the_clear(s.session)
        for draw_id, kept in clear:
            plain = {name: bytes.fromhex(getattr(kept, name)) for name in (SECRET, CODES_KEY)}
            kept.secret = key_file.seal(key, draw_id, SECRET, plain[SECRET])
            kept.codes_key = key_file.seal(key, draw_id, CODES_KEY, plain[CODES_KEY])
            s.session.add(kept)
        s.record(key=key.id, draws=[draw_id for draw_id, _ in clear])
    database.forget_what_is_gone()
    return len(clear)


def _in_the_clear(session: Session) -> list[tuple[str, DrawSecret]]:
    rows = session.exec(
        select(Draw.draw_id, DrawSecret)
        .join(DrawSecret, col(DrawSecret.draw_pk) == col(Draw.id))
        .order_by(col(Draw.id))
    )
    return [(draw_id, kept) for draw_id, kept in rows if key_of(kept.secret) is None]


def sealed_under(session: Session) -> dict[str, str | None]:
    """Of every draw that is still to be drawn: its id, and the id of the key it waits for."""
    rows = session.exec(
        select(Draw.draw_id, DrawSecret.secret)
        .join(DrawSecret, col(DrawSecret.draw_pk) == col(Draw.id))
        .where(Draw.state == DrawState.ANNOUNCED)
    )
    return {draw_id: key_of(secret) for draw_id, secret in rows}


def key_in_words(standing: Mapping[str, Any]) -> list[str]:
    """What became of the key, in Chinese, as far as somebody should hear of it."""
    file, lines = standing["file"], []
    if standing["made"]:
        lines.append(
            f"已造抽取密钥 {file}（编号 {standing['id']}）：请立即另存备份，与数据库的备份分开保管；"
            "密钥遗失，已公告未抽取的那一期只能空缺。"
        )
    elif standing["id"] is None:
        lines.append(
            f"抽取密钥文件 {file} 不在：公告、抽取、生成抽取记录时须插入；"
            "确已遗失的，用 ssj init --new-key 另造。"
        )
    if standing["sealed"]:
        lines.append(
            f"已加密封存 {standing['sealed']} 次抽取的密文；此前的数据库备份仍是明文，请妥善处理。"
        )
    return lines
