"""Many ids are asked for in pieces that a database takes, none lost, none twice."""

from __future__ import annotations

import pytest

from tasks.base import queries


@pytest.mark.parametrize(
    ("count", "sizes"), [(0, []), (1, [1]), (3, [3]), (4, [3, 1]), (6, [3, 3]), (7, [3, 3, 1])]
)
def test_every_id_comes_once_in_order(
    count: int, sizes: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "IDS_PER_QUERY", 3)
    pieces = [list(piece) for piece in queries.chunks(range(count))]
    assert [len(piece) for piece in pieces] == sizes
    assert [each for piece in pieces for each in piece] == list(range(count))


def test_a_piece_fits_into_one_query_of_either_database() -> None:
    assert queries.IDS_PER_QUERY <= 32_766  # SQLite's limit of variables; PostgreSQL takes 65,535
