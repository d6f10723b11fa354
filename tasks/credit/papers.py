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
from models.rules.credit_lists import ActKind, EntryState, ListName, state_after
from models.rules.list_papers import ENTRY_NUMBER, Paper, PaperKind, Part, Sections, Stated
from models.rules.papers import Head, paper_number
from models.tables import ListAct, ListEntry
from reports.papers.list_paper import list_paper
from tasks.base.step import Result, Step
from tasks.base.terms import in_force, issuer_of
from tasks.credit.entries import acts_of, entry_of, name_of
from tasks.credit.paper_terms import check_terms, stated_of

OPENINGS = {
    PaperKind.NOTICE: "本机关拟将你单位列入黑名单，现依法告知下列事项。",
    PaperKind.DECISION: "本机关已事先告知你单位有关事实、依据和权利，现作出决定如下。",
    PaperKind.GUIDE: "你单位已被列入黑名单。按下列步骤可以申请信用修复，提前移出。",
}


RECEIVED = {
    PaperKind.NOTICE: "已收到本告知书",
    PaperKind.DECISION: "已收到本决定书和信用修复指引",
    PaperKind.GUIDE: "",
}


SERVED_BY = {
    PaperKind.NOTICE: ActKind.NOTIFIED,
    PaperKind.DECISION: ActKind.LISTED,
    PaperKind.GUIDE: ActKind.LISTED,
}
"""With which act each is given."""


def serve(s: Step, entry: ListEntry, *kinds: PaperKind) -> list[str]:
    """Give papers their numbers and keep them as they are served; the numbers.

    Raises:
        Refused: the district issues no papers, or they state what no jurist has confirmed.

    Duty: 23.3, 25.1 (第二十三条、第二十五条).
    """
    terms = in_force(s.session, entry.region, s.as_of)
    check_terms(terms, entry, kinds)
    numbers = []
    for kind in kinds:
        number = _number(terms, kind, s.as_of.year, _before(s.session, terms, kind, s.as_of.year))
        paper = _paper(s.session, terms, entry, kind, number, s.as_of)
        s.put(_folder() / list_names.paper_file(entry.number, kind), list_paper(paper))
        numbers.append(number)
    return numbers


def write_papers(number: str, as_of: date, folder: Path) -> Result:
    """Write the papers that an entry was given by ``as_of`` into a folder, or what its prior notice would
    say.

    Raises:
        Refused: no such entry, it has no papers, or the district issues none.

    Duty: 23.3 (第二十三条).
    """
    with database.reading() as session:
        entry = entry_of(session, number)
        if entry.list == ListName.HONOUR_LIST or entry.entry_class is None:
            raise Refused(f"{number} 没有告知书和决定书", code="no-papers")
        terms = in_force(session, entry.region, as_of)
        done = [ActKind(act.kind) for act in acts_of(session, entry) if act.done_on <= as_of]
        written = {}
        for kind in PaperKind:
            kept = _folder() / list_names.paper_file(number, kind)
            if SERVED_BY[kind] in done and kept.is_file():
                written[list_names.paper_file(number, kind.words)] = kept.read_bytes()
        if not written and state_after(done) == EntryState.PROPOSED:
            kind = PaperKind.NOTICE
            draft = _paper(
                session, terms, entry, kind, _number(terms, kind, as_of.year, None), None
            )
            written[list_names.paper_file(number, f"{kind.words}草稿")] = list_paper(draft)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in written.items():
        (folder / name).write_bytes(content)
    return {"number": number, "files": sorted(written)}


def _number(terms: District, kind: PaperKind, year: int, before: int | None) -> str:
    """The next number of a kind of paper in a year; with room for it in a draft."""
    short = terms.credit.document_prefix or issuer_of(terms).short
    return paper_number(short, kind, year, None if before is None else before + 1)


def _before(session: Session, terms: District, kind: PaperKind, year: int) -> int:
    """How many papers of a kind a district gave a number in a year."""
    return session.exec(
        select(func.count())
        .select_from(ListAct)
        .join(ListEntry, col(ListEntry.id) == col(ListAct.entry_id))
        .where(
            ListEntry.region == terms.region,
            ListEntry.list == ListName.BLACKLIST,
            ListAct.kind == SERVED_BY[kind],
            col(ListAct.done_on) >= date(year, 1, 1),
            col(ListAct.done_on) <= date(year, 12, 31),
        )
    ).one()


def _folder() -> Path:
    return home() / "credit"


def _paper(
    session: Session,
    terms: District,
    entry: ListEntry,
    kind: PaperKind,
    number: str,
    day: date | None,
) -> Paper:
    return Paper(
        head=Head(kind, issuer_of(terms), number, entry.number, day, called=ENTRY_NUMBER),
        firm=name_of(session, entry),
        code=entry.credit_code,
        opening=OPENINGS[kind],
        parts=[Part(*section) for section in _sections(kind, stated_of(terms, entry), entry)],
        contact=_contact(terms),
        received=RECEIVED[kind],
    )


def _contact(terms: District) -> str:
    """Where who is told turns to, as far as the district says it."""
    site = terms.site
    said = {"联系地址": site.place, "电话": site.phone, "办公时间": site.hours}
    told = "；".join(f"{what}：{where}" for what, where in said.items() if where)
    return f"{told}。" if site.place else ""


def _sections(kind: PaperKind, stated: Stated, entry: ListEntry) -> Sections:
    if kind == PaperKind.NOTICE:
        return rule.notice_sections(stated)
    assert entry.entered_on is not None
    assert entry.due_off_on is not None
    if kind == PaperKind.DECISION:
        return rule.decision_sections(stated, entry.entered_on, entry.due_off_on)
    return rule.guide_sections(stated, entry.repairable_from or entry.entered_on, entry.due_off_on)
