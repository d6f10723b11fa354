"""``ssj`` as the tests of the sample cycle run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from flows.cli import ssj

Finished = tuple[Path, dict[str, Any]]
"""The home in which the cycle was walked, and what it told at its end."""


def run(home: Path, *words: str, code: int = 0) -> Result:
    """``ssj`` within the test's own process."""
    ran = CliRunner().invoke(ssj, words, env={"SSJ_HOME": str(home)})
    assert ran.exit_code == code, ran.output
    assert "Traceback" not in ran.stderr
    return ran


def started(home: Path, *words: str, umask: int = -1) -> subprocess.Popen[str]:
    """``ssj`` as a process."""
    return subprocess.Popen(
        [sys.executable, "-c", "from flows.cli import main; main()", *words],
        env={**os.environ, "SSJ_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        umask=umask,
    )


def told_by(running: subprocess.Popen[str]) -> dict[str, Any]:
    """What a process told, once it has ended well."""
    out, error = running.communicate()
    assert running.returncode == 0, error
    assert "Traceback" not in error
    return dict(json.loads(out))
