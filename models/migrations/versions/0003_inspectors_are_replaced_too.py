"""Inspectors are replaced too, and substitutes go on to the end of the roster.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NAMED = {"uq": "%(table_name)s_%(column_0_name)s_key"}
WITH_SUBSTITUTE = sa.text("substitute_entry_id IS NOT NULL")


def upgrade() -> None:
    op.add_column("change_application", sa.Column("inspector_code", sa.String(), nullable=True))
    with op.batch_alter_table("replacement", naming_convention=NAMED) as batch_op:
        batch_op.drop_constraint("replacement_replaced_entry_id_key", type_="unique")
        batch_op.alter_column("substitute_entry_id", existing_type=sa.Integer(), nullable=True)
    op.create_index(
        "replaced_once",
        "replacement",
        ["replaced_entry_id"],
        unique=True,
        sqlite_where=WITH_SUBSTITUTE,
        postgresql_where=WITH_SUBSTITUTE,
    )


def downgrade() -> None:
    op.drop_index("replaced_once", "replacement")
    with op.batch_alter_table("replacement", naming_convention=NAMED) as batch_op:
        batch_op.alter_column("substitute_entry_id", existing_type=sa.Integer(), nullable=False)
        batch_op.create_unique_constraint(
            "replacement_replaced_entry_id_key", ["replaced_entry_id"]
        )
    with op.batch_alter_table("change_application") as batch_op:
        batch_op.drop_column("inspector_code")
