"""What is deleted from a database is overwritten, not left in pages that are free."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, event


def overwrite_what_is_freed() -> None:
    """From now on every SQLite connection of this process, whoever opens it, overwrites what it deletes,
    however SQLite was built."""
    event.listen(Engine, "connect", _overwriting)


def _overwriting(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()
