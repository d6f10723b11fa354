"""Where each duty of the regulation stands, found from the source text itself.

Code cites a duty in a docstring (``Duty: 9.1, 17.1 (…).``) and says there what is still missing
(``Gap 24.1: …``); a test cites it by ``@pytest.mark.duty("9.1")``. Sources are parsed, not imported.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

from models.faults import Fault, Refused
from models.rules.duties import DUTIES, Duty

CHECKOUT = Path(__file__).resolve().parents[2]
ROOMS = ("flows", "tasks", "reports", "models", "calendars")

_DUTY = re.compile(r"^Duty:(.*?)(?=[(（]|\n\s*\n|\Z)", re.MULTILINE | re.DOTALL)
_GAP = re.compile(
    r"^Gap (\d[^:：\s]*)[:：]?(.*?)(?=\n\s*\n|\n(?:Gap|Duty)\b|\Z)", re.MULTILINE | re.DOTALL
)

Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
Scope = ast.Module | Definition


class Status(StrEnum):
    """How a duty stands, in the words shown."""

    DONE = "已实现"
    PARTIAL = "部分实现"
    UNTESTED = "缺测试"
    UNCODED = "缺代码"
    NOTHING = "未实现"
    TESTS_ABSENT = "测试未随附"


@dataclass(frozen=True, slots=True)
class Place:
    """A named place in a source file; ``file`` is relative to the checkout, ``line`` from 1."""

    file: str
    line: int
    name: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.name}"


@dataclass(frozen=True, slots=True)
class Citation:
    """A duty named at a place; with ``gap``, what is still missing there, in Chinese."""

    duty: str
    place: Place
    gap: str | None = None


@dataclass(slots=True)
class Standing:
    """One duty with the places that carry it, the tests that show it and the declared gaps."""

    duty: Duty
    tests_found: bool
    code: list[Place] = field(default_factory=list)
    tests: list[Place] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)

    @property
    def status(self) -> Status:
        """Done only with code, a test and no declared gap."""
        if not self.code:
            return Status.UNCODED if self.tests else Status.NOTHING
        if self.gaps:
            return Status.PARTIAL
        if not self.tests_found:
            return Status.TESTS_ABSENT
        return Status.DONE if self.tests else Status.UNTESTED


def has_tests(root: Path = CHECKOUT) -> bool:
    """Whether the tests lie beside the code; an installed package comes without them."""
    return (root / "pyproject.toml").is_file() and (root / "tests").is_dir()


def standings(root: Path = CHECKOUT) -> list[Standing]:
    """Every duty once, in the order of the regulation, as the sources under ``root`` show it.

    Raises ``Refused`` with every citation of a duty that does not exist and every unreadable file.
    """
    with_tests = has_tests(root)
    known = {duty.id: Standing(duty, with_tests) for duty in DUTIES}
    faults: list[Fault] = []
    code = [path for room in ROOMS for path in sorted((root / room).rglob("*.py"))]
    tests = sorted((root / "tests").rglob("test_*.py")) if with_tests else []
    cited_in_code = list(_read(root, code, _cited_by_docstrings, faults))
    cited_in_tests = list(_read(root, tests, _cited_by_marks, faults))
    for citation in (*cited_in_code, *cited_in_tests):
        if citation.duty not in known:
            faults.append(
                Fault(
                    citation.place.file,
                    "应为 models/rules/duties.py 列出的义务编号，如 9.1",
                    row=citation.place.line,
                    value=citation.duty,
                )
            )
    if faults:
        raise Refused(faults=faults)
    for citation in cited_in_code:
        standing = known[citation.duty]
        if citation.gap is not None:
            standing.gaps.append(citation.gap)
        elif citation.place not in standing.code:
            standing.code.append(citation.place)
    for citation in cited_in_tests:
        if citation.place not in known[citation.duty].tests:
            known[citation.duty].tests.append(citation.place)
    return list(known.values())


def _read(
    root: Path,
    paths: list[Path],
    cited: Callable[[str, str, Scope], Iterator[Citation]],
    faults: list[Fault],
) -> Iterator[Citation]:
    for path in paths:
        file = path.relative_to(root)
        try:
            tree = ast.parse(path.read_bytes())
        except SyntaxError as error:
            faults.append(Fault(file.as_posix(), "不是有效的 Python 源文件", row=error.lineno))
            continue
        module = ".".join(file.with_suffix("").parts).removesuffix(".__init__")
        for name, scope in _scopes(tree, ""):
            yield from cited(file.as_posix(), name or module, scope)


def _scopes(node: ast.AST, name: str) -> Iterator[tuple[str, Scope]]:
    """The module and every class and function in it, with the name qualified inside the file."""
    if isinstance(node, Scope):
        yield name, node
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Definition):
            yield from _scopes(child, f"{name}.{child.name}" if name else child.name)
        elif not isinstance(child, ast.expr):
            yield from _scopes(child, name)


def _cited_by_docstrings(file: str, name: str, scope: Scope) -> Iterator[Citation]:
    if docstring := ast.get_docstring(scope):
        yield from _cited_in_text(docstring, Place(file, getattr(scope, "lineno", 1), name))
    if isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef):
        return
    for statement, after in pairwise(scope.body):  # a string below an assignment documents it
        match statement, after:
            case (
                ast.Assign(targets=[ast.Name(id=target)])
                | ast.AnnAssign(target=ast.Name(id=target)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                own = target if isinstance(scope, ast.Module) else f"{name}.{target}"
                yield from _cited_in_text(text, Place(file, statement.lineno, own))


def _cited_in_text(text: str, place: Place) -> Iterator[Citation]:
    for duties in _DUTY.findall(text):
        for duty in duties.strip().rstrip(".").split(","):
            yield Citation(duty.strip(), place)
    for duty, gap in _GAP.findall(text):
        yield Citation(duty, place, re.sub(r"\s*\n\s*", "", gap.strip()))


def _cited_by_marks(file: str, name: str, scope: Scope) -> Iterator[Citation]:
    """Marks in the decorators of a test, and in the ``pytestmark`` of a class or a module."""
    marked: list[ast.expr] = [] if isinstance(scope, ast.Module) else [*scope.decorator_list]
    for statement in scope.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id="pytestmark")], value=value):
                marked.append(value)
    place = Place(file, getattr(scope, "lineno", 1), name)
    for node in (node for expression in marked for node in ast.walk(expression)):
        match node:
            case ast.Call(func=ast.Attribute(attr="duty", value=ast.Attribute(attr="mark"))):
                for argument in node.args:
                    yield Citation(ast.unparse(argument).strip("'"), place)
