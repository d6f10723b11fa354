"""Rosters as files: every row checked, every fault named, nothing taken from a faulty file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from models.faults import Fault, Refused
from models.rules.rosters import (
    InspectorRow,
    Problem,
    SubjectRow,
    inspector_row,
    subject_row,
)
from tasks.intake.tables import Column, Row, Table

ROWS_PER_CHUNK = 20_000
FAULTS_LISTED = 200

SUBJECT_COLUMNS = (
    Column("credit_code", ("统一社会信用代码", "社会信用代码", "信用代码", "统一代码"), code=True),
    Column("name", ("市场主体名称", "单位名称", "企业名称", "名称", "场所名称")),
    Column(
        "premises", ("住所（经营场所）", "住所(经营场所)", "经营场所", "住所", "经营地址", "地址")
    ),
    Column(
        "legal_representative",
        ("法定代表人（负责人）", "法定代表人(负责人)", "法定代表人", "负责人"),
    ),
    Column("industry", ("行业", "所属行业", "行业类别")),
    Column("status", ("经营状态", "状态", "登记状态"), required=False),
    Column("risk_class", ("风险类别", "类别", "重点对象"), required=False),
    Column("risk_reason", ("列入原因", "风险原因"), required=False),
    Column("move_reason", ("变动原因",), required=False),
    Column("region", ("行政区划", "行政区划代码"), required=False, code=True),
)
INSPECTOR_COLUMNS = (
    Column("badge_number", ("警号",), code=True),
    Column("name", ("姓名",)),
    Column("sex", ("性别",)),
    Column("unit", ("所在单位", "单位")),
    Column("post", ("职务",)),
    Column("qualified", ("执法资格", "是否具有执法资格")),
    Column("duty", ("在岗情况", "在岗状态")),
    Column("email", ("邮箱", "电子邮箱"), required=False),
    Column("recused_from", ("回避对象", "回避企业"), required=False, code=True),
)


def read_subjects(
    path: Path, region: str, headings: list[str] | None = None
) -> Iterator[list[SubjectRow]]:
    """The subjects of a file, some thousands at a time; all its ``headings`` are added to that list.

    Raises:
        Refused: at the end, with every fault, before the last rows are given.

    Duty: 12.1, 13.1 (第十二条、第十三条).
    """
    table = Table(path, SUBJECT_COLUMNS)
    if headings is not None:
        headings += table.written
    judge = _Judge(table)
    chunk: list[SubjectRow] = []
    for row in table.rows():
        subject, problems = subject_row(row.values, region)
        judge.take(row, subject.credit_code, "credit_code", problems)
        chunk.append(subject)
        if len(chunk) == ROWS_PER_CHUNK:
            if not judge.faults:
                yield chunk
            chunk = []
    judge.finish()
    yield chunk


def read_inspectors(path: Path) -> list[InspectorRow]:
    """The inspectors of a file.

    Raises:
        Refused: every fault.

    Duty: 14.1, 15.1 (第十四条、第十五条).
    """
    table = Table(path, INSPECTOR_COLUMNS)
    judge = _Judge(table)
    inspectors = []
    for row in table.rows():
        inspector, problems = inspector_row(row.values)
        judge.take(row, inspector.badge_number, "badge_number", problems)
        inspectors.append(inspector)
    judge.finish()
    return inspectors


class _Judge:
    """Collects the faults of a table, doubles among them."""

    def __init__(self, table: Table) -> None:
        self.table, self.faults, self.more = table, table.faults, 0
        self.seen: dict[str, int] = {}

    def take(self, row: Row, key: str, key_field: str, problems: list[Problem]) -> None:
        first = self.seen.setdefault(key, row.number)
        if first != row.number and key:
            problems = [*problems, (key_field, f"与第 {first} 行重复")]
        for field, expected in problems:
            if len(self.faults) >= FAULTS_LISTED:
                self.more += 1
                continue
            self.faults.append(
                Fault(
                    self.table.file,
                    expected,
                    row.sheet,
                    row.number,
                    self.table.headings[field],
                    row.values.get(field, ""),
                )
            )

    def finish(self) -> None:
        if not self.seen:
            raise Refused(faults=[Fault(self.table.file, "表头下面没有任何数据行")])
        if self.faults:
            more = [f"另有 {self.more} 处错误未列出"] if self.more else []
            ordered = sorted(self.faults, key=lambda fault: fault.row or 0)
            raise Refused(*more, faults=ordered)
