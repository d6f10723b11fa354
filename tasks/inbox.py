"""Files that clerks and other systems leave in ``SSJ_HOME/inbox``; each taken in once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from models.faults import Refused
from models.home import home
from tasks.base.step import SYSTEM, Result
from tasks.inspect.returns import import_returns as import_file
from tasks.rosters.refresh import INSPECTORS, SUBJECTS, refresh_roster

KINDS = (".xlsx", ".xls", ".csv")


def refresh_rosters(region: str, as_of: date) -> Result:
    """Refresh both rosters from the newest files in ``inbox/REGION/subjects`` and ``…/inspectors``.

    A faulty file leaves the roster in force as it is; its faults are in the result.

    Duty: 13.1, 15.1 (第十三条、第十五条).
    """
    told: Result = {}
    for kind in (SUBJECTS, INSPECTORS):
        files = _files(home() / "inbox" / region / kind)
        if not files:
            told[kind] = "没有新名录"
            continue
        newest = max(files, key=lambda path: (path.stat().st_mtime_ns, path.name))
        try:
            done = refresh_roster(kind, newest, region, as_of, SYSTEM)
        except Refused as refusal:
            told[kind] = {"refused": newest.name, "faults": list(refusal.reasons)}
            continue
        told[kind] = {k: v for k, v in done.items() if not isinstance(v, list)}
    return told


def import_returns(region: str, as_of: date) -> Result:
    """Take in every workbook in ``inbox/REGION/returns``.

    Duty: 20.1, 23.2 (第二十条、第二十三条).
    """
    received, refused = 0, {}
    for path in _files(home() / "inbox" / region / "returns"):
        try:
            done = import_file(path, region, as_of, SYSTEM)
        except Refused as refusal:
            refused[path.name] = list(refusal.reasons)
            continue
        if not done.get("known"):
            received += len(done["received"])
    return {"received": received, "refused": refused}


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in KINDS and not path.name.startswith((".", "~$"))
    )
