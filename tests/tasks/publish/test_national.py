"""Plan, task and kind of an inspection in the national system's batch (第二十三条)."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from models import district
from models.clock import held_at
from tasks.setup.prepare import prepare
from tests import walk

COLUMNS = """columns = [
    ["序号", "serial"], ["抽查计划编号", "plan_number"], ["抽查计划名称", "plan_name"],
    ["抽查任务编号", "task_number"], ["抽查任务名称", "task_name"], ["抽查类型", "directed"],
    ["抽查机关", "inspecting_body"], ["抽查完成日期", "visited_on"], ["抽查事项", "item"],
    ["抽查结果", "result"], ["备注", ""],
]"""
RECEIVED, LATER = date(2026, 9, 11), date(2026, 9, 28)


@pytest.mark.duty("23.1")
def test_a_district_names_the_columns_and_every_row_says_plan_and_task(house: Path) -> None:
    text = (district.SHIPPED / "mawei.toml").read_text("utf-8")
    start, end = text.index("columns = ["), text.index("]\n\n# How inspectors")
    text = text[:start] + COLUMNS + text[end + 1 :]
    text = text.replace('version = "2026-1"', 'version = "2026-2"')
    text = text.replace("valid_from = 2026-01-01", "valid_from = 2026-01-02")
    (house / "national.toml").write_text(text, "utf-8")
    walk.dispatched(house)
    with held_at(RECEIVED):
        prepare(RECEIVED, house / "national.toml")
    walk.all_in(house, RECEIVED)
    walk.published(LATER)
    package = house / "delivered/credit-publicity/350105-WB-01-2026-5-results-1.zip"
    with zipfile.ZipFile(package) as packed:
        book = openpyxl.load_workbook(io.BytesIO(packed.read("公示信息.xlsx")))
    head, *rows = book.active.iter_rows(values_only=True)
    assert head[1] == "抽查计划编号"
    assert [row[0] for row in rows] == ["1", "2", "3", "4", "5"]
    # By hand: the county's first plan of 2026; the first draw announced on 1 September.
    assert {row[1:8] for row in rows} == {
        (
            "35010520260001", "2026年度抽查计划（互联网上网服务营业场所安全监督检查）",
            "350105202609010001", "2026年第5期（9—10月）抽查结果", "不定向",
            "马尾区公安局网安大队", "2026-09-08",
        )
    }  # fmt: skip
    assert {row[10] or "" for row in rows} == {""}


@pytest.mark.duty("23.1")
@pytest.mark.parametrize("name", ["mawei.toml", "example.toml"])
def test_what_ships_names_every_field_of_the_national_system(name: str) -> None:
    text = (district.SHIPPED / name).read_text("utf-8")
    fields = [field for _, field in district.read(text, name).credit_publicity_batch.columns]
    # spec: plan number and name, task number and name, directed or not, body, date, item, result.
    assert {
        "plan_number", "plan_name", "task_number", "task_name", "directed", "inspecting_body",
        "visited_on", "item", "result",
    } <= set(fields)  # fmt: skip


@pytest.mark.duty("23.1")
@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_the_batch_of_the_shipped_district_says_them_of_every_firm(house: Path) -> None:
    walk.made_public(house, RECEIVED, LATER)
    package = house / "delivered/credit-publicity/350105-WB-01-2026-5-results-1.zip"
    with zipfile.ZipFile(package) as packed:
        book = openpyxl.load_workbook(io.BytesIO(packed.read("公示信息.xlsx")))
    head, *rows = book.active.iter_rows(values_only=True)
    every = [dict(zip(head, row, strict=True)) for row in rows]
    assert len(every) == 5
    assert {row["抽查计划编号"] for row in every} == {"35010520260001"}
    assert {row["抽查任务编号"] for row in every} == {"350105202609010001"}
    assert {row["抽查类型"] for row in every} == {"不定向"}
    assert {row["抽查事项"] for row in every} == {"互联网上网服务营业场所安全监督检查"}
    assert all(row["检查结果"] and row["检查日期"] == "2026-09-08" for row in every)


def test_a_column_that_is_none_is_refused(house: Path) -> None:
    text = (district.SHIPPED / "mawei.toml").read_text("utf-8")
    with pytest.raises(Exception, match=r"columns\[6\]\[2\].*plan_number"):
        district.read(text.replace('"credit_code"]', '"credit"]'), "坏.toml")
