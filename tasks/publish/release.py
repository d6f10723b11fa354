"""The supervisor releases a publication; only then does it leave the house, and only if what it tells
is in force."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, select

from models import database
from models.faults import Refused
from models.rules import names
from models.rules.order import Basis, day_in_words
from models.rules.publications import PublicationKind, PublicationState
from models.tables import Publication
from tasks.base.acts import entry_day
from tasks.base.step import Result, step
from tasks.base.terms import in_force
from tasks.publish.due import build_due, what_changed
from tasks.publish.overtake import overtake, overtaken_in_words
from tasks.publish.promises import promise_next_word
from tasks.publish.searched import check_searched
from tasks.publish.texts import in_lines, texts_of
from tasks.publish.undelivered import take_back


def release(matter: str, as_of: date, actor: str, *, request: str | None = None) -> Result:
    """Release a publication, once; who released it first is who released it, and let every text out
    that a person wrote: the answer and the record name them (``texts``). What was overtaken is marked
    so, and the next is built at once.

    Raises:
        Refused: it is not written as a matter's name, or nothing of that name was built; or it was
            overtaken, with what changed and what stands in its place; or it is not what was built; or
            something stands in it that may not leave the house.

    Duty: 10.2, 23.1 (第十条、第二十三条).
    """
    region = names.read_matter(matter).region
    with step(
        f"publish.release:{matter}",
        action="批准公示",
        as_of=as_of,
        region=region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        publication = s.session.exec(
            select(Publication).where(Publication.matter == matter)
        ).first()
        if publication is None:
            raise Refused(f"没有名为「{matter}」的公示", code="unknown-matter")
        if publication.state == PublicationState.OVERTAKEN:
            raise Refused(overtaken_in_words(s.session, publication), code="overtaken")
        if publication.released_on is not None:
            return s.unchanged(**_released(s.session, publication))
        s.rests_on(Basis("制作公示包", publication.built_on))
        terms = in_force(s.session, region, as_of)
        built_on = publication.built_on
        why, last_act = what_changed(s.session, terms, as_of, publication)
        if not why:
            check_searched(s.session, terms, publication)
            publication.released_on, publication.released_by = as_of, s.actor
            publication.state = PublicationState.RELEASED
            s.session.add(publication)
            s.session.flush()
            if publication.kind == PublicationKind.RESULTS:
                take_back(s.session, publication)
                promise_next_word(s.session, terms, publication)
            return s.record(**_released(s.session, publication))
    # Nothing was stored above: what is overtaken is so whoever asks, and stays on record.
    day = max(as_of, built_on, last_act or as_of)
    overtake(matter, why, day, request)
    build_due(region, day, request=request)
    with database.reading() as session:
        publication = session.exec(select(Publication).where(Publication.matter == matter)).one()
        stands = overtaken_in_words(session, publication)
    raise Refused(f"内容已有变动：{'；'.join(why)}。{stands}", code="overtaken")


def _released(session: Session, publication: Publication) -> Result:
    texts = texts_of(session, publication.matter, PublicationKind(publication.kind))
    return {
        "matter": publication.matter,
        "released_by": publication.released_by,
        "released_on": str(publication.released_on),
        "entered_on": str(entry_day(session, f"publish.release:{publication.matter}")),
        **({"texts": texts} if texts else {}),
    }


def released_in_words(answer: Result) -> str:
    """Who released a matter on which day; entered late, it says so."""
    day = day_in_words(
        date.fromisoformat(answer["released_on"]), date.fromisoformat(answer["entered_on"])
    )
    return f"{answer['matter']} 已由 {answer['released_by']} 于 {day} 批准公示"


def texts_in_words(answer: Result) -> str:
    """Which written texts went out with a release, a line each; empty if none."""
    lines = in_lines(answer.get("texts", []))
    return (
        "\n".join([f"\n其中工作人员所写的文字 {len(lines)} 处，一并放行：", *lines])
        if lines
        else ""
    )


def unreleased(region: str) -> list[str]:
    """Publications that wait for the supervisor."""
    with database.reading() as session:
        return list(
            session.exec(
                select(Publication.matter)
                .where(Publication.region == region, Publication.state == PublicationState.BUILT)
                .order_by(col(Publication.id))
            )
        )
