"""Guards and journal are compared with the statements that made them (第十条末款)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from models import database
from tasks.base import audit
from tests import shell, walk

pytestmark = pytest.mark.duty("10.3")


def _problems(*given: str) -> str:
    return "\n".join(audit.verify(given)["problems"])


def test_triggers_taken_away_altered_or_put_there_are_named(house: Path) -> None:
    walk.set_up(house)
    with shell.plain() as at:
        on = "" if at.sqlite else " ON draw_secret"
        at.run(f"DROP TRIGGER guard_draw_secret_delete{on}")
        on = "" if at.sqlite else " ON message"
        at.run(f"DROP TRIGGER journal_message_update{on}")
        if at.sqlite:
            at.run("DROP TRIGGER guard_finding_delete")
            at.run(
                "CREATE TRIGGER guard_finding_delete BEFORE DELETE ON finding BEGIN SELECT 1; END"
            )
            at.run("CREATE TRIGGER theirs AFTER DELETE ON finding BEGIN SELECT 1; END")
        else:
            at.run("ALTER TABLE finding DISABLE TRIGGER guard_finding_delete")
            at.run(
                "CREATE TRIGGER theirs AFTER DELETE ON finding "
                "FOR EACH ROW EXECUTE FUNCTION guard_finding_delete()"
            )
            at.run(
                "CREATE OR REPLACE FUNCTION guard_receipt_delete() RETURNS trigger "
                "LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$"
            )
    problems = _problems()
    assert "少了触发器 guard_draw_secret_delete" in problems
    assert "少了触发器 journal_message_update" in problems
    assert "触发器 guard_finding_delete 被改动过或被停用" in problems
    assert "多了触发器 theirs" in problems
    assert ("guard_receipt_delete() 被改动过" in problems) == ("SSJ_DATABASE_URL" in os.environ)
    database.migrate()
    assert "guard_" not in _problems()
    assert "journal_" not in _problems()
