"""The twelve check points of 第十条 and what is measured at each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["count", "yes_no", "date", "text", "text_list"]


@dataclass(frozen=True, slots=True)
class Measure:
    """Something observed on site; ``kind`` says how it is written down."""

    code: str
    label: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class CheckPoint:
    """One point, in its group, with what is measured for it."""

    code: str
    group: str
    label: str
    measures: tuple[Measure, ...] = ()


PARTICULARS, REAL_NAME = "基础资料", "实名登记"
HARMFUL, TECHNICAL = "有害信息", "安全技术措施"

CHECK_POINTS: tuple[CheckPoint, ...] = (
    CheckPoint(
        "A1",
        PARTICULARS,
        "内网 IP 地址末位与机器编号一致",
        (Measure("terminals", "抽查机器（编号-IP 末位）", "text_list"),),
    ),
    CheckPoint("A2", PARTICULARS, "招牌含营业执照登记的名称"),
    CheckPoint("A3", PARTICULARS, "经营地址与营业执照一致"),
    CheckPoint("A4", PARTICULARS, "终端、服务器、面积与证照一致"),
    CheckPoint("B1", REAL_NAME, "没有一机多人上网"),
    CheckPoint(
        "B2",
        REAL_NAME,
        "上网人员逐人如实登记",
        (
            Measure("customers", "核对上网人员（人）", "count"),
            Measure("customers_unmatched", "其中与登记不符（人）", "count"),
        ),
    ),
    CheckPoint("B3", REAL_NAME, "没有使用公用上网卡"),
    CheckPoint("C1", HARMFUL, "没有制作、查阅、传播有害信息"),
    CheckPoint(
        "D1",
        TECHNICAL,
        "没有双计费系统、双线路",
        (
            Measure("headcount", "现场上网人数", "count"),
            Measure("registered", "系统登记人数", "count"),
        ),
    ),
    CheckPoint(
        "D2",
        TECHNICAL,
        "安全审计、视频系统正常运行",
        (
            Measure("listed", "控制台在线顾客数", "count"),
            Measure("red", "其中红色条目数", "count"),
        ),
    ),
    CheckPoint(
        "D3",
        TECHNICAL,
        "日志按规定保存",
        (Measure("log_days", "日志保存天数", "count"),),
    ),
    CheckPoint(
        "D4",
        TECHNICAL,
        "配备安全员且证书有效",
        (Measure("certificate_expires", "安全员证书有效期至", "date"),),
    ),
)
"""Duty: 10.1 (第十条)."""

BY_CODE = {point.code: point for point in CHECK_POINTS}
MEASURES = {measure.code: measure for point in CHECK_POINTS for measure in point.measures}

CONFORM, NON_CONFORM, NOT_APPLICABLE = "conform", "non_conform", "not_applicable"
ANSWERS = {"符合": CONFORM, "不符合": NON_CONFORM, "不适用": NOT_APPLICABLE}
ANSWER_NAMES = {code: name for name, code in ANSWERS.items()}

NON_COOPERATION = {
    1: "拒绝检查人员或其委托的专业机构进入",
    2: "拒绝提供相关材料",
    3: "不如实反映情况或提供材料",
    4: "其他阻扰、妨碍检查的行为",
    5: "其他情形",
}
"""The five kinds of 第二十二条."""
