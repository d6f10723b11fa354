"""How findings are being handled, and what is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import Session

from models import database
from models.rules.deadlines import DeadlineKind
from models.rules.handling import Act, Answer, Handled, Stage, handled
from models.rules.handling import Step as Entry
from tasks.base.step import Result
from tasks.base.working_days import working_days
from tasks.inspect.handling import Finding, findings_of, steps_of
from tasks.inspect.handling_deadlines import due_of
from tasks.inspect.inspections import assigned


def handling(region: str, as_of: date, *, every: bool = False) -> list[Result]:
    """The findings of a region that are not handled to their end by ``as_of``; with ``every`` the others
    too, and each with its steps as they were entered.

    Duty: 10.3, 21.1 (第十条末款、第二十一条).
    """
    with database.reading() as session:
        found = [each for each in findings_of(session, None, region) if each.visited_on <= as_of]
        return shown(session, found, as_of, every=every)


def shown(
    session: Session, found: Sequence[Finding], as_of: date, *, every: bool = False
) -> list[Result]:
    """Findings as plain values."""
    entered = steps_of(session, [each.root for each in found], as_of)
    stands = {each.root: handled(entered.get(each.root, ())) for each in found}
    listed = [each for each in found if every or not stands[each.root].ended]
    due = due_of(session, listed)
    calendar = working_days(listed[0].inspection.region) if listed else None
    subjects = [each.task.subject for each in assigned(session, [e.inspection for e in listed])]
    rows = []
    for finding, subject in zip(listed, subjects, strict=True):
        now = stands[finding.root]
        row: dict[str, Any] = {
            "number": finding.inspection.number,
            "subject": subject,
            "check_point": finding.check_point,
            "fault": finding.fault,
            **_standing(now),
            "due": None,
        }
        record = due.get(finding.matter)
        if record is not None and record.met_on is None and calendar is not None:
            row["due"] = {
                "kind": record.kind,
                "what": DeadlineKind(record.kind).words,
                "on": str(record.due_on),
                "days_left": calendar.working_days_between(as_of, record.due_on),
            }
        if every:
            steps = entered.get(finding.root, ())
            put_right = {each.corrects for each in steps}
            row["steps"] = [_entry(each, each.number in put_right) for each in steps]
        rows.append(row)
    return rows


def _standing(now: Handled) -> dict[str, Any]:
    return {
        "stage": now.stage.value,
        "stage_name": now.stage.words,
        "words": now.words,
        "ended_on": str(now.ended_on) if now.ended_on else None,
    }


def _entry(step: Entry, put_right: bool) -> dict[str, Any]:
    outcome = step.outcome
    if step.act == Act.ANSWER:
        outcome = Answer(step.outcome).words
    elif step.act == Act.OUTCOME:
        outcome = Stage(step.outcome).words
    what = step.act.words
    if step.corrects is not None:
        right = f"，应为「{Act(step.becomes).words}」" if step.becomes else ""
        what += f"（第 {step.corrects} 项{right}）"
    if put_right:
        what += "〔已更正〕"
    return {
        "number": step.number,
        "act": what,
        "on": str(step.taken_on),
        "by": step.taken_by,
        "document": step.document,
        "department": step.department,
        "due_on": str(step.due_on) if step.due_on else None,
        "outcome": outcome,
        "reason": step.reason,
    }
