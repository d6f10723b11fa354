"""The project's own Prefect server: one for each ``SSJ_HOME``, alive as long as somebody uses it.

Whoever uses the server holds a shared lock on ``prefect/in-use.lock``. The server, a child process
(``flows.serving.child``), waits for the exclusive lock on the same file: it gets it when the last
user is gone, however that user ended (the kernel drops the locks of a process killed with -9), and
then stops. There is no orphan, no port file to trust, and a command that starts beside another
shares its server.
"""

from __future__ import annotations

import fcntl
import json
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from flows.serving.child import STOP_TIMEOUT_SECONDS
from flows.serving.settings import IN_USE, prefect_home, prefect_settings
from models.faults import Refused
from models.home import privately

START_TIMEOUT_SECONDS = 180  # a first start creates the database: 10 s on two cores


@contextmanager
def embedded_server(host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """A Prefect server for the length of the block; yields its API's URL.

    Flows called inside the block use it. A server that already runs for this ``SSJ_HOME`` is
    shared; else one is started on ``host`` and ``port`` (0: any free port), and stops when its
    last user has left. Everything it writes is in ``SSJ_HOME/prefect``, and private.

    Raises :class:`Refused` when a certain port is asked for and it is taken, when the server of
    this ``SSJ_HOME`` already runs on another, or when it does not come up.
    """
    folder = prefect_home()
    child: subprocess.Popen[bytes] | None = None
    with privately(), open(folder / IN_USE, "ab") as in_use:
        fcntl.flock(in_use, fcntl.LOCK_SH)
        with open(folder / "start.lock", "ab") as starting:
            fcntl.flock(starting, fcntl.LOCK_EX)
            url = _running(folder)
            if url is None:
                child, url = _start(folder, host, port)
            elif port and urlsplit(url).port != port:
                raise Refused(
                    f"本目录的流程服务已在 {url} 运行，请先停止或等它结束", code="already-serving"
                )
        try:
            with prefect_settings(folder, PREFECT_API_URL=url), _without_heartbeats():
                if child is not None:
                    from flows.forgetting import take_from_ended

                    _close_interrupted_runs()
                    take_from_ended()
                try:
                    yield url
                finally:
                    _send_what_is_queued()
        finally:
            _leave(in_use, child)


def _running(folder: Path) -> str | None:
    """The API's URL of the server that works on ``folder``, if one answers."""
    try:
        url = str(json.loads((folder / "server.json").read_text())["url"])
        settings = json.loads(_get(f"{url}/admin/settings", 5))
    except (OSError, ValueError, KeyError):
        return None
    return url if settings.get("home") == str(folder) else None


def _start(folder: Path, host: str, port: int) -> tuple[subprocess.Popen[bytes], str]:
    """Start the server and wait until it answers.

    The socket is bound here, so that a taken port is known at once and no other process can take
    a free one; the request waits in its queue until the server accepts.
    """
    try:
        listener = socket.create_server((host, port), backlog=128)
    except OSError as error:
        raise Refused(
            f"无法在 {host}:{port} 监听：地址不可用或端口已被占用", code="port-taken"
        ) from error
    with listener:
        port = listener.getsockname()[1]
        local = "127.0.0.1" if host in ("0.0.0.0", "") else host
        url = f"http://{local}:{port}/api"
        log = folder / "server.log"
        with prefect_settings(folder, PREFECT_UI_API_URL="/api"), open(log, "wb") as output:
            child = subprocess.Popen(
                [sys.executable, "-m", "flows.serving.child", str(listener.fileno())],
                pass_fds=[listener.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C is for the command, which then ends the server
            )
    with prefect_settings(folder, PREFECT_API_URL=url):
        import prefect.flow_engine  # noqa: F401  # takes 1.5 s, as long as the child is starting
    try:
        _get(f"{url}/health", START_TIMEOUT_SECONDS)
    except OSError as error:
        child.kill()
        child.wait()
        raise Refused(f"流程服务没有启动起来，原因见 {log}", code="server-not-started") from error
    (folder / "server.json").write_text(json.dumps({"url": url, "pid": child.pid}))
    return child, url


def _get(url: str, timeout: float) -> bytes:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with direct.open(url, timeout=timeout) as answer:
        return bytes(answer.read())


def _leave(in_use: IO[bytes], child: subprocess.Popen[bytes] | None) -> None:
    """Who started the server and is the last to use it ends it, and waits for that.

    Who is not the last leaves it to the others: it ends itself when they are gone.
    """
    if child is None:
        return
    try:
        fcntl.flock(in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    child.terminate()
    try:
        child.wait(STOP_TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


@contextmanager
def _without_heartbeats() -> Iterator[None]:
    """A heartbeat keeps every flow waiting for up to a second at its end, and nobody listens."""
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    with temporary_settings(updates={PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        yield


def _close_interrupted_runs() -> None:
    """Runs that a killed process left behind are shown as crashed, not as running for ever.

    Only for a server just started: nobody else can have a run in it.
    """
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import (
        FlowRunFilter,
        FlowRunFilterState,
        FlowRunFilterStateType,
    )
    from prefect.client.schemas.objects import StateType
    from prefect.states import Crashed

    alive = FlowRunFilterStateType(
        any_=[StateType.RUNNING, StateType.PENDING, StateType.CANCELLING]
    )
    with get_client(sync_client=True) as client:
        runs = client.read_flow_runs(
            flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=alive))
        )
        for run in runs:
            client.set_flow_run_state(
                run.id, Crashed(name="已中断", message="进程中断，重新运行即可"), force=True
            )


def _send_what_is_queued() -> None:
    """Events and logs still in this process reach the server before it stops."""
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    APILogWorker.drain_all(at_exit=False)
    EventsWorker.drain_all(at_exit=False)
