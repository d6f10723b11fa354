"""检查结果反馈: what the visit came to, what comes next, when it is published and how to object."""

from __future__ import annotations

from models.rules.papers import Feedback, Head, Visit, day_in_words
from reports.papers.printed import printed
from reports.papers.words import fields_of


def feedback(head: Head, visit: Visit, said: Feedback) -> bytes:
    """The PDF.

    Duty: 23.1 (第二十三条).
    """
    task = visit.task
    data = {
        "firm": task.subject,
        "code": task.credit_code,
        "opening": (
            f"{day_in_words(said.visited_on)}，本机关依照{'、'.join(map(str, visit.basis))}，"
            f"对你单位进行{task.item.name}（{visit.source.to_firm}）。结果：{said.result}。"
        ),
        "groups": [f"{group}。" for group in said.groups],
        "closing": [f"{each}。" for each in (said.next, said.published, str(said.object)) if each],
    }
    written = {"所见": "".join(str(group) for group in said.groups)}
    return printed("feedback", head, data, fields_of(head, visit) | written)
