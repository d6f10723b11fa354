"""What a district file says of how often a firm may be visited; a table that may be left out."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from models.rules.firm_visits import VisitSource
from models.rules.visit_cap import VisitRules
from models.toml_file import Counted, Number, Section


def _natural_days(stated: Number[Counted]) -> Number[Counted]:
    if stated.unit != "日":
        raise ValueError("单位应为 日（自然日）")
    return stated


NaturalDays = Annotated[Number[Counted], AfterValidator(_natural_days)]


class VisitTerms(Section):
    """How often a firm may be visited; each rule may be left out, and then there is none.

    ``cap`` visits in a calendar year, those from an ``exempt`` source left out; ``rest`` days after a
    visit; two visits within ``repeated`` days are warned of.

    Duty: 17.1, 25.1 (第十七条、第二十五条).
    """

    cap: Number[Counted] | None = None
    exempt: Number[list[VisitSource]] | None = None
    rest: NaturalDays | None = None
    repeated: NaturalDays | None = None

    @property
    def rules(self) -> VisitRules:
        """The same as the rule takes them."""
        return VisitRules(
            cap=self.cap.value if self.cap else None,
            exempt=frozenset(self.exempt.value if self.exempt else ()),
            rest=self.rest.value if self.rest else None,
            repeated=self.repeated.value if self.repeated else None,
        )
