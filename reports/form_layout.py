"""Where everything stands on a record form, and what a form says of its own task."""

from __future__ import annotations

import re
from collections.abc import Collection

from models.rules import form as rows
from models.rules.form import FIELDS
from models.rules.task import Task
from reports.cells import lines
from reports.form_words import WANTED_WIDTH

WIDTHS = (5, 17, 9, 10, 19, 20, WANTED_WIDTH, 13)
"""Of the columns, in half-width characters."""

GROUP, POINT, ANSWER, TICKS, MEASURE, VALUE, WANTED, OBSERVED = range(len(WIDTHS))
LEFT, LEFT_VALUE, RIGHT, RIGHT_VALUE = (GROUP, POINT), (ANSWER, TICKS), (MEASURE, MEASURE), (VALUE, OBSERVED)  # fmt: skip
REST = (ANSWER, OBSERVED)

HEADINGS = (
    rows.GROUP_HEADING,
    rows.POINT_HEADING,
    rows.ANSWER_HEADING,
    "打√",
    rows.MEASURE_HEADING,
    rows.VALUE_HEADING,
    rows.WANTED_HEADING,
    rows.OBSERVED_HEADING,
)

FACTS_BESIDE = {
    rows.DUE_ON: rows.NUMBER,
    rows.CREDIT_CODE: rows.SUBJECT,
    rows.LEGAL_REPRESENTATIVE: rows.PREMISES,
    rows.ITEM_VERSION: rows.ITEM,
    rows.BODY: rows.OFFICERS,
    rows.DOSSIER_VERSION: rows.ON_FILE,
}
"""What is printed filled in, by its labels at the left and at the right."""

ABOVE = (("visited_on", "officers"), ("started_at", "ended_at"), ("author", "police_id_shown"))
TIMES = ("started_at", "ended_at")


def cell_name(row: int, column: int) -> str:
    """A cell as a spreadsheet names it; a form has fewer columns than letters."""
    return f"{chr(ord('A') + column)}{row + 1}"


def own_values(task: Task, brigade: str) -> dict[str, str]:
    """What a blank form says of its own task, by its label; all else is the same on every form of the
    item."""
    badges = [badge for badge, _ in task.officers]
    own = {
        rows.DUE_ON: task.due_on.isoformat(),
        rows.NUMBER: task.number,
        rows.CREDIT_CODE: task.credit_code,
        rows.SUBJECT: task.subject,
        rows.LEGAL_REPRESENTATIVE: task.legal_representative,
        rows.PREMISES: task.premises,
        rows.ITEM_VERSION: task.item_version,
        rows.ITEM: f"{task.item.code} {task.item.name}",
        rows.BODY: brigade,
        rows.OFFICERS: "、".join(f"{name} {badge}" for badge, name in task.officers),
        rows.DOSSIER_VERSION: f"第 {task.dossier_version} 版" if task.dossier_version else "尚无",
        rows.ON_FILE: task.on_file or "尚无场所档案",
        FIELDS["officers"].label: "、".join(badges),
        FIELDS["author"].label: badges[0],
    }
    known = dict(task.prefilled)
    own |= {
        measure.label: str(known.get(measure.code, ""))
        for measure in task.item.measures
        if measure.prefilled
    }
    return {**own, rows.GROUND: f"{rows.GROUND}：{task.ground}"} if task.ground else own


def beside_page(task: Task) -> str:
    """What the foot says of the form: its number and its item's version."""
    return f"{task.number}　{task.item_version}"


def shape(task: Task, brigade: str) -> tuple[int, ...]:
    """How many lines each of its own values takes: blank forms of one item and one shape differ in
    nothing but those values."""
    on_the_right = set(FACTS_BESIDE.values()) | {FIELDS["officers"].label}
    widths = {True: sum(WIDTHS[VALUE:]), False: WIDTHS[ANSWER] + WIDTHS[TICKS]}
    own = own_values(task, brigade)
    whole = sum(WIDTHS)
    return tuple(
        lines(text, whole if label == rows.GROUND else widths[label in on_the_right])
        for label, text in own.items()
    )


SHEET_NAME_LETTERS = 31  # a spreadsheet takes no longer name
_NOT_IN_A_SHEET = re.compile(r"[\[\]:*?/\\']")


def sheet_name(inspection: str, subject: str, taken: Collection[str] = ()) -> str:
    """The sheet of an inspection's form: its serial number and whom it is of; where that is ``taken``
    already, its whole number."""
    serial = inspection.rpartition("-")[2]
    named = f"登记表 {serial} {_NOT_IN_A_SHEET.sub('', subject)}"[:SHEET_NAME_LETTERS].rstrip()
    return inspection[-SHEET_NAME_LETTERS:] if named in taken else named
