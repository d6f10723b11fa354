"""Record forms that arrived in the inbox."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from models.faults import Refused
from tasks.base.step import SYSTEM, Act, Result
from tasks.inspect.returns import import_returns
from tasks.inspect.sheet import names_somebody
from tasks.intake.inbox import waiting_files
from tasks.intake.refused import delivery, keep_refused


def keep_refused_form(path: Path, region: str, as_of: date, refusal: Refused, actor: str) -> None:
    """Keep a file of forms that somebody handed in and that was refused for what stands in it, with
    every reason.

    Duty: 10.3, 20.1 (第十条末款、第二十条).
    """
    if refusal.faults and path.is_file():
        keep_refused(
            path,
            region,
            as_of,
            refusal.reasons,
            copy=not names_somebody(path),
            action="登记表不予收取",
            actor=actor,
        )


def take_in_returns(region: str, as_of: date) -> Result:
    """Take in every workbook in ``inbox/REGION/returns``; says what handling lapsed by it. What is
    refused is kept with its reason.

    Duty: 20.1, 23.2 (第二十条、第二十三条).
    """
    received, refused = 0, {}
    due, lapsed = [], []
    for path in waiting_files(region, "returns"):
        try:
            taken_in = import_returns(path, region, as_of, SYSTEM, delivery(path), noted=True)
        except Refused as refusal:
            refused[path.name] = list(refusal.reasons)
            keep_refused(path, region, as_of, refusal.reasons, copy=not names_somebody(path))
            continue
        if taken_in["act"] == Act.DONE:
            received += len(taken_in["received"])
            due += taken_in["substitutes_due"]
            lapsed += taken_in["lapsed"]
    return {"received": received, "refused": refused, "substitutes_due": due, "lapsed": lapsed}
