"""Why a subject's part in the draw changed is said and kept.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

PASSING = (
    "suspended",
    "closed-by-order",
    "deregistering",
    "joint-draw",
    "visit-cap",
    "untraceable",
)
REASONS = {
    "added": ("established", "moved-in", "found"),
    "removed": ("deregistered", "moved-out", "licence-ended", "wrong-entry"),
    "suspended": PASSING,
    "resumed": ("reason-ended", "wrong-entry"),
    "up": (
        "complaint",
        "abnormal-operation",
        "serious-violation",
        "dishonesty",
        "earlier-result",
        "carried-over",
    ),
    "down": ("term-ended", "repaired", "served", "wrong-entry"),
}
FITS = " OR ".join(
    "kind = '{}' AND reason IN ({})".format(kind, ", ".join(f"'{each}'" for each in reasons))
    for kind, reasons in REASONS.items()
)


def upgrade() -> None:
    op.create_table(
        "roster_reason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("item_code", sa.String(), nullable=False),
        sa.Column("credit_code", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.Column("stated_by", sa.String(), nullable=False),
        sa.CheckConstraint(
            "length(trim(credit_code)) > 0 AND length(trim(stated_by)) > 0",
            name="credit_code_not_blank",
        ),
        sa.CheckConstraint(FITS, name="reason_fits_the_kind"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("roster_reason") as batch_op:
        batch_op.create_index("reason_by_subject", ["region", "item_code", "credit_code"])


def downgrade() -> None:
    op.drop_table("roster_reason")
