"""What the law refuses, refused by the database itself: triggers for SQLite and PostgreSQL.

A guard is a condition over OLD and NEW under which an operation on a row is refused, with the
message (Chinese: a supervisor may see it). Conditions are written in the SQL both databases share.
The migrations create the guards; Python code never relies on being the only writer.

Duty: 18.2, 10.3 (第十八条、第十条末款).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ALWAYS = "1 = 1"


@dataclass(frozen=True, slots=True)
class Guard:
    """Refuse ``operation`` on ``table`` when ``condition`` holds."""

    table: str
    operation: str
    condition: str
    message: str
    part: str = ""

    @property
    def name(self) -> str:
        """The trigger's name."""
        suffix = f"_{self.part}" if self.part else ""
        return f"guard_{self.table}_{self.operation.lower()}{suffix}"


def _kept(table: str, what: str) -> list[Guard]:
    """Rows of ``table`` are written once and then neither changed nor deleted."""
    return [
        Guard(table, "UPDATE", ALWAYS, f"{what}不得修改"),
        Guard(table, "DELETE", ALWAYS, f"{what}不得删除"),
    ]


def _changed(*columns: str) -> str:
    return " OR ".join(f"NEW.{column} <> OLD.{column}" for column in columns)


_DRAW_SETTLED = "(SELECT state FROM draw WHERE id = NEW.draw_pk) IN ('confirmed', 'abandoned')"
# Substitutes go on to the end of the roster: beyond the published ones the next may be added.
_NEXT_SUBSTITUTE = (
    "NEW.role = 'substitute' AND NEW.rank = 1 + (SELECT max(e.rank) FROM draw_entry e "
    "WHERE e.draw_pk = NEW.draw_pk AND e.stratum = NEW.stratum)"
)

GUARDS: tuple[Guard, ...] = (
    *_kept("audit_event", "留痕记录"),
    *_kept("district_version", "区县参数文件的版本"),
    *_kept("item_list", "事项清单的版本"),
    *_kept("item", "事项清单的版本"),
    *_kept("roster_version", "名录库版本"),
    *_kept("draw_secret", "抽取密文"),
    *_kept("draw_entry", "抽取结果"),
    *_kept("assignment", "抽取结果"),
    *_kept("draw_photo", "抽取照片"),
    *_kept("replacement", "递补记录"),
    *_kept("record_return", "登记表的版本"),
    *_kept("finding", "登记表的认定"),
    *_kept("disposition", "处理结果"),
    *_kept("publication_inspection", "公示内容"),
    *_kept("receipt", "公示回执"),
    *_kept("credit_record", "诚信档案记录"),
    Guard("draw", "DELETE", ALWAYS, "抽取不得删除"),
    Guard(
        "draw",
        "UPDATE",
        "OLD.state IN ('confirmed', 'abandoned')",
        "抽取结果一经确认不得变更（第十八条）",
        "settled",
    ),
    Guard(
        "draw",
        "UPDATE",
        _changed("draw_id", "announcement", "announcement_digest", "commitment", "announced_on"),
        "抽取公告一经发布不得修改",
        "announced",
    ),
    Guard(
        "draw",
        "UPDATE",
        "OLD.seed IS NOT NULL AND NEW.seed <> OLD.seed",
        "一次抽取只有一个种子",
        "seed",
    ),
    Guard(
        "draw_entry",
        "INSERT",
        f"{_DRAW_SETTLED} AND NOT ({_NEXT_SUBSTITUTE})",
        "抽取结果一经确认不得变更（第十八条）",
    ),
    Guard("assignment", "INSERT", _DRAW_SETTLED, "抽取结果一经确认不得变更（第十八条）"),
    Guard("change_application", "DELETE", ALWAYS, "变更申请不得删除"),
    Guard("change_application", "UPDATE", "OLD.decision IS NOT NULL", "变更申请已经决定，不得修改"),
    Guard("subject_entry", "DELETE", ALWAYS, "名录库历史不得删除"),
    Guard(
        "subject_entry",
        "UPDATE",
        "OLD.until_version IS NOT NULL OR "
        + _changed("credit_code", "name", "status", "risk_class", "since_version"),
        "名录库历史不得修改",
    ),
    Guard("inspector_entry", "DELETE", ALWAYS, "名录库历史不得删除"),
    Guard(
        "inspector_entry",
        "UPDATE",
        "OLD.until_version IS NOT NULL OR "
        + _changed("badge_number", "name", "unit", "post", "since_version"),
        "名录库历史不得修改",
    ),
    Guard("inspection", "DELETE", ALWAYS, "检查任务不得删除"),
    Guard("publication", "DELETE", ALWAYS, "公示不得删除"),
    Guard("disclosure", "DELETE", ALWAYS, "公示包不得删除"),
    Guard("disclosure", "UPDATE", _changed("package_digest", "channel"), "公示包不得修改"),
    Guard("list_membership", "DELETE", ALWAYS, "名单记录不得删除"),
    Guard("list_membership", "UPDATE", "OLD.exited_on IS NOT NULL", "名单记录已移出，不得修改"),
)


def create(dialect: str) -> list[str]:
    """The statements that put every guard in place, for ``"sqlite"`` or ``"postgresql"``."""
    if dialect == "sqlite":
        return create_on(dialect, _tables())
    return [
        "CREATE FUNCTION guard_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION '留痕数据不得清空' USING ERRCODE = '23514'; END $$",
        *create_on(dialect, _tables()),
    ]


def drop(dialect: str) -> list[str]:
    """The statements that take every guard away again (only a migration does)."""
    statements = drop_on(dialect, _tables())
    return statements if dialect == "sqlite" else [*statements, "DROP FUNCTION guard_truncate()"]


def create_on(dialect: str, tables: Sequence[str]) -> list[str]:
    """The statements that put the guards of ``tables`` in place."""
    statements = []
    for g in (g for g in GUARDS if g.table in tables):
        if dialect == "sqlite":
            statements.append(
                f"CREATE TRIGGER {g.name} BEFORE {g.operation} ON {g.table} WHEN {g.condition} "
                f"BEGIN SELECT RAISE(ABORT, '{g.message}'); END"
            )
            continue
        row = "OLD" if g.operation == "DELETE" else "NEW"
        statements += [
            f"CREATE FUNCTION {g.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {g.condition} THEN RAISE EXCEPTION '{g.message}' USING ERRCODE = '23514'; END IF; "
            f"RETURN {row}; END $$",
            f"CREATE TRIGGER {g.name} BEFORE {g.operation} ON {g.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {g.name}()",
        ]
    if dialect == "postgresql":
        statements += [
            f"CREATE TRIGGER guard_{table}_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION guard_truncate()"
            for table in _never_emptied(tables)
        ]
    return statements


def drop_on(dialect: str, tables: Sequence[str]) -> list[str]:
    """The statements that take the guards of ``tables`` away, as a change of them needs."""
    mine = [g for g in GUARDS if g.table in tables]
    if dialect == "sqlite":
        return [f"DROP TRIGGER {g.name}" for g in mine]
    return [
        *(f"DROP TRIGGER guard_{table}_truncate ON {table}" for table in _never_emptied(tables)),
        *(
            statement
            for g in mine
            for statement in (f"DROP TRIGGER {g.name} ON {g.table}", f"DROP FUNCTION {g.name}()")
        ),
    ]


def _tables() -> list[str]:
    return sorted({guard.table for guard in GUARDS})


def _never_emptied(tables: Sequence[str]) -> list[str]:
    return sorted({g.table for g in GUARDS if g.operation == "DELETE" and g.table in tables})
