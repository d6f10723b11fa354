"""Step 2: the announcement, canonical JSON by RFC 8785, published before any seed exists.

What it states, key by key, is ``shape.Announcement``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import rfc8785


def canonical(announcement: Mapping[str, Any]) -> bytes:
    """The RFC 8785 bytes."""
    return rfc8785.dumps(dict(announcement))


def level(sources: Sequence[str]) -> int:
    """The assurance level: 1 secret only, 2 with a witness's contribution, 3 with a public source.

    A source whose name begins with 见证 is a witness's; any other is public.
    """
    if not sources:
        return 1
    return 2 if all(name.startswith("见证") for name in sources) else 3


LEVELS = {
    1: "结果由抽取之前已经封存的密文确定；但须相信没有私下多抽几次",
    2: "除封存的密文外，还有见证人当场提供的数字：内部任何一人不能单独决定结果",
    3: "除封存的密文外，还有公告发布时尚未产生的公开随机数（请按它的名称自行核对）：任何人都不能决定结果",
}
"""What each level proves, in plain words, for every notice."""


def in_words(sources: Sequence[str]) -> str:
    """What a draw is drawn from, as a refusal names it."""
    return "随机源：" + ("、".join(sources) or "无，仅封存的密文")
