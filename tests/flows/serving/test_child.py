"""The server's own process lets nothing in from outside, and ends when nobody uses it any more."""

from __future__ import annotations

import urllib.request
from pathlib import Path

import pytest

from flows.serving.lifecycle import embedded_server
from tests.flows.serving.conftest import Start
from tests.flows.serving.processes import TWO_FLOWS, WAITING, line, runs, watched


@pytest.mark.crash
def test_kill_9_leaves_no_server_behind_and_the_next_closes_the_run_and_records_every_task(
    start: Start, folder: Path
) -> None:
    process = start(WAITING)
    url = line(process)
    assert line(process) == "running"
    with watched(url, folder):
        process.kill()
    assert runs(folder)[-1][:2] == ("等人来杀", "RUNNING")

    storage = folder / "prefect" / "storage"
    before = len(list(storage.iterdir())) if storage.exists() else 0
    process = start(TWO_FLOWS)  # silent, and stopped at once
    assert process.communicate() == ("坏了\n435\n", "")
    assert process.returncode == 0
    assert runs(folder)[-3:] == [
        ("等人来杀", "CRASHED", 0),
        ("出错的流程", "FAILED", 0),
        ("三十步", "COMPLETED", 30),
    ]
    # No result of 30 tasks and 2 flows is kept, only the exception, which Prefect always writes.
    assert len(list(storage.iterdir())) == before + 1


def test_the_dashboard_may_ask_nobody_but_its_own_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prefect_folder: Path
) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    (tmp_path / "prefect").symlink_to(prefect_folder)
    with (
        embedded_server() as url,
        urllib.request.urlopen(f"{url}/health", timeout=30) as answer,
    ):
        policy = answer.headers["Content-Security-Policy"]
    assert policy.split()[0] == "default-src"
    assert "http" not in policy
    assert "*" not in policy
