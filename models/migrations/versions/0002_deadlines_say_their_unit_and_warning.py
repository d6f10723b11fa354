"""Deadlines say their unit, and when somebody was first warned.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("deadline") as batch_op:
        batch_op.add_column(
            sa.Column("unit", sa.String(), server_default="working_day", nullable=False)
        )
        batch_op.add_column(sa.Column("warned_on", sa.Date(), nullable=True))
        batch_op.create_check_constraint("unit_known", "unit IN ('working_day', 'day')")


def downgrade() -> None:
    with op.batch_alter_table("deadline") as batch_op:
        batch_op.drop_constraint("unit_known", type_="check")
        batch_op.drop_column("warned_on")
        batch_op.drop_column("unit")
