"""Machines with their addresses, as officers note them."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from models.rules.notations.plain import Unclear, text
from models.rules.observed import Terminal

HOW = "写作 12号机 192.168.1.12，多台用顿号隔开"

_MARK = r"(?:号机器|号机|号台|号|\#|机|台)"
_WHOLE = r"\d{1,3}(?:\.\d{1,3}){3}"
_ENTRY = re.compile(
    rf"""第?(?P<number>[A-Z]{{0,3}}\d{{1,4}})
    (?P<between>\s*(?P<mark>{_MARK})?\s*(?P<link>[-–—:=→~,]+|\()?\s*(?P<named>IP(?:地址)?(?:末位)?)?\s*[:为是]?\s*)
    (?:(?P<whole>{_WHOLE})|(?P<off>未开机|没开机|已关机|关机|未开|停用|故障)|\.?(?P<last>\d{{1,3}}))
    (?![\d.])(?:\s*\))?""",
    re.ASCII | re.IGNORECASE | re.VERBOSE,
)
_REVERSED = re.compile(
    rf"(?P<whole>{_WHOLE})\s*[-–—:=→~,(]*\s*(?P<number>[A-Z]{{0,3}}\d{{1,4}})\s*{_MARK}(?:\s*\))?",
    re.ASCII | re.IGNORECASE,
)
_GAP = re.compile(r"[\s;,、/。和与及]+", re.ASCII)


def terminals(cell: object) -> list[Terminal]:
    """``12号机 192.168.1.12``, ``12-12``, ``12：12``, ``12号:192.168.1.12``, ``12#192.168.1.12``,
    ``192.168.1.12（12号机）``, ``12号机 未开机``, several in a row; the same machine twice counts once.

    Raises:
        Unclear: a number without an address, a machine with two addresses, no address there can be,
            or anything else.

    Duty: 10.2 (第十条).
    """
    if isinstance(cell, date | datetime | time):
        raise Unclear(f"表格软件把它改成了日期或时间，{HOW}")
    written = re.sub(r"(?<=\d)。(?=\d)", ".", text(cell))
    found: dict[str, Terminal] = {}
    at = 0
    while at < len(written):
        one, at = _next(written, at)
        before = found.setdefault(one.machine, one)
        if before.last != one.last or ("." in before.address and "." in one.address and before.address != one.address):  # fmt: skip
            raise Unclear(f"{one.number}号机写了两个不同的地址，请核对")
        if "." in one.address:
            found[one.machine] = one
    if not found:
        raise Unclear(HOW)
    return list(found.values())


def _next(written: str, at: int) -> tuple[Terminal, int]:
    """The machine that is noted at ``at``, and where the next begins."""
    entry = _REVERSED.match(written, at) or _ENTRY.match(written, at)
    if entry is None:
        raise Unclear(f"「{_shown(written, at)}」不能确定是哪台机器、什么地址，{HOW}")
    parts = entry.groupdict()
    number, whole, last = parts["number"].upper(), parts["whole"], parts.get("last")
    apart = parts.get("between", " ") != ""
    told = parts.get("mark") or parts.get("named") or (parts.get("link") or ",") != ","
    gap = _GAP.match(written, entry.end())
    ends = entry.end() == len(written)
    if not (gap or ends) or not apart or (last and not told):
        raise Unclear(f"「{_shown(written, at)}」不能确定是哪台机器、什么地址，{HOW}")
    address = whole or last or ""
    if any(int(part) > 255 for part in address.split(".") if part):
        raise Unclear(f"「{entry.group().strip()}」的地址每段应为 0 至 255")
    return Terminal(number, address), gap.end() if gap else entry.end()


def _shown(written: str, at: int) -> str:
    """What stands at ``at``, up to the next gap."""
    rest = written[at:]
    return re.split(r"[;、\n]", rest)[0][:30].strip() or rest[:30]
