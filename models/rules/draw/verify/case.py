"""What a verifier was given, and what is recomputed from it once for all checks that need it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from models.faults import Refused
from models.rules.draw import suite as suites
from models.rules.draw import texts as five
from models.rules.draw.assign import assign
from models.rules.draw.document import UNREAD, D, document, members, read_document
from models.rules.draw.keys import seed, source_line, text_key
from models.rules.draw.reading import read
from models.rules.draw.record import NOT_DIGESTED
from models.rules.draw.sample import Place, Substitutes, Tickets, by_ticket, order
from models.rules.draw.shape import FiledText, Record
from models.rules.draw.standing import Standing, StandingPlace
from models.rules.draw.texts import NAMES, Texts
from models.rules.draw.verify.replay import replay


@dataclass(frozen=True)
class Beside:
    """What lies beside the record, all of it optional: files as their bytes.

    ``texts`` are the large texts by file name, of this record and of the ones before;
    ``results`` the published files, ``sheet`` the digest on the signed sheet, ``authority`` the
    PEM of a time-stamp authority.
    """

    texts: Mapping[str, bytes] = field(default_factory=dict)
    announcement: bytes | None = None
    previous: bytes | None = None
    next: bytes | None = None
    superseded: bytes | None = None
    sheet: str | None = None
    results: Sequence[bytes] | None = None
    authority: bytes | None = None


class Case:
    """A record under examination. What can't be had is ``None``; no access raises."""

    def __init__(self, content: bytes, beside: Beside) -> None:
        self.content, self.beside = content, beside
        self.value, self.faults = read_document(content)
        self.record, self.misshapen = read(self.value) if self.value is not UNREAD else (None, [])

    def part(self, *path: str) -> Any:
        """A value of the file by its path, whatever its shape."""
        here = self.value
        for key in path:
            here = here.get(key) if isinstance(here, dict) else None
        return here

    def digest_of(self, value: Any) -> str | None:
        """``D`` by the draw's own suite, if there is one and ``value`` is a document."""
        suite = self.part("announcement", "suite")
        if not isinstance(suite, str) or suite not in suites.SUITES:
            return None
        try:
            return D(suite, value)
        except ValueError:
            return None

    @cached_property
    def members(self) -> dict[str, bytes | memoryview]:
        """The bytes of each part of a file that is the document it parses to; else nothing."""
        if self.faults or not isinstance(self.value, dict):
            return {}
        return members(self.content, self.value, "draw")

    def digest_of_part(self, key: str) -> str | None:
        """``D`` of a part of the file, taken from its bytes where they are right."""
        part = self.members.get(key)
        if part is None:
            return self.digest_of(self.part(key))
        return self._hashed((part, b"\n"))

    @cached_property
    def digest(self) -> str | None:
        """The record's, recomputed."""
        if not isinstance(self.value, dict):
            return None
        if not self.members:
            return self.digest_of({k: v for k, v in self.value.items() if k not in NOT_DIGESTED})
        pieces: list[bytes | memoryview] = []
        for key in sorted(self.members.keys() - set(NOT_DIGESTED)):
            pieces += [b"," if pieces else b"{", f'"{key}":'.encode(), self.members[key]]
        return self._hashed((*pieces, b"}\n"))

    def _hashed(self, pieces: Iterable[bytes | memoryview]) -> str | None:
        suite = self.part("announcement", "suite")
        if not isinstance(suite, str) or suite not in suites.SUITES:
            return None
        hashed = suites.new(suite)
        for piece in pieces:
            hashed.update(piece)
        return hashed.hexdigest()

    @cached_property
    def announced(self) -> bytes | None:
        """The announcement's file."""
        said = self.part("announcement")
        try:
            return None if said is None else document(said)
        except ValueError:
            return None

    @cached_property
    def announcement_digest(self) -> str | None:
        """The announcement's, recomputed."""
        return self.digest_of_part("announcement")

    @cached_property
    def draw_digest(self) -> str | None:
        """The draw's, recomputed; ``None`` where none is shown."""
        return None if self.part("draw") is None else self.digest_of_part("draw")

    @cached_property
    def texts_found(self) -> dict[str, bytes | None]:
        """Each text; one whose file isn't there is ``None``."""
        return {} if self.record is None else texts_of(self.record, self.beside.texts)

    @cached_property
    def texts(self) -> Texts | None:
        """The five, if all are there and as they should be by themselves and with each other."""
        found = {name: text for name, text in self.texts_found.items() if text is not None}
        return None if len(found) != len(NAMES) or self.text_faults else Texts(**found)

    @cached_property
    def text_faults(self) -> list[str]:
        """What is wrong with their lines."""
        found = self.texts_found
        if self.record is None:
            return []
        present = {name: text for name, text in found.items() if text is not None}
        if len(present) != len(NAMES):
            return [p for name, text in present.items() for p in five.form_problems(name, text)]
        strata = {each.code for each in self.record.announcement.strata}
        return five.problems(Texts(**present), strata)

    @cached_property
    def text_key(self) -> bytes | None:
        """The key of the texts' digests."""
        if self.record is None:
            return None
        said = self.record.announcement
        return text_key(said.suite, said.draw_id, bytes.fromhex(self.record.secret))

    @cached_property
    def seed(self) -> bytes | None:
        """The seed, if every source has a value."""
        if self.record is None or any(each.value is None for each in self.record.sources):
            return None
        said = self.record.announcement
        lines = [source_line(each.name, each.value or "") for each in self.record.sources]
        return seed(said.suite, said.draw_id, bytes.fromhex(self.record.secret), lines)

    @cached_property
    def tickets(self) -> Tickets | None:
        """The tickets of the recomputed seed."""
        if self.record is None or self.seed is None:
            return None
        return Tickets(self.record.announcement.suite, self.seed)

    @cached_property
    def places(self) -> dict[str, list[Place]] | None:
        """The drawn of each stratum and its published substitutes."""
        if self.record is None or self.texts is None or self.tickets is None:
            return None
        said = self.record.announcement.strata
        sizes = {each.code: each.sample_size for each in said}
        more = {each.code: each.substitutes for each in said}
        subjects = self.texts.subjects
        ids = {each.code: five.ids_of(subjects, each.code) for each in said}
        return order(self.tickets, ids, sizes, more)

    @cached_property
    def codes(self) -> list[str]:
        """Every inspector's code."""
        return [] if self.texts is None else self.texts.inspectors.decode("ascii").split()

    @cached_property
    def recused(self) -> dict[str, set[str]]:
        """Subject -> who is recused from it."""
        return {} if self.texts is None else five.recused(self.texts.recusals)

    @cached_property
    def assigned(self) -> tuple[int, dict[str, list[str]]] | None:
        """The cap, and the inspectors of each drawn subject."""
        if self.record is None or self.places is None or self.tickets is None:
            return None
        said = self.record.announcement
        ids = by_ticket(p for found in self.places.values() for p in found if p.drawn)
        try:
            m, slack = said.inspectors_per_subject, said.load.slack
            return assign(self.tickets, ids, self.codes, self.recused, m, slack)
        except Refused:
            return None

    @cached_property
    def replayed(self) -> tuple[Standing, list[str]] | None:
        """The places after all changes, and what is wrong with these."""
        record = self.record
        if record is None or self.places is None or self.assigned is None:
            return None
        if self.tickets is None or self.texts is None:
            return None
        subjects = self.texts.subjects
        said, (cap, seats) = record.announcement, self.assigned
        sizes = {each.code: each.sample_size for each in said.strata}
        standing = Standing(
            self.tickets,
            Substitutes(self.tickets, lambda stratum: five.ids_of(subjects, stratum), sizes),
            self.codes,
            self.recused,
            cap,
            [
                StandingPlace(place.stratum, place.rank, place.id, seats[place.id])
                for found in self.places.values()
                for place in found
                if place.drawn
            ],
        )
        return standing, list(replay(standing, record.changes, said.second_decision_after))

    @cached_property
    def called(self) -> dict[str, str]:
        """Stratum -> its Chinese name."""
        if self.record is None:
            return {}
        return {each.code: each.name for each in self.record.announcement.strata}


def texts_of(record: Record, files: Mapping[str, bytes]) -> dict[str, bytes | None]:
    """Each text of a record, from within it or from beside it."""
    found: dict[str, bytes | None] = {}
    for name in NAMES:
        text = getattr(record.texts, name)
        found[name] = files.get(text.file) if isinstance(text, FiledText) else text.encode()
    return found
