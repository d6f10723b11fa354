"""What a table holds, as one number that moves with every row: the audit record carries it.

The sum of a long hash of each row, modulo 2^2048: the order of rows doesn't matter, a row that is
written is added, one that goes is taken away, so a step pays for what it changes and not for the
table. A sum and not an exclusive-or, whose collisions are linear algebra; 2048 bits and not 256,
because short sums give way to generalised birthdays (Bellare and Micciancio, "A New Paradigm for
Collision-free Hashing", Eurocrypt 1997; Lewi and others, "Securing Update Propagation with
Homomorphic Hashing", 2019).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

BYTES = 256
_MODULUS = 1 << (8 * BYTES)

Covered = dict[str, dict[str, Any]]
"""What an event says of each table it wrote to: ``before``, the digest of the sum it found;
``gone`` and ``come``, how many rows; ``rows`` and ``sum``, what the table holds now. A database
that is summed anew has no ``gone`` and ``come``, and for the first time no ``before``."""


@dataclass(frozen=True, slots=True)
class StateSum:
    """How many rows a table holds, and the sum over them."""

    rows: int = 0
    total: int = 0

    @classmethod
    def read(cls, rows: int, text: str) -> StateSum:
        """From how it is stored."""
        return cls(rows, int(text, 16))

    @property
    def text(self) -> str:
        """The sum as it is stored, hexadecimal."""
        return f"{self.total:x}"

    def digest(self) -> str:
        """SHA-256 (hex) of the sum, as an audit event carries it.

        Duty: 10.3 (第十条末款).
        """
        return hashlib.sha256(self.total.to_bytes(BYTES, "big")).hexdigest()

    def moved(self, table: str, gone: Iterable[str], come: Iterable[str]) -> StateSum:
        """The sum once the rows ``gone`` have left ``table`` and the rows ``come`` stand in it.

        Rows are their texts as the database writes them.

        Duty: 10.3 (第十条末款).
        """
        rows, total = self.rows, self.total
        prefix = hashlib.shake_256(table.encode() + b"\0")
        for sign, texts in ((-1, gone), (1, come)):
            for text in texts:
                row = prefix.copy()
                row.update(text.encode())
                total += sign * int.from_bytes(row.digest(BYTES), "big")
                rows += sign
        return StateSum(rows, total % _MODULUS)


NOTHING = StateSum()


@dataclass
class Stated:
    """What the events read so far say that the tables hold."""

    tables: Covered = field(default_factory=dict)

    def take(self, covered: Mapping[str, Mapping[str, Any]], anew: bool) -> list[str]:
        """Read on by one event; gives what does not follow from the events before it.

        ``anew`` tells that its act may sum every table anew, as only migrating does.

        Duty: 10.3 (第十条末款).
        """
        first = not self.tables
        problems = []
        for table, said in covered.items():
            known = self.tables.get(table, {"rows": 0, "sum": NOTHING.digest()})
            moved = "gone" in said
            if not (first and not moved) and said.get("before") != known["sum"]:
                problems.append(f"表 {table} 的摘要与此前的记录不相接")
            if moved and said["rows"] != known["rows"] - said["gone"] + said["come"]:
                problems.append(f"表 {table} 的行数与此前的记录不相接")
            if not moved and not anew:
                problems.append(f"表 {table} 的摘要不是由本步写入的行得出")
            self.tables[table] = dict(said)
        return problems
