"""The sample cycle is walked once for every test of this folder."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import suppress

import pytest

from flows.serving.settings import IN_USE
from tests.flows.conftest import in_use
from tests.flows.sample.walked import Finished, started, told_by


@pytest.fixture(scope="package")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Finished]:
    """A home in which the sample cycle was walked, by an account that hides nothing (umask 000).

    Its server stays for the flows that follow.
    """
    home = tmp_path_factory.mktemp("home")
    running = started(home, "cycle", "sample", "--json", umask=0)
    while not (home / "prefect" / IN_USE).exists():
        with suppress(subprocess.TimeoutExpired):
            pytest.fail(f"ended with {running.wait(0.1)} and started no server")
    with in_use(home / "prefect"):
        yield home, told_by(running)
