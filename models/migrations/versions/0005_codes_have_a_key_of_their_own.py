"""The list of inspectors' codes has a key of its own, which stays sealed when the secret is public.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

from models import guards

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = ("draw_secret",)


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    for statement in guards.drop_on(dialect, TABLES):
        op.execute(statement)
    op.add_column("draw_secret", sa.Column("codes_key", sa.String(), nullable=True))
    # Earlier announcements digested the list with the secret itself.
    op.execute("UPDATE draw_secret SET codes_key = secret")
    with op.batch_alter_table("draw_secret") as batch_op:
        batch_op.alter_column("codes_key", existing_type=sa.String(), nullable=False)
    for statement in guards.create_on(dialect, TABLES):
        op.execute(statement)


def downgrade() -> None:
    dialect = op.get_bind().dialect.name
    for statement in guards.drop_on(dialect, TABLES):
        op.execute(statement)
    with op.batch_alter_table("draw_secret") as batch_op:
        batch_op.drop_column("codes_key")
    for statement in guards.create_on(dialect, TABLES):
        op.execute(statement)
