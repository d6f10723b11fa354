"""District files of earlier formats, brought up to today's: a text that was loaded stays readable.

A text is kept as it was loaded and read again whenever something decided under it is asked for. A
key that is added, renamed or taken away is a new format, and here stands how the format before it
becomes the next; the texts of every released format stand in ``tests/models/released``. What may be
left out, and then means what every text before meant, is none.

Duty: 25.1 (第二十五条).
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from models.rules.batch import BATCH_FIELDS

CURRENT = "ssj-district/4"

# Units and meanings of the numbers of ssj-district/1, which stated value and article only.
STATED_SINCE_2: dict[str, tuple[str, str]] = {
    "draw.periods_per_year": ("次", "每年抽查几次，全年按此平分为各期"),
    "draw.floor_ratio": ("占比", "每次抽取的对象不得低于名录库在业对象的这一比例"),
    "draw.floor_subjects": ("家", "按比例不足此数时，也至少抽取这么多家"),
    "draw.minimum_inspectors": ("人", "执法检查人员名录库至少要有几人"),
    "draw.inspectors_per_subject": ("人", "每家抽中对象随机匹配几名检查人员"),
    "draw.load_slack": ("家", "检查人员承担的家数可以比平均数多出几家"),
    "draw.substitutes_per_drawn": ("家", "每抽中一家，随抽取结果公布几家递补对象"),
    "draw.strata.key": ("占比", "重点对象的抽取比例；事项清单的比例更高时从其规定"),
    "draw.strata.must": ("占比", "必查对象的抽取比例；事项清单的比例更高时从其规定"),
    "inspection.return_within": ("个工作日", "派发检查任务之后多久内应交回登记表"),
    "inspection.remind_before": ("个工作日", "距交回期限还剩几个工作日时提醒检查人员"),
    "inspection.remind_overdue_every": ("个工作日", "逾期未交回的，每隔几个工作日催办一次"),
    "inspection.minimum_officers": ("人", "到场检查的执法人员至少几人"),
    "publication.results_within": ("个工作日", "检查结束之后多久内应公示抽查结果"),
    "publication.results_lead": ("个工作日", "公示期限届满前几个工作日开始制作公示包"),
    "publication.item_list_within": ("个工作日", "制修订事项清单之后多久内应公布"),
    "publication.warn_before": ("个工作日", "公示期限还剩几个工作日时提醒"),
    "credit.violation_months": ("个月", "违法记录的影响自检查之日起持续多久"),
    "credit.non_cooperation_months": ("个月", "不予配合记录的影响自检查之日起持续多久"),
    "credit.clean_months": ("个月", "未发现问题记录的影响自检查之日起持续多久"),
    "credit.blacklist_violations": ("次", "累计违法几次提出列入黑名单"),
    "credit.blacklist_within_months": ("个月", "多久之内累计的违法次数才计入"),
    "credit.honour_clean": ("次", "累计几次未发现问题提出列入红名单"),
    "credit.honour_within_months": ("个月", "多久之内累计的未发现问题次数才计入"),
}
COUNTED_FROM = "抽查结果的公示期限自何时起算：visit 各家检查之日，end 本次检查全部结束之日"
NEW_IN_2: dict[str, Any] = {
    "sources": "drand",
    "record_within": {
        "value": 20,
        "unit": "个工作日",
        "article": "第十八条、第二十三条（本级自定）",
        "meaning": "一期结束之后多久内必须公布抽取记录，检查未全部交回的也公布",
    },
    "photographs_before_confirming": {
        "value": True,
        "unit": "是否",
        "article": "第十八条",
        "meaning": "确认抽取结果之前是否须已附抽取照片",
    },
    "second_decision_after": {
        "value": 2,
        "unit": "次",
        "article": "第十八条第二款（本级自定）",
        "meaning": "同一位置变更超过几次之后，每次须由两名不同职务的领导决定",
    },
}
"""What the draw of ssj-district/1 did not state, and its channels: every site's."""

ANNOUNCED_ON = {
    "unit": "渠道",
    "article": "第三条、第十七条（本级自定）",
    "meaning": "抽取公告送达哪些渠道之后方可抽取",
}
NEW_IN_3: dict[str, Any] = {
    "handled_within": {
        "value": 60,
        "unit": "个工作日",
        "article": "第二十一条、第二十三条（本级自定）",
        "meaning": "公示时正在处理的，自公示件制作之日起多久内应再公布结果",
        "checked": False,
    },
    "handling_published_within": {
        "value": 7,
        "unit": "个工作日",
        "article": "第二十三条；国办发〔2018〕118号",
        "meaning": "作出处理决定之后多久内应公示处理结果",
        "checked": False,
    },
    "amended_within": {
        "value": 5,
        "unit": "个工作日",
        "article": "第二十三条（本级自定）",
        "meaning": "决定更正或撤回之后多久内应公布",
    },
    "amendment_needs_two": {
        "value": False,
        "unit": "是否",
        "article": "第二十三条（本级自定）",
        "meaning": "更正或撤回是否须由一人提出、另一人决定",
    },
}
"""What was not told of publication before results had versions."""

