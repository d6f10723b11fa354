"""The house as its own tests read it: every module, its name, its syntax."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("calendars", "models", "reports", "tasks", "flows")


def modules(*rooms: str) -> list[Path]:
    """Every module of ``rooms`` but released migrations."""
    return [
        path
        for room in rooms
        for path in sorted((ROOT / room).rglob("*.py"))
        if "versions" not in path.parts
    ]


def name_of(path: Path) -> str:
    """Where a module stands."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """A module's syntax."""
    return ast.parse(path.read_text(encoding="utf-8"))


def places(found: dict[str, list[int]]) -> list[str]:
    """Module and line of what was found."""
    return [f"{name}:{line}" for name, lines in found.items() for line in lines]
