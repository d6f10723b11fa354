"""What a person wrote and the public is to read is searched for what may not leave: when it is entered,
when a package is built, and when it is released."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from models.district import District
from models.faults import Refused
from models.rules import personal
from models.rules.leaving import LEAVES, Holds, Said
from models.rules.personal import NOBODY, SPACES, Hit, Names, bare, hits, unseen
from models.rules.publications import PublicationKind
from models.tables import AuditEvent, InspectorEntry, SubjectEntry
from tasks.base.queries import chunks

PERSONAL_DATA = "personal-data"
ALLOWED = "publish.allow"
"""The subject under which it is on record that a person let something out."""

SHORTEST_NAME = 3
"""Of a person whose firm the text is not about: shorter ones are words too."""


@dataclass(frozen=True, slots=True)
class People:
    """Whose names may not stand in a text: the officers, and who represents a firm."""

    officers: Names
    of_firm: Mapping[str, Names]
    of_any: Names = NOBODY

    def around(self, credit_code: str) -> Names:
        """Whose names are looked for in a text about a firm, or about none."""
        return self.officers | self.of_firm.get(credit_code, self.of_any)


def check_texts(
    session: Session, terms: District, texts: Mapping[str, str], credit_code: str = ""
) -> None:
    """Texts that the public is to read, by what they are called, as they are entered.

    Raises:
        Refused: naming each in which something stands that may not leave, or that nobody sees; nothing
            is entered.

    Duty: 10.2, 23.1 (第十条、第二十三条).
    """
    hidden = [
        f"「{label}」中有 {n} 个看不见的字符，请删去"
        for label, text in texts.items()
        if (n := unseen(text))
    ]
    if hidden:
        raise Refused(*hidden, code="unseen-characters")
    people = people_of(session, terms.region, [credit_code], texts.values())
    own, allowed = _called(session, terms.region, credit_code), numbers_of(terms)
    found = [
        (hit, f"「{label}」中")
        for label, text in texts.items()
        for hit in hits(text, names=people.around(credit_code), own=own, allowed=allowed)
    ]
    _refuse(session, terms.region, [(hit, where, "") for hit, where in found])


def check_said(
    session: Session,
    terms: District,
    matter: str,
    kind: PublicationKind,
    said: Iterable[Said],
    page: str = "",
) -> None:
    """Everything written that a package tells, and its ``page`` as it is read.

    Raises:
        Refused: naming each place in which something stands that may not leave.

    Duty: 10.2, 23.1 (第十条、第二十三条).
    """
    texts = list(dict.fromkeys(said))
    codes = sorted({each.credit_code for each in texts})
    people = people_of(session, terms.region, codes, [each.text for each in texts])
    allowed = numbers_of(terms)
    found = list(_in_texts(matter, kind, texts, people, allowed))
    told = {hit for hit, _, _ in found}
    found += [
        (hit, f"{matter} 的页面中", "")
        for hit in personal.on_a_page(page, allowed)
        if hit not in told
    ]
    _refuse(session, terms.region, found)


def _in_texts(
    matter: str,
    kind: PublicationKind,
    texts: Sequence[Said],
    people: People,
    allowed: frozenset[str],
) -> Iterator[tuple[Hit, str, str]]:
    for each in texts:
        listed = LEAVES[kind][each.field]
        registry = listed.holds == Holds.REGISTRY
        names = NOBODY if registry else people.around(each.credit_code)
        of = f"（{each.name or each.credit_code}）" if each.credit_code and not registry else ""
        of = f"（{each.credit_code}）" if registry else of
        for hit in hits(each.text, names=names, own=[each.name], allowed=allowed):
            yield hit, f"{matter} 的「{listed.words}」{of}中", listed.mend


def _refuse(session: Session, region: str, found: Sequence[tuple[Hit, str, str]]) -> None:
    if not found:
        return
    let_out = _let_out(session, region)
    stopped = [
        personal.in_words(hit, region, where, mend)
        for hit, where, mend in found
        if hit.kind not in personal.MAY_PASS or hit.mark(region) not in let_out
    ]
    if stopped:
        raise Refused(*dict.fromkeys(stopped), code=PERSONAL_DATA)


def _let_out(session: Session, region: str) -> set[str]:
    """What persons let out, by its mark."""
    start = f"{ALLOWED}:{region}/"
    keys = session.exec(
        select(AuditEvent.key).where(col(AuditEvent.key).startswith(start, autoescape=True))
    )
    return {key.removeprefix(start).partition("@")[0] for key in keys}


def numbers_of(terms: District) -> frozenset[str]:
    """The telephone numbers that the body itself gives the public."""
    said = terms.site
    return frozenset(
        hit.value for text in (said.phone, said.hours, said.place) for hit in hits(text)
    )


def people_of(
    session: Session, region: str, codes: Sequence[str], texts: Iterable[str] = ()
) -> People:
    """The officers of a region, and who represents the firms of these codes; where one of the ``texts``
    is about no firm (an empty code), who represents any, as far as the name can stand in them."""
    officers = session.exec(
        select(InspectorEntry.name).where(InspectorEntry.region == region).distinct()
    ).all()
    of_firm: dict[str, set[str]] = {}
    for some in chunks([code for code in codes if code]):
        for code, name in session.exec(
            select(SubjectEntry.credit_code, SubjectEntry.legal_representative)
            .where(col(SubjectEntry.credit_code).in_(some), SubjectEntry.region == region)
            .distinct()
        ):
            of_firm.setdefault(code, set()).add(name)
    return People(
        Names.of(officers),
        {code: Names.of(names) for code, names in of_firm.items()},
        _of_any(session, region, texts) if "" in codes else NOBODY,
    )


def _of_any(session: Session, region: str, texts: Iterable[str]) -> Names:
    """Of everybody who represents a firm, those whose name begins with characters of the texts: the
    others, and of a large roster that is nearly everybody, need not be read."""
    begins = sorted({*"".join(map(bare, texts)), *SPACES})
    name = col(SubjectEntry.legal_representative)
    found = session.exec(
        select(SubjectEntry.legal_representative)
        .where(
            SubjectEntry.region == region,
            col(SubjectEntry.until_version).is_(None),
            *(func.substr(name, place, 1).in_(begins) for place in range(1, SHORTEST_NAME + 1)),
        )
        .distinct()
    )
    return Names.of(name for name in found if len(name) >= SHORTEST_NAME)


def _called(session: Session, region: str, credit_code: str) -> list[str]:
    if not credit_code:
        return []
    return list(
        session.exec(
            select(SubjectEntry.name)
            .where(SubjectEntry.credit_code == credit_code, SubjectEntry.region == region)
            .distinct()
        )
    )
