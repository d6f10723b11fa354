"""Rosters that arrived in the inbox."""

from __future__ import annotations

from datetime import date

from models.faults import Refused
from tasks.base.step import SYSTEM, Result
from tasks.intake.inbox import waiting_files
from tasks.rosters.refresh import INSPECTORS, SUBJECTS, refresh_roster


def refresh_rosters(region: str, as_of: date) -> Result:
    """Refresh both rosters from the newest files in ``inbox/REGION/subjects`` and ``…/inspectors``.

    A faulty file leaves the roster in force as it is; its faults are in the result.

    Duty: 13.1, 15.1 (第十三条、第十五条).
    """
    outcomes: Result = {}
    for kind in (SUBJECTS, INSPECTORS):
        files = waiting_files(region, kind)
        if not files:
            outcomes[kind] = "没有新名录"
            continue
        newest = max(files, key=lambda path: (path.stat().st_mtime_ns, path.name))
        try:
            refreshed = refresh_roster(kind, newest, region, as_of, SYSTEM)
        except Refused as refusal:
            outcomes[kind] = {"refused": newest.name, "faults": list(refusal.reasons)}
            continue
        outcomes[kind] = {k: v for k, v in refreshed.items() if not isinstance(v, list)}
    return outcomes
