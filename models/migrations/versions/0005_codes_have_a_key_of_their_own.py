"""The list of inspectors' codes has a key of its own, which stays sealed when the secret is public.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("draw_secret", sa.Column("codes_key", sa.String(), nullable=True))
    # Earlier announcements digested the list with the secret itself.
    op.execute("UPDATE draw_secret SET codes_key = secret")
    with op.batch_alter_table("draw_secret") as batch_op:
        batch_op.alter_column("codes_key", existing_type=sa.String(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("draw_secret") as batch_op:
        batch_op.drop_column("codes_key")
