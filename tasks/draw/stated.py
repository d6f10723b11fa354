"""What the announcement of a draw says, put together from what binds it (ssj-draw/2, step 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sqlmodel import Session

from models.district import District
from models.faults import Refused
from models.rules.draw import keys, reading
from models.rules.draw.announced import Announcement, Previous, SourceDue, Supersedes
from models.rules.draw.announcement import refusals
from models.rules.draw.assign import tight
from models.rules.draw.forms import CARRIED_OVER, ratio_text
from models.rules.draw.reasons import MoveReason
from models.rules.draw.sample import floor_count, published_substitutes, sample_size
from models.rules.draw.texts import Texts, count, rows, tally, tally_pairs
from models.rules.rosters import STRATA
from models.tables import Draw, Item, ItemList
from tasks.base import audit
from tasks.base.terms import in_force, item_in_force
from tasks.draw.changes import waiting_applications
from tasks.draw.frozen import recusals_of
from tasks.draw.record import may_be_public, record_of
from tasks.draw.secret import missing
from tasks.lists.checklists import bound_item

STRATUM_NAMES = {**STRATA, CARRIED_OVER: MoveReason.CARRIED_OVER.words}


@dataclass(frozen=True, slots=True)
class Binding:
    """What binds a draw: the district file and the item of its period, and the ratios they give."""

    terms: District
    item: Item
    item_list: ItemList
    ratios: dict[str, Fraction]


def binding(session: Session, region: str, item_code: str, day: date) -> Binding:
    """What binds the draw of an item on ``day``.

    Duty: 7.2, 9.4 (第七条、第九条).
    """
    item = item_in_force(session, region, item_code, day)
    bound_item(session, item)
    terms = in_force(session, region, day)
    return Binding(terms, item, session.get_one(ItemList, item.item_list_id), ratios(terms, item))


def ratios(terms: District, item: Item) -> dict[str, Fraction]:
    """Ratio by stratum; who is carried over is drawn in any case.

    Duty: 9.1, 9.4, 18.3 (第九条、第十八条).
    """
    return {**terms.draw.ratios(item.ratio), CARRIED_OVER: Fraction(1)}


def stated(
    session: Session,
    bound: Binding,
    texts: Texts,
    *,
    draw_id: str,
    announced_at: str,
    not_before: date,
    record_due: date,
    sources: Sequence[SourceDue],
    secret: bytes,
    codes_digest: str,
    previous: Draw | None,
    abandoned: Draw | None,
) -> Announcement:
    """The announcement.

    Raises:
        Refused: too few inspectors, a subject that can't be staffed, a sample below the floor, a
            source before the draw's day or the announcement, a text or value against its form, or an
            application of the previous draw, whose record is named, waits for a decision.

    Duty: 9.1, 14.2, 17.1, 17.3 (第九条、第十四条、第十七条).
    """
    draw, subjects = bound.terms.draw, count(texts.subjects)
    said = {
        **_texts(bound.terms, texts, keys.text_key(draw.suite, draw_id, secret)),
        "format": "ssj-draw/2",
        "suite": draw.suite,
        "draw_id": draw_id,
        "announced_at": announced_at,
        "not_before": not_before.isoformat(),
        "record_due": record_due.isoformat(),
        "item": {
            "code": bound.item.code,
            "version": bound.item_list.number,
            "name": bound.item.name,
        },
        "regulation": {"file": bound.terms.region, "version": bound.terms.version},
        "strata": _strata(bound, texts),
        "floor": {
            "ratio": ratio_text(draw.floor_ratio.value),
            "count": floor_count(draw.floor_ratio.value, subjects),
        },
        "inspectors_per_subject": draw.inspectors_per_subject.value,
        "load": {"rule": "least-cap", "slack": draw.load_slack.value},
        "second_decision_after": draw.second_decision_after.value,
        "codes_digest": codes_digest,
        "commitment": keys.commitment(draw.suite, draw_id, secret),
        "sources": [each.model_dump() for each in sources],
        "channels": sorted(draw.announcement_channels.value),
        "previous": _previous(
            session, bound.terms, previous, date.fromisoformat(announced_at[:10])
        ),
        "supersedes": _supersedes(session, abandoned),
        "audit_head": audit.head(session),
    }
    return _checked(bound.terms, said, texts)


def _checked(terms: District, said: dict[str, Any], texts: Texts) -> Announcement:
    announcement, problems = reading.read_announcement(said)
    if announcement is None or problems:
        raise Refused(*(f"公告{problem}" for problem in problems), code="wrong-announcement")
    wrong = refusals(announcement, texts)
    wrong += [
        f"随机源「{each.name}」的时间 {each.due} 应晚于公告的时间 {announcement.announced_at}"
        for each in announcement.sources
        if each.due <= announcement.announced_at
    ]
    drawn, least = sum(each.sample_size for each in announcement.strata), terms.draw.floor_subjects
    if drawn < min(least.value, announcement.subjects.count):
        wrong.append(f"各类别共抽 {drawn} 家，至少应抽 {least.value} 家（{least.article}）")
    if wrong:
        raise Refused(*wrong, code="cannot-be-announced")
    return announcement


def _texts(terms: District, texts: Texts, key: bytes) -> dict[str, Any]:
    """What the announcement says of the five texts."""
    draw = terms.draw
    said: dict[str, Any] = {
        name: {"count": count(text), "digest": keys.text_digest(draw.suite, key, text)}
        for name, text in texts.named().items()
    }
    said["inspectors"]["minimum"] = draw.minimum_inspectors.value
    said["recusals"] |= {
        "by_reason": _by_reason(tally(texts.recusals, 2)),
        "tight": _tight(texts, draw.inspectors_per_subject.value),
    }
    said["ineligible"]["by_reason"] = _by_reason(tally(texts.ineligible, 1))
    said["moves"]["by_kind"] = [
        {"kind": kind, "reason": reason, "count": n}
        for (kind, reason), n in tally_pairs(texts.moves).items()
    ]
    return said


def _by_reason(counted: dict[str, int]) -> list[dict[str, Any]]:
    return [{"reason": reason, "count": n} for reason, n in counted.items()]


def _tight(texts: Texts, per_subject: int) -> int:
    ids = (id_ for id_, _ in rows(texts.subjects))
    codes = [code for (code,) in rows(texts.inspectors)]
    return sum(1 for _ in tight(ids, codes, recusals_of(texts), per_subject))


def _strata(bound: Binding, texts: Texts) -> list[dict[str, Any]]:
    strata, per_drawn = [], bound.terms.draw.substitutes_per_drawn.value
    for code, n in tally(texts.subjects, 1).items():
        size = sample_size(bound.ratios[code], n)
        strata.append(
            {
                "code": code,
                "name": STRATUM_NAMES[code],
                "count": n,
                "ratio": ratio_text(bound.ratios[code]),
                "sample_size": size,
                "substitutes": published_substitutes(n, size, per_drawn),
            }
        )
    return strata


def _previous(
    session: Session, terms: District, previous: Draw | None, today: date
) -> dict[str, Any] | None:
    """The item's last confirmed draw; its record's digest once that is due or out. Of one whose key
    was lost no record can be made, and whoever compares finds it overdue."""
    if previous is None:
        return None
    out = may_be_public(session, terms, previous, today) and missing(session, previous) is None
    if out:
        _check_decided(session, previous)
    return Previous(
        draw_id=previous.draw_id,
        draw_digest=previous.draw_digest or "",
        record_digest=record_of(session, previous)[0]["digest"] if out else None,
    ).model_dump()


def _check_decided(session: Session, previous: Draw) -> None:
    """A record whose digest is announced is final, so nothing of it may wait.

    Raises:
        Refused: naming each application that does.

    Duty: 18.3 (第十八条).
    """
    waiting = [
        f"{application.number}（{state.words}）"
        for application, state in waiting_applications(session, previous)
    ]
    if waiting:
        raise Refused(
            f"「{previous.draw_id}」的变更申请 {'、'.join(waiting)} 尚未决定，"
            "抽取记录不能定稿，请先决定再公告",
            code="applications-waiting",
        )


def _supersedes(session: Session, abandoned: Draw | None) -> dict[str, Any] | None:
    """The abandoned draw this one stands in for; one of ssj-draw/1 has no record to name."""
    if abandoned is None or abandoned.announced_at is None:
        return None
    return Supersedes(
        draw_id=abandoned.draw_id, record_digest=record_of(session, abandoned)[0]["digest"]
    ).model_dump()
