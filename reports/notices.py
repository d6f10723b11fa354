"""Short texts for the dashboard, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.rules.draw.announcement import LEVELS, level

STATES = (
    ("dispatched", "待检查回传"),
    ("returned", "已回传待公示"),
    ("published", "已公示"),
    ("archived", "已归档"),
    ("replaced", "已被替换"),
)


def cycle_in_words(told: Mapping[str, Any]) -> str:
    """One line that says how a cycle stands."""
    head = f"{told['district']} {told['year']} 年第 {told['period']} 期，截至 {told['as_of']}："
    if told["draw"] is None:
        return head + "尚未抽取。"
    counts = [
        f"{name} {told['states'][state]}" for state, name in STATES if told["states"].get(state)
    ]
    late = f"；其中逾期未回传 {told['overdue']}" if told["overdue"] else ""
    return head + "，".join([told["draw"]["state_name"], *counts]) + late + "。"


def draw_in_words(draw: Mapping[str, Any]) -> str:
    """The draw as Markdown. Who was drawn is not said: firms would learn who is coming."""
    reached = level(draw["sources"])
    lines = [
        f"# 抽取 {draw['draw_id']}",
        "",
        f"**{draw['state_name']}**"
        + (f"（{draw['confirmed_by']}）" if draw["confirmed_by"] else ""),
        "",
        "| 类别 | 名录 | 比例 | 抽取 | 公布的递补 |",
        "| --- | ---: | ---: | ---: | ---: |",
        *(
            f"| {s['name']} | {s['count']} | {s['ratio']} | {s['sample_size']} | {s['substitutes']} |"
            for s in draw["strata"].values()
        ),
        "",
        f"- 检查人员：{draw['inspectors']} 人参加抽取"
        + (f"，每人至多 {draw['cap']} 件" if draw["cap"] is not None else ""),
        f"- 未参加抽取：{'、'.join(f'{k} {v} 家' for k, v in draw['ineligible'].items()) or '无'}",
        f"- 名录摘要：`{draw['subjects']['digest']}`",
        f"- 公告摘要：`{draw['announcement_digest']}`",
        f"- 密文承诺：`{draw['commitment']}`",
        f"- 可信程度：第 {reached} 级，{LEVELS[reached]}",
        f"- 照片：{draw['photos']} 张" + ("" if draw["complete"] else "（**尚无照片，不能归档**）"),
    ]
    return "\n".join(lines)
