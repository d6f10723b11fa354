"""The draw record as an official A4 sheet (抽取记录): for signature, the archive and a second look."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import segno
import typst

from models.faults import Refused
from models.rules.draw.announcement import LEVELS, level
from models.rules.draw.record import Sheet
from models.rules.items import ratio_in_words

FONTS = (
    "FangSong", "STFangsong", "Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "STSong",
    "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC",
)  # fmt: skip
"""Chinese fonts, the ones official documents use first."""

SIGNATURES = ("抽取人", "见证人", "分管领导")


def draw_sheet(record: Mapping[str, Any], sheet: Sheet) -> bytes:
    """The PDF of a record.

    Raises:
        Refused: the machine has no Chinese font, or a photograph is damaged.

    Duty: 17.1, 18.1 (第十七条、第十八条).
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        template = files("reports") / "templates" / "draw_sheet.typ"
        (root / "main.typ").write_bytes(template.read_bytes())
        (root / "qr.svg").write_bytes(_qr(record))
        photos = []
        for photo in sheet.photos:
            file = f"{photo.digest}.{photo.suffix}"
            (root / file).write_bytes(photo.content)
            photos.append({"file": file, "name": photo.name, "digest": photo.digest})
        data = {**_data(record, sheet), "font": _fonts(), "photos": photos}
        (root / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        try:
            pdf = typst.compile(root / "main.typ", root=root, format="pdf", timestamp=0)
        except typst.TypstError as error:
            names = "、".join(photo.name for photo in sheet.photos) or "无照片"
            raise Refused(
                f"抽取记录排版失败，请检查照片是否完好（{names}）", code="not-rendered"
            ) from error
    if not isinstance(pdf, bytes):
        raise TypeError("typst gives a PDF as one piece of bytes")
    return pdf


def _fonts() -> list[str]:
    installed = set(typst.Fonts().families())
    fonts = [name for name in FONTS if name in installed]
    if not fonts:
        raise Refused(
            f"本机没有中文字体，不能生成抽取记录；请安装其中之一：{'、'.join(FONTS)}",
            code="no-font",
        )
    return fonts


def _qr(record: Mapping[str, Any]) -> bytes:
    """The digest as a QR code: what a phone reads can be compared with the file's."""
    text = f"ssj-draw-record/1 {record['announcement']['draw_id']} {record['digest']}"
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=2)
    return out.getvalue()


def _data(record: Mapping[str, Any], sheet: Sheet) -> dict[str, Any]:
    announced, assured = record["announcement"], level(record["announcement"]["sources"])
    names = {stratum: stated["name"] for stratum, stated in announced["strata"].items()}
    left_out = announced["ineligible"]["by_reason"].items()
    return {
        "title": f"抽取记录 {announced['draw_id']}",
        "brigade": sheet.brigade,
        "draw_id": announced["draw_id"],
        "digest": record["digest"],
        "unsigned": "" if record["photos"] else "尚缺抽取过程照片，记录不完整（第十八条）",
        "announced": [
            (
                "依据",
                f"{announced['regulation']['name']}（{announced['regulation']['version']} 版）",
                False,
            ),
            ("抽查事项", f"{announced['item']['code']} {announced['item']['name']}", False),
            ("公告日期", sheet.announced_on, False),
            ("市场主体名录", f"可抽取 {announced['subjects']['count']} 家", False),
            ("名录摘要", announced["subjects"]["digest"], True),
            ("未参加抽取", "、".join(f"{why} {n} 家" for why, n in left_out) or "无", False),
            ("检查人员", f"{announced['inspectors']['count']} 人参加抽取", False),
            ("公告摘要", record["announcement_digest"], True),
            ("密文承诺", announced["commitment"], True),
        ],
        "drawn_how": [
            ("抽取日期", sheet.drawn_on, False),
            ("随机源", "；".join(record["sources"]) or "仅封存的密文", False),
            ("种子", record["seed"], True),
            ("确认", sheet.confirmed, False),
        ],
        "strata": [
            [
                *_plain(
                    stated["name"],
                    stated["count"],
                    ratio_in_words(stated["ratio"]),
                    stated["sample_size"],
                    stated["substitutes"],
                ),
                _code(record["cutoffs"].get(stratum, "")),
            ]
            for stratum, stated in announced["strata"].items()
        ],
        "drawn": [
            [
                *_place(entry, names, sheet),
                *_plain("\n".join(sheet.officers[code] for code in entry["inspectors"])),
            ]
            for entry in record["drawn"]
        ],
        "substitutes": [_place(entry, names, sheet) for entry in record["substitutes"]],
        "changes": [_change(change, record, sheet) for change in record["replacements"]],
        "assurance": f"第 {assured} 级：{LEVELS[assured]}。",
        "proof": [
            ("记录摘要", record["digest"], True),
            ("留痕链头", record["audit_head"], True),
            (
                "算法",
                f"ssj-draw/1，{announced['suite']}；凭抽取记录文件可用核验页面或命令重算全部结果",
                False,
            ),
        ],
        "signatures": SIGNATURES,
    }


def _place(
    entry: Mapping[str, Any], names: Mapping[str, str], sheet: Sheet
) -> list[dict[str, Any]]:
    return [
        *_plain(names[entry["stratum"]], entry["rank"], sheet.names.get(entry["id"], "")),
        _code(entry["id"]),
        _code(f"{entry['ticket'][:10]}…"),
    ]


def _change(change: Mapping[str, Any], record: Mapping[str, Any], sheet: Sheet) -> str:
    """One change in words, with its reason where the record is the sealed one."""
    applications = record.get("sealed", {}).get("applications", [])
    reasons = [a["reason"] for a in applications if a["number"] == change["application"]]
    why = "".join(f"原因：{reason}。" for reason in reasons)
    officers = "、".join(sheet.officers[code] for code in change["inspectors"])
    decided = f"{change['decided_on']} 经分管领导决定（申请 {change['application']}），"
    if change.get("substitute"):
        old, new = (
            f"{sheet.names.get(id_, '')}（{id_}）"
            for id_ in (change["replaced"], change["substitute"])
        )
        return f"{decided}{old}由{new}递补，检查人员：{officers}。{why}"
    subject = f"{sheet.names.get(change['subject'], '')}（{change['subject']}）"
    return f"{decided}{subject}的检查人员{sheet.officers[change['inspector']]}变更，现为：{officers}。{why}"


def _plain(*values: object) -> list[dict[str, Any]]:
    return [{"text": str(value), "code": False} for value in values]


def _code(value: str) -> dict[str, Any]:
    return {"text": value, "code": True}
