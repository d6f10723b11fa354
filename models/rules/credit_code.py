"""Unified social credit codes, and the 15-digit registration numbers before them."""

from __future__ import annotations

from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_10


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
    return None if uscc.is_valid(code) else "统一社会信用代码的字符或校验位不符"
