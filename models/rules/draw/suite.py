"""``H`` of ssj-draw/2: the hash suite an announcement names."""

from __future__ import annotations

import hashlib
from typing import Protocol

from models.faults import Refused

SUITES = ("sha256", "sm3")


class Hash(Protocol):
    """The part of ``hashlib``'s objects that the protocol needs."""

    def copy(self) -> Hash: ...
    def update(self, data: bytes | memoryview, /) -> None: ...
    def digest(self) -> bytes: ...
    def hexdigest(self) -> str: ...


def new(suite: str, data: bytes = b"") -> Hash:
    """A hash of ``suite`` that has taken in ``data``.

    Raises:
        Refused: an unknown suite, or SM3 on a machine whose OpenSSL lacks it.
    """
    if suite not in SUITES:
        raise Refused(f"不认识的杂凑算法「{suite}」，应为 sha256 或 sm3", code="unknown-suite")
    try:
        return hashlib.new(suite, data)
    except ValueError as error:
        raise Refused(
            "本机的 OpenSSL 不支持 SM3，请改用 sha256 或换一台机器", code="suite-not-here"
        ) from error


def digest(suite: str, data: bytes) -> str:
    """``H(data)`` in lower-case hex."""
    return new(suite, data).hexdigest()
