"""What the house has on one subject, as its history names it: draws, inspections, forms, versions of
results, entries of lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, or_, select

from models.rules.credit_lists import EntryClass, ListName
from models.rules.draw.state import Role
from models.rules.inspection import Outcome
from models.rules.papers import PaperKind
from models.rules.publications import NEVER_LEFT
from models.rules.results import ResultKind
from models.rules.rosters import RiskClass
from models.tables import (
    Deduction,
    Draw,
    DrawEntry,
    DrawPhoto,
    FindingRecord,
    Inspection,
    Item,
    ListAct,
    ListEntry,
    PaperNumber,
    Publication,
    RecordReturn,
    ResultVersion,
    RosterVersion,
    SubjectEntry,
    pk,
)
from tasks.draw.find import shown
from tasks.inspect.inspections import assigned
from tasks.publish.told import read_told


@dataclass(frozen=True, slots=True)
class Turn:
    """A draw whose roster had the subject, what became of it there in words, the digests of its
    photographs, and the documents of what was deducted from its plan."""

    draw_id: str
    item: str
    year: int
    words: str
    photographs: tuple[str, ...]
    deductions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A version of a form, in words."""

    number: str
    version: int
    received_on: date
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """A version of a result that was built, and what it said."""

    number: str
    matter: str
    released_on: date | None
    words: str


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of a list, which is ``called`` so, and whether the public reads of it."""

    number: str
    called: str
    shown: bool
    words: str


@dataclass(frozen=True, slots=True)
class Work:
    """All of it. ``dispatched`` says of each inspection in words who makes it and by when; ``draw_of`` of
    which draw it was dispatched, those left out that came in its place later; ``numbered`` by day which
    numbers its papers were given; ``reasons`` why something was done about an entry (its number, the
    act, the day)."""

    turns: tuple[Turn, ...]
    dispatched: dict[str, str]
    draw_of: dict[str, str]
    forms: tuple[Form, ...]
    told: tuple[Told, ...]
    lists: tuple[Listed, ...]
    numbered: dict[date, list[str]]
    reasons: dict[tuple[str, str, str], str]


def work_on(session: Session, entries: Sequence[SubjectEntry]) -> Work:
    """What there is on the subject of these entries.

    Duty: 10.3 (第十条末款).
    """
    code = entries[0].credit_code
    inspections = session.exec(
        select(Inspection)
        .where(col(Inspection.subject_entry_id).in_([pk(entry) for entry in entries]))
        .order_by(col(Inspection.id))
    ).all()
    by_id = {pk(each): each for each in inspections}
    drawn = dict(
        session.exec(
            select(col(Inspection.number), col(Draw.draw_id))
            .join(DrawEntry, col(DrawEntry.id) == col(Inspection.draw_entry_id))
            .join(Draw, col(Draw.id) == col(DrawEntry.draw_pk))
            .where(col(Inspection.id).in_(list(by_id)), DrawEntry.role == Role.DRAWN)
        ).all()
    )
    lists = session.exec(
        select(ListEntry).where(ListEntry.credit_code == code).order_by(col(ListEntry.id))
    )
    return Work(
        turns=tuple(_turns(session, entries)),
        dispatched=_dispatched(session, inspections),
        draw_of=drawn,
        forms=tuple(_forms(session, by_id)),
        told=tuple(_told(session, by_id)),
        lists=tuple(_listed(entry) for entry in lists),
        numbered=_numbered(session, list(by_id)),
        reasons={
            (number, act.kind, str(act.done_on)): act.reason
            for number, act in session.exec(
                select(ListEntry.number, ListAct)
                .join(ListAct, col(ListAct.entry_id) == col(ListEntry.id))
                .where(ListEntry.credit_code == code)
            )
        },
    )


def _numbered(session: Session, inspection_ids: Sequence[int]) -> dict[date, list[str]]:
    found: dict[date, list[str]] = {}
    for each in session.exec(
        select(PaperNumber)
        .where(col(PaperNumber.inspection_id).in_(inspection_ids))
        .order_by(col(PaperNumber.id))
    ):
        said = f"{PaperKind(each.kind).words}{each.number}"
        found.setdefault(each.issued_on, []).append(said)
    return found


def _listed(entry: ListEntry) -> Listed:
    grave = f"（{EntryClass(entry.entry_class).words}）" if entry.entry_class else ""
    words = f"拟列入{ListName(entry.list).words}{grave}，条目{entry.number}：{entry.reason}"
    return Listed(entry.number, ListName(entry.list).words, entry.shown, words)


def _turns(session: Session, entries: Sequence[SubjectEntry]) -> list[Turn]:
    draws = session.exec(
        select(Draw, Item.code, RosterVersion.number)
        .join(Item, col(Item.id) == col(Draw.item_id))
        .join(RosterVersion, col(RosterVersion.id) == col(Draw.subject_version_id))
        .where(
            or_(
                *(
                    (col(Draw.region) == entry.region)
                    & (col(Item.code) == entry.item_code)
                    & (col(RosterVersion.number) >= entry.since_version)
                    & (
                        (col(RosterVersion.number) < entry.until_version)
                        if entry.until_version is not None
                        else col(RosterVersion.number).is_not(None)
                    )
                    for entry in entries
                )
            )
        )
        .order_by(col(Draw.id))
    ).all()
    places = {
        place.draw_pk: place
        for place in session.exec(
            select(DrawEntry).where(DrawEntry.credit_code == entries[0].credit_code)
        )
    }
    photographs: dict[int, list[str]] = {}
    for photo in session.exec(
        select(DrawPhoto)
        .where(col(DrawPhoto.draw_pk).in_([pk(draw) for draw, *_ in draws]))
        .order_by(col(DrawPhoto.id))
    ):
        photographs.setdefault(photo.draw_pk, []).append(photo.digest)
    deducted: dict[int | None, list[str]] = {}
    for each in session.exec(
        select(Deduction)
        .where(col(Deduction.plan_id).in_([draw.plan_id for draw, *_ in draws]))
        .order_by(col(Deduction.id))
    ):
        deducted.setdefault(each.plan_id, []).append(each.document)
    return [
        Turn(
            draw.draw_id,
            item,
            draw.year,
            _place(draw, places.get(pk(draw))),
            tuple(photographs.get(pk(draw), ())),
            tuple(deducted.get(draw.plan_id, ())),
        )
        for draw, item, _ in draws
    ]


def _place(draw: Draw, place: DrawEntry | None) -> str:
    if draw.seed is None:
        return "在名录库中，没有抽取"
    if place is None:
        return "在名录库中，没有抽中"
    named = {each.get("code", each["name"]): each["name"] for each in shown(draw)["strata"]}
    called = named.get(place.stratum, place.stratum)
    stratum = RiskClass(called).words if called in RiskClass.values() else called
    role = "抽中" if place.role == Role.DRAWN else "列为递补"
    return f"{role}：{stratum}第{place.rank}位"


def _dispatched(session: Session, inspections: Sequence[Inspection]) -> dict[str, str]:
    said = {}
    for inspection, each in zip(inspections, assigned(session, inspections), strict=True):
        officers = "、".join(f"{name}（{badge}）" for badge, name in each.task.officers)
        said[inspection.number] = f"任务{inspection.number}，{officers}，{each.task.due_on}前交回"
    return said


def _forms(session: Session, by_id: dict[int, Inspection]) -> list[Form]:
    found: dict[int, list[str]] = {}
    rows = session.exec(
        select(RecordReturn)
        .where(col(RecordReturn.inspection_id).in_(list(by_id)))
        .order_by(col(RecordReturn.inspection_id), col(RecordReturn.version))
    ).all()
    for finding in session.exec(
        select(FindingRecord)
        .where(col(FindingRecord.return_id).in_([pk(each) for each in rows]))
        .order_by(col(FindingRecord.id))
    ):
        said = f"{finding.check_point} {finding.words or finding.observed}"
        found.setdefault(finding.return_id, []).append(said)
    wanted = list(by_id.values())
    items = {each.id: each.task.item for each in assigned(session, wanted)}
    forms = []
    for each in rows:
        category = items[each.inspection_id].category(each.category)
        outcome = category.words if category else Outcome(each.outcome).words
        findings = "：" + "；".join(found[pk(each)]) if pk(each) in found else ""
        number = by_id[each.inspection_id].number
        forms.append(
            Form(
                number,
                each.version,
                each.received_on,
                f"任务{number}登记表第{each.version}版，{each.visited_on}检查，{outcome}{findings}",
            )
        )
    return forms


def _told(session: Session, by_id: dict[int, Inspection]) -> list[Told]:
    told = []
    for version, publication in session.exec(
        select(ResultVersion, Publication)
        .join(Publication, col(Publication.id) == col(ResultVersion.publication_id))
        .where(
            col(ResultVersion.inspection_id).in_(list(by_id)),
            col(Publication.state).not_in(NEVER_LEFT),
        )
        .order_by(col(ResultVersion.id))
    ):
        _, row = read_told(version.told)
        number, kind = by_id[version.inspection_id].number, ResultKind(version.kind)
        said = f"：{row.result}" if row and kind != ResultKind.WITHDRAWAL else ""
        said += f"；{version.note}" if version.note else ""
        words = f"任务{number}结果第{version.version}版（{kind.words}）{said}"
        told.append(Told(number, publication.matter, publication.released_on, words))
    return told
