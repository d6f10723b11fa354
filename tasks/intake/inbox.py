"""Files that clerks and other systems leave in ``SSJ_HOME/inbox``."""

from __future__ import annotations

from pathlib import Path

from models.home import home

TABLE_SUFFIXES = (".xlsx", ".xls", ".csv")


def waiting_files(region: str, folder: str) -> list[Path]:
    """The tables in ``inbox/REGION/FOLDER`` by name; hidden and half-open ones are passed over."""
    inbox = home() / "inbox" / region / folder
    if not inbox.is_dir():
        return []
    return sorted(
        path
        for path in inbox.iterdir()
        if path.suffix.lower() in TABLE_SUFFIXES and not path.name.startswith((".", "~$"))
    )
