"""Which draws froze a roster version is looked up for every entry that comes to it.

Revision ID: 0006
Revises: 0005
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

COLUMNS = ("subject_version_id", "inspector_version_id")


def upgrade() -> None:
    for column in COLUMNS:
        op.create_index(f"ix_draw_{column}", "draw", [column])


def downgrade() -> None:
    for column in COLUMNS:
        op.drop_index(f"ix_draw_{column}", "draw")
