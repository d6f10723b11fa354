"""Days stand in the order of the acts (第十条末款): each act, its day too early, its day in time."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import database
from tests import walk
from tests.released import ABANDONED, CONFIRMED, DRAWN, by_force, passes, refusal, undone

APPLICATION = (
    "INSERT INTO change_application (number, draw_pk, draw_entry_id, reason, applicant, attachments, "
    "applied_on) VALUES ('C9', 1, 1, 'x', 'x', '[]', '{day}')"
)
RETURN = (
    "INSERT INTO record_return (inspection_id, version, visited_on, received_on, author, outcome, "
    "signature, refusal_reason, non_cooperation, payload, digest, written_record) "
    "VALUES (7, 1, '{visited}', '{received}', 'x', 'conform', 'signed', '', '', 'x', 'x', 'x')"
)
INSPECTION = (
    "INSERT INTO inspection (number, region, item_id, year, special_id, draw_entry_id, "
    "subject_entry_id, state, dispatched_on, due_on) "
    "SELECT 'N9', region, item_id, year, {special}, {entry}, subject_entry_id, 'dispatched', "
    "'{day}', '{due}' FROM inspection WHERE id = 7"
)
SPECIAL = (
    "INSERT INTO special_inspection (id, region, credit_code, ground, document, opened_on, opened_by) "
    "VALUES (9, '350105', 'x', 1, 'x', '2026-10-12', 'x')"
)
CANCELLED = (
    "INSERT INTO special_cancellation (special_id, reason, cancelled_on, cancelled_by) "
    "VALUES (9, 'x', '{day}', 'x')"
)
FREE_PLACE = (
    "(SELECT min(id) FROM draw_entry WHERE id NOT IN "
    "(SELECT draw_entry_id FROM inspection WHERE draw_entry_id IS NOT NULL))"
)
PLAN = (
    "INSERT INTO annual_plan (id, region, item_code, year, draws_due, made_on) "
    "VALUES (9, '350105', 'WB-01', 2027, 6, '2026-12-20')"
)
PUBLICATION = (
    "INSERT INTO publication (id, matter, kind, region, title, page, state, tells, built_on) "
    "VALUES (99, 'm', 'item_list', '350105', 'x', 'x', 'built', '', '2026-10-12')"
)
RELEASED = "UPDATE publication SET state = 'released', released_by = 'x', released_on = '{day}' WHERE id = 99"
PACKAGE = (
    "INSERT INTO disclosure (id, publication_id, channel, file, package_digest, state) "
    "VALUES (99, 99, 'x', 'x', 'x', 'built')"
)
RECEIPT = (
    "INSERT INTO receipt (disclosure_id, reference, digest, received_on) "
    "VALUES (99, 'x', 'x', '{day}')"
)
DEADLINE = (
    "INSERT INTO deadline (id, region, kind, matter, article, n, unit, event_on, due_on, status) "
    "VALUES (99, '350105', 'results', 'x', 'x', 1, 'day', '2026-10-12', '2026-10-13', 'official')"
)
PHOTO = (
    "INSERT INTO draw_photo (draw_pk, digest, media_type, size, name, attached_on) "
    "VALUES (2, 'x', 'image/png', 1, 'x', '{day}')"
)
DECIDED = (
    "UPDATE change_application SET decision = 'refused', decided_by = 'y', decided_on = '{day}' "
    "WHERE number = 'C9'"
)
FIRST_DECIDED = (
    "UPDATE change_application SET first_decided_by = 'z', first_decider_role = 'head', "
    "first_decided_on = '{day}', first_decided_at = 'x' WHERE number = 'C9'"
)
DISPOSITION = (
    "INSERT INTO handling_step (finding_id, number, act, stage, department, document, taken_on, "
    "taken_by, outcome, reason, files) VALUES (9, 1, 'handle', 'handled', '', 'x', '{day}', 'x', '', '', '')"
)
FINDING = "INSERT INTO finding (id, return_id, check_point, observed) VALUES (9, 9, 'D3', 'x')"
RETURNED = RETURN.replace("record_return (", "record_return (id, ").replace(
    "VALUES (", "VALUES (9, "
)
VERSION = (
    "INSERT INTO roster_version (region, item_code, kind, number, as_of, source_name, source_digest, "
    "total, added, changed, removed) VALUES ('350105', 'WB-01', 'subjects', 3, '2026-11-03', 'x', "
    "'x', 0, 0, 0, 0)"
)
PAPER = (
    "INSERT INTO paper_number (inspection_id, kind, version, region, year, n, number, issued_on, issued_by) "
    "VALUES (7, 'inspection-notice', 0, '350105', 2026, 1, 'x', '{day}', 'x')"
)
REASON = (
    "INSERT INTO roster_reason (region, item_code, credit_code, version, kind, reason, note, stated_on, "
    "stated_by) VALUES ('350105', 'WB-01', 'x', 3, 'removed', 'moved-out', '', '{day}', 'x')"
)


@pytest.mark.parametrize(
    ("before", "act", "early", "in_time"),
    [
        ([VERSION], REASON, "2026-11-02", "2026-11-03"),
        ([PLAN], "UPDATE annual_plan SET approved_by = 'x', approved_on = '{day}' WHERE id = 9",
         "2026-12-19", "2026-12-20"),
        ([], DRAWN, "2026-11-01", "2026-11-02"),
        ([DRAWN.format(day="2026-11-05")], CONFIRMED, "2026-11-04", "2026-11-05"),
        ([], PHOTO, "2026-11-01", "2026-11-02"),
        ([], APPLICATION, "2026-08-31", "2026-09-01"),
        ([APPLICATION.format(day="2026-09-03")], DECIDED, "2026-09-02", "2026-09-03"),
        ([APPLICATION.format(day="2026-09-03")], FIRST_DECIDED, "2026-09-02", "2026-09-03"),
        ([APPLICATION.format(day="2026-09-03"), FIRST_DECIDED.replace("{day}", "2026-09-04")],
         DECIDED, "2026-09-03", "2026-09-04"),
        ([SPECIAL], INSPECTION.format(special=9, entry="NULL", day="{day}", due="2026-12-01"),
         "2026-10-11", "2026-10-12"),
        ([], INSPECTION.format(special="NULL", entry=FREE_PLACE, day="{day}", due="2026-12-01"),
         "2026-08-31", "2026-09-01"),
        ([SPECIAL], INSPECTION.format(special=9, entry="NULL", day="2026-10-14", due="{day}"),
         "2026-10-13", "2026-10-14"),
        ([SPECIAL, INSPECTION.format(special=9, entry="NULL", day="2026-10-14", due="2026-12-01")],
         CANCELLED, "2026-10-11", "2026-10-12"),
        ([], RETURN.format(visited="{day}", received="2026-11-01"), "2026-10-11", "2026-10-12"),
        ([], RETURN.format(visited="2026-10-14", received="{day}"), "2026-10-13", "2026-10-14"),
        ([RETURNED.format(visited="2026-10-14", received="2026-10-20"), FINDING], DISPOSITION,
         "2026-10-13", "2026-10-14"),
        ([PUBLICATION], RELEASED, "2026-10-11", "2026-10-12"),
        ([PUBLICATION, PACKAGE, RELEASED.format(day="2026-10-14")], RECEIPT,
         "2026-10-13", "2026-10-14"),
        ([DEADLINE], "UPDATE deadline SET met_on = '{day}' WHERE id = 99",
         "2026-10-11", "2026-10-12"),
        ([DEADLINE], "UPDATE deadline SET warned_on = '{day}' WHERE id = 99",
         "2026-10-11", "2026-10-12"),
        ([], "UPDATE list_entry SET state = 'off_list', exit_reason = 'x', exited_on = '{day}' "
         "WHERE state = 'listed'",
         "2026-10-11", "2026-10-12"),
        ([], PAPER, "2026-10-11", "2026-10-12"),
        ([], "UPDATE message SET receipt = 'x', sent_on = '{day}' WHERE sent_on IS NULL",
         "2026-10-11", "2026-10-12"),
    ],
)  # fmt: skip
@pytest.mark.duty("10.3")
def test_no_act_is_dated_before_the_one_it_rests_on(
    filled_and_kept: Path, before: list[str], act: str, early: str, in_time: str
) -> None:
    with undone() as connection:
        for statement in before:
            connection.execute(statement)
        with pytest.raises(Exception, match="日期不得早于"):
            connection.execute(act.replace("{day}", early).replace("{{}}", "{}"))
    passes(*before, act.replace("{day}", in_time).replace("{{}}", "{}"))


def test_a_draw_is_not_announced_before_its_plan_is_approved(house: Path) -> None:
    walk.prepared(house)
    walk.announced()
    columns = (
        "draw_id, region, item_id, plan_id, year, subject_version_id, inspector_version_id, state, "
        "announcement, announcement_digest, commitment, inspector_codes, announced_on"
    )
    again = columns.replace("draw_id", "'x'", 1).replace("state", "'{state}'", 1)
    announced = f"INSERT INTO draw ({columns}) SELECT {again.removesuffix('announced_on')}'{{day}}' FROM draw"
    passes(announced.format(state="announced", day="2026-01-05"))
    said = refusal(announced.format(state="announced", day="2026-01-04"))
    assert "早于批准计划之日" in (said or "")
    assert "抽取须先公告" in (refusal(announced.format(state="drawn", day="2026-09-01")) or "")


def test_days_out_of_order_of_an_older_release_stay_and_can_be_worked_with(filled: Path) -> None:
    by_force("UPDATE message SET written_on = '2027-01-01', sent_on = NULL, receipt = NULL")
    by_force("UPDATE draw SET announced_on = '2027-01-01' WHERE state = 'announced'")
    database.migrate()
    passes(ABANDONED.format(state="announced"))
