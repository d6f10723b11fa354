"""The annual plan (年度抽查计划), its periods and deductions."""

from __future__ import annotations

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from models.tables.columns import check, not_blank


class AnnualPlan(SQLModel, table=True):
    """A region's plan for one item and year. Draws refer to an approved plan.

    Duty: 16.1, 9.2 (第十六条、第九条).
    """

    __tablename__ = "annual_plan"
    __table_args__ = (
        UniqueConstraint("region", "item_code", "year"),
        check("approved_by_someone", "(approved_on IS NULL) = (approved_by IS NULL)"),
    )

    id: int | None = Field(default=None, primary_key=True)
    region: str
    item_code: str
    year: int
    draws_due: int
    made_on: date
    approved_on: date | None = None
    approved_by: str | None = None


class Period(SQLModel, table=True):
    """One two-month period (期) of a plan.

    Duty: 9.2 (第九条).
    """

    __tablename__ = "period"
    __table_args__ = (
        UniqueConstraint("plan_id", "number"),
        check("period_runs_forward", "starts_on <= draw_on AND draw_on <= ends_on"),
    )

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="annual_plan.id", index=True)
    number: int
    starts_on: date
    ends_on: date
    draw_on: date = Field(description="first working day of the period")


class Deduction(SQLModel, table=True):
    """Draws that need not be held, with why and on what paper (抽查频次扣减).

    Duty: 9.3 (第九条).
    """

    __tablename__ = "deduction"
    __table_args__ = (
        UniqueConstraint("plan_id", "document"),
        not_blank("reason", "document"),
        check("deduction_counts", "count >= 1"),
    )

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="annual_plan.id", index=True)
    count: int
    reason: str
    document: str
    recorded_on: date
