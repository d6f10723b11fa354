"""The door: files as clerks have them, and files nobody should have to open."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from stdnum.cn import uscc

from models.faults import Refused
from tasks.intake.sheets import read_sheets
from tasks.rosters.read import read_inspectors, read_subjects

REGION = "350105"
HEADINGS = ["统一社会信用代码", "市场主体名称", "住所（经营场所）", "法定代表人（负责人）", "行业"]
# Invented, with a valid check digit.
CODE = "91350105MA00000001"
CODE = CODE[:17] + uscc.calc_check_digit(CODE[:17])
ROW = [CODE, "样例䶮云网吧", "福州市马尾区虚构路1号", "张㭎", "互联网上网服务"]


def _book(path: Path, rows: list[list[object]], sheet: str = "名录") -> Path:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("说明").write(0, 0, "本表为虚构样例")
        page = book.add_worksheet(sheet)
        page.merge_range(0, 0, 0, 4, "市场主体名录库（虚构）")
        for number, row in enumerate(rows, start=1):
            page.write_row(number, 0, row)
    return path


def _refused(path: Path) -> Refused:
    with pytest.raises(Refused) as refusal:
        list(read_subjects(path, REGION))
    assert all(fault.file == path.name for fault in refusal.value.faults)
    return refusal.value


@pytest.mark.duty("12.1")
def test_titles_notes_blank_rows_and_totals_are_no_subjects(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["说明：由市场监管部门提供", "", "", "", ""],
        list(HEADINGS),
        list(ROW),
        ["", "", "", "", ""],
        ["合计", 1, "", "", ""],
        ["填表人：某某", "", "", "", ""],
    ]
    ((subject,),) = read_subjects(_book(tmp_path / "名录.xlsx", rows), REGION)
    assert (subject.credit_code, subject.name) == (CODE, "样例䶮云网吧")


@pytest.mark.duty("12.1")
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig"])
def test_csv_in_each_encoding_with_rare_characters_and_full_width_digits(
    tmp_path: Path, encoding: str
) -> None:
    wide = CODE.translate({c: c + 0xFEE0 for c in range(0x21, 0x7F)})
    lines = [",".join(HEADINGS), ",".join([wide, *ROW[1:]])]
    path = tmp_path / "名录.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    ((subject,),) = read_subjects(path, REGION)
    assert (subject.credit_code, subject.name, subject.legal_representative) == (
        CODE,
        "样例䶮云网吧",
        "张㭎",
    )


@pytest.mark.duty("12.1")
def test_every_fault_is_named_at_once_with_its_place(tmp_path: Path) -> None:
    wrong = CODE[:17] + ("0" if CODE[17] != "0" else "1")
    rows: list[list[object]] = [
        list(HEADINGS),
        [350105000000001, *ROW[1:]],
        [wrong, *ROW[1:]],
        [CODE, "", *ROW[2:]],
    ]
    path = _book(tmp_path / "名录.xlsx", rows)
    faults = _refused(path).faults
    # Below the title (row 1) and the headings (row 2).
    places = {(f.sheet, f.row, f.column) for f in faults}
    assert {
        ("名录", 3, "统一社会信用代码"),
        ("名录", 4, "统一社会信用代码"),
        ("名录", 5, "市场主体名称"),
    } <= places
    number = next(f for f in faults if f.row == 3 and "数字单元格" in f.expected)
    assert number.value == "350105000000001"
    assert next(f for f in faults if f.row == 4).value == wrong


def test_headings_missing_or_double_are_named(tmp_path: Path) -> None:
    missing = _refused(_book(tmp_path / "a.xlsx", [HEADINGS[:4], list(ROW[:4])]))
    assert [(f.column, f.expected) for f in missing.faults] == [("行业", "缺少这一列")]
    double = _refused(_book(tmp_path / "b.xlsx", [[*HEADINGS, "行业"], [*ROW, ""]]))
    assert [(f.column, f.expected) for f in double.faults] == [("行业", "这一列出现多次")]
    assert "找不到表头" in str(_refused(_book(tmp_path / "c.xlsx", [["甲", "乙"]])).reasons)


def test_a_table_without_rows_is_refused(tmp_path: Path) -> None:
    assert "没有任何数据行" in str(_refused(_book(tmp_path / "空.xlsx", [list(HEADINGS)])).reasons)
    empty = tmp_path / "空.csv"
    empty.write_bytes(b"")
    assert "找不到表头" in str(_refused(empty).reasons)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("改名.xlsx", "不是表格".encode(), "不是有效的 xlsx 文件"),
        ("网页.xls", b"<html><table><tr><td>1</td></tr></table></html>", "不是可读的 Excel 文件"),
        ("半个.xlsx", b"PK\x03\x04" + bytes(60), "不是有效的 xlsx 文件"),
        ("乱码.csv", b"\xff\xff\xff\xff", "文字编码应为 UTF-8 或 GB18030"),
        ("图片.png", b"\x89PNG", "只接受 xlsx、xls 或 csv 文件"),
    ],
)
def test_what_is_no_table_is_refused_in_one_clear_line(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert reason in str(_refused(path).reasons)
    with pytest.raises(Refused, match="没有这个文件"):
        read_inspectors(tmp_path / "没有.xlsx")


def test_a_small_file_that_unpacks_to_anything_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "膨胀.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed,
        packed.open("xl/worksheets/sheet1.xml", "w") as member,
    ):
        for _ in range(300):
            member.write(bytes(1 << 20))
    assert "解开后过大" in str(_refused(path).reasons)


def test_two_cells_at_the_far_corners_do_not_end_the_process(tmp_path: Path) -> None:
    """A legal sheet (A1 and XFD1048576) on which the reader itself aborts."""
    far = tmp_path / "远角.xlsx"
    with xlsxwriter.Workbook(far) as book:
        page = book.add_worksheet()
        page.write(0, 0, "甲")
        page.write(1_048_575, 16_383, "乙")
    assert "超出限度" in str(_refused(far).reasons)
    # The next file is read as if nothing had happened.
    good = _book(tmp_path / "名录.xlsx", [list(HEADINGS), list(ROW)])
    assert [sheet.name for sheet in read_sheets(good)] == ["说明", "名录"]
