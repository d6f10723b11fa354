"""What happened in the sample cycle, and where to look."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from flows.sample.afterwards import results
from flows.sample.cycle import DECIDED
from flows.sample.people import PERIOD, REGION, YEAR
from models.rules.file_names import check_page
from models.rules.inspection import InspectionState
from tasks.base import audit
from tasks.base.step import Result
from tasks.overview import cycles

PAGES = {
    "rectified": "改正、企业说明",
    "corrected": "更正",
    "withdrawn": "异议成立、撤回",
    "closed": "已停业",
    "listed": "列入黑名单",
}
"""What a person finds on the page of each firm."""

CELLS = 16
"""The width of what stands before a file's name."""


def summary(folder: Path) -> Result:
    """What happened and where to look."""
    cycle = cycles.cycle(REGION, YEAR, PERIOD, DECIDED)
    checked = audit.verify()
    site = folder / "site" / REGION
    records = sorted(site.glob("draw-*.json"))
    return {
        "draw_id": cycle["draw"]["draw_id"],
        "states": cycle["states"],
        "late_returns": sum(row["late_return"] for row in cycle["inspections"]),
        "outcomes": dict(Counter(row["outcome"] for row in cycle["inspections"] if row["outcome"])),
        "audit": checked,
        "public_page": str(site / "index.html"),
        "lists_page": str(site / "lists.html"),
        "firms": {
            became: {**each._asdict(), "page": str(site / "firms" / f"{each.credit_code}.html")}
            for became, each in results()._asdict().items()
        },
        "record_forms": str(folder / "task_sheets"),
        "outbox": str(folder / "outbox"),
        "draw_record": str(records[-1]) if records else None,
        "check_page": str(site / check_page(f"{records[-1].stem}.html")) if records else None,
    }


def in_words(shown: Result) -> str:
    """The summary for a person."""
    states = "，".join(
        f"{state.words} {shown['states'][state]}"
        for state in InspectionState
        if state in shown["states"]
    )
    outcomes = "，".join(f"{k} {n}" for k, n in shown["outcomes"].items())
    sound = "未被改动" if shown["audit"]["sound"] else "有问题，请运行 ssj audit verify"
    firms = shown["firms"]
    pages = "\n".join(
        f"  {words}{' ' * (CELLS - 2 * len(words))}{firms[became]['page']}"
        for became, words in PAGES.items()
    )
    return f"""
样例期已走完（名录、人员、结果均为虚构）
  抽取    {shown["draw_id"]}
  任务    {states}
  结果    {outcomes}；逾期回传 {shown["late_returns"]}
  此后    {firms["corrected"]["name"]}的结果更正；{firms["rectified"]["name"]}提交说明；
          {firms["withdrawn"]["name"]}对拟列入黑名单的异议成立，结果撤回；{firms["listed"]["name"]}列入黑名单
  留痕    {shown["audit"]["events"]} 条，{sound}

看这里
  公示网页        {shown["public_page"]}
{pages}
  信用名单        {shown["lists_page"]}
  任务单和登记表  {shown["record_forms"]}
  发出的消息      {shown["outbox"]}
  抽取记录        {shown["draw_record"]}
  查一家、核验    {shown["check_page"]}（带有抽取记录，不联网）

接着试
  核验抽取        .venv/bin/ssj draw verify {shown["draw_record"]}
  签字归档        .venv/bin/ssj draw record {shown["draw_id"]} --out 记录.json --pdf 抽取记录.pdf
  核验留痕        .venv/bin/ssj audit verify --head {shown["audit"]["head"][:16]}…（全文见 ssj audit verify）
  各任务进度      .venv/bin/ssj cycle show --as-of {DECIDED}
  流程看板        .venv/bin/ssj serve，然后用浏览器打开 http://127.0.0.1:4200"""
