"""What looks like a person's name, or like word of one, and is none or may lawfully be public, is let out
by a person with a reason on record."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from models.faults import Refused
from tasks.base.acts import latest
from tasks.base.screening import ALLOWED
from tasks.base.step import Result, step

_MARK = re.compile(r"[0-9a-f]{12}")


def allow(
    mark: str, region: str, reason: str, as_of: date, actor: str, *, request: str | None = None
) -> Result:
    """Let out what a package was stopped for, by the ``mark`` that was named then: the same words stop
    nothing in the region any more. The same again changes nothing. Numbers of persons, addresses of
    machines and numbers of files have no mark.

    Raises:
        Refused: it is no mark, or there is no reason.

    Duty: 10.3, 23.1 (第十条、第二十三条).
    """
    mark, reason = mark.strip().lower(), " ".join(reason.split())
    problems = [] if _MARK.fullmatch(mark) else [f"放行编号「{mark}」应为制作时给出的 12 位编号"]
    problems += [] if reason else ["放行须写明理由（--reason）"]
    if problems:
        raise Refused(*problems, code="allow-incomplete")
    subject = f"{ALLOWED}:{region}/{mark}"
    with step(
        subject,
        action="放行疑似个人信息的文字",
        as_of=as_of,
        region=region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        before = latest(s.session, subject)
        if before is not None:
            return s.unchanged(mark=mark, allowed_by=before.actor, allowed_on=str(before.as_of))
        return s.record(mark=mark, reason=reason, allowed_by=s.actor, allowed_on=str(as_of))


def allowed_in_words(answer: Mapping[str, Any]) -> str:
    """Who let it out, and when."""
    return f"{answer['mark']} 已由 {answer['allowed_by']} 于 {answer['allowed_on']} 放行"
