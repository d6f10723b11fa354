"""What every closed list of states or kinds is made of: a value to store, its Chinese words, and,
for a state, the moves the regulation allows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from models.faults import Refused


class Worded(StrEnum):
    """A member is written ``NAME = "stored value", "中文"``."""

    words: str

    def __new__(cls, value: str, words: str = "") -> Self:
        """A member that equals its stored value and carries its words."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.words = words
        return member

    @classmethod
    def values(cls) -> list[str]:
        """Every stored value, in the order of the list."""
        return [member.value for member in cls]

    @classmethod
    def all_words(cls) -> str:
        """Every member's words as a sentence lists them."""
        return "、".join(member.words for member in cls)

    @classmethod
    def read(cls, written: str, what: str) -> Self:
        """The member that a person wrote, by its stored value or its Chinese words.

        Raises:
            Refused: it is none; ``what`` is meant, in Chinese.
        """
        text = written.strip()
        for member in cls:
            if text in (member.value, member.words):
                return member
        known = "、".join(f"{member.words}（{member.value}）" for member in cls)
        raise Refused(f"{what}「{written}」应为 {known} 之一", code="wrong-reason")


@dataclass(frozen=True, slots=True)
class Move:
    """From one state to the next, and the article that allows it."""

    before: Worded
    after: Worded
    article: str


def check_move(moves: Iterable[Move], what: str, before: Worded, after: Worded) -> None:
    """``what`` (Chinese, with its number) may go from ``before`` to ``after``.

    Raises:
        Refused: no move leads there.
    """
    if not any(move.before == before and move.after == after for move in moves):
        raise Refused(
            f"{what}现为「{before.words}」，不能转为「{after.words}」", code="wrong-state"
        )
