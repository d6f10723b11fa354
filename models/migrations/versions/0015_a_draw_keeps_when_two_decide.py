"""A draw keeps from how many changes of one place on two decide, so that the database can hold it.

Revision ID: 0015
Revises: 0014
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("draw", sa.Column("second_decision_after", sa.Integer(), nullable=True))
    connection = op.get_bind()
    draw = sa.table(
        "draw",
        *(sa.column(name) for name in ("id", "announcement", "announced_at")),
        sa.column("second_decision_after"),
    )
    announced = sa.select(draw.c.id, draw.c.announcement).where(draw.c.announced_at.is_not(None))
    for draw_pk, announcement in connection.execute(announced).all():
        connection.execute(
            sa.update(draw)
            .where(draw.c.id == draw_pk)
            .values(second_decision_after=json.loads(announcement)["second_decision_after"])
        )


def downgrade() -> None:
    with op.batch_alter_table("draw") as batch_op:
        batch_op.drop_column("second_decision_after")
