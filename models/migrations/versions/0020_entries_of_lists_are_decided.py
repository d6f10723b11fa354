"""Nobody comes onto a list by itself: an entry is proposed, told, decided; what was done about it is
kept, and what it rests on. Who was on a list before stays as they are.

Revision ID: 0020
Revises: 0019
"""

from collections import Counter

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

UNNAMED = {"uq": "uq_%(table_name)s_%(column_0_N_name)s"}
OPEN = "state IN ('proposed', 'notified', 'objected', 'listed', 'disputed')"
KNOWN = {
    "list": ("blacklist", "honour_list"),
    "entry_class": ("minor", "general", "serious"),
    "ground": ("non_cooperation", "repeated_violations", "clean", "other"),
    "state": (
        "proposed", "notified", "objected", "listed", "disputed", "not_listed", "lapsed", "repaired",
        "expired", "off_list", "revoked",
    ),
    "kind": (
        "act_proposed", "act_notified", "act_objection", "act_upheld", "act_rejected", "act_listed",
        "act_not_listed", "act_lapsed", "act_repair_asked", "act_repaired", "act_repair_refused",
        "act_revocation_due", "act_revoked", "act_kept", "act_expired", "act_off_list",
    ),
}  # fmt: skip
GROUND_BEFORE = {"不予配合监督检查": "non_cooperation"}


def upgrade() -> None:
    with op.batch_alter_table("credit_record", naming_convention=UNNAMED) as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("ended_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("end_reason", sa.String(), nullable=True))
        batch_op.create_check_constraint(
            "end_has_a_reason", "(ended_on IS NULL) = (end_reason IS NULL)"
        )
        batch_op.drop_constraint(_once(), type_="unique")
        batch_op.create_unique_constraint("once_a_version", ["inspection", "kind", "version"])
    _new_tables()
    _entries_of_before()
    op.drop_index("one_stay_at_a_time", "list_membership")
    op.drop_table("list_membership")


def downgrade() -> None:
    _as_before()
    for table in ("list_act", "list_basis", "list_entry"):
        op.drop_table(table)
    op.execute("DELETE FROM credit_record WHERE ended_on IS NOT NULL")
    with op.batch_alter_table("credit_record", naming_convention=UNNAMED) as batch_op:
        batch_op.drop_constraint("once_a_version", type_="unique")
        batch_op.drop_constraint("end_has_a_reason", type_="check")
        for column in ("version", "ended_on", "end_reason"):
            batch_op.drop_column(column)
        batch_op.create_unique_constraint(_once(), ["inspection", "kind"])


def _once() -> str:
    """What the constraint is called; SQLite has no name of its own for one."""
    on_postgres = op.get_bind().dialect.name == "postgresql"
    return (
        "credit_record_inspection_kind_key" if on_postgres else "uq_credit_record_inspection_kind"
    )


def _known(column: str, *values: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values or KNOWN[column])
    return sa.CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def _new_tables() -> None:
    op.create_table(
        "list_entry",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("number", sa.String(), nullable=False, unique=True),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("credit_code", sa.String(), nullable=False),
        sa.Column("list", sa.String(), nullable=False),
        sa.Column("entry_class", sa.String(), nullable=True),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=True),
        sa.Column("entered_on", sa.Date(), nullable=True),
        sa.Column("repairable_from", sa.Date(), nullable=True),
        sa.Column("due_off_on", sa.Date(), nullable=True),
        sa.Column("exited_on", sa.Date(), nullable=True),
        sa.Column("exit_reason", sa.String(), nullable=True),
        *(_known(column) for column in ("list", "entry_class", "ground", "state")),
        sa.CheckConstraint("(exited_on IS NULL) = (exit_reason IS NULL)", name="exit_has_a_reason"),
    )
    op.create_index(
        "one_entry_at_a_time",
        "list_entry",
        ["region", "credit_code", "list"],
        unique=True,
        sqlite_where=sa.text(OPEN),
        postgresql_where=sa.text(OPEN),
    )
    op.create_table(
        "list_basis",
        sa.Column("entry_id", sa.Integer(), sa.ForeignKey("list_entry.id"), primary_key=True),
        sa.Column("record_id", sa.Integer(), sa.ForeignKey("credit_record.id"), primary_key=True),
    )
    op.create_index("ix_list_basis_record_id", "list_basis", ["record_id"])
    op.create_table(
        "list_act",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("entry_id", sa.Integer(), sa.ForeignKey("list_entry.id"), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("done_by", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.UniqueConstraint("entry_id", "n"),
        _known("kind"),
        sa.CheckConstraint("length(trim(done_by)) > 0", name="done_by_not_blank"),
    )


STAYS = "id, region, credit_code, list, reason, entered_on, due_off_on, exited_on, exit_reason"


def _entries_of_before() -> None:
    """Each stay as the entry it is: on the list, or off it; numbered by its year."""
    connection = op.get_bind()
    stays = sa.text(f"SELECT {STAYS} FROM list_membership ORDER BY id").columns(
        entered_on=sa.Date(), due_off_on=sa.Date(), exited_on=sa.Date()
    )
    counted: Counter[str] = Counter()
    entries = []
    for stay in connection.execute(stays).mappings():
        prefix = f"{stay['region']}-XY-{stay['entered_on'].year}"
        counted[prefix] += 1
        honoured = stay["list"] == "honour_list"
        by_rule = GROUND_BEFORE.get(stay["reason"], "repeated_violations")
        entries.append(
            {
                **stay,
                "number": f"{prefix}-{counted[prefix]:05d}",
                "ground": "clean" if honoured else by_rule,
                "basis": "",
                "facts": "",
                "state": "listed" if stay["exited_on"] is None else "off_list",
                "shown": True,
            }
        )
    if entries:
        table = sa.table("list_entry", *(sa.column(name) for name in entries[0]))
        connection.execute(sa.insert(table), entries)
    if connection.dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('list_entry', 'id'), max(id)) FROM list_entry "
            "HAVING max(id) IS NOT NULL"
        )


def _as_before() -> None:
    """What was on a list; what was only proposed has no place there."""
    op.create_table(
        "list_membership",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("credit_code", sa.String(), nullable=False),
        sa.Column("list", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("due_off_on", sa.Date(), nullable=True),
        sa.Column("exited_on", sa.Date(), nullable=True),
        sa.Column("exit_reason", sa.String(), nullable=True),
        _known("list"),
        sa.CheckConstraint("(exited_on IS NULL) = (exit_reason IS NULL)", name="exit_has_a_reason"),
    )
    op.create_index(
        "one_stay_at_a_time",
        "list_membership",
        ["region", "credit_code", "list"],
        unique=True,
        sqlite_where=sa.text("exited_on IS NULL"),
        postgresql_where=sa.text("exited_on IS NULL"),
    )
    op.execute(
        f"INSERT INTO list_membership ({STAYS}) SELECT {STAYS} FROM list_entry "
        "WHERE entered_on IS NOT NULL"
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('list_membership', 'id'), max(id)) "
            "FROM list_membership HAVING max(id) IS NOT NULL"
        )
