"""Checks 27 to 30, in the sealed form only: codes, applications, photographs, who confirmed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from models.rules.applications import Decision
from models.rules.draw import keys
from models.rules.draw.forms import BADGE, CODE
from models.rules.draw.reading import doubled
from models.rules.draw.reasons import CHANGE_REASONS, ChangeKind
from models.rules.draw.shape import Application, Change, Record, Sealed
from models.rules.draw.verify.case import Case
from models.rules.draw.verify.files import Found
from models.rules.draw.verify.words import say

_LINE = re.compile(f"({CODE})\t({BADGE})")


def sealed(case: Case) -> Found:
    """27: the part that was sealed is the one the public record is bound to."""
    if case.record is None or case.record.sealed is None:
        return None
    stated, found = case.record.sealed_digest, case.digest_of(case.part("sealed"))
    wrong = [] if stated == found else [say("differs", stated=stated, found=found)]
    if case.record.sealed.confirmed_by is None and case.record.abandoned is None:
        wrong.append(say("confirmed-by"))
    return wrong


def codes(case: Case) -> Found:
    """28: code and badge of every inspector, a badge once, as announced.

    Duty: 17.1 (第十七条).
    """
    if case.record is None or case.record.sealed is None:
        return None
    said, part = case.record.announcement, case.record.sealed
    found = keys.codes_digest(said.suite, bytes.fromhex(part.codes_key), part.codes.encode())
    wrong = list(_codes(case, part))
    if found != said.codes_digest:
        wrong.append(say("codes-digest", stated=said.codes_digest, found=found))
    return wrong


def _codes(case: Case, part: Sealed) -> Iterator[str]:
    lines = part.codes.split("\n")
    ended = lines[-1] == ""
    if ended:
        lines.pop()
    read = [_LINE.fullmatch(line) for line in lines]
    for n, (line, found) in enumerate(zip(lines, read, strict=True), start=1):
        if found is None or not (ended or n < len(lines)):
            yield say("codes-line", n=n, line=line.replace("\t", " ")[:40])
    if any(a >= b for a, b in pairwise(lines)):
        yield say("codes-order")
    for badge in doubled(found[2] for found in read if found is not None):
        yield say("codes-badge", badge=badge)
    listed = [found[1] for found in read if found is not None]
    if case.texts is not None and listed != case.codes:
        yield say("codes-other")


def applications(case: Case) -> Found:
    """29: every change by one approved application, every approved one by a change.

    Duty: 18.1, 18.3 (第十八条).
    """
    if case.record is None or case.record.sealed is None:
        return None
    return list(_applications(case.record, case.record.sealed))


def _applications(record: Record, part: Sealed) -> Iterator[str]:
    numbered = {each.number: each for each in part.applications}
    for number in doubled(each.number for each in part.applications):
        yield say("application", number=number, problem=say("application-twice"))
    for each in part.applications:
        for problem in _application(record, each):
            yield say("application", number=each.number, problem=problem)
    used = set()
    for change in record.changes:
        used.add(change.application)
        found = numbered.get(change.application)
        for problem in _decided(change, found):
            yield say("application", number=change.application, problem=problem)
    for each in part.applications:
        if each.decision == Decision.APPROVED and each.number not in used:
            yield say("application", number=each.number, problem=say("application-unused"))


def _application(record: Record, each: Application) -> Iterator[str]:
    """What is wrong with an application by itself."""
    kind = ChangeKind(each.kind)
    if each.draw_id != record.announcement.draw_id:
        yield say("application-draw", draw_id=each.draw_id)
    if each.reason not in CHANGE_REASONS[kind].values():
        yield say("application-reason", reason=each.reason, kind=kind.words)
    if not each.evidence:
        yield say("application-evidence")
    if each.decided_at < each.applied_at:
        yield say("application-order", decided=each.decided_at, applied=each.applied_at)
    if len(each.decided_by) != len(each.deciders):
        n, stated = len(each.deciders), len(each.decided_by)
        yield say("application-deciders", found=n, stated=stated)
    people = [_person(name) for name in (each.applicant, *each.decided_by)]
    if len(set(people)) != len(people):
        yield say("application-people")


def _decided(change: Change, found: Application | None) -> Iterator[str]:
    """What is wrong between a change and the application it names."""
    if found is None:
        yield say("application-none")
        return
    if found.decision != Decision.APPROVED:
        yield say("application-refused")
    both = {
        "种类": (change.kind, found.kind),
        "对象": (change.subject, found.subject),
        "离开的": (change.out, found.out),
        "原因": (change.reason, found.reason),
        "证明材料": (change.evidence, [each.digest for each in found.evidence]),
        "申请时间": (change.applied_at, found.applied_at),
        "决定时间": (change.decided_at, found.decided_at),
        "决定人职务": (change.deciders, found.deciders),
    }
    for what, (public, kept) in both.items():
        if public != kept:
            yield say("application-differs", what=what, no=change.no)


def photos(case: Case) -> Found:
    """30: the photographs kept are those of the public part.

    Duty: 18.1 (第十八条).
    """
    if case.record is None or case.record.sealed is None:
        return None
    listed = [each.digest for each in case.record.sealed.photos]
    return [] if listed == case.record.photos else [say("photos-other")]


def _person(name: str) -> str:
    """A name as two spellings of it are one person's."""
    return "".join(unicodedata.normalize("NFKC", name).split())
