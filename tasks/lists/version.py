"""Item lists: every import that differs from what is in force is a new version, and its publication
falls due."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import rfc8785
from sqlmodel import Session, col, select

from models.district import District
from models.faults import Refused
from models.rules.checklist import Checklist
from models.rules.items import ELEMENTS, ItemListKind, ItemRow, ratio_problem
from models.rules.names import item_list_matter
from models.rules.order import Basis
from models.tables import Item, ItemList, pk
from tasks.base.deadlines import ITEM_LIST, track
from tasks.base.screening import check_texts
from tasks.base.step import Result, Step, step
from tasks.base.terms import in_force
from tasks.lists.checklists import bind, stated_otherwise
from tasks.lists.read import read_item_list

Stored = dict[str, Any]
"""An item as its row holds it."""


def import_items(
    path: Path,
    region: str,
    as_of: date,
    actor: str,
    item_files: Sequence[Path] = (),
    *,
    request: str | None = None,
) -> Result:
    """Make each list in ``path`` that differs from the one in force the next version, in force from
    ``as_of``, each item with the check points of its item file (``tasks.lists.checklists.bind`` says
    which); the same list with another item file is another version.

    Raises:
        Refused: every fault of the file, or of the item files; a ratio below the district's floor;
            an item that stands on the other list; a day before the version in force.

    Duty: 6.1, 7.1, 7.2, 8.1, 9.1, 10.1 (第六条至第十条).
    """
    lists = read_item_list(path)
    every = [item for items in lists.values() for item in items]
    bound = bind(path, every, item_files)
    with step(
        f"items.import:{region}",
        action="制修订事项清单",
        as_of=as_of,
        region=region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        terms = in_force(s.session, region, as_of)
        _check_ratios(every, terms)
        check_texts(s.session, terms, _texts(every))
        newest = {kind: _newest(s.session, region, kind) for kind in ItemListKind}
        _check_once(s.session, lists, newest)
        changed = []
        for kind, items in sorted(lists.items()):
            stored = [
                {**asdict(item), "file": bound[item.code][0] if item.code in bound else ""}
                for item in items
            ]
            before = newest[kind]
            if before is not None and _content(s.session, before) == _by_code(stored):
                continue
            newest[kind] = _next_version(s, terms, kind, before, stored)
            changed.append(kind.value)
        answer = _answer(every, bound, {kind: newest[kind] for kind in lists}, changed)
        return s.record(**answer) if changed else s.unchanged(**answer)


def _check_ratios(items: Sequence[ItemRow], terms: District) -> None:
    """No item's ratio is below the district's floor."""
    floor = terms.draw.floor_ratio
    problems = [
        f"事项「{item.code}」：{problem}"
        for item in items
        if (problem := ratio_problem(Fraction(item.ratio), floor.value, floor.article))
    ]
    if problems:
        raise Refused(*problems, code="ratio-below-floor")


def _texts(items: Sequence[ItemRow]) -> dict[str, str]:
    """What the public reads of them, by item and element."""
    return {
        f"{item.code} {ELEMENTS[element]}": text
        for item in items
        for element, text in asdict(item).items()
        if element in ELEMENTS
    }


def _check_once(
    session: Session,
    lists: Mapping[ItemListKind, Sequence[ItemRow]],
    newest: Mapping[ItemListKind, ItemList | None],
) -> None:
    """No item of the file stands on a list in force that the file leaves as it is."""
    problems = []
    for kind, standing in newest.items():
        if standing is None or kind in lists:
            continue
        held = _content(session, standing)
        problems += [
            f"事项「{item.code}」已在{kind.words}清单第 {standing.number} 版中，不能又列入另一清单"
            for items in lists.values()
            for item in items
            if item.code in held
        ]
    if problems:
        raise Refused(*problems, code="item-listed-twice")


def _newest(session: Session, region: str, kind: ItemListKind) -> ItemList | None:
    return session.exec(
        select(ItemList)
        .where(ItemList.region == region, ItemList.kind == kind)
        .order_by(col(ItemList.number).desc())
    ).first()


def _content(session: Session, version: ItemList) -> dict[str, Stored]:
    items = session.exec(select(Item).where(Item.item_list_id == version.id))
    return _by_code([item.model_dump(exclude={"id", "item_list_id"}) for item in items])


def _by_code(items: Sequence[Stored]) -> dict[str, Stored]:
    return {item["code"]: item for item in items}


def _next_version(
    s: Step, terms: District, kind: ItemListKind, before: ItemList | None, items: list[Stored]
) -> ItemList:
    name = f"制修订{kind.words}清单第 {before.number} 版" if before else ""
    s.rests_on(Basis(name, before.revised_on if before else None))
    version = ItemList(
        region=terms.region,
        kind=kind.value,
        number=before.number + 1 if before else 1,
        revised_on=s.as_of,
        effective_from=s.as_of,
        digest=hashlib.sha256(rfc8785.dumps(items)).hexdigest(),
    )
    s.session.add(version)
    s.session.flush()
    s.session.add_all(Item(item_list_id=pk(version), **item) for item in items)
    matter = item_list_matter(terms.region, kind, version.number)
    within = terms.publication.item_list_within
    track(s.session, region=terms.region, kind=ITEM_LIST, within=within, events={matter: s.as_of})
    return version


def _answer(
    items: Sequence[ItemRow],
    bound: Mapping[str, tuple[str, Checklist]],
    standing: Mapping[ItemListKind, ItemList | None],
    changed: list[str],
) -> Result:
    """What stands now of the lists in the file."""
    return {
        "versions": {kind.value: each.number for kind, each in standing.items() if each},
        "revised_on": {
            kind.value: each.revised_on.isoformat() for kind, each in standing.items() if each
        },
        "changed": changed,
        "items": [item.code for item in items],
        "check_points": {
            code: {"version": checklist.version, "points": len(checklist.points)}
            for code, (_, checklist) in sorted(bound.items())
        },
        "stated_otherwise": {
            item.code: otherwise
            for item in items
            if item.code in bound and (otherwise := stated_otherwise(item, bound[item.code][1]))
        },
    }
