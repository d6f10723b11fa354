"""Everything that is made public is built when it is due, kind by kind."""

from __future__ import annotations

from datetime import date

from models import database
from models.faults import Refused
from tasks.base.key_file import NO_KEY
from tasks.base.step import Act, Result
from tasks.base.terms import in_force
from tasks.publish import credit_lists, draws, item_lists, plans, results
from tasks.publish.packages import build

KINDS = (draws, results, item_lists, plans, credit_lists)
"""Each says with ``due`` what of its kind is to be built now."""


def build_due(region: str, as_of: date, *, request: str | None = None) -> Result:
    """Build everything whose publication is due. What rests on an act of a later day than ``as_of``
    is not due yet; what needs the key file while it is not there waits, and ``without_key`` says so
    matter by matter.

    Duty: 8.1, 16.1, 23.1, 23.3 (第八条、第十六条、第二十三条).
    """
    with database.reading() as session:
        terms = in_force(session, region, as_of)
        waiting = [
            due
            for kind in KINDS
            for due in kind.due(session, terms, as_of)
            if due.may_be_built(as_of)
        ]
    built, without_key = [], {}
    for due in waiting:
        try:
            answer = build(due, as_of, request)
        except Refused as refusal:
            if refusal.code != NO_KEY:
                raise
            without_key[due.matter] = refusal.reasons[0]
        else:
            built += [answer["matter"]] if answer["act"] == Act.DONE else []
    return {
        "built": built,
        "without_key": without_key,
        "act": (Act.DONE if built else Act.UNCHANGED).value,
    }
