"""Announcing a draw: rosters frozen, a secret sealed, and both bound before any source exists."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from datetime import date, timedelta

from sqlmodel import Session

from models import clock, database
from models.faults import Refused
from models.rules import names
from models.rules.draw import keys, suite
from models.rules.draw.announced import Announcement
from models.rules.draw.announcement import canonical
from models.rules.draw.naming import announced_sources
from models.rules.draw.sample import sample_sizes
from models.rules.draw.state import DrawState, check_turn
from models.rules.order import Basis, check_moment
from models.rules.plans import PeriodState, period_state, terms_day
from models.rules.rosters import RosterKind
from models.tables import AnnualPlan, Draw, DrawChannel, DrawSource, Period, pk
from tasks.base import deadlines
from tasks.base.acts import entry_day, shown_day
from tasks.base.step import Result, Step, step
from tasks.base.terms import chosen_item, in_force, item_in_force
from tasks.base.working_days import working_days
from tasks.draw import frozen, moves, waiting
from tasks.draw.find import abandoned_in_words, abandonment, extra_id, serving
from tasks.draw.secret import seal
from tasks.draw.skipped import skipped
from tasks.draw.stated import Binding, binding, ratios, stated
from tasks.plan.find import as_planned, check_period_to_draw, item_planned, period_of
from tasks.rosters.causes import apply_causes
from tasks.rosters.moves import last_confirmed


def planned_sample(region: str, as_of: date, item_code: str | None = None) -> Result:
    """Counts and sample sizes by stratum, as a draw on ``as_of`` would have them.

    Duty: 9.1, 9.4 (第九条).
    """
    with database.reading() as session:
        terms = in_force(session, region, as_of)
        code = chosen_item(terms, item_code)
        version = frozen.newest_version(session, region, code, RosterKind.SUBJECTS)
        carried = moves.carried_over(session, region, code, clock.moment())
        subjects = frozen.subjects_of(session, version, carried, skipped(session, terms, as_of))
        item = item_in_force(session, region, code, as_of)
        sizes = sample_sizes(subjects.counts(), ratios(terms, item), terms.draw.floor_ratio.value)
        return {
            "counts": subjects.counts(),
            "sizes": sizes,
            "ineligible": subjects.why_left_out(),
            "total": sum(sizes.values()),
        }


def announce(
    region: str,
    year: int,
    period: int,
    as_of: date,
    actor: str,
    sources: Sequence[str] | None = None,
    *,
    not_before: date | None = None,
    extra: bool = False,
    item_code: str | None = None,
    request: str | None = None,
) -> Result:
    """Freeze the rosters, seal a secret, and announce the draw of a period, once; or, with
    ``extra``, another one in place of the period's abandoned draw.

    It may be drawn from ``not_before`` on, by default the next working day. ``sources`` are names
    of the registry, each with ``@TIME`` where the name does not say when it is due; ``None`` leaves
    them to the district's rule, none at all is an empty list.

    Raises:
        Refused: the plan is not approved, the period has not begun, a roster is missing or too
            small, some subject can't be staffed, a source is not named as it should be, the draw
            was announced with others or abandoned, an extra draw is not called for, another draw of
            the item is under way, a move of the roster has no reason on record, or the key file is
            not there.

    Duty: 7.2, 9.1, 9.4, 12.2, 14.2, 16.1, 17.1 (第七条、第九条、第十二条、第十四条至第十七条).
    """
    code = item_planned(region, year, as_of, item_code)
    apply_causes(region, as_of)
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
            _check_same(s.session, draw_id, before, sources, not_before)
            return s.unchanged(**_announced(s.session, before, planned))
        check_period_to_draw(s.session, plan, planned, as_of)
        check_turn(waiting.may_be_confirmed(s.session, region, code))
        if before is not None:
            s.rests_on(Basis(f"作废「{before.draw_id}」", abandonment(s.session, before).as_of))
        day = not_before or _next_working_day(region, as_of)
        draw = _freeze_and_seal(s, draw_id, code, plan, planned, sources, day, before)
        return s.record(**_announced(s.session, draw, planned))


def _next_working_day(region: str, as_of: date) -> date:
    after = max(as_of, clock.today()) + timedelta(days=1)
    return working_days(region).next_working_day(after)


def _check_same(
    session: Session,
    draw_id: str,
    before: Draw,
    sources: Sequence[str] | None,
    not_before: date | None,
) -> None:
    """Announcing again is harmless; with other sources, or under another name, it is another draw."""
    if before.state == DrawState.ABANDONED:
        raise Refused(
            f"「{before.draw_id}」已经作废，不再公告；另行抽取请加 --extra"
            f"（{abandoned_in_words(session, before)}）",
            code="abandoned",
        )
    if before.draw_id != draw_id:
        raise Refused(f"「{draw_id}」已经作废，本期由「{before.draw_id}」抽取", code="abandoned")
    said = json.loads(before.announcement)
    other = not_before is not None and before.not_before not in (None, not_before)
    if sources is not None and before.not_before is not None:
        wanted = announced_sources(sources, before.not_before)
        other |= [each.model_dump() for each in wanted] != said["sources"]
    if other:
        day = shown_day(session, f"draw.announce:{draw_id}", before.announced_on)
        named = "、".join(each["name"] for each in said["sources"]) or "仅封存的密文"
        raise Refused(
            f"「{draw_id}」已经公告（{named}，最早 {before.not_before} 抽取），公告日期 {day}，"
            "一个编号只抽取一次",
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
        "announced_at": draw.announced_at,
        "not_before": str(draw.not_before),
        "record_due": str(draw.record_due),
        "sources": [{"name": e.name, "due": e.due} for e in waiting.sources_of(session, draw)],
        "channels": waiting.announced_channels(session, draw),
        "channel_names": waiting.channel_names(session, draw),
        "entered_on": str(entry_day(session, f"draw.announce:{draw.draw_id}")),
        "period_ended_on": planned.ends_on.isoformat() if late else None,
    }


def _freeze_and_seal(
    s: Step,
    draw_id: str,
    item_code: str,
    plan: AnnualPlan,
    planned: Period,
    sources: Sequence[str] | None,
    not_before: date,
    abandoned: Draw | None,
) -> Draw:
    """Store the draw and, apart from it, what is sealed until its record is published."""
    session, region = s.session, plan.region
    subjects_version = frozen.newest_version(session, region, item_code, RosterKind.SUBJECTS)
    inspectors_version = frozen.newest_version(session, region, item_code, RosterKind.INSPECTORS)
    s.rests_on(
        Basis("批准年度抽查计划", plan.approved_on),
        Basis("更新市场主体名录库", subjects_version.as_of),
        Basis("更新执法检查人员名录库", inspectors_version.as_of),
    )
    bound = binding(
        session, region, item_code, terms_day(planned.starts_on, planned.ends_on, s.as_of)
    )
    secret, codes_key = (secrets.token_bytes(keys.SECRET_BYTES) for _ in range(2))
    moment, previous = clock.moment(), last_confirmed(session, region, item_code)
    _check_comes_after(s, moment, previous, abandoned)
    carried = moves.carried_over(session, region, item_code, moment)
    visited = skipped(session, bound.terms, s.as_of)
    subjects = frozen.subjects_of(session, subjects_version, carried, visited)
    inspectors = frozen.coded(session, inspectors_version, codes_key)
    texts = frozen.texts_of(
        subjects,
        inspectors,
        moves.since(session, previous, subjects, bound.ratios, subjects_version),
    )
    said = stated(
        session,
        bound,
        texts,
        draw_id=draw_id,
        announced_at=moment,
        not_before=not_before,
        record_due=_record_due(s, bound, draw_id, planned),
        sources=announced_sources(
            bound.terms.draw.sources.names(not_before) if sources is None else sources,
            not_before,
        ),
        secret=secret,
        codes_digest=keys.codes_digest(bound.terms.draw.suite, codes_key, inspectors.badges()),
        previous=previous,
        abandoned=abandoned,
    )
    text = canonical(said)
    draw = Draw(
        draw_id=draw_id,
        region=region,
        item_id=pk(bound.item),
        plan_id=plan.id,
        year=plan.year,
        period=planned.number,
        subject_version_id=pk(subjects_version),
        inspector_version_id=pk(inspectors_version),
        state=DrawState.ANNOUNCED,
        announcement=text.decode(),
        announcement_digest=suite.digest(said.suite, text),
        commitment=said.commitment,
        inspector_codes=json.dumps(inspectors.entry_of()),
        announced_on=s.as_of,
        announced_at=said.announced_at,
        not_before=not_before,
        record_due=date.fromisoformat(said.record_due),
        photographs_first=bound.terms.draw.photographs_before_confirming.value,
        stamp_first=_stamp_first(bound),
        second_decision_after=said.second_decision_after,
    )
    session.add(draw)
    session.flush()
    seal(session, draw, secret, codes_key)
    frozen.keep(session, draw, texts)
    _keep_what_it_waits_for(session, draw, said)
    return draw


def _check_comes_after(s: Step, moment: str, previous: Draw | None, abandoned: Draw | None) -> None:
    if previous is not None:
        check_moment(s.action, moment, f"确认「{previous.draw_id}」", previous.confirmed_at)
    if abandoned is not None:
        check_moment(s.action, moment, f"作废「{abandoned.draw_id}」", abandoned.abandoned_at)


def _keep_what_it_waits_for(session: Session, draw: Draw, said: Announcement) -> None:
    session.add_all(DrawChannel(draw_pk=pk(draw), channel=each) for each in said.channels)
    session.add_all(
        DrawSource(draw_pk=pk(draw), name=each.name, due=each.due) for each in said.sources
    )
    session.flush()


def _stamp_first(bound: Binding) -> bool:
    authority = bound.terms.draw.time_stamp
    return authority is not None and authority.before_drawing.value


def _record_due(s: Step, bound: Binding, draw_id: str, planned: Period) -> date:
    """When the record comes out in any case: counted from the end of the period, or from the day of
    a draw announced after it. It is announced, so no later notice moves it."""
    terms, within = bound.terms, bound.terms.draw.record_within
    counted_from = max(planned.ends_on, s.as_of, clock.today())
    due = deadlines.starting(terms.region, within, counted_from)
    deadlines.promise(
        s.session,
        region=terms.region,
        kind=deadlines.RECORD,
        within=within,
        matter=draw_id,
        on=s.as_of,
        due=due,
    )
    return due.due_on
