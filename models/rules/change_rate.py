"""How often a draw was changed after it was confirmed (变更情况): a draw that is changed again and
again chooses what chance did not (第十八条第二款)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from models.rules.draw.reasons import CHANGE_REASONS, ChangeKind
from models.rules.states import Worded

UNKNOWN_REASON = "旧版申请，未分类"


@dataclass(frozen=True, slots=True)
class Made:
    """A change that was made: its kind, the place (class and rank as drawn) and the reason's word;
    ``None`` where an application of ssj-draw/1 had none of the list."""

    kind: ChangeKind
    place: tuple[str, int]
    reason: str | None


@dataclass(frozen=True, slots=True)
class ChangeRate:
    """The changes of a draw: how many of each kind, why, and how many of its places they touched."""

    by_kind: dict[ChangeKind, int]
    by_reason: dict[str, int]
    places_changed: int
    places: int

    @property
    def changes(self) -> int:
        """All of them."""
        return sum(self.by_kind.values())

    @property
    def share(self) -> Fraction:
        """The part of the drawn places that was changed at least once."""
        return Fraction(self.places_changed, self.places) if self.places else Fraction(0)

    def in_words(self) -> str:
        """One line for a person."""
        if not self.changes:
            return "无"
        kinds = _listed(self.by_kind)
        reasons = "、".join(f"{words} {n}" for words, n in self.by_reason.items())
        return (
            f"{self.changes} 次（{kinds}），涉及抽中的 {self.places} 处中的 {self.places_changed} 处"
            f"（{_percent(self.share)} %）；原因：{reasons}"
        )


def change_rate(changes: Iterable[Made], places: int) -> ChangeRate:
    """The rate of a draw's changes, its reasons in words, the most frequent first.

    Duty: 10.3, 18.3 (第十条末款、第十八条).
    """
    made = list(changes)
    kinds = Counter(each.kind for each in made)
    reasons = Counter(_in_words(each) for each in made)
    return ChangeRate(
        by_kind={kind: kinds[kind] for kind in ChangeKind if kinds[kind]},
        by_reason=dict(sorted(reasons.items(), key=lambda each: (-each[1], each[0]))),
        places_changed=len({each.place for each in made}),
        places=places,
    )


def _in_words(change: Made) -> str:
    reasons: type[Worded] = CHANGE_REASONS[change.kind]
    return reasons(change.reason).words if change.reason is not None else UNKNOWN_REASON


def _listed(by_kind: dict[ChangeKind, int]) -> str:
    return "，".join(f"{kind.words} {n} 次" for kind, n in by_kind.items())


def _percent(share: Fraction) -> str:
    """With one decimal, half up."""
    tenths = (share.numerator * 2000 + share.denominator) // (2 * share.denominator)
    whole, tenth = divmod(tenths, 10)
    return f"{whole}.{tenth}" if tenth else str(whole)
