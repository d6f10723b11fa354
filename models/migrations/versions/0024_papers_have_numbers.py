"""Papers of a visit have numbers, given once.

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paper_number",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issued_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"]),
        sa.UniqueConstraint("inspection_id", "kind", "version"),
        sa.UniqueConstraint("region", "kind", "year", "n"),
        sa.CheckConstraint(
            "kind IN ('approval-form', 'inspection-notice', 'result-feedback')", name="kind_known"
        ),
        sa.CheckConstraint(
            "length(trim(number)) > 0 AND length(trim(issued_by)) > 0", name="number_not_blank"
        ),
        sa.CheckConstraint("n >= 1 AND version >= 0", name="counted_from_1"),
    )


def downgrade() -> None:
    op.drop_table("paper_number")
