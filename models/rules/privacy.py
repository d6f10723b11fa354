"""Who may read what the program writes: its owner alone, unless it is meant to leave the house.

Duty: 10.3 (第十条末款).
"""

from __future__ import annotations

FOLDER, FILE = 0o700, 0o600
"""Permissions of what is kept."""

PUBLIC_FOLDER, PUBLIC_FILE = 0o755, 0o644
"""Permissions of what is meant to leave: the public site, a channel's drop folder, files that a
user asked for."""


def private(mode: int) -> int:
    """What stays of the permissions ``mode`` of something that is kept: its owner's."""
    return mode & 0o700


def too_open(mode: int) -> bool:
    """Whether anybody but the owner may do anything with what is kept."""
    return mode & 0o077 != 0
