"""A district may want the announcement time-stamped before anything is drawn from it.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "draw",
        sa.Column("stamp_first", sa.Boolean(), nullable=False, server_default=sa.text("false")),
    )


def downgrade() -> None:
    with op.batch_alter_table("draw") as batch_op:
        batch_op.drop_column("stamp_first")