HANDLING_IN_4: dict[str, Any] = {
    "rectify_within": {
        "value": 15,
        "unit": "日",
        "article": "第二十一条（本级自定）",
        "meaning": "责令改正没有另定日期的，自责令之日起多久内应改正并提交材料",
        "checked": False,
    },
    "recheck_within": {
        "value": 10,
        "unit": "个工作日",
        "article": "第二十一条（本级自定）",
        "meaning": "提交改正材料之后，没有提交的自改正期满之后，多久内应复查",
        "checked": False,
    },
    "transfer_answer_within": {
        "value": 30,
        "unit": "个工作日",
        "article": "第二十一条（本级自定）",
        "meaning": "移交其他部门之后多久内应收到答复",
        "checked": False,
    },
    "criminal_answer_within": {
        "value": 10,
        "unit": "个工作日",
        "article": "第二十一条；行政执法机关移送涉嫌犯罪案件的规定",
        "meaning": "移送涉嫌犯罪案件之后多久内应收到是否立案的答复",
        "checked": False,
    },
}
"""The terms of handling, before findings were handled step by step."""

LISTS_IN_4: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("district_new_in_4.toml").read_text("utf-8")
)
"""Classes of entries, procedure, remedies and measures, before which everybody came onto a list by
itself."""

TO_THE_ITEM_FILE = ("minimum_terminals", "minimum_customers", "red_ratio", "log_days", "form_title")


def upgraded(given: dict[str, Any]) -> dict[str, Any]:
    """A parsed district file of any released format as one of today's."""
    while (upgrade := _UPGRADES.get(str(given.get("format")))) is not None:
        given = upgrade(given)
    return given


def _from_1(given: dict[str, Any]) -> dict[str, Any]:
    """Items were one code of the draw; their ratio and check points stand with the item now."""
    new: dict[str, Any] = _copy(given)
    new["format"] = "ssj-district/2"
    draw = _table(new, "draw")
    if "item_code" in draw:
        new["items"] = [draw.pop("item_code")]
    _table(draw, "strata").pop("general", None)
    for key in TO_THE_ITEM_FILE:
        _table(new, "inspection").pop(key, None)
    for name, (unit, meaning) in STATED_SINCE_2.items():
        *path, key = name.split(".")
        section = new
        for part in path:
            section = _table(section, part)
        number = _table(section, key)
        if number:
            plain_days = number.get("unit") == "day"
            number["unit"] = "日" if plain_days else unit
            number.setdefault("meaning", meaning)
    if draw:
        draw.update({key: _copy(value) for key, value in NEW_IN_2.items()})
        draw["announcement_channels"] = {"value": _sites(new), **ANNOUNCED_ON}
    counted_from = _table(_table(new, "publication"), "results_counted_from")
    if counted_from:
        counted_from.setdefault("meaning", COUNTED_FROM)
    return new


def _from_2(given: dict[str, Any]) -> dict[str, Any]:
    """Results were told once; a column of the batch could name anything, and stayed empty."""
    new: dict[str, Any] = _copy(given)
    new["format"] = "ssj-district/3"
    publication = _table(new, "publication")
    if publication:
        publication |= {key: _copy(value) for key, value in NEW_IN_3.items()}
    batch = _table(new, "credit_publicity_batch")
    if isinstance(batch.get("columns"), list):
        batch["columns"] = [_known_column(column) for column in batch["columns"]]
    return new


def _from_3(given: dict[str, Any]) -> dict[str, Any]:
    """A finding was disposed of once, and nothing was waited for; who had enough violations was on the
    blacklist, for one term that fitted all."""
    new: dict[str, Any] = _copy(given)
    new["format"] = "ssj-district/4"
    new["handling"] = _copy(HANDLING_IN_4)
    credit = _table(new, "credit")
    if credit:
        credit.pop("blacklist_months", None)
        credit |= _copy(LISTS_IN_4)
    return new


def _known_column(column: Any) -> Any:
    if isinstance(column, list) and len(column) == 2 and column[1] not in BATCH_FIELDS:
        return [column[0], ""] if isinstance(column[1], str) else column
    return column


def _sites(new: dict[str, Any]) -> list[str]:
    channels = new.get("channels")
    named = channels if isinstance(channels, list) else []
    return [c["code"] for c in named if isinstance(c, dict) and c.get("content") == "site"]


def _copy(given: Any) -> Any:
    if isinstance(given, list):
        return [_copy(value) for value in given]
    return {key: _copy(value) for key, value in given.items()} if isinstance(given, dict) else given


def _table(section: dict[str, Any], key: str) -> dict[str, Any]:
    """A table of ``section``; an empty one of its own where none stands, for the schema to name."""
    table = section.get(key)
    return table if isinstance(table, dict) else {}


_UPGRADES: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "ssj-district/1": _from_1,
    "ssj-district/2": _from_2,
    "ssj-district/3": _from_3,
}
