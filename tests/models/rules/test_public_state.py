"""One word says how a published result stands (第二十一条至第二十三条)."""

from __future__ import annotations

from typing import Any

import pytest

from models.rules.public_state import public_state
from models.rules.results import ResultKind


def _facts(*done: list[str] | None, outcome: str = "non_conform") -> dict[str, Any]:
    return {"outcome": outcome, "findings": {str(n): ["问题", each] for n, each in enumerate(done)}}


HANDLED = ["handle", "", "罚字1号"]
CORRECTED = ["order", "", "责改1号", "corrected"]
OVERDUE = ["order", "", "责改1号", "overdue"]


# By hand, from the words of the design's table.
@pytest.mark.duty("21.1", "23.1")
@pytest.mark.parametrize(
    ("done", "word"),
    [
        ([None], "正在处理"),
        ([HANDLED], "已查处"),
        ([["transfer", "文旅局", "移字1号"]], "已移送"),
        ([["criminal", "", "移字2号"]], "已移送"),
        ([CORRECTED], "已改正"),
        ([OVERDUE], "逾期未改正"),
        ([["order", "", "责改1号", "not_corrected"]], "正在处理"),
        # Of several the one that is furthest from its end.
        ([HANDLED, None, CORRECTED], "正在处理"),
        ([None, OVERDUE], "逾期未改正"),
        ([CORRECTED, HANDLED], "已查处"),
    ],
)
def test_of_several_findings_the_one_furthest_from_its_end_gives_the_word(
    done: list[list[str] | None], word: str
) -> None:
    assert public_state(ResultKind.HANDLING, _facts(*done), "发现问题：…") == word


@pytest.mark.duty("22.1", "23.1")
def test_without_findings_the_result_says_it_itself() -> None:
    conform = _facts(outcome="conform")
    assert (
        public_state(ResultKind.OPINION, conform, "未发现问题。企业未在记录上签字") == "未发现问题"
    )
    gone = _facts(outcome="no_visit")
    assert public_state(ResultKind.OPINION, gone, "已停业") == "已停业"
    kept_out = _facts(None, outcome="not_cooperating")
    assert public_state(ResultKind.OPINION, kept_out, "不予配合：…") == "不予配合"


@pytest.mark.duty("23.1", "23.2")
def test_what_is_withdrawn_is_nothing_else() -> None:
    assert public_state(ResultKind.WITHDRAWAL, _facts(None), "撤回") == "已撤回"
