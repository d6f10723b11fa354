"""A draw's secret and its key of codes: sealed when it is announced, opened with the key file.

Duty: 17.1 (第十七条).
"""

from __future__ import annotations

from sqlmodel import Session

from models.faults import Refused
from models.rules.at_rest import CODES_KEY, SECRET
from models.tables import Draw, DrawSecret, pk
from tasks.base import key_file


def seal(session: Session, draw: Draw, secret: bytes, codes_key: bytes) -> None:
    """Keep both with a draw that was stored just now, sealed; the database never sees them else.

    Raises:
        Refused: the key file is not there.
    """
    key, draw_id = key_file.read(), draw.draw_id
    session.add(
        DrawSecret(
            draw_pk=pk(draw),
            secret=key_file.seal(key, draw_id, SECRET, secret),
            codes_key=key_file.seal(key, draw_id, CODES_KEY, codes_key),
        )
    )


def secret_of(session: Session, draw: Draw) -> bytes:
    """The draw's secret.

    Raises:
        Refused: the key file is not there, is another, or the secret is not this draw's.
    """
    return key_file.opened(draw.draw_id, SECRET, _sealed(session, draw).secret)


def codes_key_of(session: Session, draw: Draw) -> bytes:
    """What hides who is behind the draw's codes.

    Raises:
        Refused: as ``secret_of``.
    """
    return key_file.opened(draw.draw_id, CODES_KEY, _sealed(session, draw).codes_key)


def missing(session: Session, draw: Draw) -> str | None:
    """What keeps the draw's secret from being opened now, in Chinese; ``None`` if nothing does."""
    try:
        secret_of(session, draw)
    except Refused as refusal:
        return refusal.reasons[0]
    return None


def _sealed(session: Session, draw: Draw) -> DrawSecret:
    return session.get_one(DrawSecret, draw.id)
