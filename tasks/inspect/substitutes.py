"""Which inspections came back without a visit and, by their item, ask for the next substitute."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from sqlmodel import Session, col, select

from models.rules.categories import Category
from models.rules.inspection import InspectionState
from models.tables import Draw, DrawEntry, Inspection, Item, RecordReturn, pk
from tasks.inspect.amended import told_ids
from tasks.lists.checklists import bound_item


class SubstituteDue(TypedDict):
    """A substitute to be applied for: by which draw and for whom, and the reason as the closed list
    words it."""

    number: str
    draw_id: str
    credit_code: str
    result: str
    reason: str
    reason_name: str


def substitute_asked(session: Session, inspection: Inspection) -> Category | None:
    """The result of an inspection that came back without a visit, if it asks for a substitute and
    was not made public.

    Duty: 17.2, 18.3 (第十七条、第十八条).
    """
    if inspection.state != InspectionState.RETURNED or inspection.draw_entry_id is None:
        return None
    if told_ids(session, [pk(inspection)]):
        return None
    record = session.get(RecordReturn, inspection.current_return_id)
    if record is None or not record.category:
        return None
    item = bound_item(session, session.get_one(Item, inspection.item_id)).checklist
    category = item.category(record.category)
    return category if category is not None and category.substitute else None


def substitutes_due(session: Session, inspections: Sequence[Inspection]) -> list[SubstituteDue]:
    """What has to be applied for because of these inspections; nothing of it happens by itself.

    Duty: 17.2, 18.3 (第十七条、第十八条).
    """
    asked = {i.draw_entry_id: (i, category) for i in inspections if (category := substitute_asked(session, i))}  # fmt: skip
    if not asked:
        return []
    due = []
    for entry_id, credit_code, draw_id in session.exec(
        select(DrawEntry.id, DrawEntry.credit_code, Draw.draw_id)
        .join(Draw, col(Draw.id) == col(DrawEntry.draw_pk))
        .where(col(DrawEntry.id).in_(list(asked)))
        .order_by(col(DrawEntry.id))
    ):
        inspection, category = asked[entry_id]
        assert category.leaves is not None
        due.append(
            SubstituteDue(
                number=inspection.number,
                draw_id=draw_id,
                credit_code=credit_code,
                result=category.words,
                reason=category.leaves.value,
                reason_name=category.leaves.words,
            )
        )
    return due
