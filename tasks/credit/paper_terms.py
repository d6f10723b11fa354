"""What the papers of an entry state of the district's terms, and which of it no jurist has confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.district import District
from models.district_credit import Measure
from models.rules.credit import Ground
from models.rules.credit_lists import EntryClass, ListName
from models.rules.deadlines import Unit
from models.rules.list_papers import PaperKind, Stated, confirmed
from models.rules.papers import check_confirmed
from models.stated_numbers import stated_numbers
from models.tables import ListEntry
from models.toml_file import Legal, Number, Term
from tasks.base.terms import paper_terms
from tasks.credit.entries import class_of

GROUND, CLASS, MEASURES = "credit.grounds", "credit.classes", "credit.measures"
USES: dict[PaperKind, tuple[str, ...]] = {
    PaperKind.NOTICE: (GROUND, CLASS, MEASURES, "credit.procedure.objection_within"),
    PaperKind.DECISION: (
        GROUND, CLASS, MEASURES, "credit.remedies.review_within", "papers.review_body",
        "credit.remedies.court_within", "papers.court",
    ),
    PaperKind.GUIDE: (CLASS, "credit.procedure.repair_decided_within"),
}  # fmt: skip
"""What each paper states; of grounds, classes and measures those of its entry."""


def check_terms(terms: District, entry: ListEntry, kinds: Sequence[PaperKind]) -> None:
    """These papers of an entry may go out.

    Raises:
        Refused: they state what no jurist has confirmed, each of it by its name in the file.

    Duty: 23.3, 25.1 (第二十三条、第二十五条).
    """
    check_confirmed(list(_unconfirmed(terms, entry, kinds)), f"ssj credit papers {entry.number}")


def _unconfirmed(terms: District, entry: ListEntry, kinds: Sequence[PaperKind]) -> Iterator[str]:
    used = {name for kind in kinds for name in USES[kind]}
    ground = _ground(terms, entry)
    if CLASS in used:
        used |= {f"{CLASS}.{_class(entry)}.{name}" for name in ("shortest_months", "longest_months", "shown")}  # fmt: skip
    if GROUND in used and ground is not None:
        used.add(f"{GROUND}.{entry.ground}")
    for each in (
        *stated_numbers(terms.credit, "credit."),
        *stated_numbers(paper_terms(terms), "papers."),
    ):
        if each.name in used and not each.checked:
            yield f"区县参数 {each.name}（{each.meaning}）"
    if MEASURES in used:
        for measure in _measures(terms, entry):
            if not measure.checked:
                yield f"区县参数 {MEASURES}「{measure.words}」（{measure.article}）"


def stated_of(terms: District, entry: ListEntry) -> Stated:
    """What the papers of an entry state, in words.

    Raises:
        Refused: the district says nothing of papers.
    """
    term, procedure = terms.credit.classes.of(_class(entry)), terms.credit.procedure
    shortest, longest, remedies = term.shortest_months, term.longest_months, terms.credit.remedies
    papers, ground = paper_terms(terms), _ground(terms, entry)
    basis = f"《{terms.rule}》{entry.basis}" if entry.basis.startswith("第") else entry.basis
    return Stated(
        entry_class=_class(entry).words,
        reason=entry.reason,
        facts=entry.facts.split("\n"),
        basis=confirmed(basis, ground is None or ground.checked),
        shortest=_within(shortest) if shortest.value else "",
        longest=_within(longest),
        shown=entry.shown if entry.entered_on else term.shown.value,
        measures=[
            confirmed(f"{each.words}（{each.article}）", each.checked)
            for each in _measures(terms, entry)
        ],
        objection_within=_within(procedure.objection_within),
        review_within=_within(remedies.review_within),
        review_body=_said(papers.review_body),
        court_within=_within(remedies.court_within),
        court=_said(papers.court),
        repair_decided_within=_within(procedure.repair_decided_within),
    )


def _class(entry: ListEntry) -> EntryClass:
    return class_of(entry) or EntryClass.GENERAL


def _ground(terms: District, entry: ListEntry) -> Number[EntryClass] | None:
    """What the district says of an entry's ground, where its legal basis is taken from there."""
    if entry.ground == Ground.OTHER:
        return None
    ground = terms.credit.grounds.of(Ground(entry.ground))
    return ground if ground.article == entry.basis else None


def _measures(terms: District, entry: ListEntry) -> list[Measure]:
    return terms.credit.measures_of(ListName.BLACKLIST, _class(entry))


def _within(number: Term | Number[int]) -> str:
    unit = number.unit.words if isinstance(number.unit, Unit) else number.unit
    return confirmed(f"{number.value}{unit}", number.checked)


def _said(legal: Legal[str]) -> str:
    return confirmed(legal.value, legal.checked)
