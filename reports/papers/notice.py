"""行政检查通知书: who visits, on what basis, and the firm's rights; shown on the spot."""

from __future__ import annotations

from models.rules.papers import Head, Rights, Visit
from reports.papers.printed import printed
from reports.papers.words import counted_in_words, fields_of, groups_in_words, officer, ways


def notice(head: Head, visit: Visit, rights: Rights) -> bytes:
    """The PDF.

    Duty: 4.1, 19.1 (第四条、第十九条).
    """
    task, source = visit.task, visit.source
    kinds = [
        (bool(source.drawn), "随机抽查", source.drawn),
        (source.ground is not None, "专项检查", source.to_firm.removeprefix("专项检查，")),
    ]
    if source.rechecks:
        kinds.append((True, "复查", source.to_firm))
    data = {
        "firm": task.subject,
        "code": task.credit_code,
        "basis": "；".join(map(str, visit.basis)),
        "source": kinds,
        "items": groups_in_words(task.item),
        "ways": ways(task.item),
        "place": task.premises,
        "officers": [officer(*each) for each in task.officers],
        "counted": counted_in_words(visit),
        "rights": [f"{right}。" for right in rights.told],
        "bans": f"{rights.bans}。",
    }
    return printed("notice", head, data, fields_of(head, visit))
