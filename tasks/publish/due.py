"""Everything that is made public is built when it is due, kind by kind; what waits for its release and
was overtaken is built anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from models import database
from models.district import District
from models.faults import Refused
from models.rules.publications import PublicationKind, PublicationState
from models.tables import Publication
from tasks.base.key_file import NO_KEY
from tasks.base.screening import PERSONAL_DATA
from tasks.base.step import Act, Result
from tasks.base.terms import in_force
from tasks.publish import credit_lists, draws, item_lists, plans, results
from tasks.publish.coming import Coming, coming
from tasks.publish.overtake import overtake
from tasks.publish.packages import Due, build
from tasks.publish.promises import follow
from tasks.publish.versions import Telling, due_of, overtaken_by, telling_of

KINDS = {
    PublicationKind.ANNOUNCEMENT: draws,
    PublicationKind.DRAW_RECORD: draws,
    PublicationKind.ITEM_LIST: item_lists,
    PublicationKind.ANNUAL_PLAN: plans,
    PublicationKind.CREDIT_LISTS: credit_lists,
}
"""Each says with ``tellings`` what it would tell now; ``results`` has batches and says it itself."""


@dataclass(frozen=True, slots=True)
class _Looked:
    """What is not in force any more, each with what changed; what is due; what is still to come."""

    overtaken: list[tuple[str, list[str]]]
    due: list[Due]
    expected: list[Coming]


def build_due(region: str, as_of: date, *, request: str | None = None) -> Result:
    """Build everything whose publication is due, and in place of what was ``overtaken``. What rests
    on an act of a later day than ``as_of`` is not due yet; what needs the key file while it is not
    there waits, and ``without_key`` says so matter by matter; what holds something that may not leave
    the house is ``stopped``, and keeps nothing else back.

    Duty: 8.1, 16.1, 23.1, 23.3 (第八条、第十六条、第二十三条).
    """
    looked = _look(region, as_of)
    overtaken = looked.overtaken
    for matter, why in overtaken:
        overtake(matter, why, as_of, request)
    if overtaken:
        looked = _look(region, as_of)
    followed = follow(region, as_of, looked.expected, request)
    built, without_key, stopped = [], {}, {}
    for due in looked.due:
        try:
            answer = build(due, as_of, request)
        except Refused as refusal:
            if refusal.code == NO_KEY:
                without_key[due.matter] = refusal.reasons[0]
            elif refusal.code == PERSONAL_DATA:
                stopped[due.matter] = list(refusal.reasons)
            else:
                raise
        else:
            built += [answer["matter"]] if answer["act"] == Act.DONE else []
    return {
        "built": built,
        "overtaken": dict(overtaken),
        "without_key": without_key,
        "stopped": stopped,
        "act": (Act.DONE if built or overtaken or followed else Act.UNCHANGED).value,
    }


def what_changed(
    session: Session, terms: District, as_of: date, publication: Publication
) -> tuple[list[str], date | None]:
    """What a publication tells that is not in force any more, in words, and the day of the last act
    that made it so; nothing if it may be released.

    Duty: 3.1, 23.1 (第三条、第二十三条).
    """
    if publication.kind == PublicationKind.RESULTS:
        return results.what_changed(session, terms, as_of, publication)
    kind = KINDS[PublicationKind(publication.kind)]
    telling = telling_of(kind.tellings(session, terms, as_of), publication)
    days = [basis.day for basis in telling.rests_on if basis.day] if telling else []
    return overtaken_by(session, terms, publication, telling), max(days, default=None)


def _look(region: str, as_of: date) -> _Looked:
    with database.reading() as session:
        terms = in_force(session, region, as_of)
        tellings = [
            telling
            for kind in dict.fromkeys(KINDS.values())
            for telling in kind.tellings(session, terms, as_of)
        ]
        expected = coming(session, terms, as_of)
        overtaken = [
            *_overtaken(session, terms, as_of, tellings),
            *(
                (publication.matter, why)
                for publication, why in results.overtaken(session, terms, as_of, expected)
            ),
        ]
        due = [
            each
            for each in (
                *(due_of(session, telling) for telling in tellings),
                *results.due(session, terms, as_of, expected),
            )
            if each is not None and each.may_be_built(as_of)
        ]
        return _Looked(overtaken, due, expected)


def _overtaken(
    session: Session, terms: District, as_of: date, tellings: list[Telling]
) -> list[tuple[str, list[str]]]:
    """Publications of one matter that wait for their release and tell what is not so any more."""
    unreleased = session.exec(
        select(Publication)
        .where(
            Publication.region == terms.region,
            Publication.kind != PublicationKind.RESULTS,
            Publication.state == PublicationState.BUILT,
        )
        .order_by(col(Publication.id))
    )
    found = []
    for publication in unreleased:
        telling = telling_of(tellings, publication)
        why = overtaken_by(session, terms, publication, telling)
        if why and (telling is None or _done_by(telling, as_of)):
            found.append((publication.matter, why))
    return found


def _done_by(telling: Telling, as_of: date) -> bool:
    return all(basis.day is None or basis.day <= as_of for basis in telling.rests_on)
