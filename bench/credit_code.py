"""Checking credit codes: ours beside python-stdnum's, in one run. ``python bench/credit_code.py``."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from stdnum.cn import uscc

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

CODES = 200_000


def main() -> None:
    """Print the seconds each takes over the same valid codes, and the ratio."""
    from models.rules.credit_code import problem

    bodies = [f"92350105MA{n:07d}" for n in range(CODES)]
    codes = [body + uscc.calc_check_digit(body) for body in bodies]
    begun = time.perf_counter()
    ours = [problem(code) is None for code in codes]
    between = time.perf_counter()
    theirs = [uscc.is_valid(code) for code in codes]
    ended = time.perf_counter()
    assert ours == theirs == [True] * CODES
    mine, peer = between - begun, ended - between
    print(f"{CODES:,} codes: {mine:.2f} s, python-stdnum {peer:.2f} s, {peer / mine:.1f} x")


if __name__ == "__main__":
    main()
