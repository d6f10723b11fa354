"""Rosters that arrived in the inbox."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from models import database
from models.faults import Refused
from models.rules.identity import is_unshown
from models.rules.rosters import RosterKind
from tasks.base.acts import latest
from tasks.base.step import SYSTEM, Result, step
from tasks.base.terms import in_force
from tasks.intake.inbox import waiting_files
from tasks.intake.refused import keep_refused
from tasks.rosters.dossiers import import_beside
from tasks.rosters.refresh import refresh_roster, source_digest

NOTHING_NEW = "没有新名录"


def refresh_rosters(region: str, as_of: date, *, request: str | None = None) -> Result:
    """Refresh the rosters of every item from the newest files in ``inbox/REGION/subjects`` and
    ``…/inspectors``; where a district has several items, in ``inbox/REGION/ITEM/subjects`` …

    A file is taken once: what was refreshed otherwise since is not put back by it. A faulty file
    leaves the roster in force as it is; its faults are in the result.

    Duty: 13.1, 15.1 (第十三条、第十五条).
    """
    with database.reading() as session:
        items = in_force(session, region, as_of).items
    outcomes: Result = {}
    for code in items:
        for kind in RosterKind:
            name = kind.value if len(items) == 1 else f"{code}/{kind}"
            outcomes[name] = _take_in(region, code, kind, name, as_of, request)
    return outcomes


def _take_in(
    region: str, code: str, kind: RosterKind, folder: str, as_of: date, request: str | None
) -> Result | str:
    files = waiting_files(region, folder)
    if not files:
        return NOTHING_NEW
    newest = max(files, key=lambda path: (path.stat().st_mtime_ns, path.name))
    received = f"roster.receive:{region}/{code}/{kind}"
    source = source_digest(newest)
    if _last_received(received) == source:
        return NOTHING_NEW
    try:
        refreshed = refresh_roster(
            kind, newest, region, as_of, SYSTEM, item_code=code, request=request
        )
    except Refused as refusal:
        keep_refused(newest, region, as_of, refusal.reasons)
        return {"refused": newest.name, "faults": list(refusal.reasons)}
    _note(received, newest, source, region, as_of, request)
    outcome = {key: value for key, value in refreshed.items() if not isinstance(value, list)}
    if refreshed.get("dossier_columns"):
        filed = import_beside(newest, region, as_of, SYSTEM, request=request)
        if faults := filed.get("faults"):
            keep_refused(newest, region, as_of, faults, copy=not any(map(is_unshown, faults)))
            outcome["dossier_faults"] = faults
        else:
            outcome["dossiers_changed"] = len(filed["changed"])
    return outcome


def _last_received(subject: str) -> str | None:
    with database.reading() as session:
        event = latest(session, subject)
        return json.loads(event.payload)["source"] if event else None


def _note(
    subject: str, path: Path, source: str, region: str, as_of: date, request: str | None
) -> None:
    """Record that a file of the inbox was taken in, whether it changed anything or not."""
    with step(subject, action="收到名录", as_of=as_of, region=region, request=request) as s:
        if not s.known:
            s.record(file=path.name, source=source)
