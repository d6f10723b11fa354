"""An inspector's task tells the subject as the roster records it (第二十条)."""

from __future__ import annotations

from datetime import date

import pytest

from models.rules.checklist import Checklist, Dossier
from models.rules.task import Task


@pytest.mark.duty("20.1")
def test_the_dossier_of_a_task_is_what_the_roster_records() -> None:
    task = Task(
        number="350105-WB-01-2026-5-00001",
        item=Checklist.__new__(Checklist),
        item_version="1",
        subject="样例网吧",
        credit_code="92350105MA0007919C",
        premises="某路1号",
        legal_representative="林样",
        industry="互联网上网服务",
        due_on=date(2026, 9, 30),
        officers=(("035023", "林虚"),),
    )
    assert task.dossier() == {
        "name": "样例网吧",
        "premises": "某路1号",
        "legal_representative": "林样",
        "industry": "互联网上网服务",
    }
    assert sorted(task.dossier()) == sorted(Dossier.values())
