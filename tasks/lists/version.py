"""Item lists: every import that differs is a new version, and its publication falls due."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

import rfc8785
from sqlmodel import col, select

from models.tables import Item, ItemList
from tasks.base.deadlines import ITEM_LIST, track
from tasks.base.step import Result, step_once
from tasks.base.terms import in_force
from tasks.lists.checklists import bind, stated_otherwise
from tasks.lists.read import read_item_list


def import_items(
    path: Path, region: str, as_of: date, actor: str, item_files: Sequence[Path] = ()
) -> Result:
    """Make the lists in ``path`` the next versions, in force from ``as_of``, each item with the
    check points of its item file (``tasks.lists.checklists.bind`` says which); the same list with
    another item file is another version.

    Raises:
        Refused: every fault of the file, or of the item files.

    Duty: 6.1, 7.1, 7.2, 8.1, 10.1 (第六条至第八条、第十条).
    """
    lists = read_item_list(path)
    every = [item for items in lists.values() for item in items]
    bound = bind(path, every, item_files)
    stored = {
        kind.value: [
            {**asdict(i), "file": bound[i.code][0] if i.code in bound else ""} for i in items
        ]
        for kind, items in lists.items()
    }
    digest = hashlib.sha256(rfc8785.dumps(stored)).hexdigest()
    key = f"items:{region}:{digest}"
    with step_once(key, action="制修订事项清单", as_of=as_of, region=region, actor=actor) as s:
        if s.done:
            return s.result
        within = in_force(s.session, region, as_of).publication.item_list_within
        versions = {}
        for kind, items in sorted(stored.items()):
            newest = s.session.exec(
                select(ItemList)
                .where(ItemList.region == region, ItemList.kind == kind)
                .order_by(col(ItemList.number).desc())
            ).first()
            version = ItemList(
                region=region,
                kind=kind,
                number=(newest.number if newest else 0) + 1,
                revised_on=as_of,
                effective_from=as_of,
                digest=digest,
            )
            s.session.add(version)
            s.session.flush()
            assert version.id is not None
            for item in items:
                s.session.add(Item(item_list_id=version.id, **item))
            matter = f"{region}/items/{kind}/{version.number}"
            track(s.session, region=region, kind=ITEM_LIST, within=within, events={matter: as_of})
            versions[kind] = version.number
        s.record(
            versions=versions,
            items=[item.code for item in every],
            check_points={
                code: {"version": checklist.version, "points": len(checklist.points)}
                for code, (_, checklist) in sorted(bound.items())
            },
            stated_otherwise={
                item.code: otherwise
                for item in every
                if item.code in bound and (otherwise := stated_otherwise(item, bound[item.code][1]))
            },
        )
        return s.result
