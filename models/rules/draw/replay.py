"""Step 6 again: replacements replayed one after another on the places as drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from models.faults import Refused
from models.rules.draw.replacement import inherit, next_inspectors, next_substitute
from models.rules.draw.sample import Tickets
from models.rules.draw.shape import InspectorReplaced, SubjectReplaced


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A draw as confirmed: what replacements start from.

    ``called`` is each stratum's Chinese name, ``sequence`` its whole order, ``sizes`` how many of
    it were drawn, ``assigned`` the inspectors of each drawn subject.
    """

    tickets: Tickets
    called: Mapping[str, str]
    sequence: Mapping[str, Sequence[str]]
    sizes: Mapping[str, int]
    assigned: Mapping[str, list[str]]
    codes: Sequence[str]
    recusals: Mapping[str, AbstractSet[str]]
    cap: int


def replay(drawn: Confirmed, made: Sequence[SubjectReplaced | InspectorReplaced]) -> Iterator[str]:
    """In Chinese, what is wrong with each replacement; the recomputed one is carried on."""
    stratum_of = {
        id_: name for name, n in drawn.sizes.items() for id_ in drawn.sequence.get(name, ())[:n]
    }
    standing, used = dict(drawn.assigned), set[str]()
    for each in made:
        told = f"申请 {each.application}："
        subject = each.replaced if isinstance(each, SubjectReplaced) else each.subject
        if subject not in standing:
            yield f"{told}「{subject}」不在抽中对象中"
            continue
        seats = standing.pop(subject)
        load = Counter(code for taken in standing.values() for code in taken)
        try:
            if isinstance(each, InspectorReplaced):
                due = subject
                seats = next_inspectors(
                    drawn.tickets, subject, seats, each.inspector,
                    drawn.recusals.get(subject, frozenset()), drawn.codes, load, drawn.cap,
                )  # fmt: skip
            else:
                name = stratum_of[subject]
                waiting = drawn.sequence[name][drawn.sizes[name] :]
                due = next_substitute(drawn.called[name], waiting, used)
                used.add(due)
                stratum_of[due] = name
                seats = inherit(
                    drawn.tickets, due, seats, drawn.recusals.get(due, frozenset()),
                    drawn.codes, load, drawn.cap,
                )  # fmt: skip
        except Refused as refusal:
            yield from (f"{told}{reason}" for reason in refusal.reasons)
            standing[subject] = seats
            continue
        standing[due] = seats
        if isinstance(each, SubjectReplaced) and each.substitute != due:
            yield f"{told}应递补「{due}」，记录为「{each.substitute}」"
        elif each.inspectors != seats:
            yield f"{told}「{due}」的检查人员应为 {'、'.join(seats)}，记录为 {'、'.join(each.inspectors)}"
