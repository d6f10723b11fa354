"""The house itself: one place for a state and for an identifier."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from itertools import pairwise

import models.rules
from models.rules.dossiers import Fact
from models.rules.states import Worded
from tests.house import ROOMS, ROOT, modules, name_of, places, tree

HAND_CUTS = {
    "tasks/channels/envelope.py": "a media type is cut, no identifier",
    "tasks/inspect/messages.py": "a path is cut, no identifier",
}

ON_FILE = {each.value for each in Fact} - {Fact.ISSUER.value, "isp", "addresses"}

NO_STATE = {
    ("models/district_formats.py", "day"): "what a released format wrote",
    ("models/district_formats.py", "drand"): "what a released format did not state",
    ("reports/check_page.py", "changes"): "a script",
    ("reports/check_page.py", "drand"): "a script",
    ("reports/check_page.py", "order"): "a script",
    ("reports/check_page.py", "terms"): "a script",
    ("reports/year_results.py", "clean"): "a key of the file",
    ("reports/year_results.py", "name"): "a key of the file",
    ("tasks/channels/authority.py", "identity"): "how an answer is packed",
    ("tasks/publish/compare.py", "identity"): "how an answer is packed",
    ("tasks/inspect/rectify.py", "evidence"): "a folder",
    ("tasks/draw/large.py", "none"): "how a file is quoted",
    ("models/faults.py", "refused"): "a refusal's code",
    ("models/home.py", "evidence"): "a folder",
    ("models/home.py", "photos"): "a folder",
    ("models/rules/assessment.py", "draw"): "a column",
    ("models/rules/assessment.py", "found"): "a column",
    ("models/rules/assessment.py", "visited"): "a column",
    ("models/rules/history.py", "archive"): "a step's subject",
    ("models/rules/history.py", "dispatch"): "a step's subject",
    ("models/rules/leaving.py", "name"): "a key of the file",
    ("models/item_contradictions.py", "at_least"): "a bound of a measure",
    ("models/item_contradictions.py", "at_most"): "a bound of a measure",
    ("models/item_contradictions.py", "none"): "a key of a measure",
    ("models/item_contradictions.py", "results"): "a key of the file",
    **{("models/item_file.py", each): "a key of the dossier" for each in sorted(ON_FILE)},
    ("models/rules/observed.py", "none"): "a key of what is stored",
    ("flows/serving/child.py", "on"): "a setting of the server",
    ("flows/cli/doctor.py", "正常"): "a part of the machine",
    ("tasks/base/heads.py", "delivered"): "a folder",
    ("models/rules/draw/record.py", "sealed"): "a part of the draw record",
    ("tasks/draw/sheet.py", "sealed"): "a part of the draw record",
    ("tasks/publish/compare.py", "head"): "a part of a page",
    ("models/rules/draw/assign.py", "on"): "a slot: who is planned on an inspector",
}
"""Words that are the value of a state and stand for something else: file, word -> what."""


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
        elif isinstance(node, ast.Assign) and "columns" in ast.unparse(node.targets[0]).lower():
            continue  # the columns of a frame
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
        name_of(path): [
            text.lineno
            for text in (*_compared_or_assigned(tree(path)), *_quoted_in_sql(tree(path)))
            if text.value in states and (name_of(path), text.value) not in NO_STATE
        ]
        for path in modules("models", "reports", "tasks", "flows")
    }
    assert places(found) == []


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


GRAMMARS = {"names.py", "file_names.py"}


def test_an_identifier_is_cut_nowhere_but_in_its_grammar() -> None:
    found = {
        name_of(path): [n.lineno for n in ast.walk(tree(path)) if _is_hand_cut(n)]
        for path in modules(*ROOMS)
        if path.name not in GRAMMARS and name_of(path) not in HAND_CUTS
    }
    assert places(found) == []


NAMED = {"region", "draw_id", "matter", "number", "scope", "item_code"}
"""What holds an identifier or a part of one."""


def _is_written_by_hand(node: ast.AST) -> bool:
    """An f-string in which a part of an identifier goes on with a dash, a slash or a file's ending;
    what begins ``plan.make:…``, or with what holds such a word, is a step's subject."""
    if not isinstance(node, ast.JoinedStr) or re.match(r"f.([a-z_.]+|\{\w+\}):", ast.unparse(node)):
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
        name_of(path): [n.lineno for n in ast.walk(tree(path)) if _is_written_by_hand(n)]
        for path in modules("models", "reports", "tasks", "flows")
        if path.name not in GRAMMARS
    }
    assert places(found) == []


def test_every_exception_still_stands() -> None:
    stale = [
        f"{name}: {word}"
        for name, word in NO_STATE
        if word not in {text.value for text in _compared_or_assigned(tree(ROOT / name))}
    ]
    stale += [
        name
        for name in HAND_CUTS
        if not any(_is_hand_cut(node) for node in ast.walk(tree(ROOT / name)))
    ]
    assert stale == []
