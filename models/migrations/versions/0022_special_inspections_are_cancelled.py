"""A special inspection is cancelled before it is made; it says what it comes from and with whom it is made.

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

UNNAMED = {"uq": "uq_%(table_name)s_%(column_0_N_name)s"}
SOURCES = (
    *("", "complaint", "assigned", "assisting", "stewardship", "monitoring"),
    *("media", "recheck", "asked-for", "licensing", "urgent"),
)
STATES = ("dispatched", "returned", "published", "archived", "replaced")
MESSAGES = ("dispatch", "reminder", "overdue", "replaced", "handling", "supervisor")


def _known(table: str, column: str, *values: str) -> None:
    listed = ", ".join(f"'{value}'" for value in values)
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(f"{column}_known", type_="check")
        batch_op.create_check_constraint(f"{column}_known", f"{column} IN ({listed})")


def upgrade() -> None:
    with op.batch_alter_table("special_inspection", naming_convention=UNNAMED) as batch_op:
        batch_op.drop_constraint(_document_once(), type_="unique")
        for name in ("source", "joint_with"):
            batch_op.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
        listed = ", ".join(f"'{source}'" for source in SOURCES)
        batch_op.create_check_constraint("source_known", f"source IN ({listed})")
    op.create_index(
        "special_by_document", "special_inspection", ["region", "document", "credit_code"]
    )
    op.create_table(
        "special_cancellation",
        sa.Column(
            "special_id", sa.Integer(), sa.ForeignKey("special_inspection.id"), primary_key=True
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("cancelled_on", sa.Date(), nullable=False),
        sa.Column("cancelled_by", sa.String(), nullable=False),
        sa.CheckConstraint(
            "length(trim(reason)) > 0 AND length(trim(cancelled_by)) > 0", name="reason_not_blank"
        ),
    )
    _known("inspection", "state", *STATES, "cancelled")
    _known("message", "kind", *MESSAGES, "cancelled")


def downgrade() -> None:
    _known("message", "kind", *MESSAGES)
    _known("inspection", "state", *STATES)
    op.drop_table("special_cancellation")
    op.drop_index("special_by_document", "special_inspection")
    with op.batch_alter_table("special_inspection") as batch_op:
        batch_op.drop_constraint("source_known", type_="check")
        for name in ("source", "joint_with"):
            batch_op.drop_column(name)
        batch_op.create_unique_constraint(_document_once(), ["region", "document", "credit_code"])


def _document_once() -> str:
    """The name under which a document could open one inspection of a subject."""
    if op.get_bind().dialect.name == "postgresql":
        return "special_inspection_region_document_credit_code_key"
    return "uq_special_inspection_region_document_credit_code"
