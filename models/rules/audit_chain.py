"""The audit record's chain: every event carries the hash of the one before it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

import rfc8785

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Link:
    """What an event's hash covers: everything it says, and the hash before it."""

    number: int
    key: str
    action: str
    actor: str
    region: str
    as_of: date
    recorded_at: str
    payload: str
    previous_hash: str

    def hash(self) -> str:
        """SHA-256 (hex) over the RFC 8785 form of the event.

        Duty: 10.3 (第十条末款).
        """
        said = {**asdict(self), "as_of": self.as_of.isoformat()}
        return hashlib.sha256(rfc8785.dumps(said)).hexdigest()


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold; ``number`` is ``None`` for the chain as a whole."""

    number: int | None
    problem: str


def check(links: Iterable[tuple[Link, str]], head: str | None = None) -> tuple[str, list[Break]]:
    """Replay the chain of ``(link, stored hash)`` in order; give its head and every break.

    ``head`` is the hash printed on something that left the house: without it a cut tail cannot be
    seen, with it the events up to that hash must still be there.

    Duty: 10.3 (第十条末款).
    """
    breaks: list[Break] = []
    previous, expected_number, met_head = GENESIS, 1, head == GENESIS
    for link, stored in links:
        if link.number != expected_number:
            breaks.append(
                Break(
                    link.number, f"应为第{expected_number}号，实为第{link.number}号：中间有记录缺失"
                )
            )
        if link.previous_hash != previous:
            breaks.append(Break(link.number, "与上一条记录的哈希不相接"))
        if link.hash() != stored:
            breaks.append(Break(link.number, "内容与其哈希不符：记录被改动过"))
        met_head = met_head or stored == head
        previous, expected_number = stored, link.number + 1
    if head is not None and not met_head:
        breaks.append(Break(None, "找不到所给的链头：记录的末尾被截去，或链头抄写有误"))
    return previous, breaks
