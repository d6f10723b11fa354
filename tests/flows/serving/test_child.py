"""The server's own process ends when nobody uses it any more, and lets nothing in from outside."""

from __future__ import annotations

import urllib.request
from pathlib import Path

import pytest

from tests.flows.serving.conftest import Start
from tests.flows.serving.processes import TWO_FLOWS, WAITING, line, runs, watched

pytestmark = pytest.mark.xdist_group("server")  # one cold start for all of them


@pytest.mark.crash
def test_kill_9_leaves_no_server_behind_and_the_next_start_closes_the_run(
    start: Start, folder: Path
) -> None:
    process = start(WAITING)
    url = line(process)
    assert line(process) == "running"
    with watched(url, folder):
        process.kill()
    assert runs(folder)[-1][:2] == ("等人来杀", "RUNNING")

    assert start(TWO_FLOWS).communicate()[1] == ""
    assert [run[:2] for run in runs(folder)[-3:]] == [
        ("等人来杀", "CRASHED"),
        ("出错的流程", "FAILED"),
        ("三十步", "COMPLETED"),
    ]


def test_the_dashboard_may_ask_nobody_but_its_own_server(start: Start) -> None:
    process = start(WAITING)
    url = line(process)
    with urllib.request.urlopen(f"{url}/health", timeout=30) as answer:
        policy = answer.headers["Content-Security-Policy"]
    assert policy.split()[0] == "default-src"
    assert "http" not in policy
    assert "*" not in policy
    process.communicate("\n")
    assert process.returncode == 0
