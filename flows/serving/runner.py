"""Dashboard and schedules of a brigade's own server, and the worker that carries the runs out."""

from __future__ import annotations

import asyncio
import fcntl
import os
import signal
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from flows.serving.child import STOP_TIMEOUT_SECONDS
from flows.serving.lifecycle import embedded_server
from flows.serving.settings import prefect_home
from models.faults import Refused

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment


def serve_deployments(
    deployments: Sequence[RunnerDeployment],
    host: str = "127.0.0.1",
    port: int = 4200,
    limit: int = 2,
    ready: Callable[[str], None] = lambda _url: None,
) -> None:
    """Serve dashboard and schedules on a fixed port until Ctrl-C or SIGTERM.

    ``deployments`` are registered again at each start, under the same names, so schedules and
    history survive, and those that are no longer there are withdrawn; of what fell due while the server was down, the next three runs of each are
    made up for. Every run is a process of its own, ``limit`` at a time. ``ready`` is told the API's
    URL once runs can be triggered.

    Raises :class:`Refused` like :func:`embedded_server`, and when another process already serves
    this ``SSJ_HOME``.
    """
    with embedded_server(host, port) as url, open(prefect_home() / "serving.lock", "ab") as own:
        from prefect.runner import Runner

        try:
            fcntl.flock(own, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Refused(
                f"本目录的定时任务已由另一个 ssj serve 执行（{url}）", code="already-serving"
            ) from error

        class UntilTerminated(Runner):
            def handle_sigterm(self, *_: object) -> None:
                # Whatever hangs on the way out is harmless to cut off: the database is the truth.
                last = threading.Timer(2 * STOP_TIMEOUT_SECONDS, os._exit, [1])
                last.daemon = True
                last.start()
                signal.raise_signal(signal.SIGINT)  # the one way out that asyncio unwinds

        runner = UntilTerminated(name="ssj", limit=limit, pause_on_shutdown=False)
        for deployment in deployments:
            runner.add_deployment(deployment)
        _withdraw_all_but({deployment.name for deployment in deployments})
        ready(url)
        try:
            asyncio.run(runner.start())
        except KeyboardInterrupt:
            return


def _withdraw_all_but(names: set[str]) -> None:
    """A deployment that nobody serves any more, of an item that was given up, plans no more runs."""
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        for known in client.read_deployments():
            if known.name not in names:
                client.delete_deployment(known.id)
