"""Step 3: what follows from the secret alone, and from the secret and the sources.

The first line keeps commitment, text key and seed apart: none tells anything of the others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from models.rules.draw import suite as suites

SECRET_BYTES = 32


def commitment(suite: str, draw_id: str, secret: bytes) -> str:
    """What the announcement says of the secret."""
    return _of_secret(suite, "commitment", draw_id, secret).hex()


def text_key(suite: str, draw_id: str, secret: bytes) -> bytes:
    """The key of the five texts' digests: nobody can guess a text before the secret is out."""
    return _of_secret(suite, "texts", draw_id, secret)


def seed(suite: str, draw_id: str, secret: bytes, source_lines: Sequence[str]) -> bytes:
    """The 32 bytes every ticket follows from; a line is ``source_line``, in the announced order.

    Duty: 17.1 (第十七条).
    """
    return _of_secret(suite, "seed", draw_id, secret, *source_lines)


def source_line(name: str, value: str) -> str:
    """A source and what it gave, as the seed takes it in."""
    return f"{name} {value}"


def text_digest(suite: str, key: bytes, text: bytes) -> str:
    """``H(key ‖ text)``, one of the five texts' digests."""
    keyed = suites.new(suite, key)
    keyed.update(text)
    return keyed.hexdigest()


def codes_digest(suite: str, key: bytes, text: bytes) -> str:
    """The same of the list of codes and badges, whose key is never published."""
    return text_digest(suite, key, text)


def codes_of(key: bytes, badges: Iterable[str]) -> dict[str, str]:
    """Opaque code -> badge, in an order only the ``key`` knows: no code tells who is behind it.

    Duty: 17.1 (第十七条).
    """
    order = sorted(badges, key=lambda badge: hashlib.sha256(key + badge.encode()).digest())
    width = max(2, len(str(len(order))))
    return {f"J{n:0{width}d}": badge for n, badge in enumerate(order, start=1)}


def codes_text(badges: Iterable[tuple[str, str]]) -> bytes:
    """``CODE TAB BADGE`` lines of ``(code, badge)`` pairs."""
    return b"".join(sorted(f"{code}\t{badge}\n".encode() for code, badge in badges))


def _of_secret(suite: str, what: str, draw_id: str, secret: bytes, *more: str) -> bytes:
    lines = (f"ssj-draw/2 {what}", draw_id, secret.hex(), *more)
    return suites.new(suite, "".join(f"{line}\n" for line in lines).encode()).digest()
