"""The audit record's chain: every event carries the hash of the one before it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from types import MappingProxyType

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
        stated = {**asdict(self), "as_of": self.as_of.isoformat()}
        return hashlib.sha256(rfc8785.dumps(stated)).hexdigest()


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold; ``number`` is ``None`` for the chain as a whole."""

    number: int | None
    problem: str


HEAD_LETTERS = 16
"""The least of a head that is compared: what a form's footer has room for."""


_HEAD = re.compile(rf"[0-9a-f]{{{HEAD_LETTERS},64}}")


def check(
    links: Iterable[tuple[Link, str]], heads: Mapping[str, str] = MappingProxyType({})
) -> tuple[str, list[Break]]:
    """Replay the chain of ``(link, stored hash)`` in order; give its head and every break.

    ``heads`` are hashes printed on what left the house, or their first letters (at least
    ``HEAD_LETTERS``), each with the document that bears it: without one a cut tail, or a chain
    written anew from the start, cannot be seen; with one the events up to it must still be there.

    Duty: 10.3 (第十条末款).
    """
    breaks: list[Break] = []
    unseen = {head for head in heads if _HEAD.fullmatch(head) and not GENESIS.startswith(head)}
    lengths = {len(head) for head in unseen}
    previous, expected_number = GENESIS, 1
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
        unseen -= {stored[:length] for length in lengths}
        previous, expected_number = stored, link.number + 1
    breaks += [
        Break(None, f"{where}上的链头「{head}」不是 {HEAD_LETTERS} 至 64 位十六进制数")
        for head, where in sorted(heads.items())
        if not _HEAD.fullmatch(head)
    ]
    breaks += [
        Break(
            None,
            f"找不到{heads[head]}上的链头 {head}：记录的末尾被截去、整条被改写，或链头抄写有误",
        )
        for head in sorted(unseen)
    ]
    return previous, breaks
