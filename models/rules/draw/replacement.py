"""Step 6: who moves up when a confirmed place, or an inspector of one, is replaced."""

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
    seats = list(inspectors)
    for seat, code in enumerate(inspectors):
        if code in recused:
            seats[seat] = _next_allowed(tickets, id_, {*recused, *seats}, codes, load, cap)
    return seats


def next_inspectors(
    tickets: Tickets,
    id_: str,
    inspectors: Sequence[str],
    leaving: str,
    recused: Collection[str],
    codes: Sequence[str],
    load: Mapping[str, int],
    cap: int,
) -> list[str]:
    """The inspectors of a place that ``leaving`` leaves: its seat goes to the next allowed.

    Raises:
        Refused: ``leaving`` has no seat there, or nobody is left to take it.

    Duty: 17.3, 18.3 (第十七条、第十八条).
    """
    if leaving not in inspectors:
        raise Refused(f"「{leaving}」不是「{id_}」的检查人员")
    new = _next_allowed(tickets, id_, {*recused, *inspectors}, codes, load, cap)
    return [new if code == leaving else code for code in inspectors]


def _next_allowed(
    tickets: Tickets,
    id_: str,
    barred: Collection[str],
    codes: Sequence[str],
    load: Mapping[str, int],
    cap: int,
) -> str:
    """The smallest ticket below the cap; where all are at the cap, it gives way by the least."""
    free = [code for code in codes if code not in barred]
    if not free:
        raise Refused(f"「{id_}」没有可以接替的检查人员")
    room = max(cap, min(load.get(code, 0) for code in free) + 1)
    return min(
        (tickets.ticket(f"{id_}/{code}"), code) for code in free if load.get(code, 0) < room
    )[1]
