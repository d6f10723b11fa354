"""The work of a year assessed (考评考核): flat frames of inspections, forms and deadlines, counted as they
were known on a day.

A row is one thing, and each thing is counted once: two inspections of one visit are one visit, a recheck
is none, and what was withdrawn is counted as withdrawn and nowhere else. What was entered only after its
day, under an earlier one (补录), is in time on paper: a count of its own, never among what was in time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pandas as pd

from models.rules.firm_visits import Made, VisitKind
from models.rules.firm_visits import visits as visits_of
from models.rules.inspection import Outcome

RETURNS, RETURNS_WORDS = "returns", "回传登记表"
"""The term of a form; every other has its record among the deadlines."""

FEW = 20
"""Of fewer cases than these a percentage says nothing."""


@dataclass(frozen=True, slots=True)
class Share:
    """``n`` of so many."""

    n: int
    of: int

    @property
    def value(self) -> Fraction | None:
        """As a number; ``None`` where there is no case."""
        return Fraction(self.n, self.of) if self.of else None

    @property
    def words(self) -> str:
        """38/41（93%）; of few cases 2/5, of none nothing."""
        if not self.of:
            return ""
        return f"{self.n}/{self.of}" + (
            f"（{percent(self.n, self.of)}%）" if self.of >= FEW else ""
        )


def percent(n: int, of: int) -> int:
    """A whole percentage: never 100 or 0 unless it is."""
    if n in (0, of):
        return 100 * (n > 0)
    return min(99, max(1, (200 * n + of) // (2 * of)))


@dataclass(frozen=True, slots=True)
class Kept:
    """The deadlines of one kind: in time, in time only by a late entry, missed, still open."""

    kind: str
    met: int
    on_paper: int
    late: int
    open: int

    @property
    def share(self) -> Share:
        """In time, of those that are over."""
        return Share(self.met, self.met + self.on_paper + self.late)


@dataclass(frozen=True, slots=True)
class Group:
    """What falls to a period, an item, a unit or an inspector: inspections, those really made, those at
    which something was found, and the deadlines by kind."""

    name: str
    inspections: int
    visited: int
    found: int
    kept: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class Visits:
    """Visits by how they came about, each once; ``together``: inspections that were part of one counted
    already. ``in_vain``: nobody could be inspected."""

    drawn: int
    joint: int
    special: int
    together: int
    rechecks: int
    in_vain: int


def as_known(inspections: pd.DataFrame, forms: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The inspections that stood on ``as_of``, each with the form in force then.

    ``inspections`` has a row for each: ``number``, ``kind``, ``draw``, ``stratum``, ``code``,
    ``dispatched_on``, ``left_on`` (when a change or a cancellation took it away) and what it is grouped
    by; ``forms`` one for each version: ``number``, ``version``, ``received_on``, ``visited_on``,
    ``outcome``.

    Duty: 24.1 (第二十四条).
    """
    day = pd.Timestamp(as_of)
    stay = inspections[(inspections["dispatched_on"] <= day) & ~(inspections["left_on"] <= day)]
    known = forms[forms["received_on"] <= day].sort_values("version")
    last = known.drop_duplicates("number", keep="last")
    whole = stay.merge(last[["number", "visited_on", "outcome"]], on="number", how="left")
    made = whole["outcome"].notna() & (whole["outcome"] != Outcome.NO_VISIT.value)
    return whole.assign(
        visited=made,
        in_vain=whole["outcome"] == Outcome.NO_VISIT.value,
        found=whole["outcome"] == Outcome.NON_CONFORM.value,
    )


def returns_due(inspections: pd.DataFrame, forms: pd.DataFrame) -> pd.DataFrame:
    """The terms of the forms, as deadlines: met when a form first came in.

    Duty: 20.1, 24.1 (第二十条、第二十四条).
    """
    first = forms[forms["version"] == 1][["number", "received_on"]]
    terms = inspections.merge(first, on="number", how="left")
    return terms.assign(
        kind=RETURNS,
        matter=terms["number"],
        event_on=terms["dispatched_on"],
        met_on=terms["received_on"],
    )


