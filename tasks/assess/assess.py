"""The assessment of a region's year, or of one period or item of it, as it was known on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import pandas as pd
from sqlmodel import Session, col, select

from models import database
from models.district import District
from models.faults import Refused
from models.rules import assessment as rule
from models.rules.assessment import Share
from models.rules.assessment_score import Measure, Score, Standard, known_measures, score
from models.rules.firm_visits import VisitKind
from models.rules.items import ratio_in_words
from models.rules.plans import terms_day
from models.rules.rosters import RiskClass
from models.tables import AnnualPlan, Draw
from tasks.assess.facts import OUTSIDE, Frames, frames
from tasks.assess.found import Found, found
from tasks.assess.held import Held, held, share
from tasks.assess.overdue import kind_in_words, overdue
from tasks.assess.scope import Scope
from tasks.base.step import Result
from tasks.base.terms import in_force
from tasks.base.working_days import working_days
from tasks.plan.find import check_period


def assess(
    region: str,
    year: int,
    as_of: date,
    period: int | None = None,
    item_code: str | None = None,
) -> Result:
    """The year's work assessed, as plain values; days in ISO 8601.

    Raises:
        Refused: nothing is planned for the year, or the plan has no such period.

    Duty: 24.1 (第二十四条).
    """
    with database.reading() as session:
        terms = in_force(session, region, _day_of_terms(year, as_of))
        plans = _plans(session, region, year, item_code)
        for plan in plans:
            if period is not None:
                check_period(region, year, period, plan.item_code)
        scope = Scope(region, year, period, tuple(plan.item_code for plan in plans))
        draws = _draws(session, plans, period, as_of)
        facts = frames(session, scope, draws, as_of)
        of_plans = [held(session, plan, draws, period, as_of) for plan in plans]
        known = rule.as_known(facts.inspections, facts.forms, as_of)
        own = known[known["kind"] != VisitKind.RECHECK.value]
        results = found(session, own, facts.forms, as_of)
    return _shown(terms, scope, as_of, facts, known, of_plans, results)


def _day_of_terms(year: int, as_of: date) -> date:
    return terms_day(date(year, 1, 1), date(year, 12, 31), as_of)


def _plans(session: Session, region: str, year: int, item_code: str | None) -> Sequence[AnnualPlan]:
    plans = session.exec(
        select(AnnualPlan)
        .where(
            AnnualPlan.region == region,
            AnnualPlan.year == year,
            *([AnnualPlan.item_code == item_code] if item_code else []),
        )
        .order_by(col(AnnualPlan.item_code))
    ).all()
    if not plans:
        of_item = f"事项 {item_code} 的 " if item_code else " "
        raise Refused(
            f"{region} 没有{of_item}{year} 年度抽查计划，没有可以考评的；编制用 ssj plan make {year}",
            code="no-plan",
        )
    return plans


def _draws(
    session: Session, plans: Sequence[AnnualPlan], period: int | None, as_of: date
) -> list[Draw]:
    """The draws of the plans that were announced by then."""
    return list(
        session.exec(
            select(Draw)
            .where(
                col(Draw.plan_id).in_([plan.id for plan in plans]),
                Draw.announced_on <= as_of,
                *([Draw.period == period] if period is not None else []),
            )
            .order_by(col(Draw.id))
        )
    )


def _shown(
    terms: District,
    scope: Scope,
    as_of: date,
    facts: Frames,
    known: pd.DataFrame,
    of_plans: Sequence[Held],
    results: Found,
) -> Result:
    standing = rule.with_standing(_still_there(facts, known), as_of)
    officers = facts.officers[["number", "inspector"]]
    names = known[["number", "name"]].merge(
        officers.groupby("number")["inspector"].agg("、".join).rename("officers").reset_index(),
        on="number",
        how="left",
    )
    by_inspector = known.merge(officers, on="number"), standing.merge(officers, on="number")
    confirmed = {
        each.draw.draw_id
        for plan in of_plans
        for row in plan.rows
        for each in row.draws
        if each.draw.confirmed
    }
    strata = rule.reached(facts.strata[facts.strata["draw"].isin(confirmed)], known, standing)
    covered = rule.coverage(known, facts.roster)
    in_time = rule.kept(standing)
    shown: Result = {
        "region": scope.region,
        "district": terms.name,
        "brigade": terms.brigade,
        "rule": terms.rule,
        "year": scope.year,
        "period": scope.period,
        "items": list(scope.items),
        "as_of": as_of.isoformat(),
        "score": None,
        "visits": asdict(rule.visits(known, facts.officers)),
        "coverage": [
            {"item": item, "left_the_roster": gone, **share(of)}
            for item, (of, gone) in covered.items()
        ],
        "ratios": [_ratio(row) for row in strata.to_dict("records")],
        "draws": [each.shown() for each in of_plans],
        "in_time": [_kept(each) for each in in_time],
        "groups": {
            "period": _groups(sorted(rule.by_group(known, standing, "period"), key=_as_read)),
            "item": _groups(rule.by_group(known, standing, "item")),
            "unit": _groups(rule.by_group(known, standing, "unit")),
            "inspector": _groups(rule.by_group(*by_inspector, "inspector")),
        },
        "overdue": overdue(standing, names, working_days(scope.region), as_of),
        "changes": share(_sum(each.changed for each in of_plans)),
        "results": _counted(results.results),
        "faults": _counted(results.faults),
        "handling": _counted(results.stages),
        "withdrawn": results.withdrawn,
        "corrected": results.corrected,
    }
    if terms.assessment is not None:
        settled = strata[~strata["out"]]
        measured = {each.kind: each.share for each in in_time} | {
            Measure.DRAWS_HELD.value: _sum(each.drawn_in_time for each in of_plans),
            Measure.RATIO_REACHED.value: Share(
                int(settled[["reached", "due"]].min(axis=1).sum()), int(settled["due"].sum())
            ),
            Measure.PHOTOS.value: _sum(each.with_photographs for each in of_plans),
            Measure.CHANGES.value: _sum(each.changed for each in of_plans),
            Measure.DISPOSED.value: results.disposed,
        }
        if scope.period is None and as_of > date(scope.year, 12, 31):
            measured[Measure.COVERAGE.value] = _sum(of for of, _ in covered.values())
        standard = terms.assessment.standard
        shown["score"] = _score(terms, standard, score(standard, measured))
    return shown


def _still_there(facts: Frames, known: pd.DataFrame) -> pd.DataFrame:
    """The deadlines without those of inspections that no longer stood."""
    gone = ~facts.inspections["number"].isin(known["number"])
    return facts.deadlines[~facts.deadlines["number"].isin(facts.inspections["number"][gone])]


def _sum(shares: Any) -> Share:
    listed = list(shares)
    return Share(sum(each.n for each in listed), sum(each.of for each in listed))


def _ratio(row: dict[Any, Any]) -> Result:
    name = str(row["name"])
    called = RiskClass(name).words if name in RiskClass.values() else name
    return {
        "draw_id": row["draw"],
        "item": row["item"],
        "period": row["period"],
        "stratum": row["stratum"],
        "stratum_name": called,
        "ratio": ratio_in_words(row["ratio"]),
        "subjects": int(row["count"]),
        "due": int(row["due"]),
        "reached": int(row["reached"]),
        "out": bool(row["out"]),
    }


def _kept(each: rule.Kept) -> Result:
    return {
        **asdict(each),
        "what": kind_in_words(each.kind),
        "share": share(each.share),
    }


def _groups(groups: Sequence[rule.Group]) -> list[Result]:
    return [
        {
            "name": each.name,
            "inspections": each.inspections,
            "visited": each.visited,
            "found": each.found,
            "in_time": [_kept(kept) for kept in each.kept],
        }
        for each in groups
    ]


def _as_read(group: rule.Group) -> tuple[bool, int, str]:
    """Periods in their order, then what belongs to none."""
    return group.name in OUTSIDE.values(), len(group.name), group.name


def _counted(words: Sequence[tuple[str, int]]) -> list[Result]:
    return [{"words": said, "n": n} for said, n in words]


def _score(terms: District, standard: Standard, scored: Score) -> Result:
    assert terms.assessment is not None
    stated, called = terms.assessment.criteria, known_measures()
    return {
        "points": _tenths(scored.points),
        "possible": scored.possible,
        "most": sum(each.points for each in standard.criteria.values()),
        "level": scored.level.words if scored.level else None,
        "checked": all(each.points.checked for each in stated.values()),
        "version": terms.version,
        "rows": [
            {
                "measure": row.measure,
                "what": called[row.measure],
                "share": share(row.share),
                "points": None if row.points is None else _tenths(row.points),
                "most": row.criterion.points,
                "full": ratio_in_words(row.criterion.full),
                "none": ratio_in_words(row.criterion.none),
                "article": stated[row.measure].points.article,
            }
            for row in scored.rows
        ],
    }


def _tenths(points: Any) -> str:
    whole, tenth = divmod(int(points * 10), 10)
    return f"{whole}.{tenth}" if tenth else str(whole)
