"""The assessment for a terminal."""

from __future__ import annotations

from models.rules.charts import Cell, Table
from reports.assessment_tables import tables
from reports.assessment_words import Values, scope, score_in_words, title


def assessed_in_words(assessed: Values) -> str:
    """The assessment for a terminal: each finding, and under it what it rests on."""
    said = [f"{title(assessed)}（{scope(assessed)}）"]
    if assessed["score"] is None:
        said.append(score_in_words(assessed))
    for table in tables(assessed):
        said.append(f"{table.name}：{table.finding}")
        said += ["  " + "  ".join(filter(None, map(str, row))) for row in _read(table)]
    return "\n".join(said)


def _read(table: Table) -> list[tuple[Cell, ...]]:
    """The rows, each number behind the word of its column."""
    return [
        tuple(
            f"{table.head[column]} {value}" if isinstance(value, int) else value
            for column, value in enumerate(row)
        )
        for row in table.rows
    ]
