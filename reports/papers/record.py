"""检查情况登记表, to write on with a pen: every field of the record form, each minimum beside its field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from models.rules import form as rows
from models.rules.checklist import CheckPoint, Measure
from models.rules.findings import limits
from models.rules.form import FIELDS, NON_COOPERATION, VISITED_WORDS, Answer, Signature
from models.rules.observed import NO, YES
from models.rules.papers import Head, Visit, day_in_words
from models.rules.rule_set import Kind
from reports.papers.printed import printed
from reports.papers.words import fields_of

SHAPES = {
    Kind.COUNT: "a-number",
    Kind.SHARE: "a-number",
    Kind.DATE: "a-date",
    Kind.CHOICE: "boxes",
    Kind.CHOICES: "boxes",
    Kind.YES_NO: "boxes",
    Kind.TERMINALS: "two-lines",
}
"""What is left to write in; all else is one line."""


def record(head: Head, visit: Visit) -> bytes:
    """The PDF of the blank form of a visit.

    Duty: 10.1, 10.2, 19.1, 20.1, 20.2, 22.1 (第十条、第十九条、第二十条、第二十二条).
    """
    task = visit.task
    results = task.item.results
    data = {
        "facts": [
            [(rows.SUBJECT, task.subject), (rows.CREDIT_CODE, task.credit_code)],
            [(rows.PREMISES, task.premises)],
            [
                (rows.LEGAL_REPRESENTATIVE, task.legal_representative),
                (rows.DUE_ON, day_in_words(task.due_on)),
            ],
            [
                (rows.OFFICERS, "　".join(f"{name}{badge}" for badge, name in task.officers)),
                (rows.ITEM_VERSION, task.item_version),
            ],
            [("任务来源", str(visit.source))],
        ],
        "outcomes": [VISITED_WORDS, *(each.choice for each in results.offered)] if results else [],
        "labels": {name: field.label for name, field in FIELDS.items()},
        "groups": _groups(task.item.points, dict(task.prefilled)),
        "answers": [each.words for each in Answer],
        "refusals": [f"{n} {words}" for n, words in NON_COOPERATION.items()],
        "signatures": [each.words for each in Signature],
        "officers": [name for _, name in task.officers],
    }
    alike = {
        "facts": [],
        "officers": ["" for _ in task.officers],
        "groups": _groups(task.item.points, {}),
    }
    return printed("record", head, data, fields_of(head, visit), alike=alike)


def _groups(points: Sequence[CheckPoint], on_file: Mapping[str, int]) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for point in points:
        groups.setdefault(point.group, []).append(_point(point, on_file))
    return [{"name": name, "points": of} for name, of in groups.items()]


def _point(point: CheckPoint, on_file: Mapping[str, int]) -> dict[str, Any]:
    return {
        "title": point.title,
        "measures": [_measure(point, measure, on_file) for measure in point.measures],
    }


def _measure(point: CheckPoint, measure: Measure, on_file: Mapping[str, int]) -> dict[str, Any]:
    chosen = [YES, NO] if measure.kind == Kind.YES_NO else list(measure.choices)
    return {
        "label": measure.label,
        "shape": SHAPES.get(measure.kind, "one-line"),
        "unit": measure.unit,
        "on-file": str(on_file.get(measure.code, "")),
        "limits": "，".join(limits(point, measure)),
        "choices": chosen,
        "none": measure.none.words if measure.none else "",
    }
