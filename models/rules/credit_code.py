"""Unified social credit codes, and the 15-digit registration numbers before them."""

from __future__ import annotations

import re

from stdnum.iso7064 import mod_11_10

_SHAPE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")
_VALUES = {character: n for n, character in enumerate("0123456789ABCDEFGHJKLMNPQRTUWXY")}
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))


def problem(code: str) -> str | None:
    """Why ``code`` (NFKC, upper case) is not a valid code, in Chinese; ``None`` if it is.

    The check character of an 18-character code follows GB 32100-2015; the check digit of a legacy
    15-digit registration number follows ISO 7064 MOD 11,10.

    Duty: 12.1 (第十二条).
    """
    if len(code) == 15 and code.isdigit():
        return None if mod_11_10.is_valid(code) else "注册号的校验位不符"
    if len(code) != 18:
        return f"应为 18 位统一社会信用代码，实为 {len(code)} 位"
    return None if _checks(code) else "统一社会信用代码的字符或校验位不符"


def _checks(code: str) -> bool:
    """GB 32100-2015: eight digits, then letters and digits without I, O, S, V and Z; the last is a
    check, weights 3^n modulo 31. python-stdnum, which cleans first, says the same in four to five
    times the time (``bench/credit_code.py``; a test holds the two together)."""
    if _SHAPE.fullmatch(code) is None or not code[:8].isdigit():
        return False
    total = sum(_VALUES[c] * weight for c, weight in zip(code, _WEIGHTS, strict=False))
    return _VALUES[code[17]] == -total % 31
