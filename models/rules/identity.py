"""No customer's identity is ever stored: what looks like an identity number or a telephone number is
found wherever people write freely."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from models.rules.personal import seen, unseen

_APART = re.compile(r"(?<=\d)[\s-]+(?=[\dXx])", re.ASCII)
_IDENTITY = re.compile(r"(?<![\dA-Za-z])[1-8]\d{5}(\d{8})\d{3}[\dXx](?![\dA-Za-z])", re.ASCII)
_OLD_IDENTITY = re.compile(r"(?<![\dA-Za-z])[1-8]\d{5}(\d{6})\d{3}(?![\dA-Za-z])", re.ASCII)
FEWEST_DIGITS = 10
"""Of a telephone number with its area; every other number of a person has more."""

_MOBILE = re.compile(r"(?<!\d)(?:\+?86)?1[3-9]\d{9}(?!\d)", re.ASCII)
_LANDLINE = re.compile(r"(?<!\d)\(?0\d{2,3}[-)\s]+\d{7,8}(?!\d)", re.ASCII)

_CODE = re.compile(r"^[=@]|^[+-][A-Za-z(|]|<\s*[/!]?\s*[A-Za-z]", re.ASCII)
"""What a page or a spreadsheet might take for more than text."""

UNSHOWN = "不予显示"
"""Said in the place of what looked personal."""


def personal(written: str) -> str:
    """What a text seems to hold of a person, in Chinese; empty if nothing.

    A credit code, a document number, a machine's address, a day or a badge number is none of it.

    Duty: 10.2, 23.1 (第十条、第二十三条).
    """
    text = unicodedata.normalize("NFKC", written)
    if len(text) < FEWEST_DIGITS or sum(map(str.isdecimal, text)) < FEWEST_DIGITS:
        return ""
    joined = _APART.sub("", text)
    days = [found[1] for each in (text, joined) for found in _IDENTITY.finditer(each)]
    days += [f"19{found[1]}" for found in _OLD_IDENTITY.finditer(text)]
    if any(_is_day(day) for day in days):
        return "身份证号"
    if _LANDLINE.search(text):
        return "电话号码"
    return "手机号" if _MOBILE.search(text) or _MOBILE.search(joined) else ""


def unfit(written: str) -> str:
    """What is wrong with a text of people's own; empty if nothing is.

    Duty: 10.2, 23.1 (第十条、第二十三条).
    """
    if found := personal(written):
        return f"不得填写{found}：登记表不记录个人身份信息"
    if hidden := unseen(written):
        return f"有 {hidden} 个看不见的字符，请删去"
    return code(written)


def code(written: str) -> str:
    """What is wrong with a text that a page or a spreadsheet might take for more; empty if nothing is.

    Duty: 10.2, 23.1 (第十条、第二十三条).
    """
    return "应为文字，不得有网页标记或公式" if _CODE.search(written) else ""


def shown(written: str) -> str:
    """A text as a fault may show it: nothing personal is repeated in messages and records.

    Duty: 10.3 (第十条末款).
    """
    found = personal(written)
    return f"（疑似{found}，{UNSHOWN}）" if found else seen(written)


def is_unshown(message: str) -> bool:
    """Whether a message leaves out what somebody wrote because it looked personal."""
    return f"，{UNSHOWN}）" in message


def _is_day(digits: str) -> bool:
    try:
        born = date.fromisoformat(digits)
    except ValueError:
        return False
    return 1900 <= born.year < 2100
