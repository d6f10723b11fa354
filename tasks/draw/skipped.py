"""Who is left out of a draw because it was visited often enough, or just now: by the rule of the district
file alone, in every stratum (ssj-draw/2, ``visit-cap``)."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, select

from models.district import District, read
from models.rules.visit_cap import is_skipped
from models.tables import DistrictVersion, Draw
from tasks.base.visits import firm_years
from tasks.draw.result import announced


def skipped(session: Session, terms: District, as_of: date) -> set[str]:
    """The ids that a draw announced on ``as_of`` skips; nobody where the district states no cap and no
    rest.

    Duty: 17.1 (第十七条).
    """
    rules = terms.visits.rules
    if not rules.skips:
        return set()
    known = firm_years(session, terms.region, rules, as_of)
    return {code for code, firm in known.items() if is_skipped(firm, rules, as_of)}


def skipping_rule(session: Session, draw: Draw) -> str:
    """The rule by which an announced draw skips firms, in words: of the district file that its
    announcement names; empty where it states none.

    Duty: 17.1 (第十七条).
    """
    said = announced(draw).regulation
    text = session.exec(
        select(DistrictVersion.text).where(
            DistrictVersion.region == said.file, DistrictVersion.version == said.version
        )
    ).first()
    return read(text, f"{said.file}.toml").visits.rules.in_words() if text else ""
