"""The same content gives the same bytes; the batch is text, never a formula (第三条)."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile

import pytest
from openpyxl import load_workbook

from reports.packages import batch, package


@pytest.mark.duty("3.1")
def test_a_package_is_the_same_bytes_again_and_tells_its_files() -> None:
    files = {"b.html": b"two", "a.json": b"one"}
    packed = package("350105/credit/1", "city-police", "0" * 64, files)
    turned = dict(reversed(files.items()))
    assert packed == package("350105/credit/1", "city-police", "0" * 64, turned)
    assert packed != package("350105/credit/1", "city-police", "1" * 64, files)
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        manifest = json.loads(opened.read("manifest.json"))
        assert sorted(opened.namelist()) == ["a.json", "b.html", "manifest.json"]
    assert manifest == {
        "matter": "350105/credit/1",
        "channel": "city-police",
        "audit_head": "0" * 64,
        "files": {name: hashlib.sha256(text).hexdigest() for name, text in files.items()},
    }


@pytest.mark.duty("3.1", "23.1")
def test_the_batch_holds_the_districts_columns_as_text() -> None:
    columns = [("信用代码", "credit_code"), ("结果", "result"), ("备注", "absent")]
    rows = [{"credit_code": "92350105MA01583806", "result": "=1+1"}]
    content = batch(columns, rows)
    assert content == batch(columns, rows)
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["信用代码", "结果", "备注"],
        ["92350105MA01583806", "=1+1", ""],
    ]
    assert {cell.data_type for cell in sheet[2]} == {"s"}
    assert {cell.number_format for cell in sheet[2]} == {"@"}


def test_the_batch_is_printed_on_a4_laid_across_its_head_on_each_page_and_no_text_cut() -> None:
    columns = [
        (name, name) for name in ("统一社会信用代码", "市场主体名称", "检查结果", "处理情况")
    ]
    long = (
        "移交区文化市场执法大队（样例），接收部门已答复，处理结果另行公布。"  # 33 wide characters
    )
    row = dict(
        zip((name for name, _ in columns), ("92350105MA01583806", "样例", long, ""), strict=True)
    )
    sheet = load_workbook(io.BytesIO(batch(columns, [row] * 40))).active
    assert sheet is not None
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToWidth in (None, 1)  # one is what is left out
    assert sheet.page_setup.fitToHeight == 0
    assert (sheet.print_title_rows, sheet.print_area) == ("$1:$1", "'公示信息'!$A$1:$D$41")
    assert sheet.freeze_panes == "A2"
    # By hand: the longest and two, at most 40; 66 half-width characters in 39 are two lines.
    widths = [sheet.column_dimensions[letter].width for letter in "ABCD"]
    assert [int(width) for width in widths] == [20, 14, 40, 10]
    assert {cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row} == {True}
    heights = [sheet.row_dimensions[row].height for row in (1, 2)]
    assert heights == pytest.approx([18, 32], abs=0.5)  # whole pixels
    assert sheet.oddFooter.center.text == "第&P页，共&N页"
