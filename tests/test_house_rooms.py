"""The house itself: sizes, mirrors, docstrings, who opens a session, where a value is born."""

from __future__ import annotations

import ast

import tasks
from tests.house import ROOMS, ROOT, modules, name_of, places, tree

LINES_A_MODULE, LINES_A_FUNCTION = 300, 80


def test_no_module_is_longer_than_a_sitting() -> None:
    lines = {name_of(path): len(path.read_text().splitlines()) for path in modules(*ROOMS)}
    assert {name: n for name, n in lines.items() if n > LINES_A_MODULE} == {}


def test_no_function_is_longer_than_a_page() -> None:
    long = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in modules(*ROOMS)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LINES_A_FUNCTION
    ]
    assert long == []


def test_every_module_says_what_it_is() -> None:
    silent = [name_of(p) for p in modules(*ROOMS) if not ast.get_docstring(tree(p))]
    assert silent == []


def test_every_rule_and_every_step_has_its_test_file() -> None:
    missing = set()
    for path in modules("calendars", "models/rules", "tasks"):
        name = path.relative_to(ROOT)
        mirror = ROOT / "tests" / name.parent / f"test_{name.name}"
        if name.name != "__init__.py" and not mirror.exists():
            missing.add(name.as_posix())
    assert missing == set()


SHOWN_BY = {
    "reports/assessment_groups.py": "tests/reports/test_assessment.py",
    "reports/assessment_tables.py": "tests/reports/test_assessment.py",
    "reports/assessment_text.py": "tests/reports/test_assessment.py",
    "reports/assessment_words.py": "tests/reports/test_assessment.py",
    "flows/artifacts.py": "tests/flows/sample/test_cycle.py",
    "flows/daily.py": "tests/flows/sample/test_cycle.py",
    "flows/decide.py": "tests/flows/sample/test_cycle.py",
    "flows/refresh.py": "tests/flows/sample/test_cycle.py",
    "flows/special.py": "tests/flows/sample/test_cycle.py",
    "flows/sample/afterwards.py": "tests/flows/sample/test_cycle.py",
    "flows/sample/people.py": "tests/flows/sample/test_cycle.py",
    "flows/sample/summary.py": "tests/flows/sample/test_cycle.py",
    "flows/cli/citations.py": "tests/flows/cli/test_articles.py",
    "flows/cli/doctor.py": "tests/flows/cli/test_init.py",
    "reports/specials.py": "tests/tasks/overview/test_specials.py",
    "flows/cli/serve.py": "tests/flows/serving/test_runner.py",
}
"""What only a whole cycle, the page it is a part of, or the command of another file shows: module -> test file."""


def test_every_page_and_every_flow_has_its_test_file_or_says_which_shows_it() -> None:
    missing, stale = [], []
    for path in modules("reports", "flows"):
        name = path.relative_to(ROOT)
        mirrored = (ROOT / "tests" / name.parent / f"test_{name.name}").exists()
        shown_by = SHOWN_BY.get(name.as_posix())
        if mirrored and shown_by:
            stale.append(name.as_posix())
        elif name.name != "__init__.py" and not mirrored:
            missing += [] if shown_by and (ROOT / shown_by).exists() else [name.as_posix()]
    assert (missing, stale) == ([], [])


def test_the_room_of_steps_lists_its_stages() -> None:
    stages = {p.name for p in (ROOT / "tasks").iterdir() if (p / "__init__.py").exists()}
    listed = {line.split()[0] for line in (tasks.__doc__ or "").splitlines() if line.strip()}
    assert stages - listed == set()


def _guesses_a_row_id(node: ast.AST) -> bool:
    """``row.id or 0``, or ``assert row.id is not None``."""
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
        first, last = node.values[0], node.values[-1]
        return (
            isinstance(first, ast.Attribute)
            and (first.attr == "id" or first.attr.endswith("_id"))
            and isinstance(last, ast.Constant)
            and last.value == 0
        )
    return isinstance(node, ast.Assert) and ".id is not None" in ast.unparse(node.test)


def test_a_stored_row_has_its_key_without_a_guess() -> None:
    found = {
        name_of(path): [n.lineno for n in ast.walk(tree(path)) if _guesses_a_row_id(n)]
        for path in modules(*ROOMS)
    }
    assert places(found) == []


SQL = ("sqlmodel", "sqlalchemy", "models.tables")
OPENS_A_SESSION = ("reading", "writing", "Session", "session", "step")


def _touches_the_database(node: ast.AST) -> bool:
    if isinstance(node, ast.Import):
        return any(each.name.startswith(SQL) for each in node.names)
    if isinstance(node, ast.ImportFrom):
        return (node.module or "").startswith(SQL)
    if isinstance(node, ast.With):
        calls = [item.context_expr for item in node.items]
        names = [ast.unparse(c.func).rpartition(".")[2] for c in calls if isinstance(c, ast.Call)]
        return any(name in OPENS_A_SESSION for name in names)
    return False


def test_a_flow_opens_no_session() -> None:
    found = {
        name_of(path): [n.lineno for n in ast.walk(tree(path)) if _touches_the_database(n)]
        for path in modules("flows")
    }
    assert places(found) == []


def test_no_value_is_born_in_a_renderer() -> None:
    found = {
        name_of(path): [
            node.lineno
            for node in tree(path).body
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
        ]
        for path in modules("reports")
    }
    assert places(found) == []
