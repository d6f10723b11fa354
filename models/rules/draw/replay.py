"""Step 6 again: a record's replacements replayed one after another on the places as drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.faults import Refused
from models.rules.draw.shape import InspectorReplaced, SubjectReplaced
from models.rules.draw.standing import Standing


def replay(
    standing: Standing, changes: Sequence[SubjectReplaced | InspectorReplaced]
) -> Iterator[str]:
    """In Chinese, what is wrong with each replacement; the recomputed one is carried on."""
    for each in changes:
        try:
            wrong = (
                _subject(standing, each)
                if isinstance(each, SubjectReplaced)
                else _inspector(standing, each)
            )
        except Refused as refusal:
            yield from (f"申请 {each.application}：{reason}" for reason in refusal.reasons)
            continue
        if wrong is not None:
            yield f"申请 {each.application}：{wrong}"


def _subject(standing: Standing, change: SubjectReplaced) -> str | None:
    due, seats = standing.subject_leaves(change.replaced)
    if change.substitute != due:
        return f"应递补「{due}」，记录为「{change.substitute}」"
    return _seats(due, seats, change.inspectors)


def _inspector(standing: Standing, change: InspectorReplaced) -> str | None:
    seats = standing.inspector_leaves(change.subject, change.inspector)
    return _seats(change.subject, seats, change.inspectors)


def _seats(subject: str, due: Sequence[str], stated: Sequence[str]) -> str | None:
    if list(due) == list(stated):
        return None
    return f"「{subject}」的检查人员应为 {'、'.join(due)}，记录为 {'、'.join(stated)}"
