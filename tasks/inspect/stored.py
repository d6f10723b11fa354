"""Record forms that were judged, stored as the next version of their inspection's return."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert

from models.district import District
from models.rules.inspection import AWAITING_RETURN, InspectionState
from models.rules.judging import Judged
from models.rules.order import Basis
from models.rules.returns import Form
from models.rules.task import Task
from models.tables import FindingRecord, Inspection, RecordReturn, pk
from tasks.base.step import Result, Step
from tasks.inspect.carried import carried, let_lapse
from tasks.inspect.entered import Entered
from tasks.inspect.forms_in import newest_forms
from tasks.inspect.recheck_outcomes import conclude
from tasks.inspect.result_deadlines import follow


@dataclass(frozen=True, slots=True)
class Received:
    """A form with its inspection, the return in force and what it comes to."""

    inspection: Inspection
    in_force: RecordReturn | None
    form: Form
    judged: Judged
    payload: str
    told: bool
    correcting: bool
    relied_on: str
    reason: str
    task: Task
    dossier_version: int
    """Of the dossier that is printed on the form; 0 where none is."""

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.payload.encode()).hexdigest()

    @property
    def visited_on(self) -> date:
        """The day of the visit; a form without one was refused."""
        assert self.form.visited_on is not None
        return self.form.visited_on

    @property
    def version(self) -> int:
        """Which version of its inspection's form it is, if it is another."""
        return self.in_force.version + 1 if self.in_force else 1

    def later(self) -> dict[str, Any]:
        """Whose word it is, and why it replaces the one before."""
        return {
            "number": self.inspection.number,
            "version": self.version,
            "author": self.form.author,
            "reason": self.reason,
        }

    @property
    def stands(self) -> bool:
        """Whether the form in force says the same."""
        return self.in_force is not None and self.in_force.digest == self.digest


def store(
    s: Step, fresh: Sequence[Received], terms: District, handed: Entered
) -> tuple[list[Result], list[Result]]:
    """Store each form as the next version of its inspection's return, and make it the one in force.
    Gives what was being done about findings and lapses, and what rechecks came to.

    Raises:
        Refused: it comes before the version it replaces.
    """
    s.rests_on(
        *(
            Basis(f"{each.inspection.number} 上一版登记表回收", each.in_force.received_on)
            for each in fresh
            if each.in_force is not None
        )
    )
    if not fresh:
        return [], []
    goes_on = carried(
        s.session,
        [(each.inspection, each.in_force, each.judged.findings) for each in fresh if each.in_force],
    )
    let_lapse(s.session, goes_on.lapsed, s.as_of)
    handed.keep(s)
    # In one statement each: the session would ask for every new row's id by itself.
    s.session.execute(insert(RecordReturn), [_row(each, s.as_of, handed) for each in fresh])
    ids = newest_forms(s.session, [each.inspection for each in fresh])
    findings = [
        {
            "return_id": ids[pk(each.inspection)],
            "check_point": point,
            "observed": found.observed,
            "words": found.words,
            "continues_id": goes_on.continues.get((pk(each.in_force), point))
            if each.in_force
            else None,
        }
        for each in fresh
        for point, found in each.judged.findings.items()
    ]
    if findings:
        s.session.execute(insert(FindingRecord), findings)
    for each in fresh:
        if each.inspection.state in AWAITING_RETURN:
            each.inspection.state = InspectionState.RETURNED
        each.inspection.current_return_id = ids[pk(each.inspection)]
        s.session.add(each.inspection)
    visits = {each.inspection.number: each.visited_on for each in fresh}
    follow(s.session, terms, [each.inspection for each in fresh], visits)
    rechecks = [
        conclude(
            s,
            terms,
            each.inspection,
            each.visited_on,
            each.form.answers,
            each.judged.findings,
        )
        for each in fresh
        if each.inspection.recheck_of_id is not None
    ]
    return goes_on.shown(), rechecks


def _row(each: Received, as_of: date, handed: Entered) -> dict[str, Any]:
    """A form as a row of its table."""
    return {
        "inspection_id": pk(each.inspection),
        "version": each.version,
        "visited_on": each.visited_on,
        "received_on": as_of,
        "author": each.form.author,
        "reason": each.reason if each.in_force else "",
        "written_record": handed.stored,
        "outcome": each.judged.outcome,
        "category": each.judged.category,
        "signature": each.form.signature,
        "refusal_reason": each.form.refusal_reason,
        "non_cooperation": " ".join(str(kind) for kind in each.form.non_cooperation),
        "payload": each.payload,
        "digest": each.digest,
    }
