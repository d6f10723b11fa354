"""Constraints that many tables share. SQLModel tables validate nothing, so the database does."""

from __future__ import annotations

from sqlalchemy import CheckConstraint


def one_of(column: str, *values: str) -> CheckConstraint:
    """``column`` holds one of ``values``."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def not_blank(*columns: str) -> CheckConstraint:
    """None of ``columns`` is empty text."""
    return CheckConstraint(
        " AND ".join(f"length(trim({column})) > 0" for column in columns),
        name=f"{columns[0]}_not_blank",
    )


def check(name: str, condition: str) -> CheckConstraint:
    """A named condition, so that a refusal says which."""
    return CheckConstraint(condition, name=name)
