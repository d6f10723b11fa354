"""Change applications: applied for, decided by another, the next substitute moves up (第十八条)."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import func
from sqlmodel import Session, col, select

from models.faults import Refused
from models.home import home
from models.rules.draw.replacement import inherit, next_inspectors, next_substitute
from models.rules.draw.sample import Tickets, order
from models.rules.rosters import STRATA
from models.tables import ChangeApplication, Draw, DrawEntry, Replacement
from tasks.base.files import put
from tasks.base.step import Result, step_once
from tasks.change import reseat as redispatch
from tasks.draw.find import draw_of
from tasks.draw.frozen import Frozen
from tasks.draw.standing import StandingPlace, replacements, standing_places


def apply(
    draw_id: str,
    credit_code: str,
    reason: str,
    attachments: Sequence[Path],
    as_of: date,
    actor: str,
    inspector: str | None = None,
) -> Result:
    """Apply in writing to replace a confirmed place, or with ``inspector`` (a badge number) one of
    its inspectors, with evidence.

    Raises:
        Refused: no reason or evidence, the draw is not confirmed, the subject holds no place, or
            the inspector none of its seats.

    Duty: 18.3 (第十八条).
    """
    problems = [] if reason.strip() else ["变更申请须写明正当理由（第十八条）"]
    problems += [] if attachments else ["变更申请须附相关证明材料（第十八条）"]
    problems += [f"没有这个文件：{path.name}" for path in attachments if not path.is_file()]
    if problems:
        raise Refused(*problems)
    region = draw_id.partition("/")[0]
    evidence = [(path, hashlib.sha256(path.read_bytes()).hexdigest()) for path in attachments]
    stated = hashlib.sha256(
        "".join([reason, inspector or "", *(d for _, d in evidence)]).encode()
    ).hexdigest()
    key = f"change.apply:{draw_id}:{credit_code}:{stated[:16]}"
    with step_once(key, action="提出变更申请", as_of=as_of, region=region, actor=actor) as s:
        if s.done:
            return s.result
        draw = draw_of(s.session, draw_id)
        if draw.state != "confirmed":
            raise Refused("抽取结果尚未确认，无须申请变更")
        place = next(
            (p for p in standing_places(s.session, draw) if p.entry.credit_code == credit_code),
            None,
        )
        if place is None:
            raise Refused(f"「{credit_code}」不在「{draw_id}」的抽中对象中")
        leaving = None if inspector is None else _code_of(s.session, draw, place, inspector)
        count = s.session.exec(
            select(func.count())
            .select_from(ChangeApplication)
            .where(ChangeApplication.draw_pk == draw.id)
        ).one()
        number = f"{draw_id}/C{count + 1}"
        for path, digest in evidence:
            put(home() / "evidence" / f"{digest}{path.suffix}", path.read_bytes())
        s.session.add(
            ChangeApplication(
                number=number,
                draw_pk=draw.id or 0,
                draw_entry_id=place.entry.id or 0,
                inspector_code=leaving,
                reason=reason,
                applicant=actor,
                attachments=json.dumps(
                    [{"name": path.name, "digest": digest} for path, digest in evidence],
                    ensure_ascii=False,
                ),
                applied_on=as_of,
            )
        )
        s.record(
            number=number,
            subject=credit_code,
            inspector=leaving,
            reason=reason,
            evidence=[d for _, d in evidence],
        )
        return s.result


def decide(number: str, approved: bool, as_of: date, actor: str) -> Result:
    """The leader in charge decides. If approved, the next substitute of the stratum moves up and
    inherits the inspectors, or the next inspector takes the seat; what was dispatched is
    withdrawn and dispatched anew.

    Raises:
        Refused: no such application, decided by the applicant, the return is already in, nobody
            is left to take the place, or it was changed since.

    Duty: 17.2, 17.3, 18.3 (第十七条、第十八条).
    """
    region = number.partition("/")[0]
    with step_once(
        f"change.decide:{number}", action="决定变更申请", as_of=as_of, region=region, actor=actor
    ) as s:
        if s.done:
            return s.result
        application = s.session.exec(
            select(ChangeApplication).where(ChangeApplication.number == number)
        ).first()
        if application is None:
            raise Refused(f"没有编号为「{number}」的变更申请")
        if application.applicant == actor:
            raise Refused("变更申请不得由申请人本人决定（第十八条）")
        application.decision = "approved" if approved else "refused"
        application.decided_by, application.decided_on = actor, as_of
        s.session.add(application)
        if not approved:
            s.record(number=number, decision="refused")
            return s.result
        draw = s.session.get_one(Draw, application.draw_pk)
        place = next(
            (
                p
                for p in standing_places(s.session, draw)
                if p.entry.id == application.draw_entry_id
            ),
            None,
        )
        if place is None:
            raise Refused(f"申请 {number} 所涉的抽中对象已经变更，请另行申请")
        change = _Change(s.session, draw, place)
        leaving = application.inspector_code
        substitute = change.substitute() if leaving is None else None
        codes = change.inherited(substitute) if substitute else change.without(leaving or "")
        s.session.add(
            Replacement(
                application_id=application.id or 0,
                replaced_entry_id=place.entry.id or 0,
                substitute_entry_id=substitute.id if substitute else None,
                inspectors=json.dumps(codes),
            )
        )
        s.session.flush()
        if substitute:
            opened = redispatch.subject(
                s.session, draw, place.entry, substitute, codes, number, as_of
            )
        else:
            opened = redispatch.officers(s.session, draw, place, codes, number, as_of)
        s.record(
            number=number,
            decision="approved",
            replaced=place.entry.credit_code,
            substitute=substitute.credit_code if substitute else None,
            inspector=leaving,
            inspectors=codes,
            inspection=opened,
        )
        return s.result


def _code_of(session: Session, draw: Draw, place: StandingPlace, badge: str) -> str:
    """The code under which the inspector with ``badge`` was drawn for ``place``."""
    coded = Frozen(session, draw).coded
    for code in place.codes:
        if coded[code].badge_number == badge:
            return code
    raise Refused(f"警号 {badge} 不是「{place.entry.credit_code}」的检查人员")


class _Change:
    """What replaces a place or an inspector of it, by the draw's own tickets."""

    def __init__(self, session: Session, draw: Draw, place: StandingPlace) -> None:
        self.session, self.draw, self.place = session, draw, place
        self.frozen = Frozen(session, draw)
        self.tickets = Tickets(
            json.loads(draw.announcement)["suite"], bytes.fromhex(draw.seed or "")
        )
        self.load = Counter(
            code
            for other in standing_places(session, draw)
            if other.entry.id != place.entry.id
            for code in other.codes
        )

    def substitute(self) -> DrawEntry:
        """The next substitute of the stratum, to the end of the roster."""
        stratum = self.place.entry.stratum
        waiting = {
            entry.credit_code: entry
            for entry in self.session.exec(
                select(DrawEntry)
                .where(
                    DrawEntry.draw_pk == self.draw.id,
                    DrawEntry.stratum == stratum,
                    DrawEntry.role == "substitute",
                )
                .order_by(col(DrawEntry.rank))
            )
        }
        used_ids = {made.substitute_entry_id for _, made in replacements(self.session, self.draw)}
        used = {code for code, entry in waiting.items() if entry.id in used_ids}
        if len(used) == len(waiting):
            beyond = self._beyond_the_published(stratum)
            waiting.update({entry.credit_code: entry for entry in beyond})
        return waiting[next_substitute(STRATA[stratum], list(waiting), used)]

    def inherited(self, substitute: DrawEntry) -> list[str]:
        """The substitute's inspectors: those of the place it takes, as far as they may."""
        id_ = substitute.credit_code
        return inherit(
            self.tickets, id_, self.place.codes, self._recused(id_), list(self.frozen.codes),
            self.load, self.draw.cap or 0,
        )  # fmt: skip

    def without(self, leaving: str) -> list[str]:
        """The place's inspectors once the next one has taken the seat of ``leaving``."""
        id_ = self.place.entry.credit_code
        return next_inspectors(
            self.tickets, id_, self.place.codes, leaving, self._recused(id_),
            list(self.frozen.codes), self.load, self.draw.cap or 0,
        )  # fmt: skip

    def _recused(self, id_: str) -> set[str]:
        return self.frozen.recusals.get(id_, set())

    def _beyond_the_published(self, stratum: str) -> list[DrawEntry]:
        """The next of the stratum after all that are kept, kept from now on."""
        ids = self.frozen.by_stratum[stratum]
        kept = self.session.exec(
            select(func.count())
            .select_from(DrawEntry)
            .where(DrawEntry.draw_pk == self.draw.id, DrawEntry.stratum == stratum)
        ).one()
        places = order(self.tickets, {stratum: ids}, {stratum: 0}, {stratum: kept + 1})[stratum]
        added = [
            DrawEntry(
                draw_pk=self.draw.id or 0,
                stratum=stratum,
                rank=place.rank,
                role="substitute",
                credit_code=place.id,
                subject_entry_id=self.frozen.entry_ids[place.id],
                ticket=place.ticket,
            )
            for place in places[kept:]
        ]
        self.session.add_all(added)
        self.session.flush()
        return added
