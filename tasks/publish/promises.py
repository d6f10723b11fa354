"""The days by which more is told of a result: counted from a decision, or promised to the public."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from models import database
from models.district import District
from models.rules.deadlines import Deadline, DeadlineKind, DeadlineStatus, Within
from models.rules.results import ResultKind, version_name
from models.tables import Inspection, Publication, ResultVersion, pk
from tasks.base import deadlines
from tasks.base.step import step
from tasks.base.terms import in_force
from tasks.publish.coming import Coming


def follow(region: str, as_of: date, expected: Sequence[Coming], request: str | None = None) -> int:
    """Track by when handling results are to be told that were decided by ``as_of``; how many are new
    or moved.

    Duty: 21.1, 23.1 (第二十一条、第二十三条).
    """
    events = {
        version_name(each.number, each.version): min(each.decided)
        for each in expected
        if each.kind == ResultKind.HANDLING and each.ready and each.decided
    }
    with database.reading() as session:
        known = {
            record.matter: record.event_on
            for record in deadlines.of_matters(session, DeadlineKind.HANDLING, list(events))
        }
    fresh = {matter: day for matter, day in events.items() if known.get(matter) != day}
    if not fresh:
        return 0
    with step(
        f"publish.follow:{region}",
        action="登记处理结果的公示期限",
        as_of=as_of,
        region=region,
        request=request,
    ) as s:
        if not s.known:
            deadlines.track(
                s.session,
                region=region,
                kind=DeadlineKind.HANDLING,
                within=in_force(s.session, region, as_of).publication.handling_published_within,
                events=fresh,
            )
            s.record(matters=sorted(fresh))
    return len(fresh)


def promise_next_word(session: Session, terms: District, publication: Publication) -> None:
    """Keep the days by which a released publication says that more will be told.

    Duty: 23.1 (第二十三条).
    """
    within = terms.publication.handled_within
    rule = Within(within.article, within.value, within.unit)
    for number, version, due_on in session.exec(
        select(Inspection.number, ResultVersion.version, col(ResultVersion.next_word_on))
        .join(Inspection, col(Inspection.id) == col(ResultVersion.inspection_id))
        .where(
            ResultVersion.publication_id == pk(publication),
            col(ResultVersion.next_word_on).is_not(None),
        )
    ):
        assert due_on is not None
        deadlines.promise(
            session,
            region=terms.region,
            kind=DeadlineKind.NEXT_WORD,
            within=within,
            matter=version_name(number, version),
            on=publication.built_on,
            due=Deadline(publication.built_on, rule, due_on, DeadlineStatus.OFFICIAL),
        )


def kept_promises(session: Session, publication: Publication, on: date) -> None:
    """Every deadline is met that the results of a publication meet which is public since ``on``.

    Duty: 23.1 (第二十三条).
    """
    told = session.exec(
        select(Inspection.number, ResultVersion.version)
        .join(Inspection, col(Inspection.id) == col(ResultVersion.inspection_id))
        .where(ResultVersion.publication_id == pk(publication))
    ).all()
    this = [version_name(number, version) for number, version in told]
    before = [
        version_name(number, earlier) for number, version in told for earlier in range(1, version)
    ]
    deadlines.meet(session, DeadlineKind.RESULTS, [number for number, _ in told], on)
    deadlines.meet(session, DeadlineKind.HANDLING, this, on)
    deadlines.meet(session, DeadlineKind.AMENDMENT, this, on)
    deadlines.meet(session, DeadlineKind.NEXT_WORD, before, on)
