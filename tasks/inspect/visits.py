"""What is said of a firm's visits before it is visited again: on its notice, to its officers, at the desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from models.district import District
from models.rules.firm_visits import Made, VisitKind, count_by_kind, count_in_words
from models.rules.visit_cap import FirmYear, VisitRules, warnings
from models.tables import Inspection
from tasks.base.step import Result
from tasks.base.visits import as_if_made, firm_years
from tasks.inspect.inspections import assigned


@dataclass(frozen=True, slots=True)
class YearSoFar:
    """What is said of a firm before it is visited: how often it was this year, by kind, and what this
    visit would break."""

    counted: Mapping[VisitKind, int]
    words: str
    warnings: tuple[str, ...]


def years_so_far(
    session: Session, terms: District, as_of: date, inspections: Iterable[Inspection]
) -> dict[str, YearSoFar]:
    """Number -> what its notice says of the firm's visits so far, itself left out.

    Duty: 4.1, 17.1 (第四条、第十七条).
    """
    rules = terms.visits.rules
    known = firm_years(session, terms.region, rules, as_of)
    return {
        each.number: _so_far(known.get(each.credit_code, FirmYear()), rules, as_of, each)
        for each in as_if_made(session, inspections, as_of)
    }


def _so_far(firm: FirmYear, rules: VisitRules, as_of: date, made: Made) -> YearSoFar:
    others = firm.without(made.number)
    counted = count_by_kind(others.of_the_year(as_of), rules.exempt)
    told = warnings(others, rules, as_of, made.source)
    return YearSoFar(counted, f"本年已检查 {count_in_words(counted)}", tuple(told))


def warned_of(
    session: Session, terms: District, as_of: date, inspections: Sequence[Inspection]
) -> list[Result]:
    """Those of ``inspections`` that would break a rule of the district about visits, and which.

    Duty: 17.1 (第十七条).
    """
    if terms.visits.rules == VisitRules():
        return []
    told = years_so_far(session, terms, as_of, inspections)
    breaking = [each for each in inspections if told[each.number].warnings]
    return [
        {
            "number": each.number,
            "subject": known.task.subject,
            "credit_code": known.task.credit_code,
            "so_far": told[each.number].words,
            "warnings": list(told[each.number].warnings),
        }
        for each, known in zip(breaking, assigned(session, breaking), strict=True)
    ]
