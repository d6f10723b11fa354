"""Which inspections came back without a visit and, by their item, ask for the next substitute."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypedDict

from sqlmodel import Session, col, select

from models.rules.categories import Category
from models.rules.inspection import InspectionState
from models.tables import Draw, DrawEntry, Inspection, Item, pk
from tasks.base.queries import chunks
from tasks.inspect.amended import told_ids
from tasks.inspect.forms_in import forms_in_force
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
    return next((category for _, category in _asked(session, [inspection])), None)


def _asked(
    session: Session, inspections: Sequence[Inspection]
) -> Iterator[tuple[Inspection, Category]]:
    back = [
        each
        for each in inspections
        if each.state == InspectionState.RETURNED and each.draw_entry_id is not None
    ]
    told = told_ids(session, [pk(each) for each in back])
    records = forms_in_force(session, back)
    items = {
        item_id: bound_item(session, session.get_one(Item, item_id)).checklist
        for item_id in sorted({each.item_id for each in back})
    }
    for each in back:
        record = records.get(pk(each))
        if record is None or not record.category or pk(each) in told:
            continue
        category = items[each.item_id].category(record.category)
        if category is not None and category.substitute:
            yield each, category


def substitutes_due(session: Session, inspections: Sequence[Inspection]) -> list[SubstituteDue]:
    """What has to be applied for because of these inspections; nothing of it happens by itself.

    Duty: 17.2, 18.3 (第十七条、第十八条).
    """
    asked = {i.draw_entry_id: (i, category) for i, category in _asked(session, inspections)}
    places = (
        place
        for some in chunks(sorted(entry_id for entry_id in asked if entry_id is not None))
        for place in session.exec(
            select(DrawEntry.id, DrawEntry.credit_code, Draw.draw_id)
            .join(Draw, col(Draw.id) == col(DrawEntry.draw_pk))
            .where(col(DrawEntry.id).in_(some))
            .order_by(col(DrawEntry.id))
        )
    )
    due = []
    for entry_id, credit_code, draw_id in places:
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
