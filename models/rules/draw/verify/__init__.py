"""Step 9: a record replayed from its file alone, check by check.

Every check is right, wrong with what, or had nothing to compare with; each is run that can be.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from models.rules.draw.level import LEVELS, Release, level
from models.rules.draw.sources import drand_round
from models.rules.draw.verify import after, chain, drawn, files, frozen, kept
from models.rules.draw.verify.case import Beside, Case
from models.rules.draw.verify.files import Found
from models.rules.draw.verify.words import ABANDONED, CHECKS, CONFIRMED, LACKS, UNSIGNED_STAMP

_RUN: dict[str, Callable[[Case], Found]] = {
    "bytes": files.file_bytes,
    "shape": files.shape,
    "digest": files.digest,
    "announcement": files.announcement,
    "kept": files.kept,
    "sheet": files.sheet,
    "next": files.following,
    "time-stamp": files.time_stamp,
    "receipts": files.receipts,
    "secret": frozen.secret,
    "texts": frozen.texts,
    "terms": frozen.terms,
    "order": frozen.order,
    "sources": frozen.source_values,
    "seed": drawn.seed,
    "drawn": drawn.drawn,
    "substitutes": drawn.substitutes,
    "cutoffs": drawn.cutoffs,
    "cap": drawn.cap,
    "inspectors": drawn.inspectors,
    "draw-digest": drawn.draw_digest,
    "changes": after.changes,
    "abandoned": after.abandoned,
    "previous": chain.previous,
    "supersedes": chain.supersedes,
    "results": after.results,
    "sealed": kept.sealed,
    "codes": kept.codes,
    "applications": kept.applications,
    "photos": kept.photos,
}


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its key, its Chinese words, and what is wrong with what.

    ``ok`` is ``None`` where there was nothing to compare with.
    """

    key: str
    words: str
    ok: bool | None
    problems: list[str]
    lacks: str = ""
    """Why there was nothing to compare with, in Chinese."""


@dataclass(frozen=True, slots=True)
class Report:
    """Every check in its order, and what the draw proves."""

    level: int
    release: Release
    look_up: list[str]
    checks: list[Check]
    unsigned: bool = False
    """Whether a right time-stamp was taken without its signature: no authority was given."""
    abandoned: bool = False
    """Whether it is the record of a draw that was given up."""

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return all(check.ok is not False for check in self.checks)

    @property
    def level_words(self) -> str:
        """What the level proves."""
        return LEVELS[self.level]

    @property
    def outcome_words(self) -> str:
        """What follows where nothing is wrong."""
        return ABANDONED if self.abandoned else CONFIRMED

    @property
    def release_words(self) -> list[str]:
        """How it is known that the announcement was out before the source, and what of that was
        not checked."""
        told = [] if self.release is Release.STAMPED and self.unsigned else [self.release.words]
        return [*told, UNSIGNED_STAMP] if self.unsigned else told

    def as_json(self) -> dict[str, Any]:
        """What ``--json`` prints."""
        return {
            "ok": self.ok,
            "level": self.level,
            "release": self.release.value,
            "look_up": self.look_up,
            "checks": [
                {"key": check.key, "ok": check.ok, "problems": check.problems}
                for check in self.checks
            ],
        }


def verify(content: bytes, beside: Beside | None = None) -> Report:
    """Every check of the protocol on a record's file; never raises on a bad one.

    Duty: 17.1, 17.2, 17.3, 18.3 (第十七条、第十八条).
    """
    case = Case(content, beside or Beside())
    checks = []
    for key, run in _RUN.items():
        found = run(case)
        ok = None if found is None else not found
        lacks = "" if found is not None else _lacks(case, key)
        checks.append(Check(key, CHECKS[key], ok, list(dict.fromkeys(found or [])), lacks))
    right = {check.key: check.ok is True for check in checks}
    release = Release.CLAIMED
    if right["time-stamp"]:
        release = Release.STAMPED
    if right["kept"]:
        release = Release.KEPT
    proven, look_up = _level(case)
    if any(check.ok is False for check in checks):
        proven = 0
    unsigned = case.beside.authority is None and right["time-stamp"]
    abandoned = case.record is not None and case.record.abandoned is not None
    return Report(proven, release, look_up, checks, unsigned, abandoned)


def _lacks(case: Case, key: str) -> str:
    """Why a check had nothing to compare with."""
    record, beside = case.record, case.beside
    if record is None:
        return LACKS["wrong"]
    said = record.announcement
    missing = {
        "kept": beside.announcement is None,
        "sheet": beside.sheet is None,
        "next": beside.next is None,
        "time-stamp": record.time_stamp is None,
        "no-previous": said.previous is None,
        "previous": beside.previous is None,
        "no-superseded": said.supersedes is None,
        "supersedes": beside.superseded is None,
        "results": beside.results is None,
        "sealed": record.sealed is None,
        "abandoned": True,
        "draw": record.draw is None,
    }
    asked = _ASKED.get(key, ("draw",))
    return LACKS[next((why for why in asked if missing[why]), "wrong")]


_ASKED = {
    **{key: (key,) for key in ("kept", "sheet", "next", "time-stamp", "results", "abandoned")},
    "previous": ("no-previous", "previous"),
    "supersedes": ("no-superseded", "supersedes"),
    **dict.fromkeys(list(CHECKS)[-4:], ("sealed",)),
}
"""What may be lacking for a check, beside the draw itself; the last four are of the sealed form."""


def _level(case: Case) -> tuple[int, list[str]]:
    """What the sources prove; those of an abandoned draw only as far as the receipts are before
    them."""
    record = case.record
    if record is None:
        return 0, []
    read = [(each.name, each.value) for each in record.sources]
    found = level(read, [name for name, _ in read if drand_round(name) is not None])
    late = not frozen.receipts_bind(record)
    return min(found.level, 2) if late else found.level, found.look_up
