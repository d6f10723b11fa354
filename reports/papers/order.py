"""责令改正通知书: what was found, which rule it breaks, what is to be done by which day."""

from __future__ import annotations

from models.rules.papers import Head, Rectification, Visit, day_in_words
from reports.papers.printed import printed
from reports.papers.words import fields_of


def order(head: Head, visit: Visit, said: Rectification) -> bytes:
    """The PDF.

    Duty: 21.1 (第二十一条).
    """
    task = visit.task
    wanted = dict.fromkeys(fault.wanted for fault in said.faults)
    data = {
        "firm": task.subject,
        "code": task.credit_code,
        "found": f"{day_in_words(said.visited_on)}，本机关检查人员在{task.premises}对你单位进行检查，发现下列问题：",
        "faults": [f"{fault.words}（{fault.article}）。" for fault in said.faults],
        "broken": f"上述情况不符合{'、'.join(map(str, visit.basis))}的规定。",
        "ordered": (
            f"现责令你单位在{day_in_words(said.due_on)}前改正，做到：{'；'.join(wanted)}。"
            "改正以后，把改正材料交到本机关，接受复查。"
        ),
        "closing": [f"{said.otherwise}。", f"{said.remedies}。"],
    }
    written = {"问题": "".join(fault.words for fault in said.faults)}
    return printed("order", head, data, fields_of(head, visit) | written)
