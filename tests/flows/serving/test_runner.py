"""Deployments served on their schedule, by one process, gone without a trace."""

from __future__ import annotations

import json
import signal
import socket
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.flows.serving.conftest import Start
from tests.flows.serving.processes import PATIENCE_SECONDS, line, runs, until, watched

SERVING = """
import sys
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType
from flows.serving.runner import serve_deployments
from invented import thirty
daily = thirty.to_deployment(
    sys.argv[2],
    schedule=Cron("0 8 * * *", timezone="Asia/Shanghai"),
    tags=["双随机", "350105"],
    entrypoint_type=EntrypointType.MODULE_PATH,
)
serve_deployments([daily], port=int(sys.argv[1]), ready=lambda url: print(url, flush=True))
print("ended", flush=True)
"""


def caught(pid: int) -> set[signal.Signals]:
    """The signals a process has handlers for, as the kernel tells."""
    status = Path(f"/proc/{pid}/status").read_text()
    mask = int(
        next(line for line in status.splitlines() if line.startswith("SigCgt")).split()[1], 16
    )
    return {each for each in signal.Signals if mask >> (each - 1) & 1}


def ask(url: str, body: Any = None) -> Any:
    """What the server answers; while it says that its database is busy (503) it is asked again, as
    Prefect's own client does."""
    request = urllib.request.Request(
        url,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )

    def answered() -> list[Any] | None:
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return [json.loads(answer.read())]
        except urllib.error.HTTPError as refused:
            if refused.code != 503:
                raise
            return None

    (said,) = until(answered)
    return said


@pytest.mark.crash
def test_deployments_are_served_on_schedule_and_leave_no_server_behind(
    start: Start, folder: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = start(SERVING, str(port), "逐日推进（区县）")
    url = line(process)

    (deployment,) = ask(f"{url}/deployments/filter", {})
    assert deployment["name"] == "逐日推进（区县）"
    assert deployment["tags"] == ["双随机", "350105"]
    run = ask(f"{url}/deployments/{deployment['id']}/create_flow_run", {})
    state = until(
        lambda: (
            (state := ask(f"{url}/flow_runs/{run['id']}")["state"]["type"])
            in ("COMPLETED", "FAILED", "CRASHED")
            and state
        )
    )
    assert state == "COMPLETED"

    planned = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}
    due = until(lambda: ask(f"{url}/flow_runs/filter", planned))
    # 08:00 in Shanghai, which has no summer time
    assert {each["expected_start_time"][11:19] for each in due} == {"00:00:00"}

    again = start(SERVING, str(port), "逐日推进（区县）")
    assert "Refused" in again.communicate()[1]
    with watched(url, folder):
        process.kill()
    assert ("三十步", "COMPLETED", 30) in runs(folder)

    asked = start(SERVING, str(port), "更新名录库（区县）")
    url = line(asked)
    # What is no longer served is withdrawn, and plans no more runs.
    assert [each["name"] for each in ask(f"{url}/deployments/filter", {})] == ["更新名录库（区县）"]
    with watched(url, folder):
        until(lambda: signal.SIGTERM in caught(asked.pid))
        asked.terminate()
        asked.wait(PATIENCE_SECONDS)
