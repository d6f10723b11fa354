"""A draw's announcement, word that it was abandoned, and its record are published like anything else.

Revision ID: 0004
Revises: 0003
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BEFORE = ("item_list", "annual_plan", "results", "credit_lists")


def upgrade() -> None:
    _allow("announcement", "draw_record", *BEFORE)


def downgrade() -> None:
    _allow(*BEFORE)


def _allow(*kinds: str) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("publication") as batch_op:
        batch_op.drop_constraint("kind_known", type_="check")
        batch_op.create_check_constraint("kind_known", f"kind IN ({listed})")
