"""Step 6: who moves up when a confirmed place is replaced."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from models.faults import Refused
from models.rules.draw.sample import Tickets


def next_substitute(stratum: str, substitutes: Sequence[str], used: Collection[str]) -> str:
    """The first substitute of the stratum that has not moved up yet.

    Raises:
        Refused: the stratum is exhausted.

    Duty: 17.2, 18.3 (第十七条、第十八条).
    """
    for id_ in substitutes:
        if id_ not in used:
            return id_
    raise Refused(f"类别「{stratum}」的递补对象已经用完，不能再递补")


def inherit(
    tickets: Tickets,
    id_: str,
    inspectors: Sequence[str],
    recused: Collection[str],
    codes: Sequence[str],
    load: Mapping[str, int],
    cap: int,
) -> list[str]:
    """The inspectors of a substitute: those of the place it takes, seat by seat; one who is
    recused from it makes way for the next allowed by the order of step 5.

    ``load`` counts the seats each inspector holds without the replaced place.

    Raises:
        Refused: nobody is left to take a recused inspector's seat.

    Duty: 17.3, 18.3 (第十七条、第十八条).
    """
    staying = {code for code in inspectors if code not in recused}
    seats: list[str] = []
    for code in inspectors:
        if code in staying:
            seats.append(code)
            continue
        allowed = sorted(
            (tickets.ticket(f"{id_}/{other}"), other)
            for other in codes
            if other not in recused
            and other not in staying
            and other not in seats
            and load.get(other, 0) < cap
        )
        if not allowed:
            raise Refused(f"「{id_}」没有可以接替回避人员的检查人员")
        seats.append(allowed[0][1])
    return seats
