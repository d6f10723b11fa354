"""Who acts: a name as it is kept, and whether two names are one person's."""

from __future__ import annotations

import unicodedata

from models.faults import Refused


def same_person(one: str, other: str) -> bool:
    """Whether two written names are one person's, whatever spaces or unseen characters they hold.

    Duty: 18.3 (第十八条).
    """
    return _bare(one) == _bare(other)


def acting(name: str) -> str:
    """A name as it is kept: as it was written, nothing unseen in it, single spaces.

    Raises:
        Refused: nothing is left of it.

    Duty: 10.3 (第十条末款).
    """
    seen = "".join(c for c in name if not _unseen(c))
    kept = " ".join(seen.split())
    if not kept:
        raise Refused("须写明经办人（--by），不得为空", code="nobody-named")
    return kept


def _unseen(character: str) -> bool:
    return unicodedata.category(character) in ("Cf", "Cc", "Cn", "Co") and not character.isspace()


def _bare(name: str) -> str:
    normal = unicodedata.normalize("NFKC", name).casefold()
    return "".join(c for c in normal if not c.isspace() and not _unseen(c))
