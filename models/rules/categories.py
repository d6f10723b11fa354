"""Result categories (检查结果分类): what a visit came to, as the item file lists it, and in which words
the public reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.rules.draw.reasons import SubjectLeaves
from models.rules.inspection import Outcome
from models.rules.numbers import Number
from models.rules.states import Worded


class Needs(Worded):
    """What a result of the category rests on."""

    CHECKLIST = "checklist", "逐项检查"
    EVIDENCE = "evidence", "情况说明和佐证材料"
    LATER = "later", "后续处理"


class Tag(Worded):
    """In which tone a result is shown beside its words; never instead of them."""

    GOOD = "good", "没有遗留问题"
    WARN = "warn", "正在处理"
    BAD = "bad", "存在违法违规"
    MUTE = "mute", "未作评价"


@dataclass(frozen=True, slots=True)
class Category:
    """One result of the list.

    ``choice`` is how a form offers it, empty where the answers lead to it by themselves; with
    ``counts_clean`` nothing was found, and only then; ``leaves`` is for which reason the next
    substitute is asked for, ``None`` where none is. What no jurist has ``checked`` is shown as 待核.

    Duty: 23.1 (第二十三条).
    """

    code: str
    words: str
    outcome: Outcome
    needs: Needs
    tag: Tag
    counts_clean: bool
    choice: str = ""
    leaves: SubjectLeaves | None = None
    source: str = ""
    checked: bool = False

    @property
    def substitute(self) -> bool:
        """Whether the next substitute is asked for.

        Duty: 17.2 (第十七条).
        """
        return self.leaves is not None


@dataclass(frozen=True, slots=True)
class Results:
    """The list of an item, with a version of its own; ``evidence`` is how many pieces a result
    without a visit needs at least."""

    version: str
    source: str
    evidence: Number
    categories: tuple[Category, ...]

    def of(self, code: str) -> Category:
        """The category of that code.

        Raises:
            LookupError: the list has none; what is stored has one.
        """
        for category in self.categories:
            if category.code == code:
                return category
        raise LookupError(f"no category {code!r}")

    def led_to(self, outcome: Outcome) -> Category:
        """The category that answered check points lead to."""
        return next(
            each
            for each in self.categories
            if each.needs == Needs.CHECKLIST and each.outcome == outcome
        )

    @property
    def offered(self) -> list[Category]:
        """What a form offers instead of a visit."""
        return [each for each in self.categories if each.needs == Needs.EVIDENCE]


def counts_clean(outcome: Outcome, category: Category | None) -> bool:
    """Whether nothing was found; of a return without a category, as before there were any, by its
    outcome.

    Duty: 23.1, 23.3 (第二十三条).
    """
    return outcome == Outcome.CONFORM if category is None else category.counts_clean


def result_words(
    words: str, faults: Sequence[str], non_cooperation: Sequence[str], outcome: Outcome
) -> str:
    """A result in one sentence: the faults themselves where there are any, else the words of its
    category. No officer and no customer is named.

    Duty: 22.1, 23.1 (第二十二条、第二十三条).
    """
    if outcome == Outcome.NOT_COOPERATING:
        told = [f"{words}：{'；'.join(non_cooperation)}" if non_cooperation else words]
    else:
        told = [] if faults else [words]
    return "；".join([*told, *faults])
