"""Who publishes (公示主体), as every page says it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Publisher:
    """A brigade, its district and the rule it works by.

    Duty: 3.1 (第三条).
    """

    brigade: str
    district: str
    rule: str
