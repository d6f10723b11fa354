"""What changed in a roster since the item's last confirmed draw, each with its reason; and who comes
again because a passing reason kept it from its last visit (ssj-draw/2, steps 2 and 6)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction

from sqlmodel import Session, col, select

from models.faults import Refused
from models.rules.draw.forms import CARRIED_OVER
from models.rules.draw.moves import Left, Roster, moves, reason_fits
from models.rules.draw.moves import carried_over as due_in_addition
from models.rules.draw.reasons import MOVE_REASONS, IneligibleReason, MoveKind, MoveReason
from models.rules.draw.texts import ineligible_text, rows, subjects_text
from models.tables import (
    ChangeApplication,
    Draw,
    DrawEntry,
    Inspection,
    Item,
    Replacement,
    RosterVersion,
)
from tasks.draw.changes import kind_and_out
from tasks.draw.frozen import Subjects, frozen
from tasks.draw.result import announced
from tasks.rosters.moves import last_confirmed, reasons_since


def carried_over(session: Session, region: str, item_code: str, moment: str) -> dict[str, str]:
    """Who left a place for a passing reason since the item's last confirmed draw was announced, and
    is due in the next, announced at ``moment``: id -> stratum.

    Duty: 18.3 (第十八条).
    """
    previous = last_confirmed(session, region, item_code)
    if previous is None:
        return {}
    changed = session.exec(
        select(ChangeApplication, DrawEntry.credit_code)
        .join(Replacement, col(Replacement.application_id) == col(ChangeApplication.id))
        .join(DrawEntry, col(DrawEntry.id) == col(Replacement.replaced_entry_id))
        .join(Draw, col(Draw.id) == col(DrawEntry.draw_pk))
        .join(Item, col(Item.id) == col(Draw.item_id))
        .where(Draw.region == region, Item.code == item_code, col(Draw.announced_at).is_not(None))
    )
    left = (
        Left(*kind_and_out(each, subject), each.reason_class or "", each.decided_at or "")
        for each, subject in changed
    )
    return dict.fromkeys(due_in_addition(left, moment, previous.announced_at or ""), CARRIED_OVER)


def since(
    session: Session,
    previous: Draw | None,
    subjects: Subjects,
    ratios: Mapping[str, Fraction],
    version: RosterVersion,
) -> list[tuple[str, str, str]]:
    """``(id, kind, reason)`` of everything that changed from the ``previous`` draw to a roster's
    ``version``.

    Raises:
        Refused: naming every move without a reason on record.

    Duty: 13.1 (第十三条).
    """
    if previous is None:
        return []
    said, texts = announced(previous), frozen(session, previous)
    then = Roster(
        texts.subjects,
        texts.ineligible,
        {each.code: Fraction(each.ratio) for each in said.strata},
    )
    now = Roster(
        subjects_text(subjects.pairs()),
        ineligible_text((id_, r.value) for id_, r in subjects.left_out.items()),
        ratios,
    )
    before = {id_: stratum for id_, stratum in rows(texts.subjects)}
    left_then = {id_: why for id_, why in rows(texts.ineligible)}
    served = _visited_in_addition(session, previous)
    frozen_then = session.get_one(RosterVersion, previous.subject_version_id).number
    said_of = reasons_since(session, version.region, version.item_code, frozen_then, version.number)
    found, missing = [], []
    for id_, kind in moves(then, now):
        reason = _that_follows(id_, kind, subjects, before, served) or said_of.get(id_)
        if _visits_are_past(kind, left_then.get(id_), reason):
            reason = MoveReason.REASON_ENDED.value
        if reason is None or not reason_fits(kind, reason):
            fitting = "、".join(each.words for each in MOVE_REASONS[kind])
            missing.append(f"「{id_}」{kind.words}没有登记原因，应为 {fitting} 之一")
        else:
            found.append((id_, kind.value, reason))
    if missing:
        raise Refused(*missing, code="moves-without-reason")
    return found


def _visits_are_past(kind: MoveKind, left_for: str | None, said: str | None) -> bool:
    """Whether a firm comes again that was skipped for its visits, of which no roster tells; what a
    roster says of it otherwise is of its class."""
    if kind != MoveKind.RESUMED or left_for != IneligibleReason.VISIT_CAP:
        return False
    return said is None or not reason_fits(kind, said)


def _visited_in_addition(session: Session, draw: Draw) -> set[str]:
    """Who was carried over into a draw and has been visited."""
    found = session.exec(
        select(DrawEntry.credit_code)
        .join(Inspection, col(Inspection.draw_entry_id) == col(DrawEntry.id))
        .where(
            DrawEntry.draw_pk == draw.id,
            DrawEntry.stratum == CARRIED_OVER,
            col(Inspection.current_return_id).is_not(None),
        )
    )
    return set(found)


def _that_follows(
    id_: str,
    kind: MoveKind,
    subjects: Subjects,
    before: Mapping[str, str],
    served: Collection[str],
) -> str | None:
    """The reason of a move that the rosters themselves say."""
    if kind == MoveKind.SUSPENDED:
        return subjects.left_out[id_].value
    if kind not in (MoveKind.UP, MoveKind.DOWN):
        return None
    if id_ in subjects.by_stratum.get(CARRIED_OVER, ()):
        # Who had to be drawn in any case is in another class of the same ratio now, so not "up".
        up = kind == MoveKind.UP
        return (MoveReason.CARRIED_OVER if up else MoveReason.TERM_ENDED).value
    if before.get(id_) == CARRIED_OVER:
        return (MoveReason.SERVED if id_ in served else MoveReason.TERM_ENDED).value
    return None
