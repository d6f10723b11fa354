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
