"""Results of inspections as publications: a draw's together, a special inspection's by itself; each
version once, and one package of them at a time waits for its release."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from sqlmodel import Session, col, select

from models.district import District
from models.rules import names
from models.rules.inspection import InspectionState
from models.rules.publications import PublicationKind, PublicationState, parts_changed
from models.rules.results import ResultKind, Waiting, changed, outlasting, told_together
from models.tables import Draw, Inspection, Publication, ResultVersion, pk
from tasks.base.queries import chunks
from tasks.base.working_days import working_days
from tasks.publish.coming import Coming, coming
from tasks.publish.packages import Due
from tasks.publish.result_pages import content, parts_of
from tasks.publish.tells import channels_of, digests, kept
from tasks.publish.undelivered import lacking_of
from tasks.publish.versions import OF_AN_EARLIER_RELEASE, next_number

NAMED_AT_MOST = 5
"""Inspections of which it is said one by one what changed."""


def due(
    session: Session, terms: District, as_of: date, expected: Sequence[Coming]
) -> Iterator[Due]:
    """The results of each draw, and of each special inspection, that may not wait longer; while one
    package waits for its release, what is no more pressing waits for that.

    Duty: 23.1 (第二十三条).
    """
    waiting = {scope_of(each) for each in unreleased_results(session, terms.region)}
    for scope, cycle in _by_scope(expected).items():
        ids = set(_together(terms, as_of, cycle)) if scope not in waiting else set()
        if ids:
            rests_on = {
                basis for each in cycle if each.inspection_id in ids for basis in each.rests_on
            }
            matter = names.results_matter(scope, next_number(session, _named(scope)))
            yield Due(
                matter,
                sorted(rests_on, key=str),
                partial(content, scope=scope, ids=sorted(ids), as_of=as_of),
                {},
            )


def overtaken(
    session: Session, terms: District, as_of: date, expected: Sequence[Coming]
) -> Iterator[tuple[Publication, list[str]]]:
    """Packages that wait for their release and may not have it: what they tell is not in force any
    more by an act of ``as_of`` or before, or there is more to tell that is pressing.

    Duty: 23.1 (第二十三条).
    """
    by_scope = _by_scope(expected)
    for publication in unreleased_results(session, terms.region):
        why, last_act = what_changed(session, terms, as_of, publication)
        if not why:
            carried = {each.inspection_id for each in _versions(session, publication)}
            cycle = by_scope.get(scope_of(publication), [])
            more = _pressing(terms, as_of, [c for c in cycle if c.inspection_id not in carried])
            why = [f"另有{more}件结果须一并公示"] if more else []
        if why and (last_act is None or last_act <= as_of):
            yield publication, why


def what_changed(
    session: Session, terms: District, as_of: date, publication: Publication
) -> tuple[list[str], date | None]:
    """What a package tells that is not in force any more, in words, and the day of the last act that
    made it so; nothing if it may be released.

    Duty: 21.1, 23.1, 23.2 (第二十一条、第二十三条).
    """
    if not publication.tells:
        return [OF_AN_EARLIER_RELEASE], None
    versions = _versions(session, publication)
    now = {
        each.inspection_id: each
        for each in coming(session, terms, as_of, [each.inspection_id for each in versions])
    }
    why, days = [], list[date]()
    for number, version in _numbers(session, versions):
        words = _otherwise(version, now.get(version.inspection_id))
        if words:
            why.append(f"{number} {'、'.join(words)}")
            days += _days(now.get(version.inspection_id))
    more = len(why) - NAMED_AT_MOST
    why = why[:NAMED_AT_MOST] + ([f"另有{more}件"] if more > 0 else [])
    scope = scope_of(publication)
    draw = session.exec(select(Draw).where(Draw.draw_id == scope)).first()
    gone = [v.inspection_id for v in versions if v.kind == ResultKind.WITHDRAWAL]
    parts = parts_of(session, draw, lacking_of(session, scope, gone))
    why += parts_changed(kept(publication), digests({**parts, **channels_of(terms)}))
    return why, max(days, default=None)


def _otherwise(version: ResultVersion, now: Coming | None) -> list[str]:
    """What would be told otherwise of an inspection, in words."""
    if now is not None and now.sent_back:
        return [f"登记表{InspectionState.SENT_BACK.words}"]
    if now is None or now.now is None:
        return ["已无须另行公布"]
    words = changed(json.loads(version.told)["facts"], now.now.facts)
    if words:
        return [f"{'、'.join(words)}已有变动"]
    if outlasting(now.now.extended, version.next_word_on) is not None:
        return ["改正期限已延长"]
    amendment = now.amendment.id if now.amendment else None
    same = (now.kind, now.now.return_id, amendment) == (
        version.kind, version.return_id, version.amendment_id,
    )  # fmt: skip
    return [] if same else [f"须按{now.kind.words}公布"]


def _days(now: Coming | None) -> list[date]:
    if now is None or now.now is None:
        return []
    days = [now.now.received_on, *now.now.decided.values()]
    days += [each.decided_on for each in now.now.extended]
    return [*days, now.amendment.decided_on] if now.amendment else days


def unreleased_results(session: Session, region: str) -> list[Publication]:
    """The packages of results that wait for their release."""
    return list(
        session.exec(
            select(Publication)
            .where(
                Publication.region == region,
                Publication.kind == PublicationKind.RESULTS,
                Publication.state == PublicationState.BUILT,
            )
            .order_by(col(Publication.id))
        )
    )


def scope_of(publication: Publication) -> str:
    """What the results of a publication belong to."""
    return names.scope_of_matter(publication.matter)


def _versions(session: Session, publication: Publication) -> list[ResultVersion]:
    return list(
        session.exec(
            select(ResultVersion)
            .where(ResultVersion.publication_id == pk(publication))
            .order_by(col(ResultVersion.inspection_id))
        )
    )


def _numbers(
    session: Session, versions: Sequence[ResultVersion]
) -> Iterator[tuple[str, ResultVersion]]:
    by_id = {each.inspection_id: each for each in versions}
    for some in chunks(sorted(by_id)):
        for id_, number in session.exec(
            select(Inspection.id, Inspection.number)
            .where(col(Inspection.id).in_(some))
            .order_by(col(Inspection.id))
        ):
            if id_ is not None:
                yield number, by_id[id_]


def _by_scope(expected: Sequence[Coming]) -> Mapping[str, list[Coming]]:
    scopes: dict[str, list[Coming]] = {}
    for each in expected:
        scopes.setdefault(each.scope, []).append(each)
    return scopes


def _together(terms: District, as_of: date, cycle: Sequence[Coming]) -> list[int]:
    calendar = working_days(terms.region)
    lead = terms.publication.results_lead.value
    return told_together(
        [each.waiting() for each in cycle], as_of, lead, calendar.working_days_between
    )


def _pressing(terms: District, as_of: date, others: Sequence[Coming]) -> int:
    """How many results beside those of a package can't wait until it is released."""
    calendar = working_days(terms.region)
    lead = terms.publication.results_lead.value
    # As if some of each kind were still out, so that nothing goes for being complete.
    still_out = [Waiting(0, False, None, kind) for kind in ResultKind]
    cycle = [*(each.waiting() for each in others), *still_out]
    return len(told_together(cycle, as_of, lead, calendar.working_days_between))


def _named(scope: str) -> partial[str]:
    return partial(names.results_matter, scope)
