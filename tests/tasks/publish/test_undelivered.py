"""What never reached a channel and tells what is withdrawn is not sent; whole in
``tests/tasks/publish/test_deliver.py``."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlmodel import col, select

from models import database
from models.tables import Disclosure, Inspection
from tasks.publish.undelivered import lacking_of, package_of
from tests import walk
from tests.refusal import reasons
from tests.tasks.publish import stories


@pytest.mark.duty("3.1", "23.1")
def test_only_packages_on_their_way_that_tell_of_it_are_lacking(house: Path) -> None:
    walk.dispatched(house)
    walk.all_in(house, stories.RECEIVED)
    blocked = house / "delivered" / "credit-publicity"
    shutil.rmtree(blocked)
    blocked.write_text("not a folder")
    walk.published(stories.LATER)
    with database.reading() as session:
        ids = [id_ for id_ in session.exec(select(Inspection.id)) if id_ is not None]
        assert lacking_of(session, stories.SCOPE, []) == {}
        assert lacking_of(session, "350105/WB-01/2026-4", ids[:1]) == {}
        found = lacking_of(session, stories.SCOPE, ids[:1])
        newest = session.exec(select(Disclosure).order_by(col(Disclosure.id).desc())).first()
    assert list(found) == ["credit-publicity"]
    assert list(found["credit-publicity"].matters) == [stories.matter(1)]
    assert sorted(found["credit-publicity"].inspection_ids) == sorted(ids[1:])
    assert newest is not None
    assert package_of(newest)
    (house / newest.file).unlink()
    assert reasons(package_of, newest) == [f"公示包「{newest.file}」不在了"]
