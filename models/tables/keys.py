"""The key of a stored row."""

from __future__ import annotations

from typing import Protocol


class _Keyed(Protocol):
    id: int | None


def pk(row: _Keyed) -> int:
    """The primary key of a row that is stored; a row without one was never flushed.

    Raises:
        ValueError: the row is not stored.
    """
    if row.id is None:
        raise ValueError(f"{type(row).__name__} is not stored yet")
    return row.id
