"""What a district file says of the credit archive and the lists: terms, classes, procedure, measures."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from models.rules.credit import Ground
from models.rules.credit_lists import EntryClass, ListName
from models.rules.rosters import RiskClass
from models.toml_file import Count, Counted, Number, Section, Term, Words

YesNo = Annotated[bool, Field(strict=True)]


class ClassTerms(Section):
    """How long an entry of a class is shown: at least, and at most (第二十三条第二款)."""

    shortest_months: Number[Count]
    longest_months: Number[Counted]
    shown: Number[YesNo]

    @model_validator(mode="after")
    def _shortest_first(self) -> ClassTerms:
        if self.shortest_months.value > self.longest_months.value:
            raise ValueError("shortest_months 大于 longest_months")
        return self


class Classes(Section):
    """The terms of each class (``EntryClass``)."""

    minor: ClassTerms
    general: ClassTerms
    serious: ClassTerms

    def of(self, entry_class: EntryClass) -> ClassTerms:
        """The terms of a class."""
        terms: ClassTerms = getattr(self, entry_class.value)
        return terms


class Grounds(Section):
    """Of which class it is what a rule proposes an entry for; ``article`` is its legal basis."""

    non_cooperation: Number[EntryClass]
    repeated_violations: Number[EntryClass]

    def of(self, ground: Ground) -> Number[EntryClass]:
        """The class of a ground of the blacklist."""
        number: Number[EntryClass] = getattr(self, ground.value)
        return number


class Procedure(Section):
    """By when each act about an entry is due, each counted from the one before."""

    notice_within: Term
    objection_within: Term
    objection_decided_within: Term
    decided_within: Term
    repair_decided_within: Term
    revocation_decided_within: Term
    removal_within: Term


class Remedies(Section):
    """What a decision says of remedies."""

    review_within: Number[Counted]
    court_within: Number[Counted]


class Causes(Section):
    """Which class each cause of 第九条 leads to, and how many complaints are many."""

    complaint: Number[RiskClass]
    abnormal_operation: Number[RiskClass]
    serious_violation: Number[RiskClass]
    dishonesty: Number[RiskClass]
    complaints: Number[Counted]
    complaints_within_months: Number[Counted]


class Measure(Section):
    """What follows from an entry: a joint penalty, or an incentive; by which rule."""

    on_list: ListName
    classes: list[EntryClass] = Field(default_factory=list)
    words: Words
    article: Words
    checked: YesNo = True


class CreditNumbers(Section):
    """Terms and thresholds of the credit archive and its lists (第二十三条). ``document_prefix`` is what
    the numbers of their papers begin with, where it isn't what those of every paper do."""

    document_prefix: str = ""
    violation_months: Number[Counted]
    non_cooperation_months: Number[Counted]
    clean_months: Number[Counted]
    blacklist_violations: Number[Counted]
    blacklist_within_months: Number[Counted]
    honour_clean: Number[Counted]
    honour_within_months: Number[Counted]
    classes: Classes
    grounds: Grounds
    procedure: Procedure
    remedies: Remedies
    causes: Causes
    measures: list[Measure]

    def measures_of(self, list_: ListName, entry_class: EntryClass | None) -> list[Measure]:
        """What follows from an entry of a list and class."""
        return [
            each
            for each in self.measures
            if each.on_list == list_ and (entry_class is None or entry_class in each.classes)
        ]
