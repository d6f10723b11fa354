"""The sheet for signature, filled from the database (第十八条)."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from sqlmodel import Session, select

from models import database
from models.faults import Refused
from models.tables import Draw
from tasks.draw.frozen import coded_inspectors
from tasks.draw.record import record_of, sealed_record_of
from tasks.draw.sheet import sheet_of
from tests import walk


def _the_draw(session: Session) -> Draw:
    return session.exec(select(Draw)).one()


@pytest.mark.duty("18.1")
def test_the_sheet_names_officers_only_where_it_is_sealed(house: Path) -> None:
    walk.dispatched(house)
    with database.reading() as session:
        draw = _the_draw(session)
        texts = [
            "".join(
                page.get_textpage().get_text_range()
                for page in pypdfium2.PdfDocument(sheet_of(session, draw, made(session, draw)[0]))
            )
            for made in (record_of, sealed_record_of)
        ]
        names = {e.name for e in coded_inspectors(session, draw).values()}
    assert not any(name in texts[0] for name in names)
    assert any(name in texts[1] for name in names)
    assert "记录不完整" not in texts[0]
    for kept in (house / "photos").iterdir():
        kept.unlink()
    with database.reading() as session:
        draw = _the_draw(session)
        record, _ = record_of(session, draw)
        with pytest.raises(Refused, match=r"抽取现场-1\.png.*不在了"):
            sheet_of(session, draw, record)
