"""A result has versions; a publication has a state and knows what it tells; a channel may fail; what a
person put up has its receipt. What was published before is version 1.

Revision ID: 0016
Revises: 0015
"""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

STATES = "'built', 'released', 'published', 'overtaken', 'withdrawn'"
PACKAGES = ("built", "laid_ready", "delivered", "withdrawn")
ROWS_AT_A_TIME = 5_000


def upgrade() -> None:
    _publications_have_a_state()
    _packages_may_be_laid_ready((*PACKAGES,))
    with op.batch_alter_table("disclosure") as batch_op:
        batch_op.add_column(sa.Column("taken_into_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key("taken_into", "disclosure", ["taken_into_id"], ["id"])
    for column in ("put_up_at", "put_up_by"):
        op.add_column("receipt", sa.Column(column, sa.String(), nullable=False, server_default=""))
    op.add_column("receipt", sa.Column("picture", sa.String(), nullable=True))
    _new_tables()
    _versions_of_before()
    op.drop_index("ix_publication_inspection_publication_id", "publication_inspection")
    op.drop_table("publication_inspection")


def downgrade() -> None:
    _as_before()
    for table in ("delivery_failure", "result_version", "amendment"):
        op.drop_table(table)
    with op.batch_alter_table("receipt") as batch_op:
        for column in ("put_up_at", "put_up_by", "picture"):
            batch_op.drop_column(column)
    with op.batch_alter_table("disclosure") as batch_op:
        batch_op.drop_constraint("taken_into", type_="foreignkey")
        batch_op.drop_column("taken_into_id")
    op.execute("UPDATE disclosure SET state = 'built' WHERE state = 'laid_ready'")
    _packages_may_be_laid_ready(("built", "delivered", "withdrawn"))
    with op.batch_alter_table("publication") as batch_op:
        batch_op.drop_constraint("released_by_somebody", type_="check")
        batch_op.drop_constraint("state_known", type_="check")
        batch_op.drop_column("tells")
        batch_op.drop_column("state")


def _publications_have_a_state() -> None:
    op.add_column(
        "publication", sa.Column("state", sa.String(), nullable=False, server_default="built")
    )
    op.add_column("publication", sa.Column("tells", sa.Text(), nullable=False, server_default=""))
    op.execute(
        "UPDATE publication SET state = CASE WHEN EXISTS (SELECT 1 FROM disclosure d "
        "WHERE d.publication_id = publication.id AND d.state <> 'delivered') "
        "THEN 'released' ELSE 'published' END WHERE released_on IS NOT NULL"
    )
    with op.batch_alter_table("publication") as batch_op:
        batch_op.alter_column("state", existing_type=sa.String(), server_default=None)
        batch_op.alter_column("tells", existing_type=sa.Text(), server_default=None)
        batch_op.create_check_constraint("state_known", f"state IN ({STATES})")
        batch_op.create_check_constraint(
            "released_by_somebody", "(state IN ('built', 'overtaken')) = (released_on IS NULL)"
        )


def _packages_may_be_laid_ready(states: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{state}'" for state in states)
    with op.batch_alter_table("disclosure") as batch_op:
        batch_op.drop_constraint("state_known", type_="check")
        batch_op.create_check_constraint("state_known", f"state IN ({listed})")


def _new_tables() -> None:
    op.create_table(
        "amendment",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("inspection_id", sa.Integer(), sa.ForeignKey("inspection.id"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("return_id", sa.Integer(), sa.ForeignKey("record_return.id"), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('correction', 'withdrawal')", name="kind_known"),
        sa.CheckConstraint(
            "length(trim(reason)) > 0 AND length(trim(note)) > 0 AND length(trim(decided_by)) > 0",
            name="reason_not_blank",
        ),
    )
    op.create_index("ix_amendment_inspection_id", "amendment", ["inspection_id"])
    op.create_table(
        "result_version",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("inspection_id", sa.Integer(), sa.ForeignKey("inspection.id"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("return_id", sa.Integer(), sa.ForeignKey("record_return.id"), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("next_word_on", sa.Date(), nullable=True),
        sa.Column("amendment_id", sa.Integer(), sa.ForeignKey("amendment.id"), nullable=True),
        sa.Column("publication_id", sa.Integer(), sa.ForeignKey("publication.id"), nullable=False),
        sa.UniqueConstraint("inspection_id", "publication_id"),
        sa.CheckConstraint(
            "kind IN ('opinion', 'handling', 'correction', 'withdrawal')", name="kind_known"
        ),
        sa.CheckConstraint("version >= 1", name="version_from_1"),
        sa.CheckConstraint(
            "(kind IN ('correction', 'withdrawal')) = (amendment_id IS NOT NULL)",
            name="amended_by_decision",
        ),
    )
    op.create_index("ix_result_version_publication_id", "result_version", ["publication_id"])
    op.create_table(
        "delivery_failure",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("disclosure_id", sa.Integer(), sa.ForeignKey("disclosure.id"), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("failed_on", sa.Date(), nullable=False),
        sa.Column("failed_at", sa.String(), nullable=False),
        sa.Column("in_a_row", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.String(), nullable=False),
        sa.CheckConstraint("length(trim(why)) > 0", name="why_not_blank"),
        sa.CheckConstraint("in_a_row >= 1", name="in_a_row"),
    )
    op.create_index("ix_delivery_failure_disclosure_id", "delivery_failure", ["disclosure_id"])


def _versions_of_before() -> None:
    """What each publication told, by the record: a disposition is in it if its event came first."""
    connection = op.get_bind()
    acts = _acts(connection)
    findings = _findings(connection)
    rows = connection.execute(
        sa.text(
            "SELECT c.inspection_id, c.publication_id, c.return_id, i.number, p.matter, "
            "r.visited_on, r.outcome, r.signature, r.non_cooperation "
            "FROM publication_inspection c JOIN inspection i ON i.id = c.inspection_id "
            "JOIN publication p ON p.id = c.publication_id "
            "JOIN record_return r ON r.id = c.return_id ORDER BY c.publication_id, c.inspection_id"
        )
    ).all()
    table = sa.table(
        "result_version",
        *(
            sa.column(name)
            for name in (
                "inspection_id", "version", "kind", "return_id", "told", "note", "publication_id",
            )
        ),
    )  # fmt: skip
    for start in range(0, len(rows), ROWS_AT_A_TIME):
        versions = []
        for row in rows[start : start + ROWS_AT_A_TIME]:
            built = acts.get(f"publish.build:{row.matter}", 0)
            facts = {
                "visited_on": str(row.visited_on),
                "outcome": row.outcome,
                "findings": {
                    point: [observed, _done_by(built, acts, row.number, point, done)]
                    for point, observed, done in findings.get(row.return_id, [])
                },
                "non_cooperation": [int(kind) for kind in row.non_cooperation.split()],
                "refused_to_sign": row.signature == "refused",
            }
            versions.append(
                {
                    "inspection_id": row.inspection_id,
                    "version": 1,
                    "kind": "opinion",
                    "return_id": row.return_id,
                    "told": json.dumps(
                        {"facts": facts, "row": None},
                        ensure_ascii=False,
                        sort_keys=True,
                        separators=(",", ":"),
                    ),
                    "note": "",
                    "publication_id": row.publication_id,
                }
            )
        connection.execute(sa.insert(table), versions)


def _acts(connection: sa.Connection) -> dict[str, int]:
    """What was built and what was disposed of -> the number of its event; earlier releases wrote no
    request behind it."""
    events = connection.execute(
        sa.text(
            "SELECT number, key FROM audit_event WHERE key LIKE 'publish.build:%' "
            "OR key LIKE 'disposition:%' ORDER BY number"
        )
    )
    numbers: dict[str, int] = {}
    for number, key in events:
        numbers.setdefault(key.partition("@")[0], number)
    return numbers


Finding = tuple[str, str, list[str] | None]


def _findings(connection: sa.Connection) -> dict[int, list[Finding]]:
    """Return id -> check point, what was found, what was done: of the forms that were published."""
    found: dict[int, list[Finding]] = {}
    for return_id, point, observed, kind, department, document in _rows(connection):
        done = [kind, department, document] if kind else None
        found.setdefault(return_id, []).append((point, observed, done))
    return found


def _rows(connection: sa.Connection) -> Iterator[Any]:
    yield from connection.execute(
        sa.text(
            "SELECT f.return_id, f.check_point, f.observed, d.kind, d.department, d.document "
            "FROM finding f JOIN publication_inspection c ON c.return_id = f.return_id "
            "LEFT JOIN disposition d ON d.finding_id = f.id ORDER BY f.id"
        )
    )


def _done_by(
    built: int, acts: dict[str, int], number: str, point: str, done: list[str] | None
) -> list[str] | None:
    event = acts.get(f"disposition:{number}:{point}")
    return done if done is not None and event is not None and event < built else None


def _as_before() -> None:
    op.create_table(
        "publication_inspection",
        sa.Column("inspection_id", sa.Integer(), sa.ForeignKey("inspection.id"), nullable=False),
        sa.Column("publication_id", sa.Integer(), sa.ForeignKey("publication.id"), nullable=False),
        sa.Column("return_id", sa.Integer(), sa.ForeignKey("record_return.id"), nullable=False),
        sa.PrimaryKeyConstraint("inspection_id"),
    )
    op.create_index(
        "ix_publication_inspection_publication_id", "publication_inspection", ["publication_id"]
    )
    op.execute(
        "INSERT INTO publication_inspection (inspection_id, publication_id, return_id) "
        "SELECT v.inspection_id, v.publication_id, v.return_id FROM result_version v "
        "JOIN publication p ON p.id = v.publication_id "
        "WHERE v.version = 1 AND p.state <> 'overtaken'"
    )