def with_standing(deadlines: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The deadlines that ran on ``as_of``, and how each stood, in four columns: a whole column at once
    what ``models.rules.deadlines.standing`` says of one.

    Duty: 23.1, 24.1 (第二十三条、第二十四条).
    """
    day = pd.Timestamp(as_of)
    ran = deadlines[deadlines["event_on"] <= day]
    met_on = ran["met_on"].where(ran["met_on"] <= day)
    in_time = met_on <= ran["due_on"]
    on_paper = in_time & (ran["entered_on"] > ran["due_on"])
    late = (met_on > ran["due_on"]) | (met_on.isna() & (ran["due_on"] < day))
    return ran.assign(
        met_on=met_on,
        met=in_time & ~on_paper,
        on_paper=on_paper,
        late=late,
        open=~in_time & ~late,
    )


_FLAG_COLUMNS = ["met", "on_paper", "late", "open"]


def kept(standing: pd.DataFrame) -> tuple[Kept, ...]:
    """The deadlines by kind, those kept worst first; a kind without any is left out.

    Duty: 24.1 (第二十四条).
    """
    sums = standing.groupby("kind")[_FLAG_COLUMNS].sum()
    return _worst_first(Kept(str(kind), *map(int, row)) for kind, *row in sums.itertuples())


def _worst_first(counted: Iterable[Kept]) -> tuple[Kept, ...]:
    return tuple(sorted(counted, key=lambda each: (_rate(each), each.kind)))


def _rate(each: Kept) -> Fraction:
    return each.share.value if each.share.value is not None else Fraction(2)


def by_group(inspections: pd.DataFrame, standing: pd.DataFrame, column: str) -> list[Group]:
    """The inspections and the deadlines by the names in ``column`` of both, rechecks left out of the
    inspections; what has no name there is in no group.

    Duty: 24.1 (第二十四条).
    """
    own = inspections[inspections["kind"] != VisitKind.RECHECK.value]
    counts = own.groupby(column).agg(
        inspections=("number", "nunique"), visited=("visited", "sum"), found=("found", "sum")
    )
    counted = {str(name): tuple(map(int, row)) for name, *row in counts.itertuples()}
    terms: dict[str, list[Kept]] = {}
    sums = standing.groupby([column, "kind"])[_FLAG_COLUMNS].sum()
    for (name, kind), *row in sums.itertuples():
        terms.setdefault(str(name), []).append(Kept(str(kind), *map(int, row)))
    groups = []
    for name in sorted({*counted, *terms}):
        dispatched, visited, found = counted.get(name, (0, 0, 0))
        kinds = _worst_first(terms.get(name, ()))
        groups.append(Group(name, dispatched, visited, found, kinds))
    return groups


def visits(inspections: pd.DataFrame, officers: pd.DataFrame) -> Visits:
    """The visits that were made, each once (``models.rules.firm_visits``). ``officers``: ``number``,
    ``badge``.

    Duty: 4.1, 24.1 (第四条、第二十四条).
    """
    made = inspections[inspections["visited"]]
    rechecks = made["kind"] == VisitKind.RECHECK.value
    own = made[~rechecks]
    badges = officers.groupby("number")["badge"].agg(frozenset).to_dict()
    once = visits_of(
        Made(number, code, on.date(), badges.get(number, frozenset()), VisitKind(kind))
        for number, code, on, kind in own[["number", "code", "visited_on", "kind"]].itertuples(
            index=False
        )
    )
    of_kind = Counter(visit.kind for visit in once)
    return Visits(
        drawn=of_kind[VisitKind.DRAWN],
        joint=of_kind[VisitKind.JOINT],
        special=of_kind[VisitKind.SPECIAL],
        together=len(own) - len(once),
        rechecks=int(rechecks.sum()),
        in_vain=int(inspections["in_vain"].sum()),
    )


def coverage(inspections: pd.DataFrame, roster: pd.DataFrame) -> dict[str, tuple[Share, int]]:
    """Item -> how many of its roster's firms were inspected, and how many were that stand in it no more.
    ``roster``: ``item``, ``code``.

    Duty: 24.1 (第二十四条).
    """
    made = inspections[inspections["visited"] & (inspections["kind"] != VisitKind.RECHECK.value)]
    seen = made[["item", "code"]].drop_duplicates()
    both = seen.merge(roster.drop_duplicates(), on=["item", "code"], how="outer", indicator=True)
    sides = both.groupby(["item", "_merge"], observed=False).size()
    covered = {}
    for item in sorted(both["item"].unique()):
        here, gone, rest = (int(sides[item, side]) for side in ("both", "left_only", "right_only"))
        covered[str(item)] = (Share(here, here + rest), gone)
    return covered


def reached(
    strata: pd.DataFrame, inspections: pd.DataFrame, standing: pd.DataFrame
) -> pd.DataFrame:
    """Each class of each draw (``draw``, ``stratum``, ``due``) with how many of its places were ``reached``
    by an inspection, and whether forms of the draw are still ``out`` within their term.

    Duty: 9.1, 24.1 (第九条、第二十四条).
    """
    made = inspections[inspections["visited"]].groupby(["draw", "stratum"]).size()
    whole = strata.merge(made.rename("reached").reset_index(), on=["draw", "stratum"], how="left")
    waiting = standing[(standing["kind"] == RETURNS) & standing["open"]]["draw"]
    return whole.assign(
        reached=whole["reached"].fillna(0).astype(int), out=whole["draw"].isin(waiting)
    )


def counted_words(words: Sequence[str]) -> list[tuple[str, int]]:
    """How often each was said, the most frequent first."""
    counts = pd.Series(list(words), dtype=object).value_counts()
    return sorted(
        ((str(word), int(n)) for word, n in counts.items()), key=lambda each: (-each[1], each[0])
    )
