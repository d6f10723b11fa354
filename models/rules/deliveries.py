"""When a channel that did not take a package is tried again, and what stands at an address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from models.faults import Refused
from models.rules.identity import code
from models.rules.publications import PackageState

RETRY_MINUTES = (10, 30, 60, 180, 720)
"""Minutes until the next try after one, two, … failures in a row; the last holds from then on."""


def next_try_at(failed_at: str, in_a_row: int) -> str:
    """The moment from which a package is tried again by itself, after so many failures in a row;
    moments as ``models.clock.moment`` writes them.

    Duty: 3.1 (第三条).
    """
    minutes = RETRY_MINUTES[min(in_a_row, len(RETRY_MINUTES)) - 1]
    return (datetime.fromisoformat(failed_at) + timedelta(minutes=minutes)).isoformat()


def is_address(where: str) -> bool:
    """Whether a place is an address that a browser opens, and not the name of a column or a system."""
    return where.lower().startswith(("http://", "https://"))


def check_receipt(where: str, stands: PackageState, *, released: bool, tried: bool) -> None:
    """A person may say that a package is up: it was released, and laid ready for them or ``tried``
    (sent, though nobody answered), and nobody acknowledged it yet.

    Raises:
        Refused: ``never-sent`` for a package nobody sent, ``already-received``, ``receipt-incomplete``,
            ``unfit-words``.

    Duty: 3.1, 23.1 (第三条、第二十三条).
    """
    if not released:
        raise Refused("该公示件尚未批准，不能登记回执", code="never-sent")
    if stands == PackageState.BUILT and not tried:
        raise Refused(
            "该公示包尚未送出，不能登记回执；请先运行 ssj publish deliver", code="never-sent"
        )
    if stands == PackageState.WITHDRAWN:
        raise Refused("该公示包的内容已撤回，不再送达，请登记其后一件的回执", code="never-sent")
    if stands == PackageState.DELIVERED:
        raise Refused("该渠道的回执已经登记，内容与此不同", code="already-received")
    if not where.strip():
        raise Refused("须写明上传到何处（--where）", code="receipt-incomplete")
    if expected := code(where):
        raise Refused(f"上传到何处（--where）{expected}", code="unfit-words")


def missing_lines(page: Sequence[str], found: Sequence[str]) -> list[str]:
    """The lines of a page that do not stand where it is said to be put up: whoever takes it over into
    a portal may set it otherwise, but leaves nothing out.

    Duty: 3.1, 23.1 (第三条、第二十三条).
    """
    text = _bare("".join(found))
    return [line for line in page if _bare(line) not in text]


def _bare(text: str) -> str:
    return "".join(text.split())
