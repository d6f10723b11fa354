"""The house itself: sizes, mirrors, docstrings, one place for a state, an identifier, a session."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import models.rules
import tasks
from models.rules.states import Worded

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("calendars", "models", "reports", "tasks", "flows")
LINES_A_MODULE, LINES_A_FUNCTION = 300, 80

HAND_CUTS = {
    "tasks/channels/envelope.py": "a media type is cut, no identifier",
    "tasks/inspect/messages.py": "a path is cut, no identifier",
    "tasks/inspect/read.py": "a date is written with slashes, no identifier",
}

NO_STATE = {
    ("models/district_formats.py", "day"): "what a released format wrote",
    ("models/faults.py", "refused"): "a refusal's code",
    ("models/item_contradictions.py", "at_least"): "a bound of a measure",
    ("flows/serving/child.py", "on"): "a setting of the server",
    ("flows/cli/doctor.py", "正常"): "a part of the machine",
    ("tasks/base/heads.py", "delivered"): "a folder",
    ("models/rules/draw2/record.py", "sealed"): "a part of the draw record",
    ("tasks/draw/sheet.py", "sealed"): "a part of the draw record",
    ("reports/check_page.py", "sealed"): "a part of the draw record",
    ("reports/record_form.py", "head"): "the look of a cell",
}
"""Words that are the value of a state and stand for something else: file, word -> what."""


def _modules(*rooms: str) -> list[Path]:
    return [
        path
        for room in rooms
        for path in sorted((ROOT / room).rglob("*.py"))
        if "versions" not in path.parts
    ]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _places(found: dict[str, list[int]]) -> list[str]:
    return [f"{name}:{line}" for name, lines in found.items() for line in lines]


def test_no_module_is_longer_than_a_sitting() -> None:
    lines = {_name(path): len(path.read_text().splitlines()) for path in _modules(*ROOMS)}
    assert {name: n for name, n in lines.items() if n > LINES_A_MODULE} == {}


def test_no_function_is_longer_than_a_page() -> None:
    long = [
        f"{_name(path)}:{node.lineno} {node.name}"
        for path in _modules(*ROOMS)
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LINES_A_FUNCTION
    ]
    assert long == []


def test_every_module_says_what_it_is() -> None:
    silent = [_name(p) for p in _modules(*ROOMS) if not ast.get_docstring(_tree(p))]
    assert silent == []


def test_every_rule_and_every_step_has_its_test_file() -> None:
    missing = set()
    for path in _modules("calendars", "models/rules", "tasks"):
        name = path.relative_to(ROOT)
        mirror = ROOT / "tests" / name.parent / f"test_{name.name}"
        if name.name != "__init__.py" and not mirror.exists():
            missing.add(name.as_posix())
    assert missing == set()


SHOWN_BY = {
    "reports/check_page.py": "tests/reports/test_check_draw.py",
    "flows/artifacts.py": "tests/flows/test_sample_cycle.py",
    "flows/daily.py": "tests/flows/test_sample_cycle.py",
    "flows/decide.py": "tests/flows/test_sample_cycle.py",
    "flows/refresh.py": "tests/flows/test_sample_cycle.py",
    "flows/special.py": "tests/flows/test_sample_cycle.py",
    "flows/sample/cycle.py": "tests/flows/test_sample_cycle.py",
    "flows/sample/people.py": "tests/flows/test_sample_cycle.py",
    "flows/sample/summary.py": "tests/flows/test_sample_cycle.py",
    "flows/cli/citations.py": "tests/flows/cli/test_articles.py",
    "flows/cli/doctor.py": "tests/flows/cli/test_init.py",
    "flows/cli/serve.py": "tests/flows/serving/test_runner.py",
}
"""What only a whole cycle or the command of another file shows: module -> test file."""


def test_every_page_and_every_flow_has_its_test_file_or_says_which_shows_it() -> None:
    missing, stale = [], []
    for path in _modules("reports", "flows"):
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


def _states() -> dict[str, str]:
    """Every stored value of a closed list of states or kinds, and the type it belongs to."""
    for module in pkgutil.walk_packages(models.rules.__path__, "models.rules."):
        importlib.import_module(module.name)
    types = [Worded]
    for each in types:
        types += [t for t in each.__subclasses__() if t.__module__.startswith("models.rules")]
    return {value: each.__name__ for each in types for value in each.values()}


def _texts(node: ast.expr) -> Iterator[ast.Constant]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node
    elif isinstance(node, ast.Tuple | ast.List | ast.Set):
        for each in node.elts:
            yield from _texts(each)
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from _texts(value)
    elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal":
        yield from _texts(node.slice)


def _compared_or_assigned(tree: ast.Module) -> Iterator[ast.Constant]:
    in_types = {
        statement
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and any(ast.unparse(b) == "Worded" for b in node.bases)
        for statement in node.body
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            for side in (node.left, *node.comparators):
                yield from _texts(side)
        elif isinstance(node, ast.keyword) and node.arg == "code":
            continue  # a refusal's code
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node in in_types:
            continue
        elif isinstance(node, ast.Assign) and "__tablename__" in map(ast.unparse, node.targets):
            continue  # a table's name
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.keyword | ast.Return):
            yield from _texts(node.value) if node.value else ()
        elif isinstance(node, ast.Subscript | ast.Dict | ast.IfExp):
            yield from _texts(node)


def _quoted_in_sql(tree: ast.Module) -> Iterator[ast.Constant]:
    """Texts that hold a quoted word, as a condition of a guard or a CHECK writes a value."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for word in re.findall(r"'(\w+)'", node.value):
                yield ast.copy_location(ast.Constant(word), node)


