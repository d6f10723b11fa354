"""A table with its finding, and the bars drawn beside it, as page, workbook and paper show them."""

from __future__ import annotations

from dataclasses import dataclass

Cell = str | int


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: so many of ``most`` are good, paper and late parts beside them; ``tick`` is where it should
    reach. ``label`` says the figures."""

    name: str
    label: str
    good: int
    most: int
    paper: int = 0
    late: int = 0
    tick: int | None = None

    def part(self, n: int) -> str:
        """How wide a part is, in percent with one decimal."""
        return f"{100 * n / self.most:.1f}" if self.most else "0"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what it is, its finding as a sentence, its head, its rows; ``bars`` are its chart."""

    name: str
    finding: str
    head: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    bars: tuple[Bar, ...] = ()
    note: str = ""

    @property
    def numeric(self) -> set[int]:
        """The columns that hold numbers and nothing else."""
        columns = range(len(self.head))
        values = {column: [row[column] for row in self.rows] for column in columns}
        return {c for c in columns if values[c] and all(isinstance(v, int) for v in values[c])}
