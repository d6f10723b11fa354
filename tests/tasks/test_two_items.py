"""A district with two items: each has its own rosters, draw, form and judgement (第六、七、十、十一条)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlmodel import col, select

from flows.sample.answers import CONFORMS, SHORT_LOGS, form
from models import database
from models.clock import held_at
from models.rules.task import Workbook
from models.tables import (
    FindingRecord,
    Inspection,
    InspectorEntry,
    Item,
    Message,
    MessageInspection,
    SubjectEntry,
)
from reports.record_form import render
from tasks.archive.ready import archive_ready
from tasks.credit.refresh import refresh
from tasks.inspect.chase import chase
from tasks.inspect.dispositions import dispose
from tasks.inspect.inspections import Assigned, assigned, waiting_inspections
from tasks.inspect.returns import import_returns
from tasks.inspect.sheet import read_record_forms
from tasks.inspect.task_sheets import export_forms
from tasks.overview.cycles import cycle
from tests import two_items
from tests.pages import without_spans
from tests.walk import CLERK, LEADER, published


def waiting() -> list[Assigned]:
    """What is still out."""
    with database.reading() as session:
        return assigned(session, waiting_inspections(session, two_items.REGION))


@pytest.mark.duty("6.1", "7.2", "11.1", "20.1")
def test_each_item_draws_from_its_own_roster_and_prints_its_own_form(house: Path) -> None:
    draws = two_items.dispatched(house)
    assert draws == {"YL-01": "359901/YL-01/2026-3", "YL-02": "359901/YL-02/2026-3"}
    with database.reading() as session:
        rows = session.exec(
            select(Item.code, SubjectEntry.item_code)
            .join(Inspection, col(Inspection.item_id) == col(Item.id))
            .join(SubjectEntry, col(SubjectEntry.id) == col(Inspection.subject_entry_id))
        ).all()
    # By hand: a tenth of 40 is 4, of 23 is 2.3, so 3.
    assert Counter(rows) == {("YL-01", "YL-01"): 4, ("YL-02", "YL-02"): 3}
    titles = {each.task.item.code: each.task.item.form_title for each in waiting()}
    assert titles == {code: item.form_title for code, item in two_items.items().items()}


@pytest.mark.duty("20.1")
def test_an_inspector_of_both_items_takes_every_form_along(house: Path) -> None:
    two_items.dispatched(house)
    with held_at(two_items.DRAW_DAY):
        export_forms(two_items.REGION, two_items.DRAW_DAY, house / "forms", CLERK)
    led: Counter[str] = Counter()
    for path in (house / "forms").glob("*.xlsx"):
        forms = [each for each in load_workbook(path) if each.title.startswith("登记表 ")]
        led.update(each["F3"].value for each in forms)
    assert led == Counter(each.task.number for each in waiting())


@pytest.mark.duty("20.1")
def test_an_inspector_of_both_items_is_reminded_of_both_in_one_message(house: Path) -> None:
    two_items.dispatched(house)
    due_on = {each.task.due_on for each in waiting()}
    # Dispatched on Wednesday 2026-07-01, 15 working days: Wednesday the 22nd; the day after it is late.
    assert due_on == {date(2026, 7, 22)}
    late = date(2026, 7, 23)
    with held_at(late):
        chase(two_items.REGION, late)
    leads: dict[str, set[str]] = {}
    for each in waiting():
        leads.setdefault(each.task.officers[0][0], set()).add(each.task.number)
    with database.reading() as session:
        reminded: dict[str, set[str]] = {}
        for message, badge, number in session.exec(
            select(Message.id, InspectorEntry.badge_number, Inspection.number)
            .join(InspectorEntry, col(InspectorEntry.id) == col(Message.inspector_entry_id))
            .join(MessageInspection, col(MessageInspection.message_id) == col(Message.id))
            .join(Inspection, col(Inspection.id) == col(MessageInspection.inspection_id))
            .where(Message.kind == "overdue")
        ):
            reminded.setdefault(f"{badge}/{message}", set()).add(number)
    assert sorted(key.partition("/")[0] for key in reminded) == sorted(leads)
    assert {key.partition("/")[0]: numbers for key, numbers in reminded.items()} == leads


@pytest.mark.duty("6.1", "7.2", "10.2", "21.1", "23.1")
def test_each_return_is_judged_by_its_own_item_published_and_archived(house: Path) -> None:
    two_items.dispatched(house)
    out = waiting()
    first = next(each for each in out if each.task.item.code == "YL-01")
    for each in out:
        story = SHORT_LOGS if each is first else CONFORMS
        badge, name = each.task.officers[0]
        filled = {each.task.number: form(each.task, two_items.VISIT, story)}
        path = house / f"{each.task.number}.xlsx"
        path.write_bytes(render(Workbook("样例大队", name, badge, [each.task], "", filled)))
        assert len(read_record_forms(path)) == 1
        with held_at(two_items.RECEIVED):
            import_returns(path, two_items.REGION, two_items.RECEIVED, CLERK)
    assert waiting() == []
    with database.reading() as session:
        [(number, point, observed)] = session.exec(
            select(Inspection.number, FindingRecord.check_point, FindingRecord.observed).join(
                FindingRecord, col(FindingRecord.return_id) == col(Inspection.current_return_id)
            )
        ).all()
    # 365 days are asked for in the invented district; the sample answer keeps half of them.
    assert (number, point) == (first.task.number, "B1")
    assert observed.startswith("日志只保存了182天，规定不少于365天")
    published(two_items.RECEIVED, two_items.REGION)
    pages = {
        path.name: without_spans(path.read_text("utf-8"))
        for path in (house / "site" / two_items.REGION).glob("results-*.html")
    }
    assert len(pages) == 2
    [told] = [page for page in pages.values() if "日志只保存了182天，规定不少于365天" in page]
    assert "日志保存期限足够" not in told

    with held_at(two_items.RECEIVED):
        dispose(number, "B1", "handle", "样例罚字1号", two_items.RECEIVED, LEADER)
    published(two_items.RECEIVED, two_items.REGION)
    with held_at(two_items.RECEIVED):
        refresh(two_items.REGION, two_items.RECEIVED)
        archive_ready(two_items.REGION, two_items.RECEIVED)
    year, period = two_items.DRAW_DAY.year, two_items.PERIOD
    assert {
        code: cycle(two_items.REGION, year, period, two_items.RECEIVED, code)["states"]
        for code in two_items.SUBJECTS
    } == {"YL-01": {"archived": 4}, "YL-02": {"archived": 3}}
