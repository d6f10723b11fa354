"""A firm's own words about its result (企业的说明): shown beside it as they were given, not checked by
anybody, taken down when the firm asks."""

from __future__ import annotations

import unicodedata

from models.faults import Refused

LONGEST = 1_000


def as_given(text: str) -> str:
    """The words as they are shown: nothing but line ends around them is left out."""
    return "\n".join(text.strip().splitlines())


def check_reply(
    text: str, *, takes_back: bool, standing: bool, told: bool, withdrawn: bool
) -> None:
    """A firm's words may be shown, or taken down again. ``standing``: others of it are shown now;
    ``told``: the result was made public; ``withdrawn``: it was taken back since.

    Raises:
        Refused: every reason; ``never-told``, ``withdrawn`` or ``no-reply`` where nothing could help.

    Duty: 23.1 (第二十三条).
    """
    if not told:
        raise Refused("该任务的结果尚未公布，没有可以说明的内容", code="never-told")
    if withdrawn and not takes_back:
        raise Refused("该任务的结果已经撤回，不再刊登企业的说明", code="withdrawn")
    if takes_back and not standing:
        raise Refused("该任务旁边没有刊登企业的说明，无须撤下", code="no-reply")
    problems = []
    if takes_back and text:
        problems.append("撤下企业的说明（--take-back）时不写原文（--text）")
    if not takes_back and not text:
        problems.append("须写企业说明的原文（--text）；企业要求撤下的用 --take-back")
    if len(text) > LONGEST:
        problems.append(f"企业的说明至多 {LONGEST} 字，现为 {len(text)} 字")
    unseen = [c for c in text if unicodedata.category(c) in ("Cf", "Cc", "Cs", "Co") and c != "\n"]
    if unseen:
        problems.append(f"企业的说明里有 {len(unseen)} 个看不见的字符，请删去")
    if problems:
        raise Refused(*problems, code="reply-incomplete")
