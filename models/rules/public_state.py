"""The one word that says how a published result stands, from what it was told to rest on."""

from __future__ import annotations

from collections.abc import Sequence

from models.rules.disclosure import BEING_HANDLED
from models.rules.dispositions import DispositionKind
from models.rules.handling import Stage
from models.rules.inspection import Outcome
from models.rules.results import Facts, ResultKind

WITHDRAWN = "已撤回"
OVERDUE, HANDLED, TRANSFERRED, CORRECTED = (
    each.words for each in (Stage.OVERDUE, Stage.HANDLED, Stage.TRANSFERRED, Stage.CORRECTED)
)

_BY_KIND = {
    DispositionKind.HANDLE: HANDLED,
    DispositionKind.TRANSFER: TRANSFERRED,
    DispositionKind.CRIMINAL: TRANSFERRED,
}
_BY_STAGE = {
    Stage.CORRECTED: CORRECTED,
    Stage.NOT_CORRECTED: BEING_HANDLED,
    Stage.OVERDUE: OVERDUE,
    Stage.ANSWERED: TRANSFERRED,
    Stage.FILED: TRANSFERRED,
    Stage.SENT_BACK: BEING_HANDLED,
}
_WORST_FIRST = (OVERDUE, BEING_HANDLED, TRANSFERRED, HANDLED, CORRECTED)


def public_state(kind: ResultKind, facts: Facts, result: str) -> str:
    """A result's state in one word: of several findings the one that is furthest from its end; of a
    visit without findings, what ``result`` (its words) says first.

    Duty: 21.1, 22.1, 23.1 (第二十一条、第二十二条、第二十三条).
    """
    if kind == ResultKind.WITHDRAWAL:
        return WITHDRAWN
    if facts["outcome"] == Outcome.NOT_COOPERATING:
        return Outcome.NOT_COOPERATING.words
    states = {_of_finding(done) for _, done in (facts.get("findings") or {}).values()}
    said = result.partition("。")[0].partition("；")[0]
    return next((word for word in _WORST_FIRST if word in states), said)


def _of_finding(done: Sequence[str] | None) -> str:
    if done is None:
        return BEING_HANDLED
    kind, _, _, *stage = done
    return _BY_STAGE[Stage(stage[0])] if stage else _BY_KIND[DispositionKind(kind)]
