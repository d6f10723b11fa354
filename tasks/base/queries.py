"""Small helps for queries over many rows; no stage is known here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

IDS_PER_QUERY = 5_000


def chunks(ids: Sequence[T]) -> Iterator[Sequence[T]]:
    """``ids`` in pieces that fit into one query."""
    for start in range(0, len(ids), IDS_PER_QUERY):
        yield ids[start : start + IDS_PER_QUERY]
