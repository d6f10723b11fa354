"""An inspector's task, and the workbook of tasks and forms that each inspector gets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from models.rules.checklist import Checklist
from models.rules.returns import Form


@dataclass(frozen=True, slots=True)
class Task:
    """One inspection as its inspectors are told of it, bound to a version of its item.

    Duty: 7.2, 20.1 (第七条、第二十条).
    """

    number: str
    item: Checklist
    item_version: str
    subject: str
    credit_code: str
    premises: str
    legal_representative: str
    industry: str
    due_on: date
    officers: tuple[tuple[str, str], ...]
    """(badge number, name); the first leads."""
    ground: str = ""
    """Of a special inspection: its ground, document and company, in words."""
    rechecked: tuple[str, ...] = ()
    """Of a recheck: the check points it is to look at."""
    dossier_version: int = 0
    """Of the premises' dossier; 0 where nothing is on file."""
    on_file: str = ""
    """What the dossier says, in one line."""
    prefilled: tuple[tuple[str, int], ...] = ()
    """(measure's code, value): what a blank form is printed with, from the dossier."""

    def dossier(self) -> dict[str, str]:
        """What the roster records of the subject, by the names of ``checklist.Dossier``."""
        return {
            "name": self.subject,
            "premises": self.premises,
            "legal_representative": self.legal_representative,
            "industry": self.industry,
        }


@dataclass(frozen=True, slots=True)
class Workbook:
    """What one inspector gets: every task, and the forms of those they lead."""

    brigade: str
    inspector: str
    badge_number: str
    tasks: Sequence[Task]
    audit_head: str
    filled: Mapping[str, Form] = field(default_factory=dict)
