"""What is on file of a firm has versions; what differs on site is proposed and decided.

Revision ID: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

FACTS = (
    *("licence_number", "licence_issuer", "licence_expires", "terminals", "servers", "area"),
    *("isp", "addresses", "officer_name", "certificate", "certificate_expires"),
)


def upgrade() -> None:
    op.create_table(
        "dossier",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("credit_code", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.UniqueConstraint("region", "credit_code", "version"),
        sa.CheckConstraint(
            "length(trim(credit_code)) > 0 AND length(trim(source)) > 0 "
            "AND length(trim(entered_by)) > 0",
            name="credit_code_not_blank",
        ),
    )
    op.create_table(
        "dossier_proposal",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("credit_code", sa.String(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), sa.ForeignKey("dossier.id"), nullable=False),
        sa.Column("return_id", sa.Integer(), sa.ForeignKey("record_return.id"), nullable=False),
        sa.Column("fact", sa.String(), nullable=False),
        sa.Column("on_file", sa.String(), nullable=False),
        sa.Column("found", sa.String(), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.CheckConstraint(f"fact IN ({', '.join(map(repr, FACTS))})", name="fact_known"),
        sa.CheckConstraint("decision IN ('accepted', 'refused', 'lapsed')", name="decision_known"),
        sa.CheckConstraint(
            "(decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL) = (decided_on IS NULL)",
            name="decided_whole",
        ),
        sa.CheckConstraint(
            "length(trim(on_file)) > 0 AND length(trim(found)) > 0", name="on_file_not_blank"
        ),
    )
    op.create_index("proposal_by_firm", "dossier_proposal", ["region", "credit_code"])


def downgrade() -> None:
    op.drop_table("dossier_proposal")
    op.drop_table("dossier")
