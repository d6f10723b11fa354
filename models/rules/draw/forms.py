"""Step 1: the closed alphabets, each as an expression and as the type a shape is made of."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from fractions import Fraction
from math import gcd
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from models.rules.draw.document import MOST
from models.rules.draw.reasons import MoveReason

SUBJECT_ID = r"(?:[0-9A-Z]{18}|[0-9A-Z]{15})"
CODE = r"[0-9A-Z]{1,16}"
STRATUM = r"[a-z][a-z0-9-]{0,31}"
BADGE = r"[0-9A-Z]{1,20}"
WORD = r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}"
FILE_NAME = r"[0-9A-Za-z][0-9A-Za-z._-]{0,99}"
HEX = r"[0-9a-f]{64}"
DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
TIME = DAY + r"T[0-9]{2}:[0-9]{2}:[0-9]{2}\+08:00"
RATIO = r"([1-9][0-9]{0,8})/([1-9][0-9]{0,8})"
DRAW_ID = (
    r"(?P<region>[0-9]{6}|[0-9]{9}|[0-9]{12})/(?P<item>[0-9A-Z][0-9A-Z-]{0,15})"
    r"/(?P<year>[0-9]{4})-(?P<term>X?[1-9][0-9]?)"
)
CARRIED_OVER = MoveReason.CARRIED_OVER.value
"""The stratum of firms that a passing reason kept from their last visit (step 6)."""

_DRAW_ID = re.compile(DRAW_ID)
_TIME = re.compile(TIME)
_DAY = re.compile(DAY)
_RATIO = re.compile(RATIO)
_SUBJECT_ID = re.compile(SUBJECT_ID)
_FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
LONGEST_TEXT = 200


def subject_id(written: str) -> str:
    """A code as the protocol writes it: NFKC, upper case; ``is_subject_id`` says if it is one."""
    return unicodedata.normalize("NFKC", written).strip().upper()


def copied_digest(written: str) -> str:
    """A digest as somebody copied it from paper or page, whatever its groups, breaks and capitals."""
    normal = unicodedata.normalize("NFKC", written)
    return "".join(sign for sign in normal if sign.isalnum()).lower()


def is_subject_id(text: str) -> bool:
    """A credit code of 18 or an old registration of 15 digits and capitals."""
    return _SUBJECT_ID.fullmatch(text) is not None


def is_day(text: str) -> bool:
    """``YYYY-MM-DD``, a day of the calendar."""
    if _DAY.fullmatch(text) is None:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_time(text: str) -> bool:
    """``YYYY-MM-DDThh:mm:ss+08:00``, a second of the calendar; such times compare as strings."""
    if _TIME.fullmatch(text) is None:
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_ratio(text: str) -> bool:
    """``a/b`` in lowest terms, more than nothing and at most the whole."""
    written = _RATIO.fullmatch(text)
    if written is None:
        return False
    part, whole = int(written[1]), int(written[2])
    return part <= whole and gcd(part, whole) == 1


def ratio_text(ratio: Fraction) -> str:
    """A ratio as the protocol writes it."""
    return f"{ratio.numerator}/{ratio.denominator}"


def is_free_text(text: str) -> bool:
    """A name for readers: 1 to 200 characters, NFC, no space at either end, nothing unseen."""
    return (
        0 < len(text) <= LONGEST_TEXT
        and text == text.strip()
        and _FORBIDDEN.search(text) is None
        and unicodedata.is_normalized("NFC", text)
    )


def draw_id_parts(draw_id: str) -> tuple[str, str, str, str] | None:
    """Region, item code, year and term (``5``, ``X1``) of a draw id; ``None`` if it isn't one."""
    found = _DRAW_ID.fullmatch(draw_id)
    return None if found is None else (found["region"], found["item"], found["year"], found["term"])


def _must(holds: bool, words: str) -> None:
    if not holds:
        raise ValueError(words)


def _day(text: str) -> str:
    _must(is_day(text), "不是日期")
    return text


def _time(text: str) -> str:
    _must(is_time(text), "不是北京时间")
    return text


def _ratio(text: str) -> str:
    _must(is_ratio(text), "不是最简分数")
    return text


def _free_text(text: str) -> str:
    _must(is_free_text(text), "不是规定的文字")
    return text


SubjectId = Annotated[str, StringConstraints(pattern=f"^{SUBJECT_ID}$")]
Code = Annotated[str, StringConstraints(pattern=f"^{CODE}$")]
StratumCode = Annotated[str, StringConstraints(pattern=f"^{STRATUM}$")]
Channel = StratumCode
Label = StratumCode
Badge = Annotated[str, StringConstraints(pattern=f"^{BADGE}$")]
Word = Annotated[str, StringConstraints(pattern=f"^{WORD}$")]
FileName = Annotated[str, StringConstraints(pattern=f"^{FILE_NAME}$")]
Hex = Annotated[str, StringConstraints(pattern=f"^{HEX}$")]
DrawIdText = Annotated[str, StringConstraints(pattern=f"^(?:{DRAW_ID})$")]
Day = Annotated[str, AfterValidator(_day)]
Time = Annotated[str, AfterValidator(_time)]
Ratio = Annotated[str, AfterValidator(_ratio)]
FreeText = Annotated[str, AfterValidator(_free_text)]
Count = Annotated[int, Field(ge=0, le=MOST)]
"""A number of things."""
Rank = Annotated[int, Field(ge=1, le=MOST)]
"""A number that begins with one."""
