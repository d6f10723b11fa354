"""The Chinese words of every check, and what a verifier says of what it found.

One table: the page takes its words from here, so that command and page say the same.
"""

from __future__ import annotations

import json

CHECKS = {
    "bytes": "文件写法",
    "shape": "记录格式",
    "digest": "记录摘要",
    "announcement": "公告摘要",
    "kept": "事先保存的公告",
    "sheet": "签字表上的抽取摘要",
    "next": "下一次抽取的公告",
    "time-stamp": "时间戳",
    "receipts": "各渠道的收讫",
    "secret": "密文承诺",
    "texts": "五份名单",
    "terms": "公告条件",
    "order": "先后次序",
    "sources": "随机源",
    "seed": "种子",
    "drawn": "抽中对象",
    "substitutes": "递补对象",
    "cutoffs": "入选分界",
    "cap": "检查人员任务上限",
    "inspectors": "检查人员",
    "draw-digest": "抽取摘要",
    "changes": "变更",
    "abandoned": "确认或作废",
    "previous": "上一次抽取的记录",
    "supersedes": "所接替的作废抽取",
    "results": "公示的检查结果",
    "sealed": "封存部分",
    "codes": "检查人员代号对照表",
    "applications": "变更申请",
    "photos": "照片",
}
"""Every check in its order: the key of ``--json`` and its words."""

