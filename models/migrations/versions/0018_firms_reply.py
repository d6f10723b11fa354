"""Firms say something of their results themselves.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "firm_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("released_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"]),
        sa.UniqueConstraint("inspection_id", "version"),
        sa.CheckConstraint("version >= 1", name="version_from_1"),
        sa.CheckConstraint(
            "length(trim(document)) > 0 AND length(trim(digest)) > 0 "
            "AND length(trim(entered_by)) > 0 AND length(trim(released_by)) > 0",
            name="document_not_blank",
        ),
    )


def downgrade() -> None:
    op.drop_table("firm_reply")
