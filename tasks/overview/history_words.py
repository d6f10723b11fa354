"""What an act tells of one subject, where it concerns many at once or doesn't say it in words of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Any

from models.rules.credit_lists import ActKind
from tasks.overview.work import Work

Payload = Mapping[str, Any]


def words_of(subject: str, payload: Payload, work: Work, credit_code: str) -> str:
    """In words, or nothing where the act's own parts say it (``models.rules.history.in_words``).

    Duty: 10.3 (第十条末款).
    """
    tell = next((tell for begins, tell in _TELLS.items() if subject.startswith(begins)), None)
    return tell(payload, work, credit_code) if tell else ""


def _archived(payload: Payload, work: Work, _: str) -> str:
    numbers = [number for number in _list(payload, "numbers") if number in work.dispatched]
    return f"任务{'、'.join(numbers)}" if numbers else ""


def _by_causes(payload: Payload, _: Work, credit_code: str) -> str:
    changed = payload.get("changed")
    return "；".join(
        f"事项{item}：调整为{said.rpartition(' ')[2]}"
        for item, lines in (changed.items() if isinstance(changed, dict) else ())
        for said in lines
        if said.startswith(credit_code)
    )


def _cause(payload: Payload, work: Work, credit_code: str) -> str:
    said = (
        f"事由{payload['number']}：{payload['kind_name']}，{payload['source']}，{payload['document']}，"
        f"{payload['since']}至{payload['expires_on']}"
    )
    ended = f"{payload['ended_on']}终止：{payload['end_name']}" if payload["ended_on"] else ""
    return "；".join(filter(None, [said, ended, _by_causes(payload, work, credit_code)]))


def _of_an_entry(payload: Payload, work: Work, _: str) -> str:
    number = payload["number"]
    reason = work.reasons.get((number, payload["acted"], payload["done_on"]), "")
    parts = [
        f"条目{number}（{payload['list_name']}）：{payload['acted_name']}",
        f"文号{payload['document']}" if payload["document"] else "",
        reason,
        f"可以提出异议至{payload['until']}" if payload["until"] else "",
        f"现为{payload['state_name']}",
    ]
    return "；".join(filter(None, parts))


def _followed(payload: Payload, work: Work, _: str) -> str:
    """What a refresh of the archive did about the subject's entries."""
    told = []
    for entry in work.lists:
        ends = {
            "lapsed": ActKind.LAPSED.words,
            "to_be_revoked": ActKind.REVOCATION_DUE.words,
            "left": f"移出{entry.called}",
        }
        if entry.number in _list(payload, "proposed"):
            told.append(entry.words)
        told += [
            f"条目{entry.number}：{words}"
            for key, words in ends.items()
            if entry.number in _list(payload, key)
        ]
    return "；".join(told)


def _exported(payload: Payload, _: Work, __: str) -> str:
    draft = "草稿" if payload["draft"] else ""
    return f"{draft}{payload['papers']}份，{payload['bundle']}"


def _sheets(payload: Payload, _: Work, __: str) -> str:
    return "、".join(sorted(PurePath(file).stem for file in payload.get("files", ())))


def _sent(payload: Payload, _: Work, __: str) -> str:
    to = [key.rpartition(":")[2] for key in _list(payload, "keys")]
    return f"发给{'、'.join(to)}" if to else ""


def _replied(payload: Payload, _: Work, __: str) -> str:
    said = "撤下说明" if payload["taken_back"] else f"第{payload['version']}版说明"
    return f"任务{payload['number']}：{said}，批准刊登{payload['released_by']}"


def _difference(payload: Payload, _: Work, __: str) -> str:
    found = f"第{payload['proposal']}号，{payload['fact']}：档案{payload['on_file']}，现场{payload['found']}"
    return "；".join([found, payload["decision_name"], payload["reason"]])


def _list(payload: Payload, key: str) -> list[str]:
    value = payload.get(key)
    return value if isinstance(value, list) else []


_TELLS: dict[str, Callable[[Payload, Work, str], str]] = {
    "archive:": _archived,
    "roster.causes:": _by_causes,
    "cause.": _cause,
    "credit.": _of_an_entry,
    "credit:": _followed,
    "dossier.decide:": _difference,
    "papers.export:": _exported,
    "task_sheets:": _sheets,
    "messages.send:": _sent,
    "publish.reply:": _replied,
}
