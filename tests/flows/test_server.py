"""The embedded Prefect server: quiet, complete, shared, and gone with its last user."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from flows.prefect_settings import prefect_settings
from flows.server import embedded_server
from models.faults import Refused

pytestmark = pytest.mark.xdist_group("server")  # one cold start for all of them

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60

FLOWS = """
from prefect import flow, task

@task(name="一步")
def step(number):
    return number

@flow(name="三十步")
def thirty():
    return sum(step(number) for number in range(30))

@flow(name="出错的流程")
def broken():
    raise ValueError("坏了")

@flow(name="等人来杀")
def waiting():
    print("running", flush=True)
    input()
"""

TWO_FLOWS = """
from flows.server import embedded_server
with embedded_server():
    import invented
    try:
        invented.broken()
    except ValueError as error:
        print(error)
    print(invented.thirty())
"""

WAITING = """
from flows.server import embedded_server
with embedded_server() as url:
    import invented
    print(url, flush=True)
    invented.waiting()
"""

SERVING = """
import sys
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType
from flows.server import serve_deployments
from invented import thirty
daily = thirty.to_deployment(
    "逐日推进（区县）",
    schedule=Cron("0 8 * * *", timezone="Asia/Shanghai"),
    tags=["双随机", "350105"],
    entrypoint_type=EntrypointType.MODULE_PATH,
)
serve_deployments([daily], port=int(sys.argv[1]), ready=lambda url: print(url, flush=True))
print("ended", flush=True)
"""

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An ``SSJ_HOME`` for all tests here: its first server pays for creating the database."""
    home = tmp_path_factory.mktemp("home")
    (home / "invented.py").write_text(FLOWS)
    return home


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    """Start a Python text as a process of its own; whatever is left at the end is killed."""
    running: list[subprocess.Popen[str]] = []
    paths = os.pathsep.join([str(ROOT), str(folder), os.environ.get("PYTHONPATH", "")])

    def run(text: str, *arguments: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", text, *arguments],
            env={**os.environ, "SSJ_HOME": str(folder), "PYTHONPATH": paths},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        return process

    yield run
    for process in running:
        process.kill()
        process.communicate()


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _runs(folder: Path) -> list[tuple[str, str, int]]:
    """Flow, state and number of completed tasks of each flow run, oldest first."""
    with sqlite3.connect(folder / "prefect" / "prefect.db") as database:
        return database.execute(
            """SELECT flow.name, flow_run.state_type, (
                   SELECT count(*) FROM task_run
                   WHERE flow_run_id = flow_run.id AND state_type = 'COMPLETED')
               FROM flow_run JOIN flow ON flow.id = flow_run.flow_id
               WHERE NOT flow_run.auto_scheduled ORDER BY flow_run.created"""
        ).fetchall()


@contextmanager
def _watched(url: str, folder: Path) -> Iterator[None]:
    """What happens inside the block ends the server; returns when its process has ended.

    The connection closes when the server stops, and the lock is free when its process is gone.
    """
    port = int(url.split(":")[2].split("/")[0])
    with socket.create_connection(("127.0.0.1", port)) as connection:
        yield
        assert connection.recv(1) == b""
    with open(folder / "prefect" / "in-use.lock", "ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


def _caught(pid: int) -> set[signal.Signals]:
    """The signals a process has handlers for, as the kernel tells."""
    status = Path(f"/proc/{pid}/status").read_text()
    mask = int(
        next(line for line in status.splitlines() if line.startswith("SigCgt")).split()[1], 16
    )
    return {each for each in signal.Signals if mask >> (each - 1) & 1}


def _ask(url: str, body: Any = None) -> Any:
    request = urllib.request.Request(
        url,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read())


def _until(happened: Callable[[], Any]) -> Any:
    """What ``happened`` answers, asked again until it is true."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (answer := happened()):
        assert time.monotonic() < deadline, "it did not happen"
    return answer


def test_a_server_stopped_at_once_has_every_task_on_record_and_is_silent(
    start: Start, folder: Path
) -> None:
    process = start(TWO_FLOWS)
    assert process.communicate() == ("坏了\n435\n", "")
    assert process.returncode == 0
    assert _runs(folder)[-2:] == [("出错的流程", "FAILED", 0), ("三十步", "COMPLETED", 30)]
    # No result of 30 tasks and 2 flows is kept, only the exception, which Prefect always writes.
    assert len(list((folder / "prefect" / "storage").iterdir())) == 1


@pytest.mark.crash
def test_kill_9_leaves_no_server_behind_and_the_next_start_closes_the_run(
    start: Start, folder: Path
) -> None:
    process = start(WAITING)
    url = _line(process)
    assert _line(process) == "running"
    with _watched(url, folder):
        process.kill()
    assert _runs(folder)[-1][:2] == ("等人来杀", "RUNNING")

    assert start(TWO_FLOWS).communicate()[1] == ""
    assert [run[:2] for run in _runs(folder)[-3:]] == [
        ("等人来杀", "CRASHED"),
        ("出错的流程", "FAILED"),
        ("三十步", "COMPLETED"),
    ]


def test_commands_that_start_together_share_one_server(start: Start, folder: Path) -> None:
    before = len(_runs(folder)) if (folder / "prefect" / "prefect.db").exists() else 0
    first, second = start(WAITING), start(WAITING)
    url = _line(first)
    assert _line(second) == url
    # The one that started the server may leave first: the other keeps it.
    for process in (first, second):
        process.communicate("\n")
        assert process.returncode == 0
    assert _runs(folder)[before:] == [("等人来杀", "COMPLETED", 0)] * 2
    with sqlite3.connect(folder / "prefect" / "prefect.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.crash
def test_deployments_are_served_on_schedule_and_leave_no_server_behind(
    start: Start, folder: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = start(SERVING, str(port))
    url = _line(process)

    (deployment,) = _ask(f"{url}/deployments/filter", {})
    assert deployment["name"] == "逐日推进（区县）"
    assert deployment["tags"] == ["双随机", "350105"]
    run = _ask(f"{url}/deployments/{deployment['id']}/create_flow_run", {})
    state = _until(
        lambda: (
            (state := _ask(f"{url}/flow_runs/{run['id']}")["state"]["type"])
            in ("COMPLETED", "FAILED", "CRASHED")
            and state
        )
    )
    assert state == "COMPLETED"

    planned = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}
    due = _until(lambda: _ask(f"{url}/flow_runs/filter", planned))
    # 08:00 in Shanghai, which has no summer time
    assert {each["expected_start_time"][11:19] for each in due} == {"00:00:00"}

    again = start(SERVING, str(port))
    assert "Refused" in again.communicate()[1]
    with _watched(url, folder):
        process.kill()
    assert ("三十步", "COMPLETED", 30) in _runs(folder)

    asked = start(SERVING, str(port))
    with _watched(_line(asked), folder):
        _until(lambda: signal.SIGTERM in _caught(asked.pid))
        asked.terminate()
        asked.wait(PATIENCE_SECONDS)


def test_a_taken_port_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Refused, match=f"127.0.0.1:{port}"), embedded_server(port=port):
            pytest.fail("served on a taken port")


def test_settings_of_the_caller_stay_outside_and_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_KEY", "elsewhere")
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    before = dict(os.environ)
    with prefect_settings(tmp_path, PREFECT_API_URL="http://127.0.0.1:1/api"):
        from prefect.settings import get_current_settings

        settings = get_current_settings()
        assert settings.api.url == "http://127.0.0.1:1/api"
        assert settings.api.key is None
        assert settings.home == tmp_path
        assert settings.server.analytics_enabled is False
    assert dict(os.environ) == before
