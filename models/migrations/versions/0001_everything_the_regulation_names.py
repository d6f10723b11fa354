"""Everything the regulation names: tables and constraints.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "annual_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("item_code", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("draws_due", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(approved_on IS NULL) = (approved_by IS NULL)", name="approved_by_someone"
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("region", "item_code", "year"),
    )
    op.create_table(
        "audit_event",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.String(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.CheckConstraint(
            "length(trim(key)) > 0 AND length(trim(action)) > 0 AND length(trim(actor)) > 0",
            name="key_not_blank",
        ),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("hash"),
        sa.UniqueConstraint("key"),
        sa.UniqueConstraint("previous_hash"),
    )
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_event_action"), ["action"], unique=False)

    op.create_table(
        "credit_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("credit_code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("inspection", sa.String(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.CheckConstraint("expires_on >= happened_on", name="term_runs_forward"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("inspection", "kind"),
    )
    with op.batch_alter_table("credit_record", schema=None) as batch_op:
        batch_op.create_index("credit_by_code", ["region", "credit_code"], unique=False)

    op.create_table(
        "deadline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("article", sa.String(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("event_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.CheckConstraint("status IN ('official', 'provisional')", name="status_known"),
        sa.CheckConstraint("due_on >= event_on", name="due_after_event"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("kind", "matter"),
    )
    with op.batch_alter_table("deadline", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deadline_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_deadline_region"), ["region"], unique=False)

    op.create_table(
        "district_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "length(trim(region)) > 0 AND length(trim(version)) > 0 AND length(trim(text)) > 0",
            name="region_not_blank",
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from", name="validity_runs_forward"
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("region", "version"),
    )
    with op.batch_alter_table("district_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_district_version_region"), ["region"], unique=False)

    op.create_table(
        "general_supervision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("credit_code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("premises", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint("length(trim(reason)) > 0", name="reason_not_blank"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("region", "credit_code", "since"),
    )
    op.create_table(
        "inspector_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("item_code", sa.String(), nullable=False),
        sa.Column("badge_number", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("qualified", sa.Boolean(), nullable=False),
        sa.Column("duty", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("recused_from", sa.Text(), nullable=False),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.CheckConstraint("sex IN ('男', '女')", name="sex_known"),
        sa.CheckConstraint(
            "length(trim(badge_number)) > 0 AND length(trim(name)) > 0 AND length(trim(sex)) > 0 AND length(trim(unit)) > 0 AND length(trim(post)) > 0",
            name="badge_number_not_blank",
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("inspector_entry", schema=None) as batch_op:
        batch_op.create_index(
            "inspector_in_force",
            ["region", "item_code", "badge_number"],
            unique=True,
            sqlite_where=sa.text("until_version IS NULL"),
            postgresql_where=sa.text("until_version IS NULL"),
        )

    op.create_table(
        "item_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("revised_on", sa.Date(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.CheckConstraint("kind IN ('single', 'joint')", name="kind_known"),
        sa.CheckConstraint("number >= 1", name="number_counts_from_one"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("region", "kind", "digest"),
        sa.UniqueConstraint("region", "kind", "number"),
    )
    op.create_table(
        "list_membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("credit_code", sa.String(), nullable=False),
        sa.Column("list", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("due_off_on", sa.Date(), nullable=True),
        sa.Column("exited_on", sa.Date(), nullable=True),
        sa.Column("exit_reason", sa.String(), nullable=True),
        sa.CheckConstraint("list IN ('blacklist', 'honour_list')", name="list_known"),
        sa.CheckConstraint("(exited_on IS NULL) = (exit_reason IS NULL)", name="exit_has_a_reason"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("list_membership", schema=None) as batch_op:
        batch_op.create_index(
            "one_stay_at_a_time",
            ["region", "credit_code", "list"],
            unique=True,
            sqlite_where=sa.text("exited_on IS NULL"),
            postgresql_where=sa.text("exited_on IS NULL"),
        )

    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("built_on", sa.Date(), nullable=False),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.Column("released_by", sa.String(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('item_list', 'annual_plan', 'results', 'credit_lists')", name="kind_known"
        ),
        sa.CheckConstraint("length(trim(matter)) > 0", name="matter_not_blank"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("matter"),
    )
    op.create_table(
        "roster_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("item_code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source_name", sa.String(), nullable=False),
        sa.Column("source_digest", sa.String(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('subjects', 'inspectors')", name="kind_known"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("region", "item_code", "kind", "number"),
    )
    op.create_table(
        "special_inspection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("credit_code", sa.String(), nullable=False),
        sa.Column("ground", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("opened_by", sa.String(), nullable=False),
        sa.CheckConstraint("ground BETWEEN 1 AND 7", name="one_of_seven_grounds"),
        sa.CheckConstraint(
            "length(trim(document)) > 0 AND length(trim(opened_by)) > 0", name="document_not_blank"
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("region", "document", "credit_code"),
    )
    op.create_table(
        "subject_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("item_code", sa.String(), nullable=False),
        sa.Column("credit_code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("premises", sa.String(), nullable=False),
        sa.Column("legal_representative", sa.String(), nullable=False),
        sa.Column("industry", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("risk_class", sa.String(), nullable=False),
        sa.Column("risk_reason", sa.String(), nullable=False),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "risk_class = 'general' OR length(trim(risk_reason)) > 0", name="risk_has_a_reason"
        ),
        sa.CheckConstraint("risk_class IN ('general', 'key', 'must')", name="risk_class_known"),
        sa.CheckConstraint("length(credit_code) IN (15, 18)", name="credit_code_length"),
        sa.CheckConstraint(
            "length(trim(credit_code)) > 0 AND length(trim(name)) > 0 AND length(trim(premises)) > 0 AND length(trim(legal_representative)) > 0 AND length(trim(industry)) > 0",
            name="credit_code_not_blank",
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("subject_entry", schema=None) as batch_op:
        batch_op.create_index("subject_by_code", ["credit_code"], unique=False)
        batch_op.create_index(
            "subject_in_force",
            ["region", "item_code", "credit_code"],
            unique=True,
            sqlite_where=sa.text("until_version IS NULL"),
            postgresql_where=sa.text("until_version IS NULL"),
        )

    op.create_table(
        "deduction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.CheckConstraint("count >= 1", name="deduction_counts"),
        sa.CheckConstraint(
            "length(trim(reason)) > 0 AND length(trim(document)) > 0", name="reason_not_blank"
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["annual_plan.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("plan_id", "document"),
    )
    with op.batch_alter_table("deduction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deduction_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "disclosure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("package_digest", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.CheckConstraint("state IN ('built', 'delivered', 'withdrawn')", name="state_known"),
        sa.CheckConstraint(
            "length(trim(channel)) > 0 AND length(trim(package_digest)) > 0",
            name="channel_not_blank",
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("publication_id", "channel"),
    )
    op.create_table(
        "item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_list_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("legal_basis", sa.Text(), nullable=False),
        sa.Column("inspecting_body", sa.String(), nullable=False),
        sa.Column("objects", sa.String(), nullable=False),
        sa.Column("ratio", sa.String(), nullable=False),
        sa.Column("frequency", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "length(trim(code)) > 0 AND length(trim(name)) > 0 AND length(trim(legal_basis)) > 0 AND length(trim(inspecting_body)) > 0 AND length(trim(objects)) > 0 AND length(trim(ratio)) > 0 AND length(trim(frequency)) > 0 AND length(trim(method)) > 0 AND length(trim(content)) > 0",
            name="code_not_blank",
        ),
        sa.ForeignKeyConstraint(
            ["item_list_id"],
            ["item_list.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("item_list_id", "code"),
    )
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_item_item_list_id"), ["item_list_id"], unique=False)

    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("inspector_entry_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("attachment", sa.String(), nullable=True),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("receipt", sa.String(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('dispatch', 'reminder', 'overdue', 'replaced', 'supervisor')",
            name="kind_known",
        ),
        sa.CheckConstraint("(sent_on IS NULL) = (receipt IS NULL)", name="sent_has_a_receipt"),
        sa.CheckConstraint(
            "length(trim(key)) > 0 AND length(trim(subject)) > 0", name="key_not_blank"
        ),
        sa.ForeignKeyConstraint(
            ["inspector_entry_id"],
            ["inspector_entry.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_message_sent_on"), ["sent_on"], unique=False)

    op.create_table(
        "period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("draw_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "starts_on <= draw_on AND draw_on <= ends_on", name="period_runs_forward"
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["annual_plan.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("plan_id", "number"),
    )
    with op.batch_alter_table("period", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_period_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "draw",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draw_id", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=True),
        sa.Column("subject_version_id", sa.Integer(), nullable=False),
        sa.Column("inspector_version_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("announcement", sa.Text(), nullable=False),
        sa.Column("announcement_digest", sa.String(), nullable=False),
        sa.Column("commitment", sa.String(), nullable=False),
        sa.Column("inspector_codes", sa.Text(), nullable=False),
        sa.Column("announced_on", sa.Date(), nullable=False),
        sa.Column("sources", sa.Text(), nullable=True),
        sa.Column("seed", sa.String(), nullable=True),
        sa.Column("cap", sa.Integer(), nullable=True),
        sa.Column("cutoffs", sa.Text(), nullable=True),
        sa.Column("drawn_on", sa.Date(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by", sa.String(), nullable=True),
        sa.Column("abandon_reason", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(state = 'abandoned') = (abandon_reason IS NOT NULL)", name="abandoned_for_a_reason"
        ),
        sa.CheckConstraint(
            "(state = 'confirmed') = (confirmed_by IS NOT NULL)", name="confirmed_by_someone"
        ),
        sa.CheckConstraint(
            "state = 'abandoned' OR (state IN ('drawn', 'confirmed')) = (seed IS NOT NULL)",
            name="drawn_has_a_seed",
        ),
        sa.CheckConstraint(
            "state IN ('announced', 'drawn', 'confirmed', 'abandoned')", name="state_known"
        ),
        sa.ForeignKeyConstraint(
            ["inspector_version_id"],
            ["roster_version.id"],
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["item.id"],
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["annual_plan.id"],
        ),
        sa.ForeignKeyConstraint(
            ["subject_version_id"],
            ["roster_version.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("draw_id"),
    )
    op.create_table(
        "receipt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("disclosure_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.CheckConstraint("length(trim(reference)) > 0", name="reference_not_blank"),
        sa.ForeignKeyConstraint(
            ["disclosure_id"],
            ["disclosure.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("disclosure_id"),
    )
    op.create_table(
        "draw_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draw_pk", sa.Integer(), nullable=False),
        sa.Column("stratum", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("credit_code", sa.String(), nullable=False),
        sa.Column("subject_entry_id", sa.Integer(), nullable=False),
        sa.Column("ticket", sa.String(), nullable=False),
        sa.CheckConstraint("role IN ('drawn', 'substitute')", name="role_known"),
        sa.ForeignKeyConstraint(
            ["draw_pk"],
            ["draw.id"],
        ),
        sa.ForeignKeyConstraint(
            ["subject_entry_id"],
            ["subject_entry.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("draw_pk", "credit_code"),
        sa.UniqueConstraint("draw_pk", "stratum", "rank"),
    )
    op.create_table(
        "draw_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draw_pk", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("attached_on", sa.Date(), nullable=False),
        sa.CheckConstraint("media_type IN ('image/jpeg', 'image/png')", name="media_type_known"),
        sa.ForeignKeyConstraint(
            ["draw_pk"],
            ["draw.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("draw_pk", "digest"),
    )
    with op.batch_alter_table("draw_photo", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draw_photo_draw_pk"), ["draw_pk"], unique=False)

    op.create_table(
        "draw_secret",
        sa.Column("draw_pk", sa.Integer(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draw_pk"],
            ["draw.id"],
        ),
        sa.PrimaryKeyConstraint("draw_pk"),
    )
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draw_pk", sa.Integer(), nullable=False),
        sa.Column("draw_entry_id", sa.Integer(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("inspector_entry_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draw_entry_id"],
            ["draw_entry.id"],
        ),
        sa.ForeignKeyConstraint(
            ["draw_pk"],
            ["draw.id"],
        ),
        sa.ForeignKeyConstraint(
            ["inspector_entry_id"],
            ["inspector_entry.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("draw_entry_id", "inspector_entry_id"),
        sa.UniqueConstraint("draw_entry_id", "seat"),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_draw_pk"), ["draw_pk"], unique=False)

    op.create_table(
        "change_application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("draw_pk", sa.Integer(), nullable=False),
        sa.Column("draw_entry_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("applicant", sa.String(), nullable=False),
        sa.Column("attachments", sa.Text(), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=False),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.CheckConstraint("decision IN ('approved', 'refused')", name="decision_known"),
        sa.CheckConstraint("(decision IS NULL) = (decided_by IS NULL)", name="decided_whole"),
        sa.CheckConstraint(
            "decided_by IS NULL OR decided_by <> applicant", name="decided_by_another"
        ),
        sa.CheckConstraint(
            "length(trim(reason)) > 0 AND length(trim(applicant)) > 0 AND length(trim(attachments)) > 0",
            name="reason_not_blank",
        ),
        sa.ForeignKeyConstraint(
            ["draw_entry_id"],
            ["draw_entry.id"],
        ),
        sa.ForeignKeyConstraint(
            ["draw_pk"],
            ["draw.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
    )
    with op.batch_alter_table("change_application", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_change_application_draw_pk"), ["draw_pk"], unique=False
        )

    op.create_table(
        "inspection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=True),
        sa.Column("draw_entry_id", sa.Integer(), nullable=True),
        sa.Column("special_id", sa.Integer(), nullable=True),
        sa.Column("subject_entry_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("dispatched_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("current_return_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('dispatched', 'returned', 'published', 'archived', 'replaced')",
            name="state_known",
        ),
        sa.CheckConstraint(
            "(draw_entry_id IS NULL) <> (special_id IS NULL)", name="drawn_or_special"
        ),
        sa.ForeignKeyConstraint(
            ["draw_entry_id"],
            ["draw_entry.id"],
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["item.id"],
        ),
        sa.ForeignKeyConstraint(
            ["special_id"],
            ["special_inspection.id"],
        ),
        sa.ForeignKeyConstraint(
            ["subject_entry_id"],
            ["subject_entry.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("draw_entry_id"),
        sa.UniqueConstraint("number"),
        sa.UniqueConstraint("special_id"),
    )
    with op.batch_alter_table("inspection", schema=None) as batch_op:
        batch_op.create_index("inspection_by_cycle", ["region", "year", "period"], unique=False)

    op.create_table(
        "inspection_officer",
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("inspector_entry_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
        ),
        sa.ForeignKeyConstraint(
            ["inspector_entry_id"],
            ["inspector_entry.id"],
        ),
        sa.PrimaryKeyConstraint("inspection_id", "seat"),
        sa.UniqueConstraint("inspection_id", "inspector_entry_id"),
    )
    with op.batch_alter_table("inspection_officer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_inspection_officer_inspector_entry_id"),
            ["inspector_entry_id"],
            unique=False,
        )

    op.create_table(
        "message_inspection",
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("inspector_entry_id", sa.Integer(), nullable=False),
        sa.Column("occasion", sa.String(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
        ),
        sa.ForeignKeyConstraint(
            ["inspector_entry_id"],
            ["inspector_entry.id"],
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["message.id"],
        ),
        sa.PrimaryKeyConstraint("inspection_id", "inspector_entry_id", "occasion"),
    )
    with op.batch_alter_table("message_inspection", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_message_inspection_message_id"), ["message_id"], unique=False
        )

    op.create_table(
        "record_return",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.Column("refusal_reason", sa.String(), nullable=False),
        sa.Column("non_cooperation", sa.String(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('conform', 'non_conform', 'not_cooperating')", name="outcome_known"
        ),
        sa.CheckConstraint(
            "signature <> 'refused' OR length(trim(refusal_reason)) > 0",
            name="refusal_has_a_reason",
        ),
        sa.CheckConstraint("signature IN ('signed', 'sealed', 'refused')", name="signature_known"),
        sa.CheckConstraint(
            "length(trim(author)) > 0 AND length(trim(digest)) > 0", name="author_not_blank"
        ),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("inspection_id", "digest"),
        sa.UniqueConstraint("inspection_id", "version"),
    )
    op.create_table(
        "replacement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("replaced_entry_id", sa.Integer(), nullable=False),
        sa.Column("substitute_entry_id", sa.Integer(), nullable=False),
        sa.Column("inspectors", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["change_application.id"],
        ),
        sa.ForeignKeyConstraint(
            ["replaced_entry_id"],
            ["draw_entry.id"],
        ),
        sa.ForeignKeyConstraint(
            ["substitute_entry_id"],
            ["draw_entry.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("application_id"),
        sa.UniqueConstraint("replaced_entry_id"),
        sa.UniqueConstraint("substitute_entry_id"),
    )
    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("check_point", sa.String(), nullable=False),
        sa.Column("observed", sa.Text(), nullable=False),
        sa.CheckConstraint("length(trim(check_point)) > 0", name="check_point_not_blank"),
        sa.ForeignKeyConstraint(
            ["return_id"],
            ["record_return.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("return_id", "check_point"),
    )
    op.create_table(
        "publication_inspection",
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
        ),
        sa.ForeignKeyConstraint(
            ["return_id"],
            ["record_return.id"],
        ),
        sa.PrimaryKeyConstraint("inspection_id"),
    )
    with op.batch_alter_table("publication_inspection", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_publication_inspection_publication_id"), ["publication_id"], unique=False
        )

    op.create_table(
        "disposition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind <> 'transfer' OR length(trim(department)) > 0", name="transfer_names_receiver"
        ),
        sa.CheckConstraint("kind IN ('handle', 'transfer', 'criminal')", name="kind_known"),
        sa.CheckConstraint(
            "length(trim(document)) > 0 AND length(trim(decided_by)) > 0", name="document_not_blank"
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"],
            ["finding.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("finding_id"),
    )


def downgrade() -> None:
    op.drop_table("disposition")
    with op.batch_alter_table("publication_inspection", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_publication_inspection_publication_id"))

    op.drop_table("publication_inspection")
    op.drop_table("finding")
    op.drop_table("replacement")
    op.drop_table("record_return")
    with op.batch_alter_table("message_inspection", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_message_inspection_message_id"))

    op.drop_table("message_inspection")
    with op.batch_alter_table("inspection_officer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inspection_officer_inspector_entry_id"))

    op.drop_table("inspection_officer")
    with op.batch_alter_table("inspection", schema=None) as batch_op:
        batch_op.drop_index("inspection_by_cycle")

    op.drop_table("inspection")
    with op.batch_alter_table("change_application", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_change_application_draw_pk"))

    op.drop_table("change_application")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignment_draw_pk"))

    op.drop_table("assignment")
    op.drop_table("draw_secret")
    with op.batch_alter_table("draw_photo", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draw_photo_draw_pk"))

    op.drop_table("draw_photo")
    op.drop_table("draw_entry")
    op.drop_table("receipt")
    op.drop_table("draw")
    with op.batch_alter_table("period", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_period_plan_id"))

    op.drop_table("period")
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_message_sent_on"))

    op.drop_table("message")
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_item_item_list_id"))

    op.drop_table("item")
    op.drop_table("disclosure")
    with op.batch_alter_table("deduction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deduction_plan_id"))

    op.drop_table("deduction")
    with op.batch_alter_table("subject_entry", schema=None) as batch_op:
        batch_op.drop_index(
            "subject_in_force",
            sqlite_where=sa.text("until_version IS NULL"),
            postgresql_where=sa.text("until_version IS NULL"),
        )
        batch_op.drop_index("subject_by_code")

    op.drop_table("subject_entry")
    op.drop_table("special_inspection")
    op.drop_table("roster_version")
    op.drop_table("publication")
    with op.batch_alter_table("list_membership", schema=None) as batch_op:
        batch_op.drop_index(
            "one_stay_at_a_time",
            sqlite_where=sa.text("exited_on IS NULL"),
            postgresql_where=sa.text("exited_on IS NULL"),
        )

    op.drop_table("list_membership")
    op.drop_table("item_list")
    with op.batch_alter_table("inspector_entry", schema=None) as batch_op:
        batch_op.drop_index(
            "inspector_in_force",
            sqlite_where=sa.text("until_version IS NULL"),
            postgresql_where=sa.text("until_version IS NULL"),
        )

    op.drop_table("inspector_entry")
    op.drop_table("general_supervision")
    with op.batch_alter_table("district_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_district_version_region"))

    op.drop_table("district_version")
    with op.batch_alter_table("deadline", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deadline_region"))
        batch_op.drop_index(batch_op.f("ix_deadline_due_on"))

    op.drop_table("deadline")
    with op.batch_alter_table("credit_record", schema=None) as batch_op:
        batch_op.drop_index("credit_by_code")

    op.drop_table("credit_record")
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_event_action"))

    op.drop_table("audit_event")
    op.drop_table("annual_plan")