SAYS = {
    "not-read": "{what}：{problem}",
    "differs": "记录为 {stated}，重算为 {found}",
    "announcement-digest": "「{where}」记录为 {stated}，重算为 {found}",
    "kept-other": "保存的公告摘要为 {kept}，记录中的公告为 {found}：不是同一份公告",
    "sheet-other": "签字表上为 {sheet}，记录的抽取摘要为 {found}",
    "sheet-none": "签字表上为 {sheet}，记录中没有抽取结果",
    "next-unnamed": "下一次公告没有写明承接本次抽取「{draw_id}」",
    "next-other": "下一次公告写明的{what}为 {stated}，本记录为 {found}",
    "next-overdue": "下一次公告于 {at} 发布，本记录应在 {due} 前公开，公告却没有写明它的摘要",
    "receipt-missing": "公告写明的渠道「{channel}」没有收讫",
    "receipt-unknown": "公告没有写明渠道「{channel}」",
    "receipt-other": "渠道「{channel}」收到的公告摘要为 {stated}，记录中的公告为 {found}",
    "text-missing": "缺少文件「{file}」，请与抽取记录放在一起",
    "text-size": "文件「{file}」应有 {stated} 字节，实为 {found}",
    "text-digest": "{text}：摘要公告为 {stated}，重算为 {found}",
    "text-count": "{text}：行数公告为 {stated}，实为 {found}",
    "order": "{later}（{later_at}）应{how}{earlier}（{earlier_at}）",
    "order-day": "抽取（{at}）早于公告写明的最早日期 {day}",
    "source-order": "随机源应依次为 {stated}，记录为 {found}",
    "source-twice": "随机源「{name}」写了不止一次",
    "source-unread": "随机源「{name}」没有读数",
    "source-half": "随机源「{name}」的读数和读取时间应同时有或同时没有",
    "drand-wrong": "随机源「{name}」的签名不成立",
    "seed-none": "有随机源没有读数，不能有种子",
    "row-missing": "缺少类别「{stratum}」第 {rank} 位「{id}」",
    "row-other": "类别「{stratum}」第 {rank} 位应为「{id}」，记录为「{stated}」",
    "row-ticket": "「{id}」的签号应为 {ticket}，记录为 {stated}",
    "row-more": "多出类别「{stratum}」第 {rank} 位「{id}」",
    "row-order": "没有按类别和排位的次序列出",
    "cutoff": "类别「{stratum}」应为 {found}，记录为 {stated}",
    "seats": "「{id}」的检查人员应为 {found}，记录为 {stated}",
    "change": "第 {no} 项变更：{problem}",
    "change-number": "序号应为 {found}，记录为 {stated}",
    "change-application": "申请「{number}」已用于另一项变更",
    "change-in": "应由「{found}」接替，记录为「{stated}」",
    "change-seats": "检查人员应为 {found}，记录为 {stated}",
    "change-deciders": "是该位次的第 {nth} 次变更，应由 {found} 人决定，记录为 {stated} 人",
    "neither": "既没有确认，也没有作废",
    "both": "已经作废，却有确认时间",
    "abandoned-changes": "已经作废，不应有变更",
    "abandoned-hidden": "随机源都有读数，应当列出抽取结果",
    "abandoned-shown": "有随机源没有读数，不能有抽取结果",
    "abandoned-source": "随机源「{name}」在作废（{at}）之前已到时间，不能没有读数",
    "draw-none": "没有作废，却没有抽取结果",
    "previous-unnamed": "公告没有写明承接上一次抽取",
    "previous-other": "公告写明的上一次抽取的{what}为 {stated}，该记录为 {found}",
    "previous-overdue": "上一次抽取的记录应在 {due} 前公开，公告（{at}）仍没有写明它的摘要",
    "previous-unconfirmed": "上一次抽取没有确认",
    "previous-later": "上一次抽取的确认（{earlier}）晚于本次公告（{at}）",
    "supersedes-unnamed": "公告没有写明接替哪次抽取",
    "supersedes-other": "公告写明接替的{what}为 {stated}，该记录为 {found}",
    "supersedes-standing": "所接替的抽取没有作废",
    "supersedes-later": "所接替的抽取作废（{earlier}）晚于本次公告（{at}）",
    "supersedes-secret": "与所接替的抽取用了同一密文",
    "results-file": "第 {n} 份结果：{problem}",
    "results-draw": "是「{stated}」的结果，不是本次抽取的",
    "results-batch": "第 {batch} 批出现多次",
    "results-of": "批次总数写法不一：{stated}",
    "results-beyond": "第 {batch} 批超出总批数 {of}",
    "results-abandoned": "抽取已经作废，不应有检查结果",
    "results-place": "类别「{stratum}」第 {rank} 位在检的是「{found}」，结果写的是「{stated}」",
    "results-no-place": "类别「{stratum}」第 {rank} 位没有在检对象，结果写的是「{stated}」",
    "results-twice": "类别「{stratum}」第 {rank} 位的结果出现多次",
    "results-missing": "各批结果已齐，类别「{stratum}」第 {rank} 位「{id}」没有结果",
    "confirmed-by": "没有写明由谁确认",
    "codes-other": "代号与检查人员代号名单不同",
    "codes-line": "第 {n} 行「{line}」应为代号、证号，以制表符分开",
    "codes-order": "没有按字节排序，或有重复",
    "codes-badge": "证号「{badge}」出现多次",
    "codes-digest": "摘要公告为 {stated}，重算为 {found}",
    "application": "申请「{number}」：{problem}",
    "application-twice": "出现多次",
    "application-none": "没有这份申请",
    "application-refused": "没有获准，却有变更",
    "application-unused": "获准，却没有对应的变更",
    "application-differs": "{what}与第 {no} 项变更不同",
    "application-draw": "属于另一次抽取「{draw_id}」",
    "application-order": "决定（{decided}）早于申请（{applied}）",
    "application-evidence": "没有证明材料",
    "application-deciders": "应有 {found} 人决定，记录为 {stated} 人",
    "application-people": "申请人和决定人有相同的人",
    "application-reason": "原因「{reason}」不是{kind}的原因",
    "photos-other": "照片明细与公开部分的照片摘要不同",
}
"""What is said of a fault; the braces are filled in where it is found."""

LACKS = {
    "kept": "没有给出",
    "sheet": "没有给出",
    "next": "没有给出",
    "time-stamp": "公告没有时间戳",
    "abandoned": "已经确认，没有作废",
    "previous": "没有给出",
    "no-previous": "公告写明没有上一次抽取",
    "supersedes": "没有给出",
    "no-superseded": "公告写明没有接替作废的抽取",
    "results": "没有给出",
    "sealed": "这是公开的记录，没有封存部分",
    "draw": "没有抽取结果",
    "wrong": "因有不符之处，核对不了",
}
"""Why a check had nothing to compare with, in words."""

CONFIRMED, ABANDONED = "抽取结果可以重现", "这次抽取已经作废，记录没有不符"
"""What follows where nothing is wrong."""

UNSIGNED_STAMP = "公告带有时间戳，内容相符；签名没有核对，请用时间戳机构的证书核对"
"""Where no authority's certificate was given: instead of ``Release.STAMPED``'s words, or beside those of
``Release.KEPT``."""


def say(key: str, **values: object) -> str:
    """A sentence of ``SAYS``, filled in: text as it stands, any other value as a file has it."""
    return SAYS[key].format(**{name: _shown(value) for name, value in values.items()})


def _shown(value: object) -> str:
    if value is None:
        return "无"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
