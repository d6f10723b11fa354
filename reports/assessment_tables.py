"""The assessment in words: its findings as sentences, its figures as bars and tables, the same for page,
workbook and paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.rules.charts import Bar, Cell, Table
from models.rules.deadlines import NOT_OURS
from models.rules.firm_visits import VisitKind
from reports.assessment_groups import groups
from reports.assessment_words import Values, score_in_words

MOST_FAULTS = 8


def tables(assessed: Values) -> list[Table]:
    """Every table, in the order in which it is read.

    Duty: 24.1 (第二十四条).
    """
    return [
        *_scored(assessed),
        _draws(assessed),
        _ratios(assessed),
        _in_time(assessed),
        _overdue(assessed),
        _coverage(assessed),
        _results(assessed),
        _faults(assessed),
        *groups(assessed),
    ]


def _scored(assessed: Values) -> Iterator[Table]:
    if assessed["score"] is None:
        return
    rows: list[tuple[Cell, ...]] = [
        (
            row["what"],
            row["share"]["words"] or "没有发生或未到期",
            f"{row['full']}得满分，{row['none']}不得分",
            row["most"],
            row["points"] if row["points"] is not None else "不计",
            row["article"],
        )
        for row in assessed["score"]["rows"]
    ]
    yield Table(
        "评分",
        score_in_words(assessed),
        ("考评项", "实际", "标准", "满分", "得分", "依据"),
        rows,
        note="两个比例之间按比例计分。覆盖面在年度结束后才计分。",
    )


def _draws(assessed: Values) -> Table:
    rows: list[tuple[Cell, ...]] = []
    held = due = 0
    reasons: list[str] = []
    for plan in assessed["draws"]:
        held, due = held + plan["in_time"]["n"], due + plan["in_time"]["of"]
        reasons += [
            f"{plan['item']}扣减{each['count']}次：{each['reason']}（{each['document']}，{each['recorded']}）"
            for each in plan["deductions"]
        ]
        for each in plan["periods"]:
            reasons += [
                f"{gone['draw_id']}于{gone['on']}作废：{gone['reason']}"
                for gone in each["abandoned"]
            ]
            rows.append(
                (
                    f"第{each['period']}期",
                    plan["item"],
                    each["state_name"],
                    each["announced"] or "",
                    each["drawn"] or "",
                    "" if not each["drawn"] else "有" if each["photographed"] else "缺照片",
                    each["changes"]["count"] if each["changes"] else "",
                )
            )
    missing = [draw for plan in assessed["draws"] for draw in plan["without_photographs"]]
    photos = f"；{len(missing)}次没有抽取照片（{'、'.join(missing)}）" if missing else ""
    changed = assessed["changes"]
    rate = f"；抽中的{changed['of']}处里{changed['n']}处在确认后变更过" if changed["n"] else ""
    return Table(
        "按计划抽取",
        f"应抽取{due}期，按期抽取{held}期{photos}{rate}。" if due else "还没有到期的抽取。",
        ("期", "事项", "状态", "公告", "抽取", "照片", "变更次数"),
        rows,
        note="；".join(reasons),
    )


def _ratios(assessed: Values) -> Table:
    ratios = assessed["ratios"]
    settled = [each for each in ratios if not each["out"]]
    short = sum(each["reached"] < each["due"] for each in settled)
    waiting = len(ratios) - len(settled)
    still = f"；{waiting}类还在检查" if waiting else ""
    said = (
        f"{short}类没有查够"
        if short
        else f"{len(settled)}类都查够了"
        if settled
        else "还没有查完的"
    )
    by_class: dict[tuple[str, str], list[int]] = {}
    for each in settled:
        summed = by_class.setdefault((each["stratum_name"], each["ratio"]), [0, 0])
        summed[0] += each["reached"]
        summed[1] += each["due"]
    bars = tuple(
        Bar(name, f"{reached}/{due}家（{ratio}）", min(reached, due), due, tick=due)
        for (name, ratio), (reached, due) in by_class.items()
    )
    return Table(
        "抽取比例",
        f"各期各类抽中的对象，{said}{still}。",
        ("期", "事项", "类别", "比例", "名录库", "抽中", "已检查", "状态"),
        [
            (
                each["period"],
                each["item"],
                each["stratum_name"],
                each["ratio"],
                each["subjects"],
                each["due"],
                each["reached"],
                "检查中" if each["out"] else "达到" if each["reached"] >= each["due"] else "未达到",
            )
            for each in ratios
        ],
        bars,
        "已检查：实际进行了检查的；到场而未能检查的不计。竖线为应检查的数。",
    )


def _in_time(assessed: Values) -> Table:
    kinds = assessed["in_time"]
    ours = [each for each in kinds if each["kind"] not in NOT_OURS]
    over, met, paper, late = (
        sum(each["share"]["of"] for each in ours),
        *(sum(each[part] for each in ours) for part in ("met", "on_paper", "late")),
    )
    on_paper = f"，补录为按时{paper}项" if paper else ""
    return Table(
        "期限",
        f"到期{over}项，按时{met}项{on_paper}，逾期{late}项。" if over else "还没有到期的期限。",
        ("期限", "按时", "补录为按时", "逾期", "未到期", "按时率"),
        [
            (
                each["what"],
                each["met"],
                each["on_paper"],
                each["late"],
                each["open"],
                each["share"]["words"],
            )
            for each in kinds
        ],
        tuple(
            Bar(
                each["what"],
                each["share"]["words"],
                each["met"],
                each["share"]["of"],
                each["on_paper"],
                each["late"],
            )
            for each in kinds
            if each["share"]["of"]
        ),
        "补录为按时：登记的日期没有逾期，但期满以后才登记，不算按时。"
        "提交改正材料由企业办，答复由受移送机关办，只列出，不计入本机关的合计。",
    )


def _overdue(assessed: Values) -> Table:
    listed = assessed["overdue"]
    waiting = sum(each["done"] is None for each in listed)
    return Table(
        "逾期",
        f"逾期和补录共{len(listed)}项，其中{waiting}项至今没有办。" if listed else "没有逾期的。",
        ("应办", "期限", "逾期", "办结", "企业或编号", "检查人员"),
        [
            (
                each["what"],
                each["due_on"],
                f"{each['days']}个工作日",
                each["done"] or "没有办",
                f"{each['subject']} {each['matter']}".strip(),
                each["officers"],
            )
            for each in listed
        ],
    )


def _coverage(assessed: Values) -> Table:
    rows = assessed["coverage"]
    visits = assessed["visits"]
    counted = "，".join(
        f"{words}{visits[kind]}次"
        for kind, words in (
            ("drawn", VisitKind.DRAWN.words),
            ("joint", VisitKind.JOINT.words),
            ("special", VisitKind.SPECIAL.words),
            ("rechecks", "另有复查"),
        )
        if visits[kind]
    )
    together = f"；同一次上门的另{visits['together']}件不重复计次" if visits["together"] else ""
    vain = f"；未能实地检查{visits['in_vain']}件" if visits["in_vain"] else ""
    return Table(
        "覆盖面",
        f"实际检查：{counted}{together}{vain}。" if counted else f"还没有检查{vain}。",
        ("事项", "名录库", "检查到的", "覆盖面", "已出库的另有"),
        [
            (each["item"], each["of"], each["n"], each["words"], each["left_the_roster"])
            for each in rows
        ],
    )


def _results(assessed: Values) -> Table:
    rows: list[tuple[Cell, ...]] = [(each["words"], each["n"]) for each in assessed["results"]]
    apart = [("已撤回（不计入以上）", assessed["withdrawn"]), ("其中更正过", assessed["corrected"])]
    rows += [each for each in apart if each[1]]
    return Table("检查结果", _most(assessed["results"], "件"), ("结果", "件数"), rows)


def _faults(assessed: Values) -> Table:
    faults, done = assessed["faults"], assessed["handling"]
    shown = list(faults[:MOST_FAULTS])
    if rest := sum(each["n"] for each in faults[MOST_FAULTS:]):
        shown.append({"words": "其他", "n": rest})
    most = max((each["n"] for each in shown), default=0)
    rows: list[tuple[Cell, ...]] = [("问题", each["words"], each["n"]) for each in faults]
    rows += [("处理", each["words"], each["n"]) for each in done]
    found = sum(each["n"] for each in faults)
    handled = "，".join(f"{each['words']}{each['n']}件" for each in done)
    return Table(
        "问题和处理",
        f"发现问题{found}件：{handled}。" if found else "没有发现问题。",
        ("类别", "内容", "件数"),
        rows,
        tuple(Bar(each["words"], f"{each['n']}件", each["n"], most) for each in shown),
    )


def _most(rows: Sequence[Values], unit: str) -> str:
    return (
        "，".join(f"{each['words']}{each['n']}{unit}" for each in rows) + "。"
        if rows
        else "还没有结果。"
    )
