"""Which tests go to the same process of ``pytest -n``, because they share what is dear to make."""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

SHARED = {
    "tests/flows/serving/": "Prefect's home",
    "tests/flows/test_cycle.py": "Prefect's home",
    "tests/flows/test_forgetting.py": "Prefect's home",
    "tests/flows/test_steps.py": "Prefect's home",
    "tests/flows/sample/": "the sample cycle",
}
"""Folder or file -> what its tests share."""

LONG = ("tests/tasks/test_second_time.py", "tests/crash/")
"""What takes longest by itself and so begins first, or it would run on alone at the end."""


def long_first(nodeid: str) -> bool:
    """The key that sorts tests: what is ``LONG`` before the rest."""
    return not nodeid.startswith(LONG)


class Together(LoadScopeScheduling):  # type: ignore[misc]
    """As ``--dist loadgroup``, which groups nothing with pytest 9.2 (pytest-xdist issue 1386)."""

    def _split_scope(self, nodeid: str) -> str:
        return next((it for place, it in SHARED.items() if nodeid.startswith(place)), nodeid)
