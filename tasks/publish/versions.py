"""Matters that come in versions: the next is due when it would tell something else than the last."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import rfc8785
from sqlmodel import Session, col, select

from models.rules import names
from models.rules.order import Basis
from models.tables import Publication
from tasks.base.acts import latest

Named = Callable[[int], str]
"""A version's number -> the matter's name, as ``models.rules.names`` builds it."""


@dataclass(frozen=True, slots=True)
class Version:
    """The next version of a matter: its name, what it tells, and the version before it."""

    matter: str
    tells: str
    before: Basis


def next_version(session: Session, named: Named, what: Any) -> Version | None:
    """The version that is to be built, or ``None`` if the last one built tells ``what`` (plain
    values) already.

    Duty: 3.1 (第三条).
    """
    tells = hashlib.sha256(rfc8785.dumps(what)).hexdigest()
    last = _last(session, named)
    if last is None:
        return Version(named(1), tells, Basis("制作上一版公示", None))
    event = latest(session, f"publish.build:{last.matter}")
    if event is not None and json.loads(event.payload).get("tells") == tells:
        return None
    return Version(named(_number(last) + 1), tells, Basis("制作上一版公示", last.built_on))


def next_number(session: Session, named: Named) -> int:
    """The number that follows the last one built."""
    last = _last(session, named)
    return _number(last) + 1 if last else 1


def _last(session: Session, named: Named) -> Publication | None:
    stem = names.read_matter(named(1)).stem
    built = session.exec(
        select(Publication).where(col(Publication.matter).startswith(f"{stem}/", autoescape=True))
    )
    return max(built, key=_number, default=None)


def _number(publication: Publication) -> int:
    return names.read_matter(publication.matter).version or 0
