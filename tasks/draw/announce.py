"""Announcing a draw: rosters frozen, a secret sealed, and both bound before any source exists."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from models import database
from models.district import District
from models.faults import Refused
from models.rules import names
from models.rules.draw import announcement, sealed, seed, shape, suite
from models.rules.draw.announcement import in_words
from models.rules.draw.assign import check_feasible
from models.rules.draw.sample import published_substitutes, sample_sizes
from models.rules.draw.state import DrawState
from models.rules.order import Basis
from models.rules.plans import PeriodState, period_state, terms_day
from models.rules.rosters import STRATA, RosterKind
from models.tables import AnnualPlan, Draw, Item, ItemList, Period, pk
from tasks.base.acts import entry_day, shown_day
from tasks.base.step import Result, Step, step
from tasks.base.terms import chosen_item, in_force, item_in_force, version_in_force
from tasks.draw.find import abandoned_in_words, abandonment, extra_id, serving
from tasks.draw.frozen import Frozen, Subjects, freeze, newest_version, subjects_of
from tasks.draw.secret import seal
from tasks.lists.checklists import bound_item
from tasks.plan.find import as_planned, check_period_to_draw, item_planned, period_of


def planned_sample(region: str, as_of: date, item_code: str | None = None) -> Result:
    """Counts and sample sizes by stratum, as a draw on ``as_of`` would have them.

    Duty: 9.1, 9.4 (第九条).
    """
    with database.reading() as session:
        terms = in_force(session, region, as_of)
        code = chosen_item(terms, item_code)
        subjects = subjects_of(session, newest_version(session, region, code, RosterKind.SUBJECTS))
        sizes = _sizes(terms, item_in_force(session, region, code, as_of), subjects)
        return {
            "counts": subjects.counts(),
            "sizes": sizes,
            "ineligible": subjects.ineligible(),
            "total": sum(sizes.values()),
        }


def announce(
    region: str,
    year: int,
    period: int,
    as_of: date,
    actor: str,
    sources: Sequence[str] = (),
    *,
    extra: bool = False,
    item_code: str | None = None,
    request: str | None = None,
) -> Result:
    """Freeze the rosters, seal a secret, and announce the draw of a period, once; or, with
    ``extra``, another one in place of the period's abandoned draw.

    Raises:
        Refused: the plan is not approved, the period has not begun, a roster is missing or too
            small, some subject can't be staffed, a source is not named as it should be, the draw
            was announced with others or abandoned, an extra draw is not called for, or the key
            file is not there.

    Duty: 7.2, 9.1, 9.4, 12.2, 14.2, 16.1, 17.1 (第七条、第九条、第十二条、第十四条至第十七条).
    """
    seed.check_source_names(sources)
    code = item_planned(region, year, as_of, item_code)
    with database.reading() as session:
        draw_id = (
            extra_id(session, region, code, year, period, request)
            if extra
            else names.draw_id(region, code, year, period)
        )
    with step(
        f"draw.announce:{draw_id}",
        action="发布抽取公告",
        as_of=as_of,
        region=region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        before = serving(s.session, region, code, year, period)
        plan, planned = period_of(s.session, region, year, period, item_code=code)
        replaces = extra and before is not None and before.state == DrawState.ABANDONED
        if before is not None and (not replaces or before.draw_id == draw_id):
            _check_same(s.session, draw_id, before, sources)
            return s.unchanged(**_announced(s.session, before, planned))
        check_period_to_draw(s.session, plan, planned, as_of)
        if before is not None:
            s.rests_on(Basis(f"作废「{before.draw_id}」", abandonment(s.session, before).as_of))
        draw = _freeze_and_seal(s, draw_id, code, plan, planned, sources)
        return s.record(**_announced(s.session, draw, planned))


def _check_same(session: Session, draw_id: str, before: Draw, sources: Sequence[str]) -> None:
    """Announcing again is harmless; with other sources, or under another name, it is another draw."""
    if before.state == DrawState.ABANDONED:
        raise Refused(
            f"「{before.draw_id}」已经作废，不再公告；另行抽取请加 --extra"
            f"（{abandoned_in_words(session, before)}）",
            code="abandoned",
        )
    if before.draw_id != draw_id:
        raise Refused(f"「{draw_id}」已经作废，本期由「{before.draw_id}」抽取", code="abandoned")
    stated = json.loads(before.announcement)["sources"]
    if list(sources) != stated:
        day = shown_day(session, f"draw.announce:{draw_id}", before.announced_on)
        raise Refused(
            f"「{draw_id}」已经公告（{in_words(stated)}），公告日期 {day}，一个编号只抽取一次",
            code="drawn-once",
        )


def _announced(session: Session, draw: Draw, planned: Period) -> Result:
    held_on = draw.announced_on
    late = period_state(as_planned(planned), held_on, held_on) == PeriodState.LATE
    return {
        "draw_id": draw.draw_id,
        "digest": draw.announcement_digest,
        "commitment": draw.commitment,
        "announced_on": draw.announced_on.isoformat(),
        "entered_on": str(entry_day(session, f"draw.announce:{draw.draw_id}")),
        "period_ended_on": planned.ends_on.isoformat() if late else None,
    }


@dataclass(frozen=True, slots=True)
class _Binding:
    """What binds a draw: the district file and the item of its period."""

    terms: District
    file_digest: str
    item: Item
    item_list: ItemList


def _binding(session: Session, region: str, item_code: str, day: date) -> _Binding:
    item = item_in_force(session, region, item_code, day)
    bound_item(session, item)
    return _Binding(
        in_force(session, region, day),
        version_in_force(session, region, day).digest,
        item,
        session.get_one(ItemList, item.item_list_id),
    )


def _freeze_and_seal(
    s: Step, draw_id: str, item_code: str, plan: AnnualPlan, planned: Period, sources: Sequence[str]
) -> Draw:
    """Store the draw and, apart from it, what is sealed until its record is published."""
    session, region = s.session, plan.region
    subjects = newest_version(session, region, item_code, RosterKind.SUBJECTS)
    inspectors = newest_version(session, region, item_code, RosterKind.INSPECTORS)
    s.rests_on(
        Basis("批准年度抽查计划", plan.approved_on),
        Basis("更新市场主体名录库", subjects.as_of),
        Basis("更新执法检查人员名录库", inspectors.as_of),
    )
    binding = _binding(
        session, region, item_code, terms_day(planned.starts_on, planned.ends_on, s.as_of)
    )
    secret, codes_key = (secrets.token_bytes(seed.SECRET_BYTES) for _ in range(2))
    rosters = freeze(session, subjects, inspectors, codes_key)
    stated = _stated(binding, rosters, draw_id, secret, codes_key, s.as_of, sources)
    text = announcement.canonical(stated.model_dump())
    draw = Draw(
        draw_id=draw_id,
        region=region,
        item_id=pk(binding.item),
        plan_id=plan.id,
        year=plan.year,
        period=planned.number,
        subject_version_id=pk(subjects),
        inspector_version_id=pk(inspectors),
        state=DrawState.ANNOUNCED,
        announcement=text.decode(),
        announcement_digest=suite.digest(stated.suite, text),
        commitment=stated.commitment,
        inspector_codes=json.dumps(rosters.entry_of()),
        announced_on=s.as_of,
    )
    session.add(draw)
    session.flush()
    seal(session, draw, secret, codes_key)
    return draw


def _stated(
    binding: _Binding,
    rosters: Frozen,
    draw_id: str,
    secret: bytes,
    codes_key: bytes,
    as_of: date,
    sources: Sequence[str],
) -> shape.Announcement:
    """What the announcement of a draw says.

    Raises:
        Refused: too few inspectors, a subject that can't be staffed, or a sample below the floor.
    """
    terms, draw, item = binding.terms, binding.terms.draw, binding.item
    subjects, recusals = rosters.subjects, rosters.recusals()
    check_feasible(
        [id_ for id_ in recusals if id_ in subjects.entry_ids],
        list(rosters.coded),
        recusals,
        draw.inspectors_per_subject.value,
        draw.minimum_inspectors.value,
    )
    texts = rosters.texts()
    badges = sealed.codes_text((code, entry.badge_number) for code, entry in rosters.coded.items())
    return shape.Announcement(
        format="ssj-draw/1",
        suite=draw.suite,
        draw_id=draw_id,
        item={
            "code": item.code,
            "name": item.name,
            "list": binding.item_list.kind,
            "version": binding.item_list.number,
        },
        regulation={
            "name": terms.rule,
            "version": terms.version,
            "digest": binding.file_digest,
        },
        date=as_of.isoformat(),
        subjects=shape.StatedText.of(draw.suite, texts["subjects"]),
        inspectors=shape.StatedText.of(draw.suite, texts["inspectors"]),
        recusals=shape.StatedText.of(draw.suite, texts["recusals"]),
        ineligible=shape.Ineligible(
            by_reason=subjects.ineligible(),
            digest=suite.digest(draw.suite, sealed.ineligible_text(subjects.left_out)),
        ),
        strata=_strata(terms, item, subjects),
        inspectors_per_subject=draw.inspectors_per_subject.value,
        load_slack=draw.load_slack.value,
        inspector_codes_digest=sealed.codes_digest(draw.suite, codes_key, badges),
        commitment=seed.commitment(draw.suite, secret),
        sources=list(sources),
    )


def _sizes(terms: District, item: Item, subjects: Subjects) -> dict[str, int]:
    """Sample size by stratum."""
    draw = terms.draw
    return sample_sizes(
        subjects.counts(),
        draw.ratios(item.ratio),
        draw.floor_ratio.value,
        draw.floor_subjects.value,
    )


def _strata(terms: District, item: Item, subjects: Subjects) -> dict[str, shape.Stratum]:
    counts, sizes = subjects.counts(), _sizes(terms, item, subjects)
    ratios = terms.draw.ratios(item.ratio)
    per_drawn = terms.draw.substitutes_per_drawn.value
    return {
        name: shape.Stratum(
            name=STRATA[name],
            count=count,
            ratio=f"{ratios[name].numerator}/{ratios[name].denominator}",
            sample_size=sizes[name],
            substitutes=published_substitutes(count, sizes[name], per_drawn),
        )
        for name, count in sorted(counts.items())
    }
