"""A person proposes an entry: for which class, by which law, on which inspections."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.faults import Refused
from models.rules.credit_lists import EntryClass, ListName
from tasks.credit.notice import serve_notice
from tasks.credit.propose import Proposal, propose
from tests import walk
from tests.tasks.credit.entries import LATER, NOTICE, NUMBER, entry, on, proposed
from tests.tasks.inspect.checked_terms import confirm_terms


@pytest.mark.duty("23.3")
def test_a_proposal_is_whole_rests_on_public_results_and_may_be_restated(house: Path) -> None:
    proposed(house)
    [violator] = [e for e in walk.every_one() if e.task.number.endswith("-00001")]
    code, number = violator.task.credit_code, violator.task.number

    def asked(of: str, *inspections: str, basis: str = "某条例第七条") -> dict[str, object]:
        proposal = Proposal(
            ListName.BLACKLIST, EntryClass.SERIOUS, "严重违法", basis, "当日查获", inspections
        )
        return dict(on(LATER, propose, walk.REGION, of, proposal, LATER, walk.CLERK))

    with pytest.raises(Refused, match=r"(?s)列入依据.*依据哪些检查"):
        asked(code, basis="")
    with pytest.raises(Refused, match="没有现行有效的检查结果"):
        asked(code, "350105-WB-01-2026-5-00099")
    made = asked(code, number)
    assert (made["number"], made["state_name"]) == ("350105-XY-2026-00002", "拟列入")
    assert asked(code, number)["act"] == "unchanged"
    restated = asked(code, number, basis="某条例第八条")
    assert (restated["number"], entry("350105-XY-2026-00002").basis) == (
        made["number"],
        "某条例第八条",
    )
    confirm_terms(house, LATER)
    on(NOTICE, serve_notice, NUMBER, NOTICE, walk.CLERK)
    [refused] = [e for e in walk.every_one() if e.task.credit_code == entry().credit_code]
    with pytest.raises(Refused, match="现为「已告知」，不能另行提出"):
        asked(refused.task.credit_code, refused.task.number)
