"""The invented district with its two items, each with its own rosters, plan, draw and forms."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from stdnum.cn import uscc

from models import district, item_file
from models.clock import held_at
from models.rules.checklist import Checklist
from tasks.draw.confirm import confirm
from tasks.draw.photos import attach_photo
from tasks.draw.run import run
from tasks.inspect.dispatch import dispatch
from tasks.lists.version import import_items
from tasks.plan.annual import approve_plan, make_plan
from tasks.rosters.refresh import refresh_roster
from tasks.setup.prepare import prepare
from tests import walk
from tests.conftest import SAMPLES
from tests.walk import CLERK, LEADER

REGION = "359901"
NEW_YEAR, DRAW_DAY, VISIT, RECEIVED = (
    date(2026, 1, 5),
    date(2026, 7, 1),
    date(2026, 7, 7),
    date(2026, 7, 9),
)
PERIOD = 3
SUBJECTS = {"YL-01": 40, "YL-02": 23}
"""Of each item's roster; a tenth is drawn (样例办法第八条): 4 and 3."""

FIELDS = (
    "name",
    "legal_basis",
    "inspecting_body",
    "objects",
    "ratio",
    "frequency",
    "method",
    "content",
)


def items() -> dict[str, Checklist]:
    """The district's item files."""
    read = [item_file.read(path.read_text("utf-8"), path.name) for path in item_file.shipped()]
    return {item.code: item for item in read if item.code in SUBJECTS}


def _table(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows(rows)
    return path


def item_list(home: Path) -> Path:
    """Both items: one of the single list, one of the joint."""
    headings = ["事项名称", "抽查依据", "抽查主体", "抽查对象", "抽查比例", "抽查频次", "抽查方式", "抽查内容"]  # fmt: skip
    rows = [["事项编号", *headings, "清单类别"]]
    for (code, item), kind in zip(items().items(), ("单一部门", "跨部门联合"), strict=True):
        rows.append([code, *(item.elements[field] for field in FIELDS), kind])
    return _table(home / "清单.csv", rows)


def subjects(home: Path, code: str) -> Path:
    """An item's own subjects."""
    rows = [
        ["统一社会信用代码", "市场主体名称", "住所（经营场所）", "法定代表人（负责人）", "行业"]
    ]
    for n in range(SUBJECTS[code]):
        body = f"92{REGION}MA{int(code[-1]) * 1_000_000 + n:07d}"
        rows.append(
            [
                body + uscc.calc_check_digit(body),
                f"样例{code}场所{n}（虚构）",
                f"样例路{n}号",
                "林样甲",
                "样例业",
            ]
        )
    return _table(home / f"{code}-对象.csv", rows)


def inspectors(home: Path) -> Path:
    """The same eight officers inspect both."""
    rows = [["警号", "姓名", "性别", "所在单位", "职务", "执法资格", "在岗情况", "邮箱"]]
    rows += [
        [
            f"0{41000 + n}",
            f"样虚{n}",
            "男",
            "样例大队",
            "警长",
            "是",
            "在岗",
            f"i{n}@example.invalid",
        ]
        for n in range(8)
    ]
    return _table(home / "人员.csv", rows)


def dispatched(home: Path) -> dict[str, str]:
    """Both items announced, drawn, confirmed and dispatched; item code -> draw id."""
    with held_at(NEW_YEAR):
        prepare(NEW_YEAR, district.SHIPPED / "example.toml")
        import_items(item_list(home), REGION, NEW_YEAR, CLERK)
        for code in SUBJECTS:
            make_plan(REGION, 2026, NEW_YEAR, CLERK, item_code=code)
            approve_plan(REGION, 2026, NEW_YEAR, LEADER, item_code=code)
    draws = {}
    with held_at(DRAW_DAY):
        for code in SUBJECTS:
            for kind, path in (
                ("subjects", subjects(home, code)),
                ("inspectors", inspectors(home)),
            ):
                refresh_roster(kind, path, REGION, DRAW_DAY, CLERK, item_code=code)
            draws[code] = walk.announced(DRAW_DAY, PERIOD, region=REGION, item_code=code)
            run(draws[code], DRAW_DAY, CLERK)
            attach_photo(draws[code], SAMPLES / "抽取现场-1.png", DRAW_DAY, CLERK)
            confirm(draws[code], DRAW_DAY, LEADER)
            dispatch(draws[code], DRAW_DAY, CLERK)
    return draws
