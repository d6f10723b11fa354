"""The machine: a house of its own, a clock, and one way to try an act and hold it to the model."""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, timedelta
from typing import Any, ClassVar, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import Engine, event, text
from sqlmodel import SQLModel

from models import clock, database
from models.faults import Refused
from tests import walk
from tests.tasks.second_time.prepared import Prepared

DONE, UNCHANGED, KNOWN, REFUSED = "done", "unchanged", "known", "refused"

AGO = st.sampled_from([0] * 12 + [1, 3, -1])
"""How many days before today an act is dated; -1 is tomorrow."""

ACTORS = st.sampled_from(
    [walk.CLERK, walk.LEADER, walk.CHIEF] * 4 + [f"{walk.CLERK} ", f"{walk.CHIEF}\u200b", " "]
)
REQUESTS = st.sampled_from([None] * 4 + ["请求甲", "请求乙"])

Answer = dict[str, Any]
Machine = TypeVar("Machine", bound="Acts")

READS = ("SELECT", "PRAGMA", "BEGIN", "SHOW")


def stands(check: Callable[[Machine], None]) -> Callable[[Machine], None]:
    """An invariant of what is stored: looked at again whenever something was written, even if it was
    taken back, and on another day; what nobody touched stands as it stood."""

    @functools.wraps(check)
    def looked(self: Machine) -> None:
        now = (self.written, self.today)
        if self.seen.get(check.__name__) != now:
            check(self)
            self.seen[check.__name__] = now

    return invariant()(looked)


class Acts(RuleBasedStateMachine):
    """What every room's acts need; ``prepared`` is given by the test."""

    prepared: ClassVar[Prepared]

    def __init__(self) -> None:
        super().__init__()
        self.open = ExitStack()
        self.home = self.open.enter_context(self.prepared.copy())
        self.today = walk.DRAW_DAY
        self.answered: dict[tuple[str, str], Answer] = {}
        self.written = 0
        self.seen: dict[str, tuple[int, date]] = {}
        event.listen(Engine, "before_cursor_execute", self._told)
        self.open.callback(event.remove, Engine, "before_cursor_execute", self._told)

    def _told(self, connection: object, cursor: object, statement: str, *_: object) -> None:
        self.written += not statement.lstrip().upper().startswith(READS)

    def teardown(self) -> None:
        """Leave the house."""
        self.open.close()

    @rule(days=st.integers(1, 4))
    def time_passes(self, days: int) -> None:
        """The clock goes on."""
        self.today += timedelta(days=days)

    def day(self, ago: int) -> date:
        """The legal day of an act."""
        return self.today - timedelta(days=ago)

    def attempt(
        self,
        subject: str,
        request: str | None,
        expected: str,
        act: Callable[[], Answer],
        *,
        day: date,
        actor: str,
    ) -> Answer | None:
        """Try one act. The answer, or ``None`` if it was refused or answered before.

        Whatever the model expects, nobody acts without a name or on a day to come, and the same
        request about the same subject is the same act: its answer, and nothing more stored.
        """
        if request is not None and (subject, request) in self.answered:
            expected = KNOWN
        if day > self.today or not actor.strip():
            expected = REFUSED
        before, written = stored(), self.written
        with clock.held_at(self.today):
            try:
                answer = act()
            except Refused:
                answer = {"act": REFUSED}
        assert answer["act"] == expected, (subject, expected, answer)
        if expected == DONE:
            assert stored()["audit_event"] == before["audit_event"] + 1
            if request is not None:
                self.answered[subject, request] = answer
        else:
            assert self.written == written or stored() == before
        if expected == KNOWN and request is not None:
            assert {**answer, "act": DONE} == self.answered[subject, request]
        return answer if expected in (DONE, UNCHANGED) else None


def stored() -> dict[str, int]:
    """How many rows each table holds."""
    counts = [f"(SELECT count(*) FROM {table}) AS {table}" for table in SQLModel.metadata.tables]
    with database.reading() as session:
        row = session.execute(text(f"SELECT {', '.join(counts)}")).mappings().one()
    return {str(table): int(count) for table, count in row.items()}
