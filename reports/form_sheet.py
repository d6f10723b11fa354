"""One record form as a sheet to fill in: two pages A4, to type in or to write on.

Every value stands to the right of its label; ``tasks.inspect.sheet`` finds it there again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as of_each
from datetime import date
from itertools import accumulate
from typing import Any

from models.rules import form as rows
from models.rules.checklist import CheckPoint, Measure
from models.rules.form import CATEGORY, FIELDS, VISITED, VISITED_WORDS, Answer, Field
from models.rules.observed import NO, YES, written
from models.rules.returns import Form
from models.rules.rule_set import Kind
from models.rules.task import Task
from reports.cells import Looks, height, lines, page, page_height, shown, span, ticked, write
from reports.choices import Choices, Offered, Told, offer
from reports.form_layout import (
    ABOVE,
    ANSWER,
    FACTS_BESIDE,
    GROUP,
    HEADINGS,
    LEFT,
    LEFT_VALUE,
    MEASURE,
    OBSERVED,
    POINT,
    REST,
    RIGHT,
    RIGHT_VALUE,
    TICKS,
    TIMES,
    VALUE,
    WANTED,
    WIDTHS,
    beside_page,
    cell_name,
    own_values,
)
from reports.form_words import HOW, LOOKED_AT, MESSAGES, YES_OR_NO, Beside, listed

BY_HAND, MORE_FOR_A_PEN = 30, 8
"""Points: of a row that somebody signs in; what a row may get more than its text needs."""


def form_sheet(
    sheet: Any,
    looks: Looks,
    choices: Choices,
    beside: Beside,
    task: Task,
    brigade: str,
    form: Form | None,
) -> tuple[dict[str, str], int, int]:
    """Write the form of ``task``, blank or filled in as ``form``. Gives label -> the cell of each of
    its ``own_values``, the row of the headings, and how many rows it has.

    Duty: 10.1, 10.2, 19.1, 20.1, 20.2, 22.1 (第十条、第十九条、第二十条、第二十二条).
    """
    pen = _Pen(sheet, looks, choices, beside, task, form)
    pen.whole(brigade)
    return pen.own, pen.points_begin[0] - 1, pen.row


def set_up(sheet: Any, headings: int, rows_high: int) -> None:
    """What the workbook keeps of every form besides its cells: which row is repeated in print, and
    where the form ends."""
    sheet.repeat_rows(headings)
    sheet.print_area(0, 0, rows_high - 1, OBSERVED)


@dataclass(slots=True)
class _Pen:
    """Writes a form downwards, row by row."""

    sheet: Any
    looks: Looks
    choices: Choices
    beside: Beside
    task: Task
    form: Form | None
    row: int = 0
    heights: list[float] = of_each(default_factory=list)
    groups_begin: list[int] = of_each(default_factory=list)
    points_begin: list[int] = of_each(default_factory=list)
    own: dict[str, str] = of_each(default_factory=dict)
    offered: Offered = of_each(default_factory=dict)
    told: Told = of_each(default_factory=dict)

    def whole(self, brigade: str) -> None:
        task = self.task
        self._line(task.item.form_title, "title", 28)
        self._line(HOW, "plain")
        own = own_values(task, brigade)
        for left, right in FACTS_BESIDE.items():
            self._pair((left, own[left]), (right, own[right]))
        if task.ground:
            self.own[rows.GROUND] = cell_name(self.row, GROUP)
            self._line(own[rows.GROUND], "cell")
        if task.item.results is not None:
            self._category()
        for left, right in ABOVE:
            self._fields(FIELDS[left], FIELDS[right])
        self._wide("received_by", "situation", "evidence")
        self._points()
        self._closing()
        self._pages()
        offer(self.sheet, self.choices, self.offered, self.told)
        self.sheet.protect("", {"select_locked_cells": True, "select_unlocked_cells": True})

    def _line(self, text: str, look: str, at_least: int = 0) -> None:
        """A text over the whole width."""
        span(self.sheet, self.row, GROUP, self.row, OBSERVED, text, self.looks[look])
        self._next(text, (GROUP, OBSERVED), at_least=at_least)

    def _pair(self, left: tuple[str, str], right: tuple[str, str]) -> None:
        """Two labelled values that are not to be changed."""
        for (label, value), at, value_at in ((left, LEFT, LEFT_VALUE), (right, RIGHT, RIGHT_VALUE)):
            self._over(at, label, "head")
            self._over(value_at, value, "cell")
            self.own[label] = cell_name(self.row, value_at[0])
        self._next(left[1], LEFT_VALUE, right[1], RIGHT_VALUE)

    def _category(self) -> None:
        """What this visit came to, first of all: the premises were looked at, or why not."""
        assert self.task.item.results is not None
        offered = {VISITED: VISITED_WORDS}
        offered |= {each.code: each.choice for each in self.task.item.results.offered}
        ticks = ticked(list(offered.values()), sum(WIDTHS[MEASURE:]))
        self._over(LEFT, CATEGORY.label, "head")
        chosen = offered.get(self.form.category, "") if self.form else ""
        self._over(LEFT_VALUE, chosen, "fill_choice")
        self._choose(self.row, ANSWER, list(offered.values()), CATEGORY.label)
        self._over((MEASURE, OBSERVED), ticks, "cell")
        self._next(ticks, (MEASURE, OBSERVED))

    def _fields(self, left: Field, right: Field) -> None:
        """Two rows of ``models.rules.form`` beside each other."""
        values = self._value(left), self._value(right)
        for field, value, at, value_at in (
            (left, values[0], LEFT, LEFT_VALUE),
            (right, values[1], RIGHT, RIGHT_VALUE),
        ):
            self._field(field, value, at, value_at)
        self._next(shown(values[0]), LEFT_VALUE, shown(values[1]), RIGHT_VALUE)

    def _wide(self, *names: str, at_least: int = 0) -> None:
        for name in names:
            value = self._value(FIELDS[name])
            self._field(FIELDS[name], value, LEFT, REST)
            self._next(shown(value), REST, at_least=at_least)

    def _field(
        self, field: Field, value: Any, at: tuple[int, int], value_at: tuple[int, int]
    ) -> None:
        look = "fill_date" if field.name.endswith("_on") else "fill_text"
        look = "fill_time" if field.name in TIMES else look
        self._over(at, field.label, "head")
        self._over(value_at, value, look)
        if field.name in ("officers", "author"):
            self.own[field.label] = cell_name(self.row, value_at[0])
        if field.choices:
            heading = YES_OR_NO if list(field.choices) == [YES, NO] else field.label
            self._choose(self.row, value_at[0], list(field.choices), heading)
        elif field.name in MESSAGES:
            self._tell(self.row, value_at[0], MESSAGES[field.name])

    def _value(self, field: Field) -> Any:
        """What stands in a cell to fill: of a blank form, who was sent."""
        if self.form is None:
            return own_values(self.task, "").get(field.label, "")
        value = getattr(self.form, field.name)
        if field.choices:
            return {stored: shown for shown, stored in field.choices.items()}.get(value, "")
        return "、".join(map(str, value)) if isinstance(value, tuple) else value

    def _points(self) -> None:
        """The check points, each with what is measured at it, grouped."""
        for column, text in enumerate(HEADINGS):
            self.sheet.write_string(self.row, column, text, self.looks["head"])
        self._next(rows.GROUP_HEADING, (GROUP, GROUP))
        groups: dict[str, list[CheckPoint]] = {}
        for point in self.task.item.points:
            groups.setdefault(point.group, []).append(point)
        for name, points in groups.items():
            self.groups_begin.append(self.row)
            for point in points:
                self._point(point)
            first = self.groups_begin[-1]
            span(self.sheet, first, GROUP, self.row - 1, GROUP, name, self.looks["centred"])

    def _pages(self) -> None:
        """Give the rows their heights. Where two pages do, the first ends where a group does, or a
        check point; what room it has left goes to its rows, for a pen."""
        capacity, tall = page_height(WIDTHS), 0
        used = list(accumulate(self.heights, initial=0))
        second_page = capacity - self.heights[self.points_begin[0] - 1]  # the headings, repeated
        ends = [
            row
            for row in (*self.points_begin, *self.groups_begin)
            if used[row] <= capacity < used[-1] <= used[row] + second_page
        ]
        if ends:
            first, last, tall = self.points_begin[0], ends[-1], 2
            room = capacity - used[last] - self.heights[last] / 2
            more = max(0.0, min(MORE_FOR_A_PEN, room / max(1, last - first)))
            self.heights[first:last] = [each + more for each in self.heights[first:last]]
        for row, points_high in enumerate(self.heights):
            self.sheet.set_row(row, points_high)
        page(self.sheet, WIDTHS, self.task.item.form_title, beside_page(self.task), tall=tall)
        set_up(self.sheet, self.points_begin[0] - 1, self.row)

    def _point(self, point: CheckPoint) -> None:
        answer, observed = self.form.answers.get(point.code, ("", "")) if self.form else ("", "")
        measures: Sequence[Measure | None] = point.measures or (None,)
        ticks = ticked([each.words for each in Answer], WIDTHS[TICKS])
        first, last = self.row, self.row + len(measures) - 1
        self.points_begin.append(first)
        heights = [self._measure(measure, first + n) for n, measure in enumerate(measures)]
        beside = ((POINT, point.title), (TICKS, ticks), (OBSERVED, observed))
        most = max(height(lines(text, WIDTHS[column])) for column, text in beside)
        missing = max(0, most - sum(heights)) / len(heights)
        self.heights += [each + missing for each in heights]
        words = rows.ANSWER_WORDS.get(answer, "")
        for column, text, look in (
            (POINT, point.title, "cell"),
            (ANSWER, words, "fill_choice"),
            (TICKS, ticks, "cell"),
            (OBSERVED, observed, "fill_text"),
        ):
            span(self.sheet, first, column, last, column, text, self.looks[look])
        self._choose(first, ANSWER, [each.words for each in Answer], rows.ANSWER_HEADING)
        self.row = last + 1

    def _measure(self, measure: Measure | None, row: int) -> int:
        """One measure beside its point; the height of its row."""
        if measure is None:
            span(self.sheet, row, MEASURE, row, WANTED, LOOKED_AT, self.looks["cell"])
            return height(1)
        value = self.form.measured.get(measure.code) if self.form else None
        if measure.prefilled:
            self.own[measure.label] = cell_name(row, VALUE)
            value = value if self.form else own_values(self.task, "")[measure.label]
        plain = value if type(value) is int or type(value) is date else written(value)
        look = {Kind.DATE: "fill_date", Kind.COUNT: "fill"}.get(measure.kind, "fill_text")
        needed, example = self.beside[measure.code]
        self.sheet.write_string(row, MEASURE, measure.label, self.looks["head"])
        write(self.sheet, row, VALUE, plain, self.looks[look])
        self.sheet.write_string(row, WANTED, needed, self.looks["cell"])
        if example:
            self._tell(row, VALUE, example)
        else:
            heading = measure.label if measure.choices else YES_OR_NO
            self._choose(row, VALUE, listed(measure), heading)
        cells = ((MEASURE, measure.label), (VALUE, shown(plain)), (WANTED, needed))
        return max(height(lines(text, WIDTHS[column])) for column, text in cells)

    def _closing(self) -> None:
        kinds = "　".join(f"{number} {words}" for number, words in rows.NON_COOPERATION.items())
        self._fields(FIELDS["non_cooperation"], FIELDS["non_cooperation_detail"])
        self._line(f"不予配合的五种情形（第二十二条）：{kinds}", "cell")
        self._wide("opinion", at_least=height(3))
        self._signature(rows.SIGNED_BY, "officers_signed_on")
        self._signature(rows.CONFIRMED_BY, "signed_on")
        self._fields(FIELDS["signature"], FIELDS["refusal_reason"])
        self._fields(FIELDS["witness"], FIELDS["witness_signed_on"])
        self._wide("remarks", "reason")

    def _signature(self, label: str, signed_on: str) -> None:
        """Room to sign in, and the day beside it."""
        self._field(FIELDS[signed_on], self._value(FIELDS[signed_on]), LEFT, LEFT_VALUE)
        self._over(RIGHT, label, "head")
        self._over(RIGHT_VALUE, "", "cell")
        self._next(label, RIGHT, at_least=BY_HAND)

    def _over(self, columns: tuple[int, int], value: Any, look: str) -> None:
        span(self.sheet, self.row, columns[0], self.row, columns[1], value, self.looks[look])

    def _choose(self, row: int, column: int, of: list[str], heading: str) -> None:
        self.offered.setdefault((tuple(of), heading), []).append((row, column))

    def _tell(self, row: int, column: int, message: str) -> None:
        self.told.setdefault(message, []).append((row, column))

    def _next(self, *texts: Any, at_least: int = 0) -> None:
        """On to the next row; a row does not grow by itself, so this one gets the height of what
        stands in it (texts, each followed by its columns)."""
        pairs = zip(texts[::2], texts[1::2], strict=True)
        most = max(lines(text, sum(WIDTHS[a : b + 1])) for text, (a, b) in pairs)
        self.heights.append(max(height(most), at_least))
        self.row += 1
