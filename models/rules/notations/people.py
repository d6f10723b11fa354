"""Officers, by badge number or by name, within those who were sent."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.rules.notations.plain import Unclear, several, text

Officers = Sequence[tuple[str, str]]
"""(badge number, name) of each who was sent."""

_AND = ("和", "与", "及", "以及")


def badges(cell: object, sent: Officers) -> tuple[str, ...]:
    """The badge numbers of the officers who are written down by badge number, by name, or both. Who
    was not sent stays as written, for the rule of 第十九条 to name.

    Raises:
        Unclear: a name is two officers'.

    Duty: 19.1, 23.2 (第十九条、第二十三条).
    """
    written = re.sub(r"[()]", " ", text(cell))
    known = {badge for badge, _ in sent}
    if known.issuperset(parts := _parts(written)):
        return tuple(parts)
    names = sorted({text(name) for _, name in sent}, key=len, reverse=True)
    if names:
        spaced = "|".join(r"\s*".join(map(re.escape, name)) for name in names)
        written = re.sub(spaced, lambda found: f" {''.join(found[0].split())} ", written)
    return tuple(dict.fromkeys(_badge(part, sent) for part in _parts(written)))


def _parts(written: str) -> list[str]:
    return [part for part in several(written) if part not in _AND]


def _badge(part: str, sent: Officers) -> str:
    if any(part == badge for badge, _ in sent):
        return part
    alike = [
        badge
        for badge, name in sent
        if part in ("".join(text(name).split()), badge.lstrip("0"))  # a number's noughts get lost
    ]
    if len(alike) > 1:
        raise Unclear(f"「{part}」有 {len(alike)} 名检查人员同名，请填警号（{'、'.join(alike)}）")
    return alike[0] if alike else part
