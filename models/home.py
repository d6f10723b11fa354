"""Where everything the program writes lives: ``SSJ_HOME``, or ``var/`` beside pyproject.toml."""

from __future__ import annotations

import os
from pathlib import Path


def home() -> Path:
    """The folder that holds everything written; created on use by whoever writes there."""
    named = os.environ.get("SSJ_HOME")
    return Path(named).resolve() if named else Path(__file__).resolve().parent.parent / "var"
