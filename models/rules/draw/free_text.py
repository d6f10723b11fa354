"""What people call a file or a thing, brought to the form a document holds (step 1)."""

from __future__ import annotations

import unicodedata

from models.rules.draw.forms import LONGEST_TEXT, is_free_text


def as_free_text(written: str, otherwise: str) -> str:
    """A name without what no document holds, at most as long as one may be; ``otherwise`` where
    nothing is left of it."""
    normal = unicodedata.normalize("NFC", written)
    seen = "".join(sign for sign in normal if is_free_text(f"a{sign}a"))
    return seen.strip()[:LONGEST_TEXT].strip() or otherwise
