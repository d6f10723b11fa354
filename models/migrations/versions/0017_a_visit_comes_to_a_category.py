"""A visit comes to a result category, without a visit too; a finding has words anybody may read.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

BEFORE: dict[str, tuple[str, ...]] = {
    "outcome": ("conform", "non_conform", "not_cooperating"),
    "signature": ("signed", "sealed", "refused"),
}
AFTER: dict[str, tuple[str, ...]] = {
    "outcome": (*BEFORE["outcome"], "no_visit"),
    "signature": (*BEFORE["signature"], "absent"),
}


def _known(allowed: dict[str, tuple[str, ...]], category: bool) -> None:
    with op.batch_alter_table("record_return") as batch_op:
        for column, values in allowed.items():
            listed = ", ".join(f"'{value}'" for value in values)
            batch_op.drop_constraint(f"{column}_known", type_="check")
            batch_op.create_check_constraint(f"{column}_known", f"{column} IN ({listed})")
        if category:
            batch_op.add_column(
                sa.Column("category", sa.String(), nullable=False, server_default="")
            )
        else:
            batch_op.drop_column("category")


def upgrade() -> None:
    _known(AFTER, category=True)
    with op.batch_alter_table("finding") as batch_op:
        batch_op.add_column(sa.Column("words", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("finding") as batch_op:
        batch_op.drop_column("words")
    _known(BEFORE, category=False)
