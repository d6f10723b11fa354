"""Findings follow from what was measured, and an answer cannot contradict them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from models.rules.checklist import CONFORM, NON_CONFORM

Measured = Mapping[str, int | str | date | list[str]]
"""Measure code -> value; absent when not measured."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The measured minimums of the rule, from the district file."""

    terminals: int
    customers: int
    red_ratio: Fraction
    log_days: int


def missing(measured: Measured, limits: Limits) -> list[tuple[str, str]]:
    """What is lacking for a complete return, as ``(measure code, expected)``.

    Duty: 10.2 (第十条).
    """
    lacking = []
    terminals = measured.get("terminals")
    if not isinstance(terminals, list) or len(terminals) < limits.terminals:
        lacking.append(("terminals", f"应抽查 {limits.terminals} 台以上，写作 12-12、35-35"))
    customers = measured.get("customers")
    if not isinstance(customers, int) or customers < limits.customers:
        lacking.append(("customers", f"应核对不少于 {limits.customers} 人"))
    for code in ("headcount", "registered", "listed", "red", "log_days", "customers_unmatched"):
        if not isinstance(measured.get(code), int):
            lacking.append((code, "应填整数"))
    if not isinstance(measured.get("certificate_expires"), date):
        lacking.append(("certificate_expires", "应填日期"))
    return lacking


def derive(measured: Measured, limits: Limits, visited_on: date) -> dict[str, tuple[str, str]]:
    """Check point -> (finding, why) for every point that what was measured decides.

    Duty: 10.2 (第十条).
    """
    found: dict[str, tuple[str, str]] = {}
    terminals = measured.get("terminals")
    if isinstance(terminals, list) and len(terminals) >= limits.terminals:
        wrong = [t for t in terminals if not _octet_matches(t)]
        found["A1"] = _finding(not wrong, f"机器 {'、'.join(wrong)} 编号与 IP 末位不符")
    unmatched = measured.get("customers_unmatched")
    if isinstance(unmatched, int):
        found["B2"] = _finding(unmatched == 0, f"{unmatched} 人与登记不符")
    headcount, registered = measured.get("headcount"), measured.get("registered")
    if isinstance(headcount, int) and isinstance(registered, int):
        found["D1"] = _finding(
            headcount == registered, f"现场 {headcount} 人，系统登记 {registered} 人"
        )
    listed, red = measured.get("listed"), measured.get("red")
    if isinstance(listed, int) and isinstance(red, int):
        too_many = red > limits.red_ratio * listed
        found["D2"] = _finding(
            not too_many, f"在线 {listed} 条中红色 {red} 条，超过 {float(limits.red_ratio):.0%}"
        )
    log_days = measured.get("log_days")
    if isinstance(log_days, int):
        found["D3"] = _finding(
            log_days >= limits.log_days, f"日志只保存 {log_days} 天，应至少 {limits.log_days} 天"
        )
    expires = measured.get("certificate_expires")
    if isinstance(expires, date):
        found["D4"] = _finding(expires >= visited_on, f"安全员证书已于 {expires} 过期")
    return found


def _finding(conforms: bool, why: str) -> tuple[str, str]:
    return (CONFORM, "") if conforms else (NON_CONFORM, why)


def _octet_matches(terminal: str) -> bool:
    """``12-12`` or ``12-192.168.1.12``: the number and the address's last octet are the same."""
    number, _, address = terminal.partition("-")
    return number.strip().lstrip("0") == address.strip().rpartition(".")[2].lstrip("0")
