"""A change that is hidden, invented or altered in a record of the house is found, by anyone who has the
results and by an auditor who has the applications, though every digest was written anew (第十八条)."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models import database
from models.rules.draw.document import document
from models.rules.draw.record import digest_of
from models.rules.draw.verify import verify
from models.rules.draw.verify.case import Beside
from tasks.change.applications import decide
from tasks.draw.record import sealed_record_of
from tasks.draw.standing import standing_places
from tests import walk
from tests.tasks.change.changing import DAY, applied, badges, changed, general, the_draw

Record = dict[str, Any]


def _hidden(record: Record) -> None:
    del record["changes"][2]


def _invented(record: Record) -> None:
    last = record["changes"][-1]
    record["changes"].append({**last, "no": 4, "subject": last["in"], "out": last["in"]})


def _another_came_in(record: Record) -> None:
    record["changes"][2]["in"] = record["draw"]["substitutes"][-1]["id"]


def _another_reason(record: Record) -> None:
    record["changes"][0]["reason"] = "closed"


def _decided_by_one(record: Record) -> None:
    record["changes"][2]["deciders"] = ["head"]


def _other_evidence(record: Record) -> None:
    record["changes"][0]["evidence"] = ["0" * 64]


@pytest.mark.duty("17.2", "18.3")
@pytest.mark.parametrize(
    ("forged", "by_anyone", "by_an_auditor"),
    [
        (_hidden, {"results"}, {"applications"}),
        (_invented, {"changes", "results"}, {"applications"}),
        (_another_came_in, {"changes"}, set()),  # an application doesn't say who follows
        (_decided_by_one, {"changes"}, {"applications"}),
        (_another_reason, set(), {"applications"}),
        (_other_evidence, set(), {"applications"}),
    ],
)
def test_a_change_that_was_not_so_is_found(
    house: Path,
    forged: Callable[[Record], None],
    by_anyone: set[str],
    by_an_auditor: set[str],
) -> None:
    walk.dispatched(house)
    first, _, third, *_ = general()
    changed(first)
    changed(third, "请假", badges(third)[0])
    number = applied(third, "不可抗力")
    decide(number, True, DAY, walk.CHIEF)
    decide(number, True, DAY, walk.LEADER, role="head")
    with database.reading() as session:
        sealed, _ = sealed_record_of(session, the_draw(session))
        places = standing_places(session, the_draw(session))
    rows = [
        {"subject": p.entry.credit_code, "stratum": p.entry.stratum, "rank": p.rank} for p in places
    ]
    results = {"format": "ssj-results/2", "draw_id": sealed["announcement"]["draw_id"]}
    results |= {"batch": 1, "of": 1, "results": rows}
    assert _wrong(sealed, results) == set()
    altered = copy.deepcopy(sealed)
    forged(altered)
    altered["digest"] = digest_of(altered)
    assert _wrong(altered, results) == by_anyone | by_an_auditor
    public = {key: value for key, value in altered.items() if key != "sealed"}
    assert _wrong(public, results) == by_anyone


def _wrong(record: Record, results: Record) -> set[str]:
    report = verify(document(record), Beside(results=[json.dumps(results).encode()]))
    return {check.key for check in report.checks if check.ok is False}
