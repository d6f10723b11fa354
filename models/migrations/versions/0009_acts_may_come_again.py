"""A list put back to an earlier one is a version of its own.

Revision ID: 0009
Revises: 0008
"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

UNNAMED = {"uq": "uq_%(table_name)s_%(column_0_N_name)s"}


def upgrade() -> None:
    with op.batch_alter_table("item_list", naming_convention=UNNAMED) as batch_op:
        batch_op.drop_constraint(_list_once(), type_="unique")


def downgrade() -> None:
    with op.batch_alter_table("item_list") as batch_op:
        batch_op.create_unique_constraint(_list_once(), ["region", "kind", "digest"])


def _list_once() -> str:
    """The name under which a list could be stored once."""
    if op.get_bind().dialect.name == "postgresql":
        return "item_list_region_kind_digest_key"
    return "uq_item_list_region_kind_digest"
