"""Why a subject is watched is on record; a roster keeps beside the class that holds what its list said.

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, default in (("listed_class", "general"), ("listed_reason", "")):
        op.add_column(
            "subject_entry", sa.Column(name, sa.String(), nullable=False, server_default=default)
        )
    op.execute(
        "UPDATE subject_entry SET listed_class = risk_class, listed_reason = risk_reason "
        "WHERE risk_class <> 'general' OR risk_reason <> ''"
    )
    op.create_table(
        "risk_cause",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("number", sa.String(), nullable=False, unique=True),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("credit_code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('complaint', 'abnormal-operation', 'serious-violation', 'dishonesty')",
            name="kind_known",
        ),
        sa.CheckConstraint(
            "end_reason IN ('term-ended', 'repaired', 'wrong-entry')", name="end_reason_known"
        ),
        sa.CheckConstraint(
            "length(trim(source)) > 0 AND length(trim(document)) > 0 "
            "AND length(trim(recorded_by)) > 0",
            name="source_not_blank",
        ),
        sa.CheckConstraint("expires_on > since", name="cause_runs_forward"),
        sa.CheckConstraint(
            "(ended_on IS NULL) = (end_reason IS NULL)", name="cause_end_has_a_reason"
        ),
    )
    op.create_index("cause_by_code", "risk_cause", ["region", "credit_code"])


def downgrade() -> None:
    op.drop_index("cause_by_code", "risk_cause")
    op.drop_table("risk_cause")
    with op.batch_alter_table("subject_entry") as batch_op:
        for name in ("listed_class", "listed_reason"):
            batch_op.drop_column(name)
