"""What a recheck says of a finding."""

from __future__ import annotations

from datetime import date

from models.rules.form import Answer
from models.rules.handling import Stage


def outcome_of(answer: str | None, found: bool, visited_on: date, due_on: date) -> Stage:
    """What a recheck says of a finding by its form: the ``answer`` at the check point (``conform`` is
    the only one that closes it), whether it was ``found`` again, and whether the term was over.

    Duty: 21.1 (第二十一条).
    """
    if found:
        return Stage.OVERDUE if visited_on > due_on else Stage.NOT_CORRECTED
    return Stage.CORRECTED if answer == Answer.CONFORM else Stage.UNSEEN
