"""What the tests of changes share: the dispatched sample draw, and acts on its places."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, select

from models import database
from models.rules.draw.document import document
from models.rules.draw.verify import verify
from models.rules.draw.verify.case import Beside
from models.tables import ChangeApplication, Draw, DrawEntry
from tasks.change.applications import apply, decide
from tasks.draw.frozen import coded_inspectors
from tasks.draw.record import record_of, sealed_record_of
from tasks.draw.standing import standing_places
from tests import walk
from tests.conftest import SAMPLES

DAY, LATER = date(2026, 9, 3), date(2026, 9, 7)
EVIDENCE, OTHER = [SAMPLES / "停业说明.txt"], [SAMPLES / "抽取现场-2.png"]
DRAW_ID = "350105/WB-01/2026-5"
C1, C2 = f"{DRAW_ID}/C1", f"{DRAW_ID}/C2"


def the_draw(session: Session) -> Draw:
    """The only draw."""
    return session.exec(select(Draw)).one()


def general() -> list[str]:
    """The general class by ticket: the first two were drawn."""
    with database.reading() as session:
        entries = session.exec(
            select(DrawEntry).where(DrawEntry.stratum == "general").order_by(DrawEntry.rank)  # type: ignore[arg-type]
        )
        return [entry.credit_code for entry in entries]


def seed_of() -> str:
    """The draw's seed, in hex."""
    with database.reading() as session:
        return str(the_draw(session).seed)


def badges(subject: str) -> list[str]:
    """Who is to inspect a subject, by badge."""
    with database.reading() as session:
        draw = the_draw(session)
        coded = coded_inspectors(session, draw)
        places = standing_places(session, draw)
        [codes] = [place.codes for place in places if place.entry.credit_code == subject]
    return [coded[code].badge_number for code in codes]


def applied(subject: str, reason: str = "停业", badge: str | None = None) -> str:
    """An application by the clerk: its number."""
    return str(apply(DRAW_ID, subject, reason, EVIDENCE, DAY, walk.CLERK, badge)["number"])


def changed(subject: str, reason: str = "停业", badge: str | None = None) -> dict[str, object]:
    """An application that the chief approves: the answer."""
    return decide(applied(subject, reason, badge), True, DAY, walk.CHIEF)


def decisions() -> list[tuple[str | None, str | None, date | None]]:
    """Decision, who, which day, of every application by number."""
    with database.reading() as session:
        rows = session.exec(select(ChangeApplication).order_by(ChangeApplication.number)).all()
    return [(row.decision, row.decided_by, row.decided_on) for row in rows]


def check_sound() -> None:
    """Both forms of the record verify."""
    with database.reading() as session:
        draw = the_draw(session)
        for record, beside in (record_of(session, draw), sealed_record_of(session, draw)):
            checks = verify(document(record), Beside(texts=beside)).checks
            assert [check for check in checks if check.ok is False] == []
