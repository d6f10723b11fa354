"""An act can happen a second time: random sequences of every act against a model of what stands.

How a room adds its acts is said in ``tests/tasks/second_time/__init__.py``.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests import walk
from tests.conftest import examples
from tests.tasks.second_time.acts import Acts
from tests.tasks.second_time.changes import ChangeActs
from tests.tasks.second_time.handled import STAGES, HandlingActs
from tests.tasks.second_time.house import HouseActs
from tests.tasks.second_time.papers import PaperActs
from tests.tasks.second_time.prepared import Prepared
from tests.tasks.second_time.published import PublishActs
from tests.tasks.second_time.returned import ReturnActs
from tests.tasks.second_time.told import TURNS, ResultActs


class Everything(ChangeActs, Acts):
    """Every room's acts, in any order."""


@pytest.fixture
def prepared(house: Path) -> Prepared:
    """A prepared house, on each database."""
    return Prepared(house, walk.prepared)


@pytest.fixture
def dispatched(house: Path) -> Prepared:
    """The same, with a draw dispatched."""
    return Prepared(house, walk.dispatched)


def _driven(acts: type[Acts], prepared: Prepared, *, number: int, steps: int) -> None:
    """Random sequences of the machine's steps, the same each time, on a copy of what is prepared."""
    run_state_machine_as_test(
        type("Copied", (acts,), {"prepared": prepared}),
        settings=settings(
            max_examples=examples(number),
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.duty("10.3", "18.2")
def test_acts_again_in_any_order_leave_what_the_model_says(prepared: Prepared) -> None:
    _driven(Everything, prepared, number=10, steps=50)


@pytest.mark.duty("10.3", "21.1", "23.2")
def test_forms_again_in_any_order_leave_what_the_model_says(dispatched: Prepared) -> None:
    _driven(ReturnActs, dispatched, number=5, steps=40)


@pytest.mark.duty("10.3", "21.1")
def test_a_handling_again_in_any_order_stands_as_the_model_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    prepared = Prepared(tmp_path, walk.dispatched)
    seen: Counter[str] = Counter()
    for seed in (0, 3, 4):
        acts = type("Copied", (HandlingActs,), {"prepared": prepared})()
        try:
            seen += acts.drive(seed, 110)
        finally:
            acts.teardown()
    # Every stage but the last answers was reached, or the test would show nothing.
    assert min(seen[each] for each in STAGES) >= 1, seen


@pytest.mark.duty("7.2", "9.3", "13.1", "16.1", "25.1")
def test_the_house_again_in_any_order_stands_as_the_model_says(prepared: Prepared) -> None:
    _driven(HouseActs, prepared, number=5, steps=40)


@pytest.mark.duty("3.1", "4.1", "10.3", "23.1")
def test_publications_again_in_any_order_stand_as_the_model_says(prepared: Prepared) -> None:
    _driven(PublishActs, prepared, number=5, steps=40)


@pytest.mark.duty("9.2", "10.3", "13.1", "20.1")
def test_papers_again_in_any_order_leave_what_the_model_says(dispatched: Prepared) -> None:
    _driven(PaperActs, dispatched, number=5, steps=30)


@pytest.mark.duty("10.3", "20.1", "21.1", "23.1", "23.2")
def test_results_in_any_order_read_as_the_model_says(dispatched: Prepared) -> None:
    seen: Counter[str] = Counter()
    for seed in (0, 8, 11):
        acts = type("Copied", (ResultActs,), {"prepared": dispatched})()
        try:
            seen += acts.drive(seed, examples(80))
        finally:
            acts.teardown()
    # Every turn that matters was taken, or the test would show nothing.
    assert min(seen[each] for each in TURNS) >= 1, seen


DRIVEN_THROUGH = {
    "tasks.credit.entries": "tasks.credit.notice",
    "tasks.inspect.handling": "tasks.inspect.rectify",
    "tasks.publish.failures": "tasks.publish.deliver",
    "tasks.publish.overtake": "tasks.publish.due",
    "tasks.publish.packages": "tasks.publish.due",
    "tasks.publish.promises": "tasks.publish.due",
    "tasks.publish.site": "tasks.publish.deliver",
    "tasks.setup.keys": "tasks.setup.prepare",
}
"""Steps that another step of their room calls."""

BY_ITSELF = {
    "tasks.assess.report": "tests/tasks/assess/test_report.py",
    "tasks.overview.history_page": "tests/tasks/overview/test_history_page.py",
    "tasks.credit.decide": "tests/tasks/credit/test_decide.py",
    "tasks.credit.notice": "tests/tasks/credit/test_notice.py",
    "tasks.credit.objections": "tests/tasks/credit/test_objections.py",
    "tasks.credit.propose": "tests/tasks/credit/test_propose.py",
    "tasks.credit.repair": "tests/tasks/credit/test_repair.py",
    "tasks.credit.revoke": "tests/tasks/credit/test_revoke.py",
    "tasks.draw.show": "tests/tasks/draw/test_show.py",
    "tasks.draw.sources": "tests/tasks/draw/test_sources.py",
    "tasks.draw.stamp": "tests/tasks/draw/test_stamp.py",
    "tasks.inspect.dossier_proposals": "tests/tasks/inspect/test_dossier_proposals.py",
    "tasks.inspect.extend": "tests/tasks/inspect/test_extend.py",
    "tasks.inspect.paper_numbers": "tests/tasks/inspect/test_paper_numbers.py",
    "tasks.inspect.papers": "tests/tasks/inspect/test_papers.py",
    "tasks.inspect.scarce": "tests/tasks/inspect/test_scarce.py",
    "tasks.intake.refused": "tests/tasks/intake/test_refused.py",
    "tasks.publish.allow": "tests/tasks/publish/test_allow.py",
    "tasks.publish.receipts": "tests/tasks/publish/test_receipts.py",
    "tasks.publish.replies": "tests/tasks/publish/test_replies.py",
    "tasks.rosters.cause_records": "tests/tasks/rosters/test_cause_records.py",
    "tasks.rosters.causes": "tests/tasks/rosters/test_causes.py",
    "tasks.rosters.dossiers": "tests/tasks/rosters/test_dossiers.py",
    "tasks.rosters.explain": "tests/tasks/rosters/test_explain.py",
}
"""Steps that come again in a test file of their own, and not yet in random order."""


@pytest.mark.duty("10.3")
def test_every_step_of_the_house_is_driven() -> None:
    root = Path(__file__).resolve().parents[2]
    steps = {
        ".".join(path.relative_to(root).with_suffix("").parts)
        for path in (root / "tasks").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.With)
        for item in node.items
        if isinstance(item.context_expr, ast.Call)
        and ast.unparse(item.context_expr.func) in ("step", "entry_step", "handling_step")
    }
    driven = {
        node.module
        for path in (root / "tests/tasks/second_time").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom)
    }
    assert len(steps) > 25
    assert sorted({DRIVEN_THROUGH.get(name, name) for name in steps} - driven) == sorted(BY_ITSELF)
    for shown_by in BY_ITSELF.values():
        assert re.search(r"again|unchanged", (root / shown_by).read_text("utf-8"))
