"""The Prefect server's own process: it serves until told to stop, or until nobody uses it any more."""

from __future__ import annotations

import fcntl
import os
import socket
import sys
import threading
import time
from types import FrameType
from typing import IO

from flows.serving.settings import IN_USE, prefect_home
from models.home import below, close
from models.overwriting import overwrite_what_is_freed

STOP_TIMEOUT_SECONDS = 10
SAME_ORIGIN_ONLY = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:"


def serve(listener: socket.socket, in_use: IO[bytes]) -> None:
    """Serve on ``listener`` until SIGTERM, or until the exclusive lock on ``in_use`` is free."""
    import uvicorn
    from prefect.server.api.server import create_app
    from prefect.server.utilities.messaging.memory import Topic
    from starlette.middleware.base import RequestResponseEndpoint
    from starlette.requests import Request
    from starlette.responses import Response

    def written(topic: Topic) -> bool:
        return all(s._queue.empty() and s._retry.empty() for s in topic._subscriptions)

    class Server(uvicorn.Server):
        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            threading.Thread(target=self.finish, daemon=True).start()

        def finish(self) -> None:
            """Write what has been received, then stop: Prefect itself would drop it.

            Task runs reach the server as events and are written a little later.
            """
            deadline = time.monotonic() + STOP_TIMEOUT_SECONDS / 2
            while not written(Topic.by_name("events")) and time.monotonic() < deadline:
                time.sleep(0.02)
            self.should_exit = True
            time.sleep(STOP_TIMEOUT_SECONDS / 2)
            os._exit(1)

    overwrite_what_is_freed()  # what a run took out of its parameters is not to stay in free pages
    app = create_app(final=True)
    close(below(prefect_home()))  # the dashboard's files are copied with the permissions they had

    @app.middleware("http")
    async def nothing_from_outside(request: Request, answer: RequestResponseEndpoint) -> Response:
        """The dashboard asks an analytics service for its settings even when told not to."""
        response = await answer(request)
        response.headers["Content-Security-Policy"] = SAME_ORIGIN_ONLY
        return response

    server = Server(
        uvicorn.Config(
            app,
            lifespan="on",
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=2,  # seconds: an open dashboard does not hold it back
        )
    )

    def stop_when_unused() -> None:
        fcntl.flock(in_use, fcntl.LOCK_EX)
        server.finish()

    threading.Thread(target=stop_when_unused, daemon=True).start()
    server.run(sockets=[listener])


if __name__ == "__main__":
    with open(prefect_home() / IN_USE, "ab") as in_use_lock:
        serve(socket.socket(fileno=int(sys.argv[1])), in_use_lock)
