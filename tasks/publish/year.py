"""What the year's ledger is made of: everything stored about the draws of one plan, whatever the day."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy import func
from sqlalchemy import select as select_columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.rules import names
from models.rules.deadlines import DeadlineKind
from models.rules.draw.state import DrawState
from models.rules.held_draw import Abandoned, Changed, Deducted, HeldDraw
from models.rules.order import Done
from models.rules.publications import NEVER_LEFT
from models.rules.visits import columns
from models.tables import (
    AnnualPlan,
    ChangeApplication,
    DeadlineRecord,
    Disclosure,
    Draw,
    DrawChannel,
    DrawEntry,
    Inspection,
    Publication,
    Receipt,
    RecordReturn,
    Replacement,
    ResultVersion,
    pk,
)
from tasks.base.acts import Entered, newest
from tasks.base.deadlines import of_matters
from tasks.draw.changes import made_of
from tasks.draw.find import shown, why_abandoned
from tasks.plan.find import deductions
from tasks.publish.published import HELD

ACTS = ("draw.announce", "draw.run", "draw.confirm", "draw.abandon")

FIRST = 1
"""The version of a form that came in first, and of a result that was told first: later ones correct
or go on."""

Receipts = Mapping[str, Mapping[str, Done]]
"""Matter -> channel -> when the channel received it."""


@dataclass(frozen=True, slots=True)
class YearFacts:
    """The draws of a plan in the order they were announced, their inspections by column, and the
    plan's deductions."""

    draws: Sequence[HeldDraw]
    visits: pd.DataFrame
    deductions: Sequence[Deducted]


def year_facts(session: Session, plan: AnnualPlan) -> YearFacts:
    """The facts of a plan's year, in a few queries a draw and none an inspection.

    Duty: 9.2, 9.3, 10.3, 16.1 (第九条、第十条末款、第十六条).
    """
    receipts = _receipts(session, plan)
    return YearFacts(
        _draws(session, plan, receipts),
        _visits(session, plan, receipts),
        _deductions(session, plan),
    )


def _receipts(session: Session, plan: AnnualPlan) -> Receipts:
    """Of whatever was published about the year's draws."""
    begins = str(names.DrawId(plan.region, plan.item_code, plan.year, ""))
    sent, of = aliased(Disclosure), aliased(Publication)
    rows = session.exec(
        select(col(Publication.matter), of.matter, sent.channel, col(Receipt.received_on))
        .join(Disclosure, col(Disclosure.publication_id) == col(Publication.id))
        .join(sent, col(sent.id) == HELD)
        .join(of, col(of.id) == col(sent.publication_id))
        .join(Receipt, col(Receipt.disclosure_id) == sent.id)
        .where(col(Publication.matter).startswith(begins, autoescape=True))
        .order_by(col(Publication.id))
    ).all()
    acts = [f"publish.deliver:{in_package}:{channel}" for _, in_package, channel, _ in rows]
    events = newest(session, acts)
    receipts: dict[str, dict[str, Done]] = {}
    for act, (matter, _, channel, on) in zip(acts, rows, strict=True):
        receipts.setdefault(matter, {})[channel] = _done(on, events.get(act))
    return receipts


def _draws(session: Session, plan: AnnualPlan, receipts: Receipts) -> list[HeldDraw]:
    draws = session.exec(select(Draw).where(Draw.plan_id == plan.id).order_by(col(Draw.id))).all()
    ids = [draw.draw_id for draw in draws]
    events = newest(session, (f"{act}:{draw_id}" for act in ACTS for draw_id in ids))
    met = {each.matter: each.met_on for each in of_matters(session, DeadlineKind.RECORD, ids)}
    channels, digests = _channels(session, plan), _digests(draws)
    changes = _changes(session, draws)
    held = []
    for draw in draws:
        announce, run, confirm, abandon = (events.get(f"{act}:{draw.draw_id}") for act in ACTS)
        told = receipts.get(names.announcement_matter(draw.draw_id), {})
        named = channels.get(pk(draw), set())
        met_on = met.get(draw.draw_id)
        given_up = abandon if draw.state == DrawState.ABANDONED else None
        held.append(
            HeldDraw(
                draw_id=draw.draw_id,
                period=draw.period or 0,
                sample=sum(stated["sample_size"] for stated in shown(draw)["strata"]),
                announced=_done(draw.announced_on, announce),
                received=_last(told[each] for each in named) if named <= told.keys() else None,
                drawn=_done(draw.drawn_on, run) if draw.drawn_on else None,
                confirmed=_done(draw.confirmed_on, confirm) if draw.confirmed_on else None,
                abandoned=_abandoned(draw, given_up, digests) if given_up else None,
                changes=tuple(changes.get(draw.draw_id, ())),
                record_due=draw.record_due,
                record=_record(draw.draw_id, met_on, receipts) if met_on else None,
            )
        )
    return held


def _abandoned(draw: Draw, given_up: Entered, digests: Mapping[str, str]) -> Abandoned:
    done = Done(given_up.as_of, given_up.on)
    return Abandoned(done, why_abandoned(draw), digests.get(draw.draw_id))


