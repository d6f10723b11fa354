"""The embedded Prefect server: quiet, complete, shared, and gone with its last user."""

from __future__ import annotations

import socket
import sqlite3
from pathlib import Path

import pytest

from flows.serving import lifecycle
from flows.serving.lifecycle import embedded_server
from models.faults import Refused
from tests.flows.serving.conftest import Start
from tests.flows.serving.processes import WAITING, line, runs


def test_commands_that_start_together_share_one_server(start: Start, folder: Path) -> None:
    before = len(runs(folder)) if (folder / "prefect" / "prefect.db").exists() else 0
    first, second = start(WAITING), start(WAITING)
    url = line(first)
    assert line(second) == url
    # The one that started the server may leave first: the other keeps it.
    for process in (first, second):
        process.communicate("\n")
        assert process.returncode == 0
    assert runs(folder)[before:] == [("等人来杀", "COMPLETED", 0)] * 2
    with sqlite3.connect(folder / "prefect" / "prefect.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_taken_port_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Refused, match=f"127.0.0.1:{port}"), embedded_server(port=port):
            pytest.fail("served on a taken port")


def test_a_server_that_does_not_come_up_is_refused_with_the_place_of_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    monkeypatch.setattr(lifecycle, "START_TIMEOUT_SECONDS", 0.01)  # nothing starts so fast
    with pytest.raises(Refused, match=r"server\.log") as refusal, embedded_server():
        pytest.fail("served at once")
    assert refusal.value.code == "server-not-started"
    assert (tmp_path / "prefect" / "server.log").exists()
