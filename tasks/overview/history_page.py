"""A subject's history written as a page, where whoever asked wants it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from reports.history import as_page
from tasks.base.step import SYSTEM, Result, step
from tasks.base.terms import district_on, publisher
from tasks.overview.history import WRITTEN, history


def write_history(
    text: str, as_of: date, file: Path, actor: str = SYSTEM, *, request: str | None = None
) -> Result:
    """Write the history of the subject meant to ``file``; that it was written is on record.

    Raises:
        Refused: as ``history``.

    Duty: 10.3 (第十条末款).
    """
    told = history(text, as_of)
    content = as_page(told, publisher(district_on(told["region"], as_of)))
    with step(
        f"{WRITTEN}:{told['credit_code']}",
        action="印制检查档案",
        as_of=as_of,
        region=told["region"],
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        answer = {"credit_code": told["credit_code"], "name": told["name"], "written": str(file)}
        if file.is_file() and file.read_bytes() == content:
            return s.unchanged(**answer)
        s.put(file, content)
        return s.record(**answer)