def _channels(session: Session, plan: AnnualPlan) -> dict[int, set[str]]:
    """Draw -> the channels that its announcement had to reach."""
    channels: dict[int, set[str]] = {}
    for draw_pk, channel in session.exec(
        select(col(DrawChannel.draw_pk), col(DrawChannel.channel))
        .join(Draw, col(Draw.id) == col(DrawChannel.draw_pk))
        .where(Draw.plan_id == plan.id)
    ):
        channels.setdefault(draw_pk, set()).add(channel)
    return channels


def _digests(draws: Iterable[Draw]) -> dict[str, str]:
    """Abandoned draw -> its record's digest, as the draw in its place announced it."""
    replaced = (json.loads(draw.announcement).get("supersedes") for draw in draws)
    return {each["draw_id"]: each["record_digest"] for each in replaced if each}


def _record(draw_id: str, met_on: date, receipts: Receipts) -> Done:
    """That every channel had the record, and when the receipt that made it so was entered."""
    stem = names.read_matter(names.record_matter(draw_id, 1)).stem
    versions = [
        _last(theirs.values())
        for matter, theirs in receipts.items()
        if names.read_matter(matter).stem == stem
    ]
    return next((each for each in versions if each and each.on == met_on), Done(met_on))


def _changes(session: Session, draws: Sequence[Draw]) -> dict[str, list[Changed]]:
    """Draw -> the changes made of it, each with the number of the event that decided it."""
    made = [(draw.draw_id, each) for draw in draws for each in made_of(session, draw)]
    subjects = [f"change.decide:{each.application.number}" for _, each in made]
    decided = newest(session, subjects)
    changes: dict[str, list[Changed]] = {}
    for subject, (draw_id, each) in zip(subjects, made, strict=True):
        if (on := each.application.decided_on) is not None:
            changes.setdefault(draw_id, []).append(
                Changed(each.made, on, each.vacates, decided[subject].number)
            )
    return changes


def _visits(session: Session, plan: AnnualPlan, receipts: Receipts) -> pd.DataFrame:
    """The year's inspections, those alike in every day counted together by the database."""
    left = (
        select_columns(col(Replacement.replaced_entry_id), col(ChangeApplication.decided_on))
        .join(ChangeApplication, col(ChangeApplication.id) == col(Replacement.application_id))
        .where(col(ChangeApplication.inspector_code).is_(None))
        .subquery()
    )
    opinion = (
        select_columns(col(ResultVersion.inspection_id), col(Publication.matter))
        .join(Publication, col(Publication.id) == col(ResultVersion.publication_id))
        .where(col(ResultVersion.version) == FIRST, col(Publication.state).not_in(NEVER_LEFT))
        .subquery()
    )
    alike = (
        col(Draw.draw_id),
        col(Inspection.due_on),
        left.c.decided_on,
        col(RecordReturn.received_on),
        col(DeadlineRecord.due_on),
        col(DeadlineRecord.met_on),
        opinion.c.matter,
    )
    rows = session.execute(
        select_columns(*alike, func.count())
        .select_from(Inspection)
        .join(DrawEntry, col(DrawEntry.id) == col(Inspection.draw_entry_id))
        .join(Draw, col(Draw.id) == col(DrawEntry.draw_pk))
        .join(left, left.c.replaced_entry_id == col(DrawEntry.id), isouter=True)
        .join(
            RecordReturn,
            (col(RecordReturn.inspection_id) == col(Inspection.id))
            & (col(RecordReturn.version) == FIRST),
            isouter=True,
        )
        .join(
            DeadlineRecord,
            (col(DeadlineRecord.matter) == col(Inspection.number))
            & (col(DeadlineRecord.kind) == DeadlineKind.RESULTS),
            isouter=True,
        )
        .join(
            opinion,
            opinion.c.inspection_id == col(Inspection.id),
            isouter=True,
        )
        .where(col(Draw.plan_id) == plan.id)
        .group_by(*alike)
    ).all()
    entered = {matter: _last(theirs.values()) for matter, theirs in receipts.items()}
    return columns(
        [
            (*days, last.entered_on if (last := entered.get(matter)) else None, count)
            for *days, matter, count in rows
        ]
    )


def _deductions(session: Session, plan: AnnualPlan) -> list[Deducted]:
    recorded = deductions(session, plan)
    stem = f"plan.deduct:{plan.region}/{plan.item_code}/{plan.year}"
    events = newest(session, (f"{stem}/{each.document}" for each in recorded))
    return [
        Deducted(
            each.count,
            each.reason,
            each.document,
            _done(each.recorded_on, event := events.get(f"{stem}/{each.document}")),
            event.number if event else 0,
        )
        for each in recorded
    ]


def _done(on: date, event: Entered | None) -> Done:
    return Done(on, event.on if event else None)


def _last(receipts: Iterable[Done]) -> Done | None:
    """The last of several receipts: with it everybody has it."""
    return max(receipts, key=lambda each: (each.on, each.entered_on or each.on), default=None)
