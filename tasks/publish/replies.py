"""A firm's own words about a result that is public, entered by the clerk with the paper they came on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, func, select

from models.district import District
from models.faults import Refused
from models.rules.firm_replies import as_given, check_reply
from models.rules.names import check_inspection_number, region_of
from models.rules.order import Basis
from models.rules.people import acting
from models.rules.results import ResultKind
from models.tables import FirmReply, Inspection, SubjectEntry, pk
from tasks.base.screening import check_texts
from tasks.base.step import Result, Step, step
from tasks.base.terms import in_force
from tasks.draw import evidence
from tasks.publish.told import released


def reply(
    number: str,
    text: str,
    document: Path,
    on: date,
    actor: str,
    released_by: str,
    *,
    takes_back: bool = False,
    request: str | None = None,
) -> Result:
    """Keep what a firm handed in about its result on the day ``on``; ``released_by`` let it go out,
    word for word. Another reply, or one that is taken back, is a new version; the same again changes
    nothing.

    Raises:
        Refused: no such inspection, or its result is not public or withdrawn; the words are missing,
            too long, or hold unseen characters or what may not leave the house; there is nothing to
            take back; the document is none; the day is before the release or the reply before.

    Duty: 23.1 (第二十三条).
    """
    papers = evidence.read([document])
    with step(
        f"publish.reply:{number}",
        action="登记企业的说明",
        as_of=on,
        region=region_of(check_inspection_number(number)),
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        inspection = s.session.exec(select(Inspection).where(Inspection.number == number)).first()
        if inspection is None:
            raise Refused(f"没有检查任务「{number}」", code="unknown-inspection")
        last, words = _last(s.session, inspection), as_given(text)
        given = (words, papers[0][2], on)
        if last is not None and given == (last.text, last.digest, last.given_on):
            return s.unchanged(**_answer(number, last))
        versions = released(s.session, [pk(inspection)]).get(pk(inspection), [])
        check_reply(
            words,
            takes_back=takes_back,
            standing=last is not None and bool(last.text),
            told=bool(versions),
            withdrawn=bool(versions) and versions[-1].kind == ResultKind.WITHDRAWAL,
        )
        subject = s.session.get_one(SubjectEntry, inspection.subject_entry_id)
        terms = in_force(s.session, inspection.region, on)
        check_texts(s.session, terms, {"企业的说明": words}, subject.credit_code)
        s.rests_on(
            Basis("批准公示", versions[0].released_on),
            Basis("上一次说明", last.given_on if last else None),
        )
        kept = _keep(s, inspection, last, words, papers, acting(released_by))
        return s.record(**_answer(number, kept))


def _keep(
    s: Step,
    inspection: Inspection,
    last: FirmReply | None,
    words: str,
    papers: evidence.Evidence,
    released_by: str,
) -> FirmReply:
    [(path, _, digest)] = papers
    evidence.keep(s, papers)
    kept = FirmReply(
        inspection_id=pk(inspection),
        version=last.version + 1 if last else 1,
        text=words,
        document=f"evidence/{digest}{path.suffix}",
        digest=digest,
        given_on=s.as_of,
        entered_by=s.actor,
        released_by=released_by,
    )
    s.session.add(kept)
    return kept


def _last(session: Session, inspection: Inspection) -> FirmReply | None:
    return session.exec(
        select(FirmReply)
        .where(FirmReply.inspection_id == pk(inspection))
        .order_by(col(FirmReply.version).desc())
        .limit(1)
    ).first()


def _answer(number: str, kept: FirmReply) -> Result:
    return {
        "number": number,
        "version": kept.version,
        "given_on": str(kept.given_on),
        "taken_back": not kept.text,
        "document": kept.digest,
        "entered_by": kept.entered_by,
        "released_by": kept.released_by,
    }


def replied_in_words(answer: Mapping[str, Any]) -> str:
    """What is shown now, and who let it go out."""
    act = "撤下" if answer["taken_back"] else "刊登"
    return (
        f"{answer['number']} 旁边企业 {answer['given_on']} 提交的说明（第 {answer['version']} 次）"
        f"已由 {answer['released_by']} 同意{act}，下次更新公示网页时{act}"
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """A firm's words as they stand beside its result."""

    text: str
    given_on: date
    version: int


def may_be_shown(
    session: Session, terms: District
) -> tuple[dict[str, Shown], dict[str, list[str]]]:
    """Inspection number -> the firm's words that stand, searched by what is known now as they were when
    they were entered; and of those in which something stands that may not leave, the reasons: they
    are not shown, or not any more.

    Duty: 10.2, 23.1 (第十条、第二十三条).
    """
    let_through, stopped = {}, {}
    for number, credit_code, each in _standing(session, terms.region):
        try:
            check_texts(session, terms, {f"{number} 旁边企业的说明": each.text}, credit_code)
        except Refused as refusal:
            stopped[number] = list(refusal.reasons)
        else:
            let_through[number] = each
    return let_through, stopped


def _standing(session: Session, region: str) -> list[tuple[str, str, Shown]]:
    """Inspection number, credit code, and the firm's words that were entered last, unless they were
    taken back."""
    newest = (
        select(FirmReply.inspection_id, func.max(col(FirmReply.version)).label("version"))
        .group_by(col(FirmReply.inspection_id))
        .subquery()
    )
    rows: Sequence[tuple[FirmReply, str, str]] = session.exec(
        select(FirmReply, Inspection.number, SubjectEntry.credit_code)
        .join(
            newest,
            (newest.c.inspection_id == col(FirmReply.inspection_id))
            & (newest.c.version == col(FirmReply.version)),
        )
        .join(Inspection, col(Inspection.id) == col(FirmReply.inspection_id))
        .join(SubjectEntry, col(SubjectEntry.id) == col(Inspection.subject_entry_id))
        .where(Inspection.region == region)
        .order_by(col(Inspection.number))
    ).all()
    return [
        (number, code, Shown(kept.text, kept.given_on, kept.version))
        for kept, number, code in rows
        if kept.text
    ]
