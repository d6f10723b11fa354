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
from models.rules.draw.replacement import inherit, next_substitute
from models.rules.draw.sample import Tickets
from models.tables import ChangeApplication, Draw, DrawEntry, Inspection, Replacement
from tasks import messages
from tasks.assignments import assigned, by_inspector
from tasks.deadlines import starting
from tasks.dispatch import write_dispatch
from tasks.draws import draw_of
from tasks.files import put
from tasks.freeze import Frozen
from tasks.inspections import Opening, open_inspections
from tasks.parameters import in_force
from tasks.places import replacements, standing_places
from tasks.step import Result, step


def apply(
    draw_id: str,
    credit_code: str,
    reason: str,
    attachments: Sequence[Path],
    as_of: date,
    actor: str,
) -> Result:
    """Apply in writing to replace a confirmed place, with evidence.

    Raises:
        Refused: no reason or evidence, the draw is not confirmed, or the subject holds no place.

    Duty: 18.3 (第十八条).
    """
    problems = [] if reason.strip() else ["变更申请须写明正当理由（第十八条）"]
    problems += [] if attachments else ["变更申请须附相关证明材料（第十八条）"]
    problems += [f"没有这个文件：{path.name}" for path in attachments if not path.is_file()]
    if problems:
        raise Refused(*problems)
    region = draw_id.partition("/")[0]
    evidence = [(path, hashlib.sha256(path.read_bytes()).hexdigest()) for path in attachments]
    stated = hashlib.sha256("".join([reason, *(d for _, d in evidence)]).encode()).hexdigest()
    key = f"change.apply:{draw_id}:{credit_code}:{stated[:16]}"
    with step(key, action="提出变更申请", as_of=as_of, region=region, actor=actor) as s:
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
            number=number, subject=credit_code, reason=reason, evidence=[d for _, d in evidence]
        )
        return s.result


def decide(number: str, approved: bool, as_of: date, actor: str) -> Result:
    """The leader in charge decides; if approved, the next substitute of the stratum moves up and
    inherits the inspectors, and what was dispatched is withdrawn and dispatched anew.

    Raises:
        Refused: no such application, decided by the applicant, the return is already in, or the
            stratum has no substitute left.

    Duty: 17.2, 18.3 (第十七条、第十八条).
    """
    region = number.partition("/")[0]
    with step(
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
        replaced = s.session.get_one(DrawEntry, application.draw_entry_id)
        substitute, codes = _move_up(s.session, draw, replaced)
        s.session.add(
            Replacement(
                application_id=application.id or 0,
                replaced_entry_id=replaced.id or 0,
                substitute_entry_id=substitute.id or 0,
                inspectors=json.dumps(codes),
            )
        )
        s.session.flush()
        opened = _redispatch(s.session, draw, replaced, substitute, codes, number, as_of)
        s.record(
            number=number,
            decision="approved",
            replaced=replaced.credit_code,
            substitute=substitute.credit_code,
            inspectors=codes,
            inspection=opened,
        )
        return s.result


def _move_up(session: Session, draw: Draw, replaced: DrawEntry) -> tuple[DrawEntry, list[str]]:
    waiting = {
        entry.credit_code: entry
        for entry in session.exec(
            select(DrawEntry)
            .where(
                DrawEntry.draw_pk == draw.id,
                DrawEntry.stratum == replaced.stratum,
                DrawEntry.role == "substitute",
            )
            .order_by(col(DrawEntry.rank))
        )
    }
    used_ids = {made.substitute_entry_id for _, made in replacements(session, draw)}
    used = {code for code, entry in waiting.items() if entry.id in used_ids}
    due = next_substitute(replaced.stratum, list(waiting), used)
    standing = {p.entry.id: p.codes for p in standing_places(session, draw)}
    codes = standing.pop(replaced.id)
    frozen = Frozen(session, draw)
    load = Counter(code for seats in standing.values() for code in seats)
    suite = json.loads(draw.announcement)["suite"]
    tickets = Tickets(suite, bytes.fromhex(draw.seed or ""))
    recused = frozen.recusals.get(due, set())
    return waiting[due], inherit(
        tickets, due, codes, recused, list(frozen.codes), load, draw.cap or 0
    )


def _redispatch(
    session: Session,
    draw: Draw,
    replaced: DrawEntry,
    substitute: DrawEntry,
    codes: list[str],
    number: str,
    as_of: date,
) -> str | None:
    """Withdraw the replaced inspection, if it was dispatched, and open the substitute's."""
    old = session.exec(select(Inspection).where(Inspection.draw_entry_id == replaced.id)).first()
    if old is None:
        return None
    if old.state != "dispatched":
        raise Refused(f"任务 {old.number} 的登记表已经回传，不能再变更")
    terms = in_force(session, draw.region, as_of)
    old.state = "replaced"
    session.add(old)
    withdrawn = by_inspector(assigned(session, [old]))
    messages.write(session, terms, "replaced", "replaced", number, withdrawn, as_of)
    entry_of = json.loads(draw.inspector_codes)
    opened = open_inspections(
        session,
        draw.draw_id.replace("/", "-"),
        [
            Opening(
                subject_entry_id=substitute.subject_entry_id,
                officers=[entry_of[code] for code in codes],
                draw_entry_id=substitute.id,
            )
        ],
        region=draw.region,
        item_id=draw.item_id,
        year=draw.year,
        period=draw.period,
        as_of=as_of,
        due_on=starting(draw.region, terms.inspection.return_within, as_of).due_on,
    )
    write_dispatch(session, terms, number, opened, as_of)
    return opened[0].task.number
