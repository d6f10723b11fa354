"""Who keeps away from which subject, and why: as a cell says it, as it is stored, as a draw has it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from models.rules.credit_code import problem
from models.rules.draw.forms import subject_id
from models.rules.draw.reasons import RecusalReason

REASON_BY_WORDS = {
    **{reason.words: reason for reason in RecusalReason},
    "亲属": RecusalReason.KINSHIP,
    "原任职单位": RecusalReason.FORMER_POST,
    "本人申请": RecusalReason.OWN_REQUEST,
    "其他": RecusalReason.OTHER,
    "": RecusalReason.OTHER,
}
"""What a roster may say for each reason; where it says none it is another one."""

_ENTRY = re.compile(r"([^\s、,;:()]+)\s*(?:\(([^()]*)\)|:\s*([^\s、,;:()]*))?")
_BETWEEN = " \t\r\n、,;"


class Recusal(NamedTuple):
    """A subject (credit code) that an inspector keeps away from, and why."""

    subject: str
    reason: RecusalReason


def read_recusals(written: str) -> tuple[tuple[Recusal, ...], list[str]]:
    """The recusals of a roster's cell, and everything that is wrong with it, in Chinese.

    Each is a credit code, with the reason in brackets or after a colon where one is said.

    Duty: 17.1 (第十七条).
    """
    text, problems = subject_id(written), []
    reasons: dict[str, RecusalReason] = {}
    for code, bracketed, after_colon in _ENTRY.findall(text):
        if wrong := problem(code):
            problems.append(f"{code}：{wrong}")
        words = (bracketed or after_colon).strip()
        reason = REASON_BY_WORDS.get(words)
        if reason is None:
            problems.append(f"{code}：回避原因「{words}」应为 {RecusalReason.all_words()} 之一")
        elif reasons.setdefault(code, reason) != reason:
            problems.append(f"{code}：写了两个不同的回避原因")
    if stray := _ENTRY.sub("", text).strip(_BETWEEN):
        problems.append(f"「{stray}」写法不对，应为 信用代码（回避原因），之间用顿号分开")
    return tuple(Recusal(*each) for each in sorted(reasons.items())), problems


def stored(recusals: Iterable[Recusal]) -> str:
    """Recusals as a roster entry keeps them: ``CODE:reason`` with spaces between; a code alone is
    for another reason."""
    return " ".join(
        subject if reason == RecusalReason.OTHER else f"{subject}:{reason}"
        for subject, reason in sorted(recusals)
    )


def read_stored(text: str) -> Iterator[Recusal]:
    """The recusals that a roster entry keeps."""
    for each in text.split():
        subject, _, reason = each.partition(":")
        yield Recusal(subject, RecusalReason(reason or RecusalReason.OTHER))


def recusals(inspectors: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """``(code, recusals as stored)`` pairs as subject -> codes recused from it."""
    codes_by_subject: dict[str, set[str]] = {}
    for code, text in inspectors:
        for subject, _ in read_stored(text):
            codes_by_subject.setdefault(subject, set()).add(code)
    return codes_by_subject


def tight(
    subjects: Iterable[str],
    recused: Mapping[str, AbstractSet[str]],
    inspectors: AbstractSet[str],
    needed: int,
) -> list[str]:
    """The subjects that have exactly ``needed`` of ``inspectors`` left, in the order given: one
    more recusal and they can't be inspected.

    Duty: 17.3 (第十七条).
    """
    left = len(inspectors)
    return [
        subject
        for subject in subjects
        if left - len(inspectors & recused.get(subject, frozenset())) == needed
    ]
