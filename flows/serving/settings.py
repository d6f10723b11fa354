"""What Prefect is told: everything in ``SSJ_HOME/prefect``, nothing to the outside, no noise.

Prefect reads its settings from the environment, and so do the processes it starts, so they are set
there; a Prefect that is already imported is made to read them again.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from models.home import home, make_folder

IN_USE = "in-use.lock"  # in Prefect's home: held by whoever uses its server
_LOOPBACK = "127.0.0.1,localhost"

_ALWAYS = {
    # No word to the outside: not from the library, the server, the flow runs or the dashboard.
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    # Results are in our tables; Prefect keeps none (its default is pickles on disk).
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    "PREFECT_TASKS_DEFAULT_PERSIST_RESULT": "false",
    "PREFECT_TASKS_DEFAULT_NO_CACHE": "true",
    # A run's log goes to the dashboard; the terminal is ours, and speaks Chinese.
    "PREFECT_LOGGING_LEVEL": "INFO",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_HANDLERS_DEBUG_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    # Client and server are the same installation: no handshakes before each call.
    "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
    "PREFECT_CLIENT_CSRF_SUPPORT_ENABLED": "false",
    # Blocks (stored credentials, notification kinds) are not used; registering them takes seconds.
    "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",
    # Task runs arrive as events: written many at a time, within a second.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_FLUSH_INTERVAL": "1",
    "PREFECT_RUNNER_POLL_FREQUENCY": "2",
}


def prefect_home() -> Path:
    """Prefect's home, ``SSJ_HOME/prefect``; homes of tests may share one by a link."""
    return make_folder(home() / "prefect").resolve()


@contextmanager
def prefect_settings(folder: Path, **more: str) -> Iterator[None]:
    """Within the block Prefect, here and in child processes, uses ``folder`` and these settings.

    ``folder`` is Prefect's home and must exist; ``more`` are further variables of the environment
    by name, such as ``PREFECT_API_URL``. A caller's own ``PREFECT_…`` variables (another server, a
    cloud key) do not reach in, and are back when the block ends.
    """
    no_proxy = ",".join(filter(None, (os.environ.get("NO_PROXY"), _LOOPBACK)))
    ours: dict[str, str | None] = {
        **{name: None for name in os.environ if name.startswith("PREFECT_")},
        **_ALWAYS,
        "PREFECT_HOME": str(folder),
        "PREFECT_SERVER_UI_STATIC_DIRECTORY": str(folder / "ui"),
        "NO_PROXY": no_proxy,
        "no_proxy": no_proxy,
        **more,
    }
    before = {name: os.environ.get(name) for name in ours}
    _set(ours)
    try:
        yield
    finally:
        _set(before)


def _set(variables: Mapping[str, str | None]) -> None:
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
    if "prefect" not in sys.modules:
        return
    from prefect.context import refresh_global_settings_context
    from prefect.logging.configuration import setup_logging

    refresh_global_settings_context()
    setup_logging()
