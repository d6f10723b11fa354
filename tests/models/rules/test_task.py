"""An inspector's task."""

from __future__ import annotations

import pytest

from models.rules.rule_set import Dossier
from tests.forms import task


@pytest.mark.duty("7.2", "10.2")
def test_what_the_roster_records_is_there_under_every_name_a_rule_can_ask_for() -> None:
    dossier = task().dossier()
    assert set(dossier) == set(Dossier.values())
    assert dossier == {
        "name": "样例网吧（一店）",
        "premises": "样例路 1 号",
        "legal_representative": "林样甲",
        "industry": "互联网上网服务",
    }
