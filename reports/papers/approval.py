"""检查审批表: whom a visit is to be paid to, why and by whom, for the opinions of those who decide."""

from __future__ import annotations

from models.rules.papers import Head, Visit, day_in_words
from reports.papers.printed import printed
from reports.papers.words import counted_in_words, fields_of, groups_in_words, officer

OPINIONS = ("承办人意见", "审核人意见", "批准人意见")


def approval(head: Head, visit: Visit) -> bytes:
    """The PDF.

    Duty: 4.1, 10.3, 17.3 (第四条、第十条末款、第十七条).
    """
    task, source = visit.task, visit.source
    facts = {
        "检查对象": f"{task.subject}（{task.credit_code}）",
        "检查地点": task.premises,
        "任务来源": str(source),
        "年度计划": source.plan,
        "检查依据": "；".join(map(str, visit.basis)),
        "检查事项": f"{task.item.name}：{groups_in_words(task.item)}（{task.item_version}）",
        "检查方式": task.item.elements["method"],
        "检查人员": "　".join(officer(*each) for each in task.officers),
        "回避情况": "；".join(visit.recusals) or "名录库中没有登记检查人员须对该单位回避",
        "派发日期": f"{day_in_words(visit.dispatched_on)}，登记表应于{day_in_words(task.due_on)}前交回",
        "本年检查次数": "；".join((counted_in_words(visit), *visit.warnings)),
    }
    data = {"facts": list(facts.items()), "opinions": OPINIONS}
    return printed("approval", head, data, fields_of(head, visit))
