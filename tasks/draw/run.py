"""The draw: announced, drawn, confirmed; each one step."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import insert
from sqlmodel import Session, select

from models import database
from models.faults import Refused
from models.rules.draw import announcement, seed, suite
from models.rules.draw.assign import assign
from models.rules.draw.record import cutoffs
from models.rules.draw.sample import Place, Tickets, order
from models.tables import (
    Assignment,
    Draw,
    DrawEntry,
    DrawSecret,
)
from tasks.base.step import Result, step_once
from tasks.base.terms import in_force, item_in_force
from tasks.draw.find import draw_id_of, draw_of, extra_id
from tasks.draw.frozen import Frozen, Roster, newest_version, stated_by
from tasks.lists.checklists import bound_item
from tasks.plan.annual import period_of


def planned_sample(region: str, as_of: date) -> Result:
    """Counts and sample sizes by stratum, as a draw on ``as_of`` would have them.

    Duty: 9.1, 9.4 (第九条).
    """
    with database.reading() as session:
        terms = in_force(session, region, as_of)
        roster = Roster(session, terms)
        sizes = roster.sizes()
        return {
            "counts": {name: len(ids) for name, ids in roster.by_stratum.items()},
            "sizes": sizes,
            "ineligible": roster.ineligible,
            "total": sum(sizes.values()),
        }


def announce(
    region: str,
    year: int,
    period: int,
    as_of: date,
    actor: str,
    sources: Sequence[str] = (),
    *,
    extra: bool = False,
) -> Result:
    """Freeze the rosters, seal a secret, and announce the draw of a period, once; or, with
    ``extra``, another one in place of the period's abandoned draw.

    Raises:
        Refused: the plan is not approved, the period has not begun, a roster is missing or too
            small, some subject can't be staffed, a source is not named as it should be, the draw
            was announced with others or abandoned, or an extra draw is not called for.

    Duty: 7.2, 9.1, 9.4, 12.2, 14.2, 16.1, 17.1 (第七条、第九条、第十二条、第十四条至第十七条).
    """
    seed.check_source_names(sources)
    with database.reading() as session:
        now = in_force(session, region, as_of)
        draw_id = (
            extra_id(session, now, year, period, as_of) if extra else draw_id_of(now, year, period)
        )
    key = f"draw.announce:{draw_id}"
    with step_once(key, action="发布抽取公告", as_of=as_of, region=region, actor=actor) as s:
        if s.done:
            before = draw_of(s.session, draw_id)
            if before.state == "abandoned":
                raise Refused(f"「{draw_id}」已经作废，不再公告；另行抽取请加 --extra")
            _same(draw_id, "公告", sources, json.loads(before.announcement)["sources"])
            return s.result
        plan, planned = period_of(s.session, region, year, period)
        if as_of < planned.draw_on:
            raise Refused(f"{year} 年第 {period} 期应自 {planned.draw_on} 起抽取，{as_of} 尚早")
        terms = in_force(s.session, region, as_of)
        item = item_in_force(s.session, region, terms.draw.item_code, as_of)
        bound_item(s.session, item)
        secret, codes_key = (secrets.token_bytes(seed.SECRET_BYTES) for _ in range(2))
        roster = Roster(s.session, terms)
        coded = roster.coded(codes_key)
        stated = stated_by(
            s.session, roster, coded, item, draw_id, secret, codes_key, as_of, sources
        )
        text = announcement.canonical(stated).decode()
        draw = Draw(
            draw_id=draw_id,
            region=region,
            item_id=item.id or 0,
            plan_id=plan.id,
            year=year,
            period=period,
            subject_version_id=newest_version(s.session, terms, "subjects"),
            inspector_version_id=newest_version(s.session, terms, "inspectors"),
            state="announced",
            announcement=text,
            announcement_digest=suite.digest(terms.draw.suite, text.encode()),
            commitment=stated["commitment"],
            inspector_codes=json.dumps({code: entry.id for code, entry in coded.items()}),
            announced_on=as_of,
        )
        s.session.add(draw)
        s.session.flush()
        assert draw.id is not None
        s.session.add(DrawSecret(draw_pk=draw.id, secret=secret.hex(), codes_key=codes_key.hex()))
        s.record(draw_id=draw_id, digest=draw.announcement_digest, commitment=draw.commitment)
        return s.result


def _same(draw_id: str, done: str, wanted: Sequence[str], stated: Sequence[str]) -> None:
    """Doing it again is harmless; doing it again with other sources is a second draw."""
    if wanted and list(wanted) != list(stated):
        said = "、".join(stated) or "无，仅封存的密文"
        raise Refused(f"「{draw_id}」已经{done}（随机源：{said}），一个编号只抽取一次")


def run(draw_id: str, as_of: date, actor: str, sources: Sequence[str] = ()) -> Result:
    """Draw subjects, substitutes and inspectors from the sealed secret and the sources read.

    Raises:
        Refused: the draw is not announced, a source is missing, or it was drawn from others.

    Duty: 9.1, 17.1, 17.2, 17.3 (第九条、第十七条).
    """
    region = draw_id.partition("/")[0]
    with step_once(
        f"draw.run:{draw_id}", action="随机抽取", as_of=as_of, region=region, actor=actor
    ) as s:
        draw = draw_of(s.session, draw_id)
        if s.done:
            _same(draw_id, "抽取", sources, json.loads(draw.sources or "[]"))
            return s.result
        if draw.state != "announced":
            raise Refused(f"「{draw_id}」不在已公告、待抽取的状态")
        said = json.loads(draw.announcement)
        seed.check_sources(said["sources"], sources)
        frozen = Frozen(s.session, draw)
        secret = bytes.fromhex(s.session.get_one(DrawSecret, draw.id).secret)
        seeded = seed.seed(said["suite"], draw_id, secret, sources)
        tickets = Tickets(said["suite"], seeded)
        strata = said["strata"]
        places = order(
            tickets,
            frozen.by_stratum,
            {name: strata[name]["sample_size"] for name in frozen.by_stratum},
            {name: strata[name]["substitutes"] for name in frozen.by_stratum},
        )
        drawn = sorted((p.ticket, p.id) for found in places.values() for p in found if p.drawn)
        cap, assigned = assign(
            tickets,
            [id_ for _, id_ in drawn],
            list(frozen.codes),
            frozen.recusals,
            said["inspectors_per_subject"],
            said["load_slack"],
        )
        draw.state, draw.seed, draw.cap, draw.drawn_on = "drawn", seeded.hex(), cap, as_of
        draw.sources = json.dumps(list(sources), ensure_ascii=False)
        draw.cutoffs = json.dumps(cutoffs(places))
        s.session.add(draw)
        s.session.flush()
        _store(s.session, draw, frozen, places, assigned)
        s.record(
            draw_id=draw_id,
            # The seed with the public roster would tell who is coming: its digest only.
            seed_digest=hashlib.sha256(seeded).hexdigest(),
            drawn=len(drawn),
            substitutes=sum(len(found) for found in places.values()) - len(drawn),
            cap=cap,
            result_digest=hashlib.sha256(json.dumps(sorted(assigned.items())).encode()).hexdigest(),
        )
        return s.result


def _store(
    session: Session,
    draw: Draw,
    frozen: Frozen,
    places: Mapping[str, Sequence[Place]],
    assigned: Mapping[str, Sequence[str]],
) -> None:
    """Write the sequence and the assignments, each in one statement."""
    connection = session.connection()
    connection.execute(
        insert(DrawEntry),
        [
            {
                "draw_pk": draw.id,
                "stratum": p.stratum,
                "rank": p.rank,
                "role": "drawn" if p.drawn else "substitute",
                "credit_code": p.id,
                "subject_entry_id": frozen.entry_ids[p.id],
                "ticket": p.ticket,
            }
            for found in places.values()
            for p in found
        ],
    )
    entry_ids = {
        code: entry_id
        for code, entry_id in connection.execute(
            select(DrawEntry.credit_code, DrawEntry.id).where(DrawEntry.draw_pk == draw.id)
        )
    }
    connection.execute(
        insert(Assignment),
        [
            {
                "draw_pk": draw.id,
                "draw_entry_id": entry_ids[id_],
                "seat": seat,
                "code": code,
                "inspector_entry_id": frozen.codes[code],
            }
            for id_, seats in assigned.items()
            for seat, code in enumerate(seats, start=1)
        ],
    )


def confirm(draw_id: str, as_of: date, actor: str) -> Result:
    """The supervisor confirms the draw; from here nothing changes.

    Raises:
        Refused: the draw is not drawn yet.

    Duty: 18.2 (第十八条).
    """
    region = draw_id.partition("/")[0]
    with step_once(
        f"draw.confirm:{draw_id}", action="确认抽取结果", as_of=as_of, region=region, actor=actor
    ) as s:
        if s.done:
            return s.result
        draw = draw_of(s.session, draw_id)
        if draw.state != "drawn":
            raise Refused(f"「{draw_id}」还没有抽取结果，或已经作废，不能确认")
        draw.state, draw.confirmed_on, draw.confirmed_by = "confirmed", as_of, actor
        s.session.add(draw)
        s.record(draw_id=draw_id, confirmed_by=actor)
        return s.result


def abandon(draw_id: str, reason: str, as_of: date, actor: str) -> Result:
    """Give up a draw that is not confirmed; it stays in the record with the reason.

    Raises:
        Refused: it is confirmed, or no reason is given.

    Duty: 18.2 (第十八条).
    """
    region = draw_id.partition("/")[0]
    with step_once(
        f"draw.abandon:{draw_id}", action="作废抽取", as_of=as_of, region=region, actor=actor
    ) as s:
        if s.done:
            return s.result
        draw = draw_of(s.session, draw_id)
        if draw.state == "confirmed":
            raise Refused("抽取结果一经确认不得变更（第十八条），只能申请变更后递补")
        if not reason.strip():
            raise Refused("作废抽取须写明原因")
        draw.state, draw.abandon_reason = "abandoned", reason
        s.session.add(draw)
        s.record(draw_id=draw_id, reason=reason)
        return s.result
