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
from models.rules.draw.level import LEVELS, level
from models.rules.draw.reasons import WORDS, ChangeKind
from models.rules.draw.sheet import Sheet
from models.rules.draw.sources import source_in_words
from models.rules.items import ratio_in_words
from models.rules.order import moment_in_words

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
    """The draw's digest as a QR code: what a phone reads can be compared with the file's."""
    text = f"ssj-draw-record/2 {record['announcement']['draw_id']} {record['draw_digest']}"
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=2)
    return out.getvalue()


def _data(record: Mapping[str, Any], sheet: Sheet) -> dict[str, Any]:
    announced, drawn = record["announcement"], record["draw"]
    strata = {stated["code"]: stated["name"] for stated in announced["strata"]}
    return {
        "title": f"抽取记录 {announced['draw_id']}",
        "brigade": sheet.brigade,
        "subject": announced["item"]["name"],
        "draw_id": announced["draw_id"],
        "digest": record["draw_digest"],
        "unsigned": "" if record["photos"] else "尚缺抽取过程照片，记录不完整（第十八条）",
        "drawn": [
            (
                strata[entry["stratum"]],
                str(entry["rank"]),
                sheet.names.get(entry["id"], ""),
                entry["id"],
                [sheet.officers[code] for code in entry["inspectors"]],
            )
            for entry in drawn["drawn"]
        ],
        "how": _how(record, sheet),
        "strata": [
            _said(
                stated["name"],
                stated["count"],
                ratio_in_words(stated["ratio"]),
                stated["sample_size"],
                stated["substitutes"],
            )
            for stated in announced["strata"]
        ],
        "substitutes": [
            [
                *_said(strata[entry["stratum"]], entry["rank"], sheet.names.get(entry["id"], "")),
                ("code", entry["id"]),
            ]
            for entry in drawn["substitutes"]
        ],
        "changes": [_change(change, sheet) for change in record["changes"]],
        "proof": _proof(record, strata),
        "signatures": SIGNATURES,
    }


Fact = tuple[str, tuple[str, str]]
"""A label, and what stands beside it: its kind (``text``, ``code``, ``digest``) and itself."""


def _how(record: Mapping[str, Any], sheet: Sheet) -> list[Fact]:
    announced, drawn = record["announcement"], record["draw"]
    read = [(source["name"], source["value"]) for source in record["sources"]]
    assured = level(read, sheet.verified).level
    left_out = [
        f"{WORDS['ineligible'][each['reason']]} {each['count']} 家"
        for each in announced["ineligible"]["by_reason"]
    ]
    told = {
        "依据": f"{sheet.rule}（{announced['regulation']['version']} 版）",
        "抽查事项": f"{announced['item']['code']} {announced['item']['name']}",
        "公告日期": sheet.announced_on,
        "公告送达": _received(record, sheet),
        "市场主体名录": f"可抽取 {announced['subjects']['count']} 家；"
        f"未参加抽取：{'、'.join(left_out) or '无'}",
        "检查人员": f"{announced['inspectors']['count']} 人参加抽取",
        "随机源": "；".join(f"{source_in_words(n)} {v}" for n, v in read) or "仅封存的密文",
        "抽取": f"{sheet.drawn_on}（{moment_in_words(drawn['drawn_at'])}）",
        "确认": f"{sheet.confirmed}（{moment_in_words(drawn['confirmed_at'])}）",
        "可信程度": f"第 {assured} 级（共 3 级）：{LEVELS[assured]}。",
    }
    return [(label, ("words", said)) for label, said in told.items()]


def _proof(record: Mapping[str, Any], strata: Mapping[str, str]) -> list[Fact]:
    announced, drawn = record["announcement"], record["draw"]
    digests = {
        "抽取摘要": record["draw_digest"],
        "公告摘要": record["announcement_digest"],
        "名录摘要": announced["subjects"]["digest"],
        "密文承诺": announced["commitment"],
        "种子": drawn["seed"],
        **{f"{strata[each['stratum']]}入选分界": each["ticket"] for each in drawn["cutoffs"]},
        "留痕链头": record["audit_head"],
    }
    how = (
        f"ssj-draw/2，{announced['suite']}；凭抽取记录文件可用核验页面或命令重算全部结果，"
        "核验时以 --sheet 写明本页的抽取摘要"
    )
    return [
        *((label, ("digest", said)) for label, said in digests.items()),
        ("算法", ("words", how)),
    ]


def _received(record: Mapping[str, Any], sheet: Sheet) -> str:
    return "；".join(
        f"{sheet.channels.get(each['channel'], each['channel'])} "
        f"{moment_in_words(each['received_at'])}"
        for each in record["receipts"]
    )


def _change(change: Mapping[str, Any], sheet: Sheet) -> str:
    """One change in words, with its reason."""
    roles = "、".join(WORDS["role"][role] for role in change["deciders"])
    decided = (
        f"{moment_in_words(change['decided_at'])} 经{roles}决定（申请 {change['application']}），"
    )
    why = f"原因：{WORDS['leaves'][change['reason']]}。"
    officers = "、".join(sheet.officers[code] for code in change["inspectors"])
    subject = _named(change["subject"], sheet)
    if change["kind"] == ChangeKind.INSPECTOR:
        return f"{decided}{subject}的检查人员{sheet.officers[change['out']]}变更，现为：{officers}。{why}"
    if change["in"] is None:
        return f"{decided}{subject}不再检查，没有可递补的对象，该位置空缺。{why}"
    return f"{decided}{subject}由{_named(change['in'], sheet)}递补，检查人员：{officers}。{why}"


def _named(id_: str, sheet: Sheet) -> str:
    return f"{sheet.names.get(id_, '')}（{id_}）"


def _said(*values: object) -> list[tuple[str, str]]:
    return [("words", str(value)) for value in values]
