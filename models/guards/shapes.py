"""What a guard is made of. Conditions are SQL over NEW and OLD that both databases share, with
``IS DISTINCT FROM`` where NULL counts as a value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.rules.states import Move

ALWAYS, NEVER = "1 = 1", "1 = 0"


@dataclass(frozen=True, slots=True)
class Refusal:
    """An operation on a row is refused with ``message`` (Chinese) where ``condition`` holds."""

    condition: str
    message: str


@dataclass(frozen=True, slots=True)
class Opening:
    """``columns`` may change where ``when`` holds; anywhere else that is refused."""

    columns: tuple[str, ...]
    when: str
    message: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a table: all of it, but for what is opened here by name.

    ``what`` is what its rows are called. A row may be added unless one of ``not_added`` holds,
    changed, where it is open, unless one of ``not_changed`` holds, and deleted only where
    ``may_delete`` holds.
    """

    what: str
    may_change: tuple[Opening, ...] = ()
    not_added: tuple[Refusal, ...] = ()
    not_changed: tuple[Refusal, ...] = ()
    may_delete: str = NEVER

    @property
    def open_columns(self) -> set[str]:
        """Every column that may change at some time."""
        return {column for opening in self.may_change for column in opening.columns}


def once(*columns: str, message: str) -> Opening:
    """``columns`` are filled in once and together, and then stay."""
    when = " AND ".join(f"OLD.{c} IS NULL AND NEW.{c} IS NOT NULL" for c in columns)
    return Opening(columns, when, message)


def along(moves: Iterable[Move]) -> str:
    """The state goes where one of ``moves`` leads."""
    return " OR ".join(
        f"(OLD.state = '{move.before}' AND NEW.state = '{move.after}')" for move in moves
    )


def beginning(moves: Iterable[Move], message: str) -> Refusal:
    """A new row stands where no move leads to."""
    before, after = {move.before for move in moves}, {move.after for move in moves}
    first = ", ".join(f"'{state}'" for state in sorted(before - after))
    return Refusal(f"NEW.state NOT IN ({first})", message)


def next_number(table: str, column: str, *scope: str, message: str) -> Refusal:
    """``column`` counts on by one among the rows that share ``scope``."""
    same = " AND ".join(f"e.{name} = NEW.{name}" for name in scope) or ALWAYS
    newest = f"(SELECT coalesce(max(e.{column}), 0) FROM {table} e WHERE {same})"
    return Refusal(f"NEW.{column} <> 1 + {newest}", message)
