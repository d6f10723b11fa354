"""What a person types into a form of the dashboard about a firm, an officer or a complaint does not stay
with Prefect, which keeps every run's parameters for all who can open it: a flow takes such values as its
first act and puts a mark in their place.

Rows hold them no longer then, and our own server has SQLite overwrite what it frees. Its write-ahead log is
emptied when the server stops, and until then may hold a page as it was; a run that waits to be started holds
what it was given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar

from prefect import runtime
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import TERMINAL_STATES

from models.faults import Refused

P = ParamSpec("P")
R = TypeVar("R")

TAKEN = "（已取走，不在看板留存）"
MARKS: dict[str, Any] = {
    "document": TAKEN,
    "credit_code": TAKEN,
    "badges": [],
    "ground": 0,
    "opinion": TAKEN,
    "reason": TAKEN,
}
"""Parameter -> what stands in its place once a flow has taken it."""

IN_WORDS = {
    "document": "所填依据文件",
    "credit_code": "所填市场主体",
    "badges": "所填第{n}名",
    "opinion": "所填意见",
    "reason": "所填理由",
}
"""What a refusal says for a value that may not stay."""

TAKES = ("专项检查", "领导决定：现场差异", "领导决定：退回登记表", "领导决定：列入名单")
"""The flows whose forms ask for it."""

AT_A_TIME = 200


def marked(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters as they may stay with Prefect; what is empty says nothing and stays."""
    return {
        name: MARKS[name] if name in MARKS and value else value
        for name, value in parameters.items()
    }


def take() -> None:
    """Put marks in the place of this run's parameters, as the first act of its flow.

    Raises:
        Refused: they were taken by an earlier attempt, so that there is nothing to run on.
    """
    given = dict(runtime.flow_run.parameters)
    if TAKEN in given.values():
        raise Refused("这次运行所填的内容已经取走，不在看板留存：请重新填写发起", code="taken")
    with get_client(sync_client=True) as client:
        client.update_flow_run(runtime.flow_run.id, parameters=marked(given))


def take_from_ended() -> int:
    """The same for every run that ended before it took them: killed, cancelled, or of an earlier release;
    how many those were."""
    ended = FlowRunFilterState(type=FlowRunFilterStateType(any_=sorted(TERMINAL_STATES)))
    named, found, taken = FlowFilter(name=FlowFilterName(any_=list(TAKES))), 0, 0
    with get_client(sync_client=True) as client:
        while True:
            runs = client.read_flow_runs(
                flow_filter=named,
                flow_run_filter=FlowRunFilter(state=ended),
                limit=AT_A_TIME,
                offset=found,
            )
            for run in runs:
                if (kept := marked(run.parameters)) != run.parameters:
                    client.update_flow_run(run.id, parameters=kept)
                    taken += 1
            found += len(runs)
            if len(runs) < AT_A_TIME:
                return taken


def discreet(function: Callable[P, R]) -> Callable[P, R]:
    """``function``, whose refusals do not repeat such values: Prefect keeps them in the run's state and
    log."""
    named = signature(function)

    @wraps(function)
    def silent(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except Refused as refused:
            given = named.bind(*args, **kwargs).arguments
            said = [_without(each, given) for each in refused.reasons]
            code = refused.code
        raise Refused(*said, code=code)

    return silent


def _without(sentence: str, given: Mapping[str, Any]) -> str:
    for name, words in IN_WORDS.items():
        value = given.get(name) or ""
        values = [value] if isinstance(value, str) else value
        for n, each in enumerate(values, start=1):
            if str(each).strip():
                sentence = sentence.replace(str(each).strip(), words.format(n=n))
    return sentence