def test_a_state_is_written_nowhere_but_in_its_type() -> None:
    states = _states()
    assert states["dispatched"] == "InspectionState"
    found = {
        _name(path): [
            text.lineno
            for text in (*_compared_or_assigned(_tree(path)), *_quoted_in_sql(_tree(path)))
            if text.value in states and (_name(path), text.value) not in NO_STATE
        ]
        for path in _modules("models", "reports", "tasks", "flows")
    }
    assert _places(found) == []


def _is_hand_cut(node: ast.AST) -> bool:
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
        upper = node.slice.upper
        return isinstance(upper, ast.Constant) and upper.value == 6
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    given = [each.value for each in node.args if isinstance(each, ast.Constant)]
    if node.func.attr in ("partition", "rpartition", "split", "rsplit"):
        return given[:1] == ["/"]
    return node.func.attr == "replace" and given == ["/", "-"]


def test_an_identifier_is_cut_nowhere_but_in_its_grammar() -> None:
    found = {
        _name(path): [n.lineno for n in ast.walk(_tree(path)) if _is_hand_cut(n)]
        for path in _modules(*ROOMS)
        if path.name != "names.py" and _name(path) not in HAND_CUTS
    }
    assert _places(found) == []


NAMED = {"region", "draw_id", "matter", "number", "scope", "item_code"}
"""What holds an identifier or a part of one."""


def _is_written_by_hand(node: ast.AST) -> bool:
    """An f-string in which a part of an identifier goes on with a dash, a slash or a file's ending;
    what begins ``plan.make:…`` is a step's subject."""
    if not isinstance(node, ast.JoinedStr) or re.match(r"f.[a-z_.]+:", ast.unparse(node)):
        return False
    return any(
        isinstance(part, ast.FormattedValue)
        and re.split(r"\W", ast.unparse(part.value))[-1] in NAMED
        and isinstance(after, ast.Constant)
        and re.match(r"[-/](?! )|\.(html|json|zip|xlsx|txt)$", str(after.value)) is not None
        for part, after in pairwise(node.values)
    )


def test_an_identifier_is_written_nowhere_but_in_its_grammar() -> None:
    assert _is_written_by_hand(ast.parse('f"{draw.region}/{code}"', mode="eval").body)
    found = {
        _name(path): [n.lineno for n in ast.walk(_tree(path)) if _is_written_by_hand(n)]
        for path in _modules("models", "reports", "tasks", "flows")
        if path.name != "names.py"
    }
    assert _places(found) == []


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
        _name(path): [n.lineno for n in ast.walk(_tree(path)) if _guesses_a_row_id(n)]
        for path in _modules(*ROOMS)
    }
    assert _places(found) == []


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
        _name(path): [n.lineno for n in ast.walk(_tree(path)) if _touches_the_database(n)]
        for path in _modules("flows")
    }
    assert _places(found) == []


def test_every_exception_still_stands() -> None:
    stale = [
        f"{name}: {word}"
        for name, word in NO_STATE
        if word not in {text.value for text in _compared_or_assigned(_tree(ROOT / name))}
    ]
    stale += [
        name
        for name in HAND_CUTS
        if not any(_is_hand_cut(node) for node in ast.walk(_tree(ROOT / name)))
    ]
    assert stale == []
