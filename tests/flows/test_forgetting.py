"""What is typed into the dashboard about a firm, an officer or a complaint does not stay with Prefect
(第十条、第十七条)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import StateType
from prefect.states import Crashed, State

from flows.forgetting import TAKEN, TAKES, discreet, marked, take, take_from_ended
from flows.serving.lifecycle import embedded_server
from models.faults import Refused
from tests.flows.test_parameters import every_flow
from tests.refusal import reasons


def test_what_a_form_was_given_is_marked_and_what_says_nothing_stays() -> None:
    given = {"region": "350105", "document": "投诉单7号", "badges": ["035001"], "ground": 3}
    assert marked({**given, "reason": "", "as_of": None}) == {
        "region": "350105", "document": TAKEN, "badges": [], "ground": 0, "reason": "", "as_of": None,
    }  # fmt: skip


def test_every_flow_whose_form_asks_for_it_takes_it() -> None:
    asks = {"document", "credit_code", "badges", "opinion", "reason"}
    found = {name for name, each in every_flow().items() if asks & set(each.parameters.properties)}
    assert found == set(TAKES)


def test_a_refusal_repeats_nothing_of_it() -> None:
    def refuse(document: str, badges: Sequence[str], as_of: int) -> None:
        raise Refused(f"「{document}」已由 内勤 立项", f"警号「{badges[1]}」应当回避", code="used")

    assert reasons(discreet(refuse), " 投诉单7号", ["035001", "035002"], 1) == [
        "「 所填依据文件」已由 内勤 立项",
        "警号「所填第2名」应当回避",
    ]
    with pytest.raises(Refused) as caught:
        discreet(refuse)("投诉单7号", ["035001", "035002"], as_of=1)
    assert (caught.value.code, caught.value.__context__) == ("used", None)


def test_a_run_takes_what_it_was_given_first_and_one_that_ended_before_is_made_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prefect_folder: Path
) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    (tmp_path / "prefect").symlink_to(prefect_folder)

    @flow(name=TAKES[0], persist_result=False)
    def special(document: str) -> None:
        take()
        raise OSError("the machine failed after the first act")

    @flow(name=TAKES[1], persist_result=False)
    def killed(reason: str) -> None:
        """Never begun."""

    with embedded_server(), get_client(sync_client=True) as client:
        state: State[None] = special("投诉单7号", return_state=True)
        assert state.type == StateType.FAILED
        assert state.state_details.flow_run_id is not None
        ended = client.read_flow_run(state.state_details.flow_run_id)
        assert ended.parameters == {"document": TAKEN}
        again: State[None] = special(TAKEN, return_state=True)
        assert "请重新填写发起" in (again.message or "")
        left = client.create_flow_run(killed, parameters={"reason": "某某举报"})
        client.set_flow_run_state(left.id, Crashed(), force=True)
        assert take_from_ended() == 1
        assert client.read_flow_run(left.id).parameters == {"reason": TAKEN}
        assert take_from_ended() == 0
