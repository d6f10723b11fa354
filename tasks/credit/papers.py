"""The papers of an entry, filled from the entry and the district's terms, kept where they are served."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlmodel import Session, col, func, select

from models import database
from models.district import District
from models.faults import Refused
from models.home import home
from models.rules import list_names
from models.rules import list_papers as rule
from models.rules.credit import Ground, day_of_paper
from models.rules.credit_lists import ActKind, EntryClass, EntryState, ListName
from models.rules.deadlines import Unit
from models.rules.list_papers import (
    DRAFT,
    UNCHECKED,
    UNCHECKED_HEAD,
    Paper,
    PaperKind,
    Part,
    Sections,
    Stated,
    confirmed,
    paper_number,
)
from models.tables import ListAct, ListEntry
from models.toml_file import Number, Term
from reports.list_papers import list_paper
from tasks.base.step import Result, Step
from tasks.base.terms import in_force
from tasks.credit.entries import class_of, entry_of, name_of

OPENINGS = {
    PaperKind.NOTICE: "本机关拟将你单位列入黑名单，现依法告知下列事项。",
    PaperKind.DECISION: "本机关已事先告知你单位有关事实、依据和权利，现作出决定如下。",
    PaperKind.GUIDE: "你单位已被列入黑名单。按下列步骤可以申请信用修复，提前移出。",
}


def serve(s: Step, entry: ListEntry, kind: PaperKind, number: str) -> str:
    """Keep a paper as it is served; the file's name below ``SSJ_HOME``."""
    terms = in_force(s.session, entry.region, s.as_of)
    content = list_paper(_paper(s.session, terms, entry, kind, number, s.as_of, draft=""))
    path = _folder() / list_names.paper_file(entry.number, kind)
    s.put(path, content)
    return path.relative_to(home()).as_posix()


def write_papers(number: str, as_of: date, folder: Path) -> Result:
    """Write the papers that an entry was given into a folder, or what its prior notice would say.

    Raises:
        Refused: no such entry, or it has no papers.

    Duty: 23.3 (第二十三条).
    """
    with database.reading() as session:
        entry = entry_of(session, number)
        if entry.list == ListName.HONOUR_LIST or entry.entry_class is None:
            raise Refused(f"{number} 没有告知书和决定书", code="no-papers")
        terms = in_force(session, entry.region, as_of)
        written = {}
        for kind in PaperKind:
            kept = _folder() / list_names.paper_file(number, kind)
            if kept.is_file():
                written[list_names.paper_file(number, kind.words)] = kept.read_bytes()
        if not written and entry.state == EntryState.PROPOSED:
            paper = _paper(session, terms, entry, PaperKind.NOTICE, "", None, draft=DRAFT)
            written[list_names.paper_file(number, f"{PaperKind.NOTICE.words}草稿")] = list_paper(
                paper
            )
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in written.items():
        (folder / name).write_bytes(content)
    return {"number": number, "files": sorted(written)}


def next_paper_number(session: Session, terms: District, kind: PaperKind, year: int) -> str:
    """The next number of a kind of paper in a year."""
    acts = {PaperKind.NOTICE: ActKind.NOTIFIED}.get(kind, ActKind.LISTED)
    before = session.exec(
        select(func.count())
        .select_from(ListAct)
        .join(ListEntry, col(ListEntry.id) == col(ListAct.entry_id))
        .where(
            ListEntry.region == terms.region,
            ListEntry.list == ListName.BLACKLIST,
            ListAct.kind == acts,
            col(ListAct.done_on) >= date(year, 1, 1),
            col(ListAct.done_on) <= date(year, 12, 31),
        )
    ).one()
    return paper_number(terms.credit.document_prefix, kind, year, before + 1)


def _folder() -> Path:
    return home() / "credit"


def _paper(
    session: Session,
    terms: District,
    entry: ListEntry,
    kind: PaperKind,
    number: str,
    day: date | None,
    *,
    draft: str,
) -> Paper:
    stated = _stated(terms, entry)
    sections = _sections(kind, stated, entry)
    said = "".join("".join((*paragraphs, *steps)) for _, paragraphs, steps in sections)
    return Paper(
        body=terms.brigade,
        title=kind.words,
        number=number,
        firm=name_of(session, entry),
        code=entry.credit_code,
        opening=OPENINGS[kind],
        parts=[Part(*section) for section in sections],
        day=day_of_paper(day) if day else "",
        draft="；".join(filter(None, (draft, UNCHECKED_HEAD if UNCHECKED in said else ""))),
        receipt=kind != PaperKind.GUIDE,
    )


def _sections(kind: PaperKind, stated: Stated, entry: ListEntry) -> Sections:
    if kind == PaperKind.NOTICE:
        return rule.notice_sections(stated)
    assert entry.entered_on is not None
    assert entry.due_off_on is not None
    if kind == PaperKind.DECISION:
        return rule.decision_sections(stated, entry.entered_on, entry.due_off_on)
    return rule.guide_sections(stated, entry.repairable_from or entry.entered_on, entry.due_off_on)


def _stated(terms: District, entry: ListEntry) -> Stated:
    entry_class = class_of(entry) or EntryClass.GENERAL
    credit = terms.credit
    term, procedure = credit.classes.of(entry_class), credit.procedure
    shortest, longest = term.shortest_months, term.longest_months
    ground = None if entry.ground == Ground.OTHER else credit.grounds.of(Ground(entry.ground))
    checked = ground.checked if ground is not None and ground.article == entry.basis else True
    basis = f"《{terms.rule}》{entry.basis}" if entry.basis.startswith("第") else entry.basis
    return Stated(
        entry_class=entry_class.words,
        reason=entry.reason,
        facts=entry.facts.split("\n"),
        basis=confirmed(basis, checked),
        shortest=confirmed(f"{shortest.value}{shortest.unit}", shortest.checked)
        if shortest.value
        else "",
        longest=confirmed(f"{longest.value}{longest.unit}", longest.checked),
        shown=entry.shown if entry.entered_on else term.shown.value,
        measures=[
            confirmed(f"{each.words}（{each.article}）", each.checked)
            for each in credit.measures_of(ListName.BLACKLIST, entry_class)
        ],
        objection_within=_within(procedure.objection_within),
        review_within=_within(credit.remedies.review_within),
        court_within=_within(credit.remedies.court_within),
        repair_decided_within=_within(procedure.repair_decided_within),
    )


def _within(number: Term | Number[int]) -> str:
    unit = number.unit.words if isinstance(number.unit, Unit) else number.unit
    return confirmed(f"{number.value}{unit}", number.checked)
