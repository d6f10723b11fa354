"""The result categories of an item file, as read and checked."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from models.item_values import CategoryCode, Label, Limit
from models.rules.categories import Category, Needs, Results, Tag
from models.rules.draw.reasons import SubjectLeaves
from models.rules.inspection import Outcome
from models.toml_file import Section, Words

Yes = Annotated[bool, Field(strict=True)]


class ResultCategory(Section):
    """One result a visit can come to."""

    code: CategoryCode
    words: Label
    outcome: Outcome
    needs: Needs
    tag: Tag
    counts_clean: Yes
    choice: str = ""
    substitute: Yes
    leaves: SubjectLeaves | None = None
    source: Words
    checked: Yes

    def plain(self) -> Category:
        """The category as a rule reads it."""
        return Category(
            self.code,
            self.words,
            self.outcome,
            self.needs,
            self.tag,
            self.counts_clean,
            self.choice,
            self.leaves if self.substitute else None,
            self.source,
            self.checked,
        )


class ResultList(Section):
    """The list, with a version of its own."""

    version: Words
    source: Words
    evidence: Limit
    categories: list[ResultCategory] = Field(min_length=1)

    def plain(self) -> Results:
        """The list as the rules read it."""
        return Results(
            self.version,
            self.source,
            self.evidence.plain(),
            tuple(category.plain() for category in self.categories),
        )
