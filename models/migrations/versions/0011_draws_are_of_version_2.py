"""A draw keeps what ssj-draw/2 asks for: its five texts, channels, sources, and the time of each act.

Revision ID: 0011
Revises: 0010
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

OF_A_DRAW: dict[str, sa.types.TypeEngine[Any]] = {
    "announced_at": sa.String(),
    "not_before": sa.Date(),
    "record_due": sa.Date(),
    "drawn_at": sa.String(),
    "confirmed_at": sa.String(),
    "abandoned_at": sa.String(),
    "abandon_decider": sa.String(),
    "abandon_evidence": sa.Text(),
    "draw_digest": sa.String(),
    "time_stamp": sa.Text(),
}
OF_AN_APPLICATION = ("reason_class", "applied_at", "decided_at", "decider_role")


def upgrade() -> None:
    for name, kind in OF_A_DRAW.items():
        op.add_column("draw", sa.Column(name, kind, nullable=True))
    op.add_column(
        "draw",
        sa.Column(
            "photographs_first", sa.Boolean(), nullable=False, server_default=sa.text("false")
        ),
    )
    for name in OF_AN_APPLICATION:
        op.add_column("change_application", sa.Column(name, sa.String(), nullable=True))
    op.add_column("receipt", sa.Column("received_at", sa.String(), nullable=True))
    op.create_table(
        "draw_text",
        sa.Column("draw_pk", sa.Integer(), sa.ForeignKey("draw.id"), primary_key=True),
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("content", sa.Text(), nullable=False),
    )
    op.create_table(
        "draw_channel",
        sa.Column("draw_pk", sa.Integer(), sa.ForeignKey("draw.id"), primary_key=True),
        sa.Column("channel", sa.String(), primary_key=True),
    )
    op.create_table(
        "draw_source",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("draw_pk", sa.Integer(), sa.ForeignKey("draw.id"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("due", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("read_at", sa.String(), nullable=True),
        sa.Column("read_by", sa.String(), nullable=True),
        sa.UniqueConstraint("draw_pk", "name"),
        sa.CheckConstraint("(value IS NULL) = (read_at IS NULL)", name="source_read_whole"),
        sa.CheckConstraint("(value IS NULL) = (read_by IS NULL)", name="source_read_by_someone"),
        sa.CheckConstraint("read_at IS NULL OR read_at >= due", name="source_read_when_due"),
    )
    op.create_index("ix_draw_source_draw_pk", "draw_source", ["draw_pk"])


def downgrade() -> None:
    for table in ("draw_source", "draw_channel", "draw_text"):
        op.drop_table(table)
    with op.batch_alter_table("receipt") as batch_op:
        batch_op.drop_column("received_at")
    with op.batch_alter_table("change_application") as batch_op:
        for name in OF_AN_APPLICATION:
            batch_op.drop_column(name)
    with op.batch_alter_table("draw") as batch_op:
        for name in ("photographs_first", *OF_A_DRAW):
            batch_op.drop_column(name)
