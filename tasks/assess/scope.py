"""What is assessed: which region, year, period and items; and how frames of it are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from models.rules import names
from models.tables import Draw

DAYS: Literal["datetime64[s]"] = "datetime64[s]"


@dataclass(frozen=True, slots=True)
class Scope:
    """What is assessed: a region's year, of it one period and one item if they are given."""

    region: str
    year: int
    period: int | None
    items: tuple[str, ...]


def period_name(number: int) -> str:
    """A period as a table calls it."""
    return f"第{number}期"


def codes(draws: Sequence[Draw]) -> list[str]:
    """The item of each draw."""
    return [names.read_draw_id(draw.draw_id).item_code for draw in draws]


def frame_of(rows: Sequence[Any], columns: Sequence[str], days: Sequence[str]) -> pd.DataFrame:
    """Rows under their columns; those of ``days`` are days or missing."""
    frame = pd.DataFrame([tuple(row) for row in rows], columns=list(columns))
    return frame.astype(dict.fromkeys(days, DAYS))
