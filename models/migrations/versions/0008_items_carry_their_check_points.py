"""An item of a list carries its item file; a form put back to an earlier one is a version again.

Check points stood in code before, and their numbers in the district file: every item that was drawn
or inspected, or that a district names, gets them as they were.

Revision ID: 0008
Revises: 0007
"""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ELEMENTS = (
    "code",
    "name",
    "legal_basis",
    "inspecting_body",
    "objects",
    "ratio",
    "frequency",
    "method",
    "content",
)
CODE = r"[0-9A-Z](?:[0-9A-Z-]{0,14}[0-9A-Z])?"
UNNAMED = {"uq": "uq_%(table_name)s_%(column_0_N_name)s"}


def upgrade() -> None:
    op.add_column("item", sa.Column("file", sa.Text(), nullable=False, server_default=""))
    _give_check_points()
    with op.batch_alter_table("item") as batch_op:
        batch_op.alter_column("file", existing_type=sa.Text(), server_default=None)
    with op.batch_alter_table("record_return", naming_convention=UNNAMED) as batch_op:
        batch_op.drop_constraint(_once(), type_="unique")


def downgrade() -> None:
    with op.batch_alter_table("record_return") as batch_op:
        batch_op.create_unique_constraint(_once(), ["inspection_id", "digest"])
    with op.batch_alter_table("item") as batch_op:
        batch_op.drop_column("file")


def _once() -> str:
    """The name under which a form could be stored once."""
    if op.get_bind().dialect.name == "postgresql":
        return "record_return_inspection_id_digest_key"
    return "uq_record_return_inspection_id_digest"


def _give_check_points() -> None:
    bind = op.get_bind()
    districts: dict[str, dict[str, Any]] = {}
    named: dict[str, set[str]] = {}
    for region, text in bind.execute(
        sa.text("SELECT region, text FROM district_version ORDER BY valid_from, id")
    ):
        districts[region] = tomllib.loads(text)
        named.setdefault(region, set()).update(
            [districts[region]["draw"].get("item_code", ""), *districts[region].get("items", [])]
        )
    inspected = {
        i
        for (i,) in bind.execute(
            sa.text("SELECT item_id FROM inspection UNION SELECT item_id FROM draw")
        )
    }
    columns = ", ".join(f"item.{name}" for name in ELEMENTS)
    items = bind.execute(
        sa.text(
            f"SELECT item.id, item_list.region, {columns} FROM item "
            "JOIN item_list ON item_list.id = item.item_list_id"
        )
    ).all()
    for item_id, region, *elements in items:
        stated = dict(zip(ELEMENTS, elements, strict=True))
        if region in districts and (item_id in inspected or stated["code"] in named[region]):
            bind.execute(
                sa.text("UPDATE item SET file = :file WHERE id = :id"),
                {"file": _file(stated, districts[region]["inspection"]), "id": item_id},
            )


def _file(stated: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The item file with the district's numbers."""
    for name, key, otherwise in (
        ("terminals", "minimum_terminals", 2),
        ("customers", "minimum_customers", 2),
        ("red", "red_ratio", "1/20"),
        ("log_days", "log_days", 180),
    ):
        number = numbers.get(key, {"value": otherwise, "article": "第十条"})
        stated[name], stated[f"{name}.article"] = number["value"], number["article"]
    if re.fullmatch(CODE, stated["code"], re.ASCII) is None:
        stated["code"] = "ITEM"  # the file wants today's grammar; the item's own code stays
    stated["form_title"] = numbers.get("form_title", "检查情况登记表")
    text = (Path(__file__).parent / "0008_check_points_until_then.toml").read_text("utf-8")
    for name, value in stated.items():
        text = text.replace(f"@{name}@", json.dumps(value, ensure_ascii=False))
    return text
