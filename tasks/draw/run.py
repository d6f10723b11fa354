"""The draw itself: subjects, substitutes and inspectors from the sealed secret and the sources."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import func, insert
from sqlmodel import Session, col, select

from models.faults import Refused
from models.rules import names
from models.rules.draw import seed
from models.rules.draw.announcement import in_words
from models.rules.draw.assign import assign
from models.rules.draw.record import cutoffs
from models.rules.draw.sample import Place, Tickets, order
from models.rules.draw.state import DrawState, Role
from models.rules.order import Basis
from models.tables import Assignment, Draw, DrawEntry, pk
from tasks.base.acts import entry_day, shown_day
from tasks.base.step import Result, step
from tasks.draw.find import abandoned_in_words, draw_of
from tasks.draw.frozen import Frozen, frozen
from tasks.draw.secret import secret_of


def run(
    draw_id: str,
    as_of: date,
    actor: str,
    sources: Sequence[str] = (),
    *,
    request: str | None = None,
) -> Result:
    """Draw subjects, substitutes and inspectors from the sealed secret and the sources read.

    Raises:
        Refused: the draw is not announced or abandoned, a source is missing, it was drawn from
            others, or the key file is not there.

    Duty: 9.1, 17.1, 17.2, 17.3 (第九条、第十七条).
    """
    with step(
        f"draw.run:{draw_id}",
        action="随机抽取",
        as_of=as_of,
        region=names.read_draw_id(draw_id).region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        draw = draw_of(s.session, draw_id)
        if draw.state == DrawState.ABANDONED:
            raise Refused(
                f"「{draw_id}」不能抽取，已{abandoned_in_words(s.session, draw)}", code="abandoned"
            )
        if draw.state != DrawState.ANNOUNCED:
            _check_same(s.session, draw, sources)
            return s.unchanged(**_outcome(s.session, draw))
        s.rests_on(Basis("发布抽取公告", draw.announced_on))
        _draw(s.session, draw, sources)
        draw.state, draw.drawn_on = DrawState.DRAWN, as_of
        s.session.add(draw)
        s.session.flush()
        return s.record(**_outcome(s.session, draw))


def _check_same(session: Session, draw: Draw, sources: Sequence[str]) -> None:
    """Drawing again is harmless; drawing again from other sources is a second draw."""
    read = json.loads(draw.sources or "[]")
    if list(sources) != read:
        day = shown_day(session, f"draw.run:{draw.draw_id}", draw.drawn_on or draw.announced_on)
        raise Refused(
            f"「{draw.draw_id}」已经抽取（{in_words(read)}），抽取日期 {day}，一个编号只抽取一次",
            code="drawn-once",
        )


def _draw(session: Session, draw: Draw, sources: Sequence[str]) -> None:
    stated = json.loads(draw.announcement)
    seed.check_sources(stated["sources"], sources)
    rosters = frozen(session, draw)
    drawn_seed = seed.seed(stated["suite"], draw.draw_id, secret_of(session, draw), sources)
    tickets, strata = Tickets(stated["suite"], drawn_seed), stated["strata"]
    places = order(
        tickets,
        rosters.subjects.by_stratum,
        {name: each["sample_size"] for name, each in strata.items()},
        {name: each["substitutes"] for name, each in strata.items()},
    )
    drawn = sorted((p.ticket, p.id) for stratum in places.values() for p in stratum if p.drawn)
    cap, assigned = assign(
        tickets,
        [id_ for _, id_ in drawn],
        list(rosters.coded),
        rosters.recusals(),
        stated["inspectors_per_subject"],
        stated["load_slack"],
    )
    draw.seed, draw.cap = drawn_seed.hex(), cap
    draw.sources = json.dumps(list(sources), ensure_ascii=False)
    draw.cutoffs = json.dumps(cutoffs(places))
    _store(session, pk(draw), rosters, places, assigned)


def _store(
    session: Session,
    draw_pk: int,
    rosters: Frozen,
    places: Mapping[str, Sequence[Place]],
    assigned: Mapping[str, Sequence[str]],
) -> None:
    """Write the sequence and the assignments, each in one statement."""
    connection = session.connection()
    connection.execute(
        insert(DrawEntry),
        [
            {
                "draw_pk": draw_pk,
                "stratum": p.stratum,
                "rank": p.rank,
                "role": Role.DRAWN if p.drawn else Role.SUBSTITUTE,
                "credit_code": p.id,
                "subject_entry_id": rosters.subjects.entry_ids[p.id],
                "ticket": p.ticket,
            }
            for stratum in places.values()
            for p in stratum
        ],
    )
    entry_ids = {
        code: entry_id
        for code, entry_id in connection.execute(
            select(DrawEntry.credit_code, DrawEntry.id).where(DrawEntry.draw_pk == draw_pk)
        )
    }
    entry_of = rosters.entry_of()
    connection.execute(
        insert(Assignment),
        [
            {
                "draw_pk": draw_pk,
                "draw_entry_id": entry_ids[id_],
                "seat": seat,
                "code": code,
                "inspector_entry_id": entry_of[code],
            }
            for id_, seats in assigned.items()
            for seat, code in enumerate(seats, start=1)
        ],
    )


def _outcome(session: Session, draw: Draw) -> Result:
    """What a draw came to: numbers and digests. The seed with the public roster would tell who is
    coming, so its digest only."""
    roles = dict(
        session.exec(
            select(DrawEntry.role, func.count())
            .where(DrawEntry.draw_pk == draw.id)
            .group_by(DrawEntry.role)
        ).all()
    )
    seats = session.exec(
        select(DrawEntry.credit_code, Assignment.seat, Assignment.code)
        .join(DrawEntry, col(DrawEntry.id) == col(Assignment.draw_entry_id))
        .where(Assignment.draw_pk == draw.id)
        .order_by(col(DrawEntry.credit_code), col(Assignment.seat))
    ).all()
    listed = "".join(f"{code}\t{seat}\t{inspector}\n" for code, seat, inspector in seats)
    return {
        "draw_id": draw.draw_id,
        "drawn_on": str(draw.drawn_on),
        "entered_on": str(entry_day(session, f"draw.run:{draw.draw_id}")),
        "seed_digest": hashlib.sha256((draw.seed or "").encode()).hexdigest(),
        "drawn": roles.get(Role.DRAWN, 0),
        "substitutes": roles.get(Role.SUBSTITUTE, 0),
        "cap": draw.cap,
        "result_digest": hashlib.sha256(listed.encode()).hexdigest(),
    }
