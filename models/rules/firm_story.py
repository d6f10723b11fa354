"""A firm's story as the public site tells it: its turns in the draws, its results with their versions,
the lists it is on. Everything in it was made public before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.rules.disclosure import NOT_SIGNED, PublicResult
from models.rules.draw.reasons import WORDS, ChangeKind
from models.rules.results import ResultKind

UNSIGNED = (NOT_SIGNED, "被检查对象拒绝签字")
"""How it is said, and was in earlier releases, that nobody signed: a note, no part of the result."""

DRAWN, NOT_DRAWN, SUBSTITUTED = "抽中", "未抽中", "递补抽中"


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a result; ``row`` is ``None`` where a later one took its text back."""

    version: int
    kind: ResultKind
    state: str
    row: PublicResult | None
    note: str
    next_word_on: date | None
    page: str
    released_on: date
    late: str = ""
    """Of a release that was entered later: when, in words."""

    @property
    def sentence(self) -> str:
        """What was found, without whether it was signed."""
        return self._parts[0]

    @property
    def remark(self) -> str:
        """That it was not signed, if so."""
        return self._parts[1]

    @property
    def _parts(self) -> tuple[str, str]:
        said = self.row.result if self.row else ""
        for words in UNSIGNED:
            if said.endswith(f"。{words}"):
                return said.removesuffix(f"。{words}"), words
        return said, ""


@dataclass(frozen=True, slots=True)
class Result:
    """An inspection's result, its versions newest first. ``draw_id`` is ``None`` of a special one;
    ``period`` is its draw's, in words."""

    number: str
    item: str
    draw_id: str | None
    year: int
    period: str
    versions: tuple[Version, ...]

    @property
    def now(self) -> Version:
        """The version that stands."""
        return self.versions[0]

    @property
    def visited_on(self) -> str:
        """The day of the visit, ISO 8601; empty where the result was withdrawn."""
        return self.now.row.visited_on if self.now.row else ""

    @property
    def code(self) -> str:
        """Of whom it is; a withdrawn one still has its place."""
        return next(each.row.credit_code for each in self.versions if each.row)

    @property
    def name(self) -> str:
        """What the firm was called."""
        return next(each.row.name for each in self.versions if each.row)

    @property
    def notes(self) -> list[Version]:
        """The corrections that stay beside it, and what was withdrawn, the newest first."""
        return [each for each in self.versions if each.note]


@dataclass(frozen=True, slots=True)
class Turn:
    """What became of a firm in a draw whose record is public."""

    draw_id: str
    year: int
    period: str
    came: str
    page: str


@dataclass(frozen=True, slots=True)
class OnList:
    """A stay on a list as it was published last, or that it ended; ``state`` in a word, ``page`` where
    it is told. Of one that ended nothing is told but that, and by what."""

    list: str
    reason: str
    entered_on: str
    state: str
    page: str
    exited_on: str = ""
    due_off_on: str = ""
    repairable_from: str = ""
    basis: str = ""
    note: str = ""
    measures: tuple[str, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether the firm is on the list still."""
        return not self.exited_on


@dataclass(frozen=True, slots=True)
class Firm:
    """Everything public of one firm, each kind newest first."""

    code: str
    name: str
    results: tuple[Result, ...]
    turns: tuple[Turn, ...]
    lists: tuple[OnList, ...]

    @property
    def released(self) -> list[date]:
        """The days on which something of its results was released, the first first."""
        return sorted(each.released_on for result in self.results for each in result.versions)

    def result_of(self, draw_id: str) -> Result | None:
        """What came of a draw."""
        return next((each for each in self.results if each.draw_id == draw_id), None)


def turns_in(
    record: Mapping[str, Any], subjects: Iterable[str], left_out: Iterable[tuple[str, str]]
) -> dict[str, str]:
    """Firm -> what became of it in a draw, in words, by the draw's public record; nothing where it
    was abandoned: nobody was inspected by it.

    Duty: 17.1, 17.2, 18.3 (第十七条、第十八条).
    """
    if record["abandoned"] is not None or record["draw"] is None:
        return {}
    came = dict.fromkeys(subjects, NOT_DRAWN)
    came |= {id_: f"未参加抽取：{WORDS['ineligible'][reason]}" for id_, reason in left_out}
    came |= dict.fromkeys((each["id"] for each in record["draw"]["drawn"]), DRAWN)
    for change in record["changes"]:
        if change["kind"] == ChangeKind.SUBJECT:
            out = change["out"]
            came[out] = f"{came[out]}，后换下：{WORDS['leaves'][change['reason']]}"
            if change["in"] is not None:
                came[change["in"]] = SUBSTITUTED
    return came
