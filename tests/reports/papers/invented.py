"""An invented firm, visit and district, for the papers; and a paper read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pypdfium2
import zxingcpp

from models import item_file
from models.rules.firm_visits import VisitKind
from models.rules.papers import (
    Fault,
    Feedback,
    GroupResult,
    Head,
    Issuer,
    PaperKind,
    Rectification,
    Source,
    Stated,
    Visit,
    paper_number,
)
from models.rules.task import Task

ITEM = item_file.read((item_file.SHIPPED / "wb-01.toml").read_text(encoding="utf-8"), "wb-01.toml")
NUMBER, CODE = "350105-WB-01-2026-5-00002", "92350105MA02771653"
ISSUER = Issuer("虚构市样例区公安局", "样公（网安）", "0000-0000 0000")
ISSUED = date(2026, 9, 8)
TASK = Task(
    number=NUMBER,
    item=ITEM,
    item_version="清单第 1 版，要点 2026-2 版",
    subject="样例极光网吧三店",
    credit_code=CODE,
    premises="虚构市样例区样例路105号",
    legal_representative="张虚甲",
    industry="互联网上网服务",
    due_on=date(2026, 9, 22),
    officers=(("035049", "黄虚丙"), ("035075", "王虚戊")),
)
LONGEST = replace(
    TASK,
    subject="虚构市样例区样例镇样例极光未来数字竞技互联网上网服务有限责任公"[:30],
    premises="虚构省虚构市样例区样例镇样例中路一百零五号样例创业大厦主楼与附楼之间裙房第三层东侧三零一室至三零九室以及北侧夹层全部区域内"[
        :60
    ],
)
BASIS = (Stated("《虚构条例》第四条", checked=False), Stated("样例区实施细则第十条"))
DRAWN = Source("2026年度抽查计划第5期", drawn="2026年第5期（9—10月）")
SPECIAL = Source(
    "不在年度计划之内", ground=3, document="样公网安〔2026〕样例第117号《关于核查群众举报的通知》"
)
VISIT = Visit(TASK, DRAWN, BASIS, date(2026, 9, 1), {VisitKind.DRAWN: 1, VisitKind.SPECIAL: 1})


REMEDIES = Stated("可以自收到之日起60日内申请行政复议", checked=False)
LOGS = Fault(
    "计费系统日志只保存了92天，规定不少于180天", "服务器、计费系统日志按规定保存", "第十条第4项③"
)
RECTIFICATION = Rectification(
    ISSUED, [LOGS], date(2026, 9, 30), Stated("逾期不改正的，依法处理"), REMEDIES
)
FEEDBACK = Feedback(
    ISSUED,
    Stated("发现问题"),
    [GroupResult("实名登记", 3, 2, ()), GroupResult("安全技术措施", 6, 6, [LOGS.words])],
    "本机关将依法处理",
    "检查结果最迟于2026年10月9日公布",
    Stated("可以自公布之日起30日内提出异议", checked=False),
)


def head(kind: PaperKind, n: int | None = 5) -> Head:
    """Of an issued paper, or of a draft that has no number."""
    number = paper_number(ISSUER.short, kind, 2026, n) if kind.mark else NUMBER
    return Head(kind, ISSUER, number, NUMBER, ISSUED if n is not None else None)


def pages(pdf: bytes) -> list[str]:
    """What each page says, without blanks."""
    read = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    return ["".join(text.replace("\u200b", "").replace("\ufffe", "").split()) for text in read]


def codes(pdf: bytes) -> list[str]:
    """What a phone reads off each page."""
    return [
        code.text
        for page in pypdfium2.PdfDocument(pdf)
        for code in zxingcpp.read_barcodes(page.render(scale=2).to_numpy())
    ]
