"""Who acts: a name as it is kept, and whether two names are one person's."""

from __future__ import annotations

import unicodedata

from models.faults import Refused

LONGEST_NAME = 200
_UNSEEN = ("Cf", "Cc", "Cn", "Co", "Cs")


def same_person(one: str, other: str) -> bool:
    """Whether two written names are one person's, whatever spaces or unseen characters they hold.

    Duty: 18.3 (第十八条).
    """
    return _bare(one) == _bare(other)


def acting(name: str) -> str:
    """A name as it is kept: as it was written, nothing unseen in it, single spaces; a draw's record
    takes it as it stands.

    Raises:
        Refused: nothing is left of it, or it is longer than a name.

    Duty: 10.3 (第十条末款).
    """
    seen = "".join(c for c in name if not _unseen(c))
    kept = unicodedata.normalize("NFC", " ".join(seen.split()))
    if not kept:
        raise Refused("须写明经办人（--by），不得为空", code="nobody-named")
    if len(kept) > LONGEST_NAME:
        raise Refused(f"经办人（--by）至多 {LONGEST_NAME} 字", code="name-too-long")
    return kept


def _unseen(character: str) -> bool:
    return unicodedata.category(character) in _UNSEEN and not character.isspace()


def _bare(name: str) -> str:
    normal = unicodedata.normalize("NFKC", name).casefold()
    return "".join(c for c in normal if not c.isspace() and not _unseen(c))
