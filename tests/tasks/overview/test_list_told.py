"""The publications that told of a subject's entry first stand in its history, up to the channels (第二十三条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.clock import held_at
from tasks.credit.revoke import revoke
from tasks.overview.history import history
from tests import walk
from tests.tasks.credit.entries import DECIDED, NUMBER, entry, listed

OUT, AGAIN = date(2026, 10, 14), date(2026, 10, 15)


def _handling(day: date) -> list[dict[str, Any]]:
    """What was done about the firm's results and lists on a day."""
    [year] = history(entry().credit_code, AGAIN)["years"]
    return [each for each in year["steps"][4]["entries"] if each["on"] == str(day)]


@pytest.mark.duty("10.3", "23.3")
@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_coming_onto_a_list_and_leaving_it_are_told_from_the_package_to_the_channels(
    house: Path,
) -> None:
    listed(house)
    walk.published(OUT)
    with held_at(AGAIN):
        revoke(NUMBER, "列入有误", AGAIN, walk.CHIEF)
    walk.published(AGAIN)
    for day, matter, words in (
        (OUT, "350105/credit/1", f"公布列入黑名单，条目{NUMBER}"),
        (AGAIN, "350105/credit/2", f"公布移出黑名单，条目{NUMBER}"),
    ):
        told = [(each["act"], each["what"]) for each in _handling(day)]
        assert ("制作公示包", words) in told
        assert ("批准公示", words) in told
        sent = [what for act, what in told if act == "送达公示渠道" and what.endswith(matter)]
        assert len(sent) == 3
    assert not [each for each in _handling(DECIDED) if "公示" in each["act"]]
