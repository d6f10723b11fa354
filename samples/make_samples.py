"""Write the sample files. Everything in them is invented: no such firm, officer or number exists.

Run from the checkout: ``python samples/make_samples.py``. The result is committed; it is the same
every time.
"""

from __future__ import annotations

import csv
import struct
import zlib
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from stdnum.cn import uscc

HERE = Path(__file__).parent
REGION = "350105"
NAMES = [
    "星河",
    "云帆",
    "极光",
    "蓝鲸",
    "飞鸟",
    "银杏",
    "海岸",
    "青木",
    "北斗",
    "晨曦",
    "远航",
    "雨林",
    "白鹭",
    "潮汐",
    "赤霞",
    "麦田",
]
STREETS = ["罗星西路", "儒江东路", "沿山西路", "君竹路", "快安大道", "亭江中路"]
SURNAMES = "林陈黄郑王李吴张"
HEADINGS = [
    "序号",
    "统一社会信用代码",
    "市场主体名称",
    "住所（经营场所）",
    "法定代表人（负责人）",
    "行业",
    "经营状态",
    "风险类别",
    "列入原因",
    "变动原因",
]


def credit_code(number: int) -> str:
    """An invented code of the region with a valid check character."""
    body = f"92{REGION}MA{number:07d}"
    return body + uscc.calc_check_digit(body)


def subject(n: int) -> list[str]:
    """The ``n``-th invented internet cafe."""
    status, risk, reason = "正常", "一般", ""
    if n in (11, 37):
        status = "停业"
    if n in (5, 17, 29, 41):
        risk, reason = "重点", "上一年度被投诉举报较多（虚构）"
    if n in (8, 33):
        risk, reason = "必查", "上一年度有严重违法记录（虚构）"
    name = NAMES[(n - 1) % len(NAMES)]
    branch = "一二三"[(n - 1) // len(NAMES)]
    return [
        credit_code(n * 7919),
        f"样例{name}网吧{branch}店",
        f"福州市马尾区{STREETS[n % len(STREETS)]}{n * 3}号（虚构）",
        f"{SURNAMES[n % len(SURNAMES)]}样{'甲乙丙丁戊己庚辛壬癸'[n % 10]}",
        "互联网上网服务",
        status,
        risk,
        reason,
        "",
    ]


def write_roster(name: str, rows: list[list[object]]) -> None:
    """A roster as it arrives: merged title, notes above the headings, a total below."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "市场主体名录库"
    sheet.append(["马尾区互联网上网服务营业场所市场主体名录库（样例，均为虚构）"])
    sheet.merge_cells("A1:J1")
    sheet["A1"].font = Font(bold=True, size=16)
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet.append(["填报单位：虚构市场监督管理所　　填报日期：2026年8月25日"])
    sheet.append(["说明：统一社会信用代码一列为文本"])
    sheet.append([])
    sheet.append(HEADINGS)
    for n, row in enumerate(rows, start=1):
        sheet.append([n, *row])
    sheet.append(["合计", f"{len(rows)}家"])
    for letter, width in zip("ABCDEFGHIJ", (6, 22, 22, 36, 14, 16, 10, 10, 30, 16), strict=True):
        sheet.column_dimensions[letter].width = width
    fixed = datetime(2026, 8, 25)  # noqa: DTZ001  (a file's own date)
    workbook.properties.created = workbook.properties.modified = fixed
    workbook.save(HERE / name)


def write_inspectors() -> None:
    """The inspectors, as another system exports them: GB18030 csv."""
    rows = []
    for n in range(1, 9):
        rows.append(
            [
                f"0{35010 + n * 13}",
                f"{SURNAMES[n - 1]}虚{'甲乙丙丁戊己庚辛'[n - 1]}",
                "女" if n in (3, 6) else "男",
                "马尾区公安局网安大队（样例）",
                "三级警长" if n % 2 else "一级警员",
                "是",
                "在岗",
                f"inspector{n}@example.invalid",
                f"{credit_code(20 * 7919)}（亲属关系）" if n == 4 else "",
            ]
        )
    with (HERE / "执法检查人员名录库.csv").open("w", encoding="gb18030", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(["执法检查人员名录库（样例，均为虚构）"])
        writer.writerow(
            ["警号", "姓名", "性别", "所在单位", "职务", "执法资格", "在岗情况", "邮箱", "回避对象"]
        )
        writer.writerows(rows)


def write_items() -> None:
    """The item list with the eight elements of 第七条."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "事项清单"
    sheet.append(["随机抽查事项清单（样例）"])
    sheet.merge_cells("A1:J1")
    sheet.append(
        [
            "事项编号",
            "事项名称",
            "抽查依据",
            "抽查主体",
            "抽查对象",
            "抽查比例",
            "抽查频次",
            "抽查方式",
            "抽查内容",
            "清单类别",
        ]
    )
    sheet.append(
        [
            "WB-01",
            "互联网上网服务营业场所安全监督检查",
            "《互联网上网服务营业场所管理条例》",
            "马尾区公安局网安大队（样例）",
            "辖区内互联网上网服务营业场所",
            "5%",
            "每年6次，每两个月1次",
            "实地检查",
            "基础资料、实名登记、有害信息清理、安全技术措施",
            "单一部门",
        ]
    )
    sheet.append(
        [
            "LH-01",
            "互联网上网服务营业场所跨部门联合检查",
            "《互联网上网服务营业场所管理条例》",
            "马尾区公安局网安大队、区文旅局（样例）",
            "辖区内互联网上网服务营业场所",
            "5%",
            "每年1次",
            "实地检查",
            "经营资质、实名登记、消防安全",
            "跨部门联合",
        ]
    )
    fixed = datetime(2026, 1, 5)  # noqa: DTZ001
    workbook.properties.created = workbook.properties.modified = fixed
    workbook.save(HERE / "随机抽查事项清单.xlsx")


def write_photo(name: str, shade: int) -> None:
    """A plain picture standing in for a photograph of the draw."""
    width, height = 320, 200
    line = b"\x00" + bytes(
        channel for x in range(width) for channel in (shade, (x * 255) // width, 255 - shade)
    )
    raw = zlib.compress(line * height, 9)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    (HERE / name).write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", raw) + chunk(b"IEND", b"")
    )


def main() -> None:
    """Write every sample file."""
    rows: list[list[object]] = [list(subject(n)) for n in range(1, 49)]
    write_roster("市场主体名录库.xlsx", rows)
    changed = [list(row) for row in rows if row[0] != credit_code(24 * 7919)]
    changed[2][3] = "陈样新"
    changed[9][1] = "样例晨曦网咖一店"
    new = [credit_code(49 * 7919), "样例新月网吧一店", "福州市马尾区君竹路147号（虚构）"]
    changed.append([*new, "林样新", "互联网上网服务", "正常", "一般", "", "新设立"])
    write_roster("市场主体名录库-变更.xlsx", changed)
    wrong = [list(row) for row in rows[:6]]
    wrong[0][0] = 923501050000000000
    wrong[1][0] = str(wrong[1][0])[:-1] + ("1" if str(wrong[1][0])[-1] != "1" else "2")
    wrong[2][1] = ""
    wrong[3][5] = "经营困难"
    wrong[4][7] = ""
    wrong[5][0] = wrong[3][0]
    write_roster("市场主体名录库-有误.xlsx", wrong)
    write_inspectors()
    write_items()
    write_photo("抽取现场-1.png", 60)
    write_photo("抽取现场-2.png", 160)


if __name__ == "__main__":
    main()
