"""Checks 1 to 9: the file itself, its digests, and what the reader holds beside it."""

from __future__ import annotations

from models.rules.draw import suite as suites
from models.rules.draw.announced import Announcement
from models.rules.draw.announcement import day_of
from models.rules.draw.document import UNREAD, read_document
from models.rules.draw.forms import copied_digest
from models.rules.draw.reading import read_announcement
from models.rules.draw.timestamp import check as check_stamp
from models.rules.draw.verify.case import Case
from models.rules.draw.verify.words import CHECKS, say

Found = list[str] | None
"""What is wrong; empty where all is right, ``None`` where there is nothing to compare with."""


def file_bytes(case: Case) -> Found:
    """1: the file is the document it parses to."""
    return case.faults


def shape(case: Case) -> Found:
    """2: keys, types, forms, closed lists, sorting."""
    return None if case.value is UNREAD else case.misshapen


def digest(case: Case) -> Found:
    """3: the record's own digest."""
    return _same(case.part("digest"), case.digest)


def announcement(case: Case) -> Found:
    """4: both digests of the announcement."""
    found = case.announcement_digest
    if found is None:
        return None
    stated = {"announcement_digest": case.part("announcement_digest")}
    if case.part("draw") is not None:
        stated["draw.announcement_digest"] = case.part("draw", "announcement_digest")
    return [
        say("announcement-digest", where=where, stated=digest, found=found)
        for where, digest in stated.items()
        if digest != found
    ]


def kept(case: Case) -> Found:
    """5: the same bytes as the announcement that somebody kept."""
    mine, its = case.beside.announcement, case.announced
    if mine is None:
        return None
    if mine == its:
        return []
    suite = case.part("announcement", "suite")
    suite = suite if suite in suites.SUITES else "sha256"
    found = None if its is None else suites.digest(suite, its)
    return [say("kept-other", kept=suites.digest(suite, mine), found=found)]


def sheet(case: Case) -> Found:
    """6: the draw digest that was signed on paper."""
    found = case.draw_digest
    if case.beside.sheet is None:
        return None
    signed = copied_digest(case.beside.sheet)
    if found is None:
        return [say("sheet-none", sheet=signed)]
    same = signed == found == case.part("draw_digest")
    return [] if same else [say("sheet-other", sheet=signed, found=found)]


def following(case: Case) -> Found:
    """7: the following announcement names this draw's digests.

    An abandoned draw is named by the one that stands in for it, any other by the item's next.
    """
    record, content = case.record, case.beside.next
    if content is None or record is None:
        return None
    value, faults = read_document(content)
    said, misshapen = read_announcement(value) if value is not UNREAD else (None, [])
    if faults or misshapen or said is None:
        whose = CHECKS["next"]
        return [say("not-read", what=whose, problem=each) for each in [*faults, *misshapen]]
    if record.abandoned is None:
        return _succeeds(case, said, record.announcement)
    mine = record.announcement.draw_id
    if said.supersedes is None or said.supersedes.draw_id != mine:
        return [say("next-unnamed", draw_id=mine)]
    return _named("记录摘要", said.supersedes.record_digest, case.digest)


def _succeeds(case: Case, said: Announcement, mine: Announcement) -> list[str]:
    named = said.previous
    if named is None or named.draw_id != mine.draw_id:
        return [say("next-unnamed", draw_id=mine.draw_id)]
    wrong = _named("抽取摘要", named.draw_digest, case.draw_digest)
    if named.record_digest is not None:
        return [*wrong, *_named("记录摘要", named.record_digest, case.digest)]
    if day_of(said.announced_at) > mine.record_due:
        wrong.append(say("next-overdue", at=said.announced_at, due=mine.record_due))
    return wrong


def time_stamp(case: Case) -> Found:
    """8: the stamp's form and imprint, and whose it is if an authority is given."""
    record, announced = case.record, case.announced
    if record is None or record.time_stamp is None or announced is None:
        return None
    return check_stamp(record.time_stamp.token, announced, case.beside.authority)[1]


def receipts(case: Case) -> Found:
    """9: every announced channel, and of this announcement.

    An abandoned draw may lack some.

    Duty: 17.1 (第十七条).
    """
    record, found = case.record, case.announcement_digest
    if record is None:
        return None
    announced = record.announcement.channels
    received = {each.channel for each in record.receipts}
    wrong = []
    if record.abandoned is None:
        missing = [each for each in announced if each not in received]
        wrong += [say("receipt-missing", channel=channel) for channel in missing]
    for each in record.receipts:
        if each.channel not in announced:
            wrong.append(say("receipt-unknown", channel=each.channel))
        if each.announcement_digest != found:
            stated = each.announcement_digest
            wrong.append(say("receipt-other", channel=each.channel, stated=stated, found=found))
    return wrong


def _same(stated: object, found: str | None) -> Found:
    if found is None:
        return None
    return [] if stated == found else [say("differs", stated=stated, found=found)]


def _named(what: str, stated: str, found: str | None) -> list[str]:
    return [] if stated == found else [say("next-other", what=what, stated=stated, found=found)]
