"""Whose word a form is, and that what was sent back goes no further until another version is in.

Duty: 20.1, 23.2 (第二十条、第二十三条).
"""

from __future__ import annotations

from collections.abc import Mapping

from models.guards.publications import told
from models.guards.shapes import Kept, Refusal
from models.rules.inspection import InspectionState

_OFFICERS = (
    "(SELECT e.badge_number FROM inspection_officer o "
    "JOIN inspector_entry e ON e.id = o.inspector_entry_id "
    "WHERE o.inspection_id = NEW.inspection_id)"
)
ENTERED = (
    Refusal(
        f"length(trim(NEW.written_record)) = 0 AND NEW.author NOT IN {_OFFICERS}",
        "录入人须为检查人员之一，由内勤代录的须附检查人员手写签字的登记表（第二十三条）",
    ),
    Refusal(
        "NEW.version > 1 AND length(trim(NEW.reason)) = 0",
        "登记表改后的版本须写明改动原因（第二十三条）",
    ),
)
"""Of a form: who entered it, and why it replaces another."""

GOES_BACK = (
    f"(NEW.state <> '{InspectionState.SENT_BACK}' OR NEW.state = OLD.state OR EXISTS "
    "(SELECT 1 FROM send_back b WHERE b.return_id = NEW.current_return_id)) AND "
    f"(OLD.state <> '{InspectionState.SENT_BACK}' OR NEW.state = OLD.state "
    "OR NEW.current_return_id IS DISTINCT FROM OLD.current_return_id)"
)
"""An inspection goes back with an opinion on its form, and on with another form."""

_INSPECTION = (
    "(SELECT i.{column} FROM inspection i JOIN record_return r ON r.inspection_id = i.id "
    "WHERE r.id = NEW.return_id)"
)
_ID, _STATE, _IN_FORCE = (
    _INSPECTION.format(column=column) for column in ("id", "state", "current_return_id")
)

SENT_BACK: Mapping[str, Kept] = {
    "send_back": Kept(
        "退回补正",
        not_added=(
            Refusal(
                f"{_IN_FORCE} IS DISTINCT FROM NEW.return_id",
                "只能退回现行的一份登记表",
            ),
            Refusal(
                f"{_STATE} <> '{InspectionState.RETURNED}' OR {told(_ID)}",
                "只有已回传、尚未批准公示的登记表可以退回补正",
            ),
        ),
    ),
}
