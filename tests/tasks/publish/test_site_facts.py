"""Whom the public site has a page of (第十七条)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from models.clock import held_at
from tasks.publish import site_facts
from tasks.publish.site import write_site
from tests import walk
from tests.tasks.publish import stories


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
@pytest.mark.duty("17.1")
def test_of_a_very_large_roster_those_have_a_page_of_whom_there_is_something_to_tell(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk.made_public(house, stories.RECEIVED, stories.LATER)
    monkeypatch.setattr(site_facts, "EVERYBODY_UP_TO", 45)
    search = house / "site" / walk.REGION / "firms.js"
    search.unlink()
    with held_at(stories.LATER):
        assert write_site(walk.REGION, stories.LATER)["act"] == "done"
    told = search.read_text("utf-8").partition("\n/*")[0]
    # By hand: five who were drawn, and two who could not be.
    assert len(re.findall(r"[0-9A-Z]{18}(?=\\t)", told)) == 7
