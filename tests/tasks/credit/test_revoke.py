"""An entry that was wrong is revoked by a person, for a reason; one in doubt may be kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.faults import Refused
from tasks.credit.revoke import revoke
from tests import walk
from tests.tasks.credit.entries import DECIDED, NUMBER, entry, listed, on


@pytest.mark.duty("23.3")
def test_it_is_revoked_once_for_a_reason_by_another_than_who_told(house: Path) -> None:
    listed(house)
    for reason, by, said in (
        ("", walk.CHIEF, "须写明撤销"),
        ("列错门店", walk.CLERK, "须由另一人决定"),
    ):
        with pytest.raises(Refused, match=said):
            on(DECIDED, revoke, NUMBER, reason, DECIDED, by)
    with pytest.raises(Refused, match="没有待决定的撤销"):
        on(DECIDED, revoke, NUMBER, "无误", DECIDED, walk.CHIEF, keep=True)
    on(DECIDED, revoke, NUMBER, "列错门店", DECIDED, walk.CHIEF)
    stands = entry()
    assert (stands.state, stands.exit_reason) == ("revoked", "列错门店")
    assert on(DECIDED, revoke, NUMBER, "列错门店", DECIDED, walk.CHIEF)["act"] == "unchanged"
