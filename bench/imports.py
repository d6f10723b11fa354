"""Who imports whom, counted: rooms, arrows, floors. ``python bench/imports.py`` in a checkout."""

from __future__ import annotations

import sys
from pathlib import Path

import grimp

sys.path.insert(0, str(Path.cwd()))

ROOMS = ("calendars", "models", "reports", "tasks", "flows")


def floors(arrows: dict[str, set[str]]) -> int:
    """How many stand one on the other, at most; arrows that go round are refused."""
    heights: dict[str, int] = {}

    def height(node: str, above: tuple[str, ...] = ()) -> int:
        if node in above:
            raise SystemExit(f"imports go round: {' > '.join((*above, node))}")
        if node not in heights:
            below = (height(each, (*above, node)) for each in arrows.get(node, ()))
            heights[node] = 1 + max(below, default=0)
        return heights[node]

    return max(map(height, arrows), default=0)


def inside(graph: grimp.ImportGraph, room: str) -> dict[str, set[str]]:
    """Each module of a room, and the modules of the same room that it imports."""
    modules = {m for m in graph.modules if m.startswith(f"{room}.")}
    return {m: graph.find_modules_directly_imported_by(m) & modules for m in modules}


def parts(arrows: dict[str, set[str]], depth: int = 2) -> dict[str, set[str]]:
    """The same, part by part (``tasks.draw``) instead of module by module."""
    lifted: dict[str, set[str]] = {}
    for module, imported in arrows.items():
        part = ".".join(module.split(".")[:depth])
        below = {".".join(each.split(".")[:depth]) for each in imported}
        lifted.setdefault(part, set()).update(below - {part})
    return lifted


def main() -> None:
    """Print a table of the rooms, and the parts of ``tasks`` with what they stand on."""
    graph = grimp.build_graph(*ROOMS)
    print("| room | modules | arrows inside | parts | arrows between parts | floors of parts |")
    print("|---|---:|---:|---:|---:|---:|")
    for room in ROOMS:
        arrows = inside(graph, room)
        by_part = parts(arrows)
        counts = [len(arrows), sum(map(len, arrows.values()))]
        counts += [len(by_part), sum(map(len, by_part.values())), floors(by_part)]
        print(f"| `{room}` | {' | '.join(map(str, counts))} |")
    print("\n| part of `tasks` | stands on |\n|---|---|")
    for part, below in sorted(parts(inside(graph, "tasks")).items()):
        print(f"| {part.split('.')[1]} | {'、'.join(sorted(b.split('.')[1] for b in below))} |")


if __name__ == "__main__":
    main()
