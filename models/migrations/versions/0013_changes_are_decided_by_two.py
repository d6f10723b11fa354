"""A change of a place that was changed often is decided by two: who approved first, in what office.

Revision ID: 0013
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0011"
branch_labels = None
depends_on = None

COLUMNS: dict[str, sa.types.TypeEngine[str] | sa.Date] = {
    "first_decided_by": sa.String(),
    "first_decider_role": sa.String(),
    "first_decided_on": sa.Date(),
    "first_decided_at": sa.String(),
}


def upgrade() -> None:
    for name, kind in COLUMNS.items():
        op.add_column("change_application", sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("change_application") as batch_op:
        for name in COLUMNS:
            batch_op.drop_column(name)
