"""What the law refuses, refused by the database itself: triggers for SQLite and PostgreSQL.

Every column of every table is protected unless ``listed`` opens it by name and says when it may
change; no row is deleted, replaced or added out of turn unless ``listed`` says so; ``days`` is the
order of days. ``triggers`` writes them all for either database. ``models.database.migrate`` puts
them in place after the migrations; Python code never relies on being the only writer.

Duty: 18.2, 10.3 (第十八条、第十条末款).
"""

from models.guards.triggers import create, drop, present, statements

__all__ = ["create", "drop", "present", "statements"]
