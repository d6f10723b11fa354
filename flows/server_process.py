"""The Prefect server as a child process that ends when its parent does.

Run as ``python -m flows.server_process HOST PORT``. It reads its standard input and exits at the
end of it: a parent that is killed leaves no orphan behind.
"""

from __future__ import annotations

import os
import sys
import threading

from flows.prefect_settings import prepare


def _exit_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


def main(host: str, port: int) -> None:
    """Serve Prefect's API and dashboard until the parent goes away."""
    prepare(f"http://{host}:{port}/api")
    threading.Thread(target=_exit_with_parent, daemon=True).start()
    import uvicorn
    from prefect.server.api.server import create_app

    uvicorn.run(create_app(), host=host, port=port, log_level="error", timeout_graceful_shutdown=2)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
