"""A finding is handled step by step, and may be rechecked by an inspection of its own; a disposition of
before is its first step.

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

ACTS = (
    "order", "evidence", "recheck", "outcome", "handle", "transfer", "criminal", "answer", "correction",
)  # fmt: skip
STAGES = (
    "pending", "ordered", "submitted", "rechecking", "unseen", "corrected", "not_corrected", "overdue",
    "handled", "transferred", "answered", "criminal", "filed", "sent_back",
)  # fmt: skip
DECISIONS = "('handle', 'transfer', 'criminal')"
ONE_KIND = " + ".join(
    f"(CASE WHEN {source} IS NULL THEN 0 ELSE 1 END)"
    for source in ("draw_entry_id", "special_id", "recheck_of_id")
)
KINDS = ("dispatch", "reminder", "overdue", "replaced", "supervisor")


def upgrade() -> None:
    with op.batch_alter_table("inspection") as batch_op:
        batch_op.drop_constraint("drawn_or_special", type_="check")
        batch_op.add_column(sa.Column("recheck_of_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key("recheck_of", "inspection", ["recheck_of_id"], ["id"])
        batch_op.create_check_constraint("drawn_special_or_recheck", f"{ONE_KIND} = 1")
    op.create_index("ix_inspection_recheck_of_id", "inspection", ["recheck_of_id"])
    with op.batch_alter_table("finding") as batch_op:
        batch_op.add_column(sa.Column("continues_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key("continues", "finding", ["continues_id"], ["id"])
    op.create_index("ix_finding_continues_id", "finding", ["continues_id"])
    _messages_know((*KINDS, "handling"))
    _steps()
    op.execute(
        "INSERT INTO handling_step (finding_id, number, act, stage, department, document, taken_on, "
        "taken_by, outcome, reason, files) SELECT finding_id, 1, kind, CASE kind "
        "WHEN 'handle' THEN 'handled' WHEN 'transfer' THEN 'transferred' ELSE 'criminal' END, "
        "department, document, decided_on, decided_by, '', '', '' FROM disposition ORDER BY id"
    )
    op.drop_table("disposition")


def downgrade() -> None:
    op.create_table(
        "disposition",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "finding_id", sa.Integer(), sa.ForeignKey("finding.id"), nullable=False, unique=True
        ),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.CheckConstraint(f"kind IN {DECISIONS}", name="kind_known"),
        sa.CheckConstraint(
            "length(trim(document)) > 0 AND length(trim(decided_by)) > 0", name="document_not_blank"
        ),
        sa.CheckConstraint(
            "kind <> 'transfer' OR length(trim(department)) > 0", name="transfer_names_receiver"
        ),
    )
    op.execute(
        "INSERT INTO disposition (finding_id, kind, department, document, decided_on, decided_by) "
        "SELECT finding_id, act, department, document, taken_on, taken_by FROM handling_step s "
        f"WHERE act IN {DECISIONS} AND NOT EXISTS (SELECT 1 FROM handling_step l "
        f"WHERE l.finding_id = s.finding_id AND l.act IN {DECISIONS} AND l.number > s.number) "
        "ORDER BY id"
    )
    op.drop_index("ix_handling_step_recheck_id", "handling_step")
    op.drop_table("handling_step")
    op.execute(
        "DELETE FROM message_inspection WHERE message_id IN (SELECT id FROM message WHERE kind = 'handling')"
    )
    op.execute("DELETE FROM message WHERE kind = 'handling'")
    _messages_know(KINDS)
    op.drop_index("ix_finding_continues_id", "finding")
    with op.batch_alter_table("finding") as batch_op:
        batch_op.drop_constraint("continues", type_="foreignkey")
        batch_op.drop_column("continues_id")
    _without_rechecks()
    op.drop_index("ix_inspection_recheck_of_id", "inspection")
    with op.batch_alter_table("inspection") as batch_op:
        batch_op.drop_constraint("drawn_special_or_recheck", type_="check")
        batch_op.drop_constraint("recheck_of", type_="foreignkey")
        batch_op.drop_column("recheck_of_id")
        batch_op.create_check_constraint(
            "drawn_or_special", "(draw_entry_id IS NULL) <> (special_id IS NULL)"
        )


def _without_rechecks() -> None:
    """Earlier releases know no rechecks."""
    rechecks = "(SELECT id FROM inspection WHERE recheck_of_id IS NOT NULL)"
    returns = f"(SELECT id FROM record_return WHERE inspection_id IN {rechecks})"
    op.execute(f"DELETE FROM finding WHERE return_id IN {returns}")
    op.execute(f"UPDATE inspection SET current_return_id = NULL WHERE id IN {rechecks}")
    for table in ("record_return", "inspection_officer", "message_inspection"):
        op.execute(f"DELETE FROM {table} WHERE inspection_id IN {rechecks}")
    op.execute(f"DELETE FROM inspection WHERE id IN {rechecks}")


def _messages_know(kinds: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("message") as batch_op:
        batch_op.drop_constraint("kind_known", type_="check")
        batch_op.create_check_constraint("kind_known", f"kind IN ({listed})")


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(f"'{value}'" for value in values)


def _steps() -> None:
    op.create_table(
        "handling_step",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("finding_id", sa.Integer(), sa.ForeignKey("finding.id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("taken_by", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("corrects", sa.Integer(), nullable=True),
        sa.Column("recheck_id", sa.Integer(), sa.ForeignKey("inspection.id"), nullable=True),
        sa.Column("files", sa.Text(), nullable=False),
        sa.UniqueConstraint("finding_id", "number"),
        sa.CheckConstraint(f"act IN ({_listed(ACTS)})", name="act_known"),
        sa.CheckConstraint(f"stage IN ({_listed(STAGES)})", name="stage_known"),
        sa.CheckConstraint(
            "length(trim(document)) > 0 AND length(trim(taken_by)) > 0", name="document_not_blank"
        ),
        sa.CheckConstraint(
            "act <> 'transfer' OR length(trim(department)) > 0", name="transfer_names_receiver"
        ),
        sa.CheckConstraint("(act = 'order') = (due_on IS NOT NULL)", name="order_has_a_term"),
        sa.CheckConstraint("(act = 'evidence') = (files <> '')", name="evidence_is_kept"),
        sa.CheckConstraint(
            "act <> 'recheck' OR recheck_id IS NOT NULL", name="recheck_is_an_inspection"
        ),
        sa.CheckConstraint(
            "(act = 'correction') = (corrects IS NOT NULL AND length(trim(reason)) > 0)",
            name="correction_has_a_reason",
        ),
    )
    op.create_index("ix_handling_step_recheck_id", "handling_step", ["recheck_id"])
