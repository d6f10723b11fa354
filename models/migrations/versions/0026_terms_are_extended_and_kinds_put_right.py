"""The term of an order may be extended, and a decision of the wrong kind replaced; both stay beside what
was entered first.

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

ACTS = (
    "order", "evidence", "recheck", "outcome", "handle", "transfer", "criminal", "answer", "correction",
)  # fmt: skip
EXTENSION = "extension"
KINDS = "('', 'order', 'handle', 'transfer', 'criminal')"
TERM = "(act = 'order') = (due_on IS NOT NULL)"
TERM_NOW = "(act IN ('order', 'extension') OR becomes = 'order') = (due_on IS NOT NULL)"
NEW = {
    "becomes_known": f"becomes IN {KINDS}",
    "only_corrections_replace": "becomes = '' OR act = 'correction'",
    "receiver_of_what_it_becomes": "becomes <> 'transfer' OR length(trim(department)) > 0",
    "extension_has_a_reason": "(act = 'extension') = (length(trim(decided_as)) > 0) "
    "AND (act <> 'extension' OR length(trim(reason)) > 0)",
}


def upgrade() -> None:
    with op.batch_alter_table("handling_step") as batch_op:
        batch_op.add_column(sa.Column("becomes", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("decided_as", sa.String(), nullable=False, server_default=""))
        _acts(batch_op, (*ACTS, EXTENSION))
        _term(batch_op, TERM_NOW)
        for name, condition in NEW.items():
            batch_op.create_check_constraint(name, condition)


def downgrade() -> None:
    with op.batch_alter_table("handling_step") as batch_op:
        for name in NEW:
            batch_op.drop_constraint(name, type_="check")
        batch_op.drop_constraint("order_has_a_term", type_="check")
    _as_earlier_releases_read_them()
    with op.batch_alter_table("handling_step") as batch_op:
        _acts(batch_op, ACTS)
        batch_op.create_check_constraint("order_has_a_term", TERM)
        batch_op.drop_column("decided_as")
        batch_op.drop_column("becomes")


def _as_earlier_releases_read_them() -> None:
    """An extension becomes a correction that leaves its order's number as it is, with the new day in its
    reason; an entry of the wrong kind becomes what it should have been."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.text(
            "SELECT id, finding_id, number, act, document, due_on, reason, corrects, becomes, stage "
            "FROM handling_step WHERE act IN ('order', 'correction', 'extension') "
            "ORDER BY finding_id, number"
        )
    ).mappings()
    entries: dict[tuple[int, int], int] = {}
    order: dict[int, tuple[int, str]] = {}
    for row in rows.all():
        finding, number = row["finding_id"], row["number"]
        if row["act"] == "order" or row["becomes"] == "order":
            root = entries.get((finding, row["corrects"]), row["corrects"]) or number
            order[finding] = root, row["document"]
        if row["act"] == "extension":
            root, document = order[finding]
            _set(
                row["id"],
                act="correction",
                corrects=root,
                document=document,
                due_on=None,
                reason=f"延长改正期限至 {row['due_on']}（{row['document']}）：{row['reason']}",
            )
        elif row["act"] == "correction":
            root = entries.get((finding, row["corrects"]), row["corrects"])
            _set(row["id"], corrects=root, due_on=None)
            if finding in order and order[finding][0] == root:
                order[finding] = root, row["document"]
            if row["becomes"]:
                entries[finding, number] = root
                connection.execute(
                    sa.text(
                        "UPDATE handling_step SET act = :act, stage = :stage, due_on = :due_on, "
                        "department = (SELECT c.department FROM handling_step c WHERE c.id = :id) "
                        "WHERE finding_id = :finding AND number = :root"
                    ),
                    {
                        "act": row["becomes"],
                        "stage": row["stage"],
                        "due_on": row["due_on"],
                        "id": row["id"],
                        "finding": finding,
                        "root": root,
                    },
                )


def _set(id_: int, **values: object) -> None:
    named = ", ".join(f"{column} = :{column}" for column in values)
    op.get_bind().execute(
        sa.text(f"UPDATE handling_step SET {named} WHERE id = :id"), {**values, "id": id_}
    )


def _acts(batch_op: BatchOperations, acts: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{act}'" for act in acts)
    batch_op.drop_constraint("act_known", type_="check")
    batch_op.create_check_constraint("act_known", f"act IN ({listed})")


def _term(batch_op: BatchOperations, condition: str) -> None:
    batch_op.drop_constraint("order_has_a_term", type_="check")
    batch_op.create_check_constraint("order_has_a_term", condition)
