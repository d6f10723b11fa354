"""The assessment written where the brigade wants it: page, workbook, paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from models.rules.file_names import assessment_file
from models.rules.publisher import Publisher
from reports.assessment import as_page, as_workbook
from reports.papers.assessment import assessment
from tasks.assess.assess import assess
from tasks.base.step import SYSTEM, Result, step


def write_assessment(
    region: str,
    year: int,
    as_of: date,
    folder: Path,
    actor: str = SYSTEM,
    *,
    period: int | None = None,
    item_code: str | None = None,
    request: str | None = None,
) -> Result:
    """Assess a year's work and write it into ``folder``; what was written is on record.

    Raises:
        Refused: as ``assess``.

    Duty: 10.3, 24.1 (第十条末款、第二十四条).
    """
    assessed = assess(region, year, as_of, period, item_code)
    publisher = Publisher(assessed["brigade"], assessed["district"], assessed["rule"])
    contents = {
        "html": as_page(assessed, publisher),
        "xlsx": as_workbook(assessed),
        "pdf": assessment(assessed),
    }
    files = {
        folder / assessment_file(region, item_code, year, period, ending): content
        for ending, content in contents.items()
    }
    about = "/".join(str(part) for part in (region, item_code, year, period) if part)
    with step(
        f"assess.write:{about}",
        action="印制考评报告",
        as_of=as_of,
        region=region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        answer = {"year": year, "period": period, "written": [str(path) for path in files]}
        if all(path.is_file() and path.read_bytes() == content for path, content in files.items()):
            return s.unchanged(**answer)
        for path, content in files.items():
            s.put(path, content)
        return s.record(**answer)
