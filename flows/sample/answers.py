"""Invented answers for the sample cycle: what the inspectors would have written on their forms."""

from __future__ import annotations

from datetime import date

from models.rules.checklist import CHECK_POINTS, CONFORM, NON_CONFORM
from models.rules.returns import Form
from reports.record_form import Task

CONFORMS, SHORT_LOGS, REFUSES_TO_SIGN, KEEPS_OUT = "conforms", "short_logs", "refuses", "keeps_out"


def form(task: Task, visited_on: date, story: str) -> Form:
    """A filled-in form of one of four stories: all in order; logs kept too short; the subject
    refuses to sign; the inspectors are not let in."""
    answers = {point.code: (CONFORM, "") for point in CHECK_POINTS}
    log_days = 190
    if story == SHORT_LOGS:
        log_days = 92
        answers["D3"] = (NON_CONFORM, "计费系统日志只保存 92 天（虚构）")
    kept_out = story == KEEPS_OUT
    measured = {
        "terminals": ["12-192.168.0.12", "35-192.168.0.35"],
        "customers": 3,
        "customers_unmatched": 0,
        "headcount": 26,
        "registered": 26,
        "listed": 26,
        "red": 1,
        "log_days": log_days,
        "certificate_expires": date(visited_on.year + 1, 3, 31),
    }
    refused = story in (REFUSES_TO_SIGN, KEEPS_OUT)
    return Form(
        inspection=task.number,
        visited_on=visited_on,
        officers=tuple(badge for badge, _ in task.officers),
        police_id_shown=True,
        author=task.officers[0][0],
        answers={} if kept_out else answers,
        measured={} if kept_out else measured,
        non_cooperation=(1,) if kept_out else (),
        non_cooperation_detail="值班人员拒绝检查人员进入营业场所（虚构）" if kept_out else "",
        signature="refused" if refused else "signed",
        refusal_reason="负责人不在场，值班人员拒绝签字（虚构）" if refused else "",
        witness="社区工作人员林某（虚构）" if refused else "",
        remarks="样例，内容均为虚构",
    )
