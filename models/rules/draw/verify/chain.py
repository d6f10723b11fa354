"""Checks 24 and 25: the records of the draws before, one link at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from models.rules.draw import keys, moves
from models.rules.draw.announced import Announcement
from models.rules.draw.announcement import day_of
from models.rules.draw.shape import Record
from models.rules.draw.texts import NAMES, Texts
from models.rules.draw.verify.case import Beside, Case
from models.rules.draw.verify.files import Found
from models.rules.draw.verify.words import CHECKS, say


@dataclass(frozen=True, slots=True)
class Earlier:
    """A record from before, whose own digests hold."""

    record: Record
    digest: str
    draw_digest: str | None
    texts: Texts | None


def previous(case: Case) -> Found:
    """24: the item's last confirmed draw: its digests, not overdue, every move recomputed, who must
    be carried over.

    Duty: 13.1, 17.1, 18.3 (第十三条、第十七条、第十八条).
    """
    if case.beside.previous is None or case.record is None:
        return None
    said = case.record.announcement
    if said.previous is None:
        return [say("previous-unnamed")]
    earlier, wrong = _earlier(case, case.beside.previous, "previous")
    if earlier is None:
        return wrong
    wrong += _is_previous(said, earlier)
    if case.texts is not None and earlier.texts is not None:
        wrong += _moved(said, case.texts, earlier.record, earlier.texts)
    return wrong


def _is_previous(said: Announcement, earlier: Earlier) -> Iterator[str]:
    named, before = said.previous, earlier.record.announcement
    if named is None:
        return
    stated = {
        "抽取编号": (named.draw_id, before.draw_id),
        "抽取摘要": (named.draw_digest, earlier.draw_digest),
    }
    if named.record_digest is not None:
        stated["记录摘要"] = (named.record_digest, earlier.digest)
    elif day_of(said.announced_at) > before.record_due:
        yield say("previous-overdue", due=before.record_due, at=said.announced_at)
    for what, (mine, its) in stated.items():
        if mine != its:
            yield say("previous-other", what=what, stated=mine, found=its)
    draw = earlier.record.draw
    if draw is None or draw.confirmed_at is None or earlier.record.abandoned is not None:
        yield say("previous-unconfirmed")
    elif draw.confirmed_at > said.announced_at:
        yield say("previous-later", earlier=draw.confirmed_at, at=said.announced_at)


def supersedes(case: Case) -> Found:
    """25: the abandoned draw: its digest, abandoned before, another secret.

    Duty: 18.2 (第十八条).
    """
    if case.beside.superseded is None or case.record is None:
        return None
    said = case.record.announcement
    if said.supersedes is None:
        return [say("supersedes-unnamed")]
    earlier, wrong = _earlier(case, case.beside.superseded, "supersedes")
    if earlier is None:
        return wrong
    stated = {
        "抽取编号": (said.supersedes.draw_id, earlier.record.announcement.draw_id),
        "记录摘要": (said.supersedes.record_digest, earlier.digest),
    }
    for what, (mine, its) in stated.items():
        if mine != its:
            wrong.append(say("supersedes-other", what=what, stated=mine, found=its))
    given_up = earlier.record.abandoned
    if given_up is None:
        wrong.append(say("supersedes-standing"))
    elif given_up.at > said.announced_at:
        wrong.append(say("supersedes-later", earlier=given_up.at, at=said.announced_at))
    if earlier.record.secret == case.record.secret:
        wrong.append(say("supersedes-secret"))
    return wrong


def _earlier(case: Case, content: bytes, key: str) -> tuple[Earlier | None, list[str]]:
    """The record, and what is wrong with it by itself."""
    its = Case(content, Beside(texts=case.beside.texts))
    record, digest = its.record, its.digest
    told = [*its.faults, *its.misshapen]
    if record is None or digest is None:
        return None, [say("not-read", what=CHECKS[key], problem=each) for each in told]
    for stated, found in (
        (record.digest, digest),
        (record.announcement_digest, its.announcement_digest),
        (record.draw_digest, its.draw_digest),
    ):
        if stated != found:
            told.append(say("differs", stated=stated, found=found))
    if key == "previous":
        told += _texts_hold(its, record)
    wrong = [say("not-read", what=CHECKS[key], problem=each) for each in told]
    return Earlier(record, digest, its.draw_digest, its.texts), wrong


def _texts_hold(its: Case, record: Record) -> Iterator[str]:
    """Moves are recomputed from them."""
    said, key = record.announcement, its.text_key
    for name, called in NAMES.items():
        text = its.texts_found[name]
        if text is None:
            yield say("text-missing", file=getattr(record.texts, name).file)
        elif key is not None:
            stated, found = getattr(said, name).digest, keys.text_digest(said.suite, key, text)
            if stated != found:
                yield say("text-digest", text=called, stated=stated, found=found)
    yield from its.text_faults


def _moved(said: Announcement, now: Texts, before: Record, then: Texts) -> Iterator[str]:
    """Every move recomputed, and who left for a passing reason drawn in addition."""
    roster = _roster(said, now)
    yield from moves.move_problems(_roster(before.announcement, then), roster, now.moves)
    left = (moves.Left(c.kind, c.out, c.reason, c.decided_at) for c in before.changes)
    due = moves.carried_over(left, said.announced_at)
    yield from moves.carried_over_problems(due, roster)


def _roster(said: Announcement, texts: Texts) -> moves.Roster:
    ratios = {each.code: Fraction(each.ratio) for each in said.strata}
    return moves.Roster(texts.subjects, texts.ineligible, ratios)
