"""What an announced draw froze stays as it was (第十二条): draw 2026-6 of the filled house froze
version 2 of the subjects and 1 of the inspectors."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.clock import held_at
from tasks.rosters.refresh import refresh_roster
from tests import released, walk
from tests.released import ABANDONED, is_a_guard, passes, refusal, undone

ENTRY = (
    "INSERT INTO subject_entry (region, item_code, credit_code, name, premises, "
    "legal_representative, industry, status, risk_class, risk_reason, since_version, until_version) "
    "VALUES ('350105', 'WB-01', '91350105MA00000001', '甲', '乙', '丙', '丁', '存续', 'general', '', "
    "{since}, {until})"
)
OFFICER = (
    "INSERT INTO inspector_entry (region, item_code, badge_number, name, sex, unit, post, qualified, "
    "duty, email, recused_from, since_version) VALUES ('350105', 'WB-01', '999999', '甲', '男', '乙', "
    "'丙', {true}, '在岗', '', '', {since})"
)
VERSION = (
    "INSERT INTO roster_version (region, item_code, kind, number, as_of, source_name, source_digest, "
    "total, added, changed, removed) VALUES ('350105', 'WB-01', '{kind}', {number}, '2026-11-03', "
    "'x', 'x', 0, 0, 0, 0)"
)

REASON = (
    "INSERT INTO roster_reason (region, item_code, credit_code, version, kind, reason, note, stated_on, "
    "stated_by) VALUES ('350105', 'WB-01', 'x', {version}, '{kind}', '{reason}', '', '2026-11-03', 'x')"
)


@pytest.mark.duty("12.2")
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE subject_entry SET until_version = 2 WHERE until_version IS NULL",
        "UPDATE subject_entry SET until_version = 1 WHERE until_version IS NULL",
        "UPDATE subject_entry SET until_version = 3 WHERE until_version IS NULL",
        "UPDATE subject_entry SET until_version = NULL WHERE until_version IS NOT NULL",
        "UPDATE subject_entry SET until_version = 9 WHERE until_version IS NOT NULL",
        "UPDATE subject_entry SET risk_class = 'general'",
        "UPDATE subject_entry SET premises = 'x'",
        "UPDATE inspector_entry SET until_version = 1",
        "UPDATE inspector_entry SET recused_from = '92350105MA00475145'",
        "UPDATE inspector_entry SET qualified = NOT qualified",
        "UPDATE inspector_entry SET duty = '离岗'",
        *(ENTRY.format(since=since, until="NULL") for since in (1, 2, 3)),
        ENTRY.format(since=2, until=3),
        *(OFFICER.format(since=since, true="TRUE") for since in (1, 2)),
        VERSION.format(kind="subjects", number=2),
        VERSION.format(kind="subjects", number=4),
        VERSION.format(kind="inspectors", number=1),
    ],
)
def test_what_an_announced_draw_froze_is_not_closed_widened_or_edited(
    filled_and_kept: Path, change: str
) -> None:
    said = refusal(change)
    assert said is not None
    assert "名录库" in said


@pytest.mark.duty("12.2", "15.1")
def test_a_version_of_its_own_may_close_and_open_entries(filled_and_kept: Path) -> None:
    passes(
        VERSION.format(kind="subjects", number=3),
        "UPDATE subject_entry SET until_version = 3 WHERE until_version IS NULL",
        ENTRY.format(since=3, until="NULL"),
        VERSION.format(kind="inspectors", number=2),
        "UPDATE inspector_entry SET until_version = 2 WHERE id = 1",
        OFFICER.format(since=2, true="TRUE"),
    )


@pytest.mark.duty("12.2", "13.1")
def test_what_is_said_of_changes_is_kept_and_ends_when_they_are_announced(
    filled_and_kept: Path,
) -> None:
    gone = {"kind": "removed", "reason": "moved-out"}
    for change in (
        "UPDATE roster_reason SET reason = 'moved-out'",
        "UPDATE roster_reason SET note = 'x'",
        "DELETE FROM roster_reason",
        *(REASON.format(version=version, **gone) for version in (1, 2, 3)),
    ):
        assert is_a_guard(refusal(change) or "")
    passes(VERSION.format(kind="subjects", number=3), REASON.format(version=3, **gone))
    passes(ABANDONED.format(state="announced"), REASON.format(version=2, **gone))
    for kind, reason in (("removed", "complaint"), ("up", "established"), ("x", "x")):
        with undone() as connection:
            connection.execute(VERSION.format(kind="subjects", number=3))
            with pytest.raises(Exception, match="reason_fits_the_kind"):
                connection.execute(REASON.format(version=3, kind=kind, reason=reason))


@pytest.mark.duty("12.2")
def test_a_refresh_between_announcement_and_draw_leaves_the_frozen_version(filled: Path) -> None:
    frozen = _as_of_version(2)
    with held_at(date(2026, 11, 3)):
        refreshed = refresh_roster(
            "subjects", walk.SUBJECTS, walk.REGION, date(2026, 11, 3), walk.CLERK
        )
    assert refreshed["version"] == 3
    assert _as_of_version(2) == frozen
    assert len(_as_of_version(3)) == len(frozen) + 1  # the one that was removed is back


def _as_of_version(number: int) -> list[tuple[Any, ...]]:
    return released.rows(
        f"subject_entry WHERE since_version <= {number} "
        f"AND (until_version IS NULL OR until_version > {number})",
        "credit_code, name, risk_class",
    )
