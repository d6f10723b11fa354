"""A matter is frozen once, into a package for each channel (第三条)."""

from __future__ import annotations

import hashlib
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.rules.order import Basis
from models.rules.publications import PublicationKind
from models.tables import AuditEvent, Disclosure, Publication
from tasks.publish.packages import Content, Due, build
from tests import walk
from tests.refusal import reasons

MATTER, DAY = "350105/credit/1", date(2026, 9, 28)
PAGE = "credit-1.html"


def _due(text: bytes = b"one", since: date | None = None) -> Due:
    rows = [{"credit_code": "甲", "name": "某网吧"}]
    content = Content(
        PublicationKind.CREDIT_LISTS, "名单", PAGE, {PAGE: text, "a.json": b"{}"}, rows
    )
    return Due(MATTER, [Basis("更新名单", since)], lambda *_: content, {"名单": ["甲"]})


@pytest.mark.duty("3.1", "10.3")
def test_every_channel_gets_its_package_with_the_digests_on_record(house: Path) -> None:
    walk.prepared(house)
    with held_at(DAY):
        answer = build(_due(), DAY)
    assert answer["act"] == "done"
    with database.reading() as session:
        packages = session.exec(select(Disclosure)).all()
        [event] = session.exec(select(AuditEvent).where(AuditEvent.action == "制作公示包")).all()
    assert {p.channel for p in packages} == {
        "city-police", "district-government", "credit-publicity",
    }  # fmt: skip
    recorded = json.loads(event.payload)["files"]
    for package in packages:
        content = (house / package.file).read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        assert package.package_digest == digest == recorded[package.file]
        assert package.state == "built"
        with zipfile.ZipFile(house / package.file) as packed:
            manifest = json.loads(packed.read("manifest.json"))
            assert manifest["matter"] == MATTER
            assert set(manifest["files"]) == set(packed.namelist()) - {"manifest.json"}
            # The site gets page and data; the credit publicity system its own batch.
            expected = (
                {PAGE, "公示信息.xlsx"}
                if package.channel == "credit-publicity"
                else {PAGE, "a.json"}
            )
            assert set(manifest["files"]) == expected


@pytest.mark.duty("3.1")
def test_a_matter_is_built_once_and_on_no_day_before_its_basis(house: Path) -> None:
    walk.prepared(house)
    with held_at(DAY):
        late = _due(since=DAY)
        assert not late.may_be_built(date(2026, 9, 27))
        assert late.may_be_built(DAY)
        assert reasons(build, late, date(2026, 9, 27)) == [
            "制作公示包的日期 2026-09-27 早于更新名单之日 2026-09-28"
        ]
        build(_due(b"one"), DAY)
        again = build(_due(b"other"), DAY)
    assert (again["act"], again["built_on"]) == ("unchanged", "2026-09-28")
    with database.reading() as session:
        [publication] = session.exec(select(Publication)).all()
    assert publication.matter == MATTER
    package = house / "packages" / "city-police" / "350105-credit-1.zip"
    with zipfile.ZipFile(package) as packed:
        assert packed.read(PAGE) == b"one"
