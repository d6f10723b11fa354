"""Looking at processes and runs from outside."""

from __future__ import annotations

import fcntl
import socket
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

PATIENCE_SECONDS = 60

TWO_FLOWS = """
from flows.serving.lifecycle import embedded_server
with embedded_server():
    import invented
    try:
        invented.broken()
    except ValueError as error:
        print(error)
    print(invented.thirty())
"""

WAITING = """
from flows.serving.lifecycle import embedded_server
with embedded_server() as url:
    import invented
    print(url, flush=True)
    invented.waiting()
"""


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def runs(folder: Path) -> list[tuple[str, str, int]]:
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
def watched(url: str, folder: Path) -> Iterator[None]:
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


def until(happened: Callable[[], Any]) -> Any:
    """What ``happened`` answers, asked again until it is true."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (answer := happened()):
        assert time.monotonic() < deadline, "it did not happen"
    return answer
