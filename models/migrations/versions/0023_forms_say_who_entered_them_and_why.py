"""A form says why it replaces the one before and on what written record a clerk entered it; one may be
sent back with an opinion.

Revision ID: 0023
Revises: 0022
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

STATES = ("dispatched", "returned", "published", "archived", "replaced", "cancelled")
KINDS = ("dispatch", "reminder", "overdue", "replaced", "handling", "cancelled", "supervisor")
BACK = "sent_back"


def upgrade() -> None:
    with op.batch_alter_table("record_return") as batch_op:
        batch_op.add_column(sa.Column("reason", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("written_record", sa.String(), nullable=False, server_default="")
        )
    _known("inspection", "state", (*STATES, BACK))
    _known("message", "kind", (*KINDS, BACK))
    op.create_table(
        "send_back",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "return_id",
            sa.Integer(),
            sa.ForeignKey("record_return.id"),
            nullable=False,
            unique=True,
        ),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("sent_by", sa.String(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "length(trim(opinion)) > 0 AND length(trim(sent_by)) > 0", name="opinion_not_blank"
        ),
    )


def downgrade() -> None:
    op.drop_table("send_back")
    _known("message", "kind", KINDS)
    _known("inspection", "state", STATES)
    with op.batch_alter_table("record_return") as batch_op:
        batch_op.drop_column("written_record")
        batch_op.drop_column("reason")


def _known(table: str, column: str, values: Sequence[str]) -> None:
    listed = ", ".join(f"'{value}'" for value in values)
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(f"{column}_known", type_="check")
        batch_op.create_check_constraint(f"{column}_known", f"{column} IN ({listed})")
