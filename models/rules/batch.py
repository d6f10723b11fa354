"""The batch for the national credit publicity system (国家企业信用信息公示系统): what a row may hold, and
that system's own numbers for a plan and a task.

Their shape was seen in published examples (34000020171000, 340000201709041000), in no specification.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

BATCH_FIELDS: Mapping[str, str] = {
    "serial": "序号",
    "number": "任务编号",
    "credit_code": "统一社会信用代码",
    "name": "市场主体名称",
    "plan_number": "计划编号",
    "plan_name": "计划名称",
    "task_number": "抽查任务编号",
    "task_name": "抽查任务名称",
    "directed": "定向或不定向",
    "inspecting_body": "检查机关",
    "method": "检查类型",
    "visited_on": "检查完成日期",
    "item": "抽查事项",
    "result": "检查结果",
    "disposition": "处理情况",
    "version": "第几版",
    "kind": "检查意见、处理结果、更正或撤回",
    "note": "更正或撤回的说明",
}
"""What a column of the batch may hold: its name in the district file, and what stands under it."""

DIRECTED, UNDIRECTED = "定向", "不定向"


def directed(*, drawn: bool) -> str:
    """Whether a task chose its firms beforehand: one that was drawn from a whole roster did not.

    Duty: 23.1 (第二十三条).
    """
    return UNDIRECTED if drawn else DIRECTED


def plan_number(region: str, year: int, serial: int) -> str:
    """The county's 6 digits, the year, 4 digits that count its plans.

    Duty: 23.1 (第二十三条).
    """
    return f"{_county(region)}{year}{serial:04d}"


def task_number(region: str, day: date, serial: int) -> str:
    """The county's 6 digits, the day on which the task was made known, 4 digits that count the tasks
    of that day.

    Duty: 23.1 (第二十三条).
    """
    return f"{_county(region)}{day:%Y%m%d}{serial:04d}"


def _county(region: str) -> str:
    matched = re.match(r"\d{6}", region)
    assert matched is not None
    return matched[0]
