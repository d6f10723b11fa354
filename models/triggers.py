"""Triggers as they stand in the database's catalogue, against the statements that made them.

Duty: 10.3 (第十条末款).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import Connection

_STANDING = {
    "sqlite": ("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",),
    "postgresql": (
        "SELECT tgname, pg_get_triggerdef(t.oid, true) || ' ' || tgenabled::text FROM pg_trigger t "
        "JOIN pg_class c ON c.oid = tgrelid "
        "WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace",
        "SELECT proname || '()', prosrc FROM pg_proc "
        "WHERE pronamespace = current_schema()::regnamespace",
    ),
}
_MADE = re.compile(r'CREATE (TRIGGER|FUNCTION) "?(\w+)"?')
_ENABLED = " O"


def changed(connection: Connection, statements: Iterable[str]) -> list[str]:
    """What doesn't stand as ``statements`` made it, in Chinese: missing, altered, put there.

    Duty: 10.3 (第十条末款).
    """
    dialect = connection.dialect.name
    definitions = dict(_definition(statement, dialect) for statement in statements)
    standing = {
        name: _plain(definition)
        for query in _STANDING[dialect]
        for name, definition in connection.exec_driver_sql(query)
    }
    return [
        *(
            f"数据库里少了触发器 {name}：防护被撤过"
            for name in sorted(definitions.keys() - standing.keys())
        ),
        *(
            f"数据库里多了触发器 {name}：不是本系统所设"
            for name in sorted(standing.keys() - definitions.keys())
        ),
        *(
            f"数据库里的触发器 {name} 被改动过或被停用"
            for name in sorted(definitions.keys() & standing.keys())
            if definitions[name] != standing[name]
        ),
    ]


def _definition(statement: str, dialect: str) -> tuple[str, str]:
    """Name and text of what a statement makes, as the catalogue has them."""
    matched = _MADE.match(statement)
    if matched is None:
        raise ValueError(statement)
    kind, name = matched.groups()
    if dialect == "sqlite":
        return name, _plain(statement)
    if kind == "FUNCTION":
        return f"{name}()", _plain(statement.split("$$")[1])
    return name, _plain(statement + _ENABLED)


def _plain(definition: str) -> str:
    return " ".join(definition.replace('"', "").split())
