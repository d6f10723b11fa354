"""A draw of the year as the ledger takes it: what was done with it on which days, how much of that was
known on a day, and how much of it is public."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from models.rules.change_rate import Made
from models.rules.draw.state import DrawState
from models.rules.order import Done


@dataclass(frozen=True, slots=True)
class Abandoned:
    """That a draw was given up: when, why (in words), and the digest of its record."""

    done: Done
    reason: str
    record_digest: str | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """A change that was made of a confirmed draw; ``vacates``: nobody came in. ``number`` is its
    event's in the audit record."""

    made: Made
    on: date
    vacates: bool
    number: int


@dataclass(frozen=True, slots=True)
class Deducted:
    """Draws that need not be held, why, and on what paper; ``number`` as in ``Changed``."""

    count: int
    reason: str
    document: str
    recorded: Done
    number: int


@dataclass(frozen=True, slots=True)
class Told:
    """What of a draw is public: its announcement, that it was abandoned, its record; ``record`` is
    the number of the event that built the newest one."""

    announced: bool = False
    abandoned: bool = False
    record: int | None = None


@dataclass(frozen=True, slots=True)
class HeldDraw:
    """A draw held for a period. ``sample``: how many subjects it was announced to draw. ``withheld``:
    what follows the announcement is left out because it is not public yet.
    """

    draw_id: str
    period: int
    sample: int
    announced: Done
    received: Done | None = None
    drawn: Done | None = None
    confirmed: Done | None = None
    abandoned: Abandoned | None = None
    changes: tuple[Changed, ...] = ()
    record_due: date | None = None
    record: Done | None = None
    withheld: bool = False

    def known_on(self, as_of: date) -> HeldDraw | None:
        """The draw without what was done after ``as_of``; ``None`` before it was announced."""
        if self.announced.on > as_of:
            return None
        given_up = self.abandoned
        return replace(
            self,
            received=_by(self.received, as_of),
            drawn=_by(self.drawn, as_of),
            confirmed=_by(self.confirmed, as_of),
            abandoned=given_up if given_up and given_up.done.on <= as_of else None,
            changes=tuple(each for each in self.changes if each.on <= as_of),
            record=_by(self.record, as_of),
        )

    def told(self, told: Told) -> HeldDraw | None:
        """The draw as far as ``told`` makes it public; ``None`` where nothing of it is. A record tells
        the changes that were decided before it was built.

        Duty: 3.1, 17.1 (第三条、第十七条).
        """
        if told.record is not None:
            known = told.record
            return replace(self, changes=tuple(c for c in self.changes if c.number < known))
        if told.abandoned:
            return replace(self, received=None, changes=(), record=None)
        if not told.announced:
            return None
        return HeldDraw(
            draw_id=self.draw_id,
            period=self.period,
            sample=self.sample,
            announced=self.announced,
            record_due=self.record_due,
            withheld=True,
        )

    @property
    def state(self) -> DrawState | None:
        """Where it stands; ``None`` where that is not public yet."""
        if self.abandoned is not None:
            return DrawState.ABANDONED
        if self.withheld:
            return None
        if self.confirmed is not None:
            return DrawState.CONFIRMED
        return DrawState.DRAWN if self.drawn is not None else DrawState.ANNOUNCED


def _by(done: Done | None, as_of: date) -> Done | None:
    return done if done is not None and done.on <= as_of else None
