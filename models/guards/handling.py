"""The handling of a finding goes step by step, along its moves, and what was entered stays.

Duty: 21.1 (第二十一条).
"""

from __future__ import annotations

from collections.abc import Mapping

from models.guards.shapes import Kept, Refusal, next_number
from models.rules.handling import IN_PLACE, MOVES, OPEN_TO_EXTENSION, REPLACED, Act, Stage
from models.rules.inspection import InspectionState

_EARLIER = "FROM handling_step e WHERE e.finding_id = NEW.finding_id"
_BEFORE = f"coalesce((SELECT e.stage {_EARLIER} ORDER BY e.number DESC LIMIT 1), '{Stage.PENDING}')"
_ALONG = " OR ".join(
    f"({_BEFORE} = '{before}' AND NEW.stage IN ({', '.join(repr(after.value) for after in afters)}))"
    for before, afters in {
        move.before: [each.after for each in MOVES if each.before == move.before] for move in MOVES
    }.items()
)
_NO_MOVE = ", ".join(f"'{act}'" for act in IN_PLACE)
_REPLACES = " OR ".join(
    f"(NEW.becomes = '{kind}' AND NEW.stage = '{stage}')" for kind, stage in REPLACED.items()
)
_REPLACED = ", ".join(f"'{stage}'" for stage in REPLACED.values())
_IN_PLACE = (
    f"((NEW.becomes = '' AND NEW.stage = {_BEFORE}) "
    f"OR ({_BEFORE} IN ({_REPLACED}) AND ({_REPLACES})))"
)
_CORRECTED = (
    f"EXISTS (SELECT 1 {_EARLIER} AND e.number = NEW.corrects "
    f"AND (e.act <> '{Act.CORRECTION}' OR e.becomes <> ''))"
)
_EXTENDABLE = ", ".join(f"'{stage}'" for stage in OPEN_TO_EXTENSION)
_EXTENDS = (
    f"NEW.stage = {_BEFORE} AND {_BEFORE} IN ({_EXTENDABLE}) AND NEW.due_on > "
    f"(SELECT e.due_on {_EARLIER} AND e.due_on IS NOT NULL ORDER BY e.number DESC LIMIT 1)"
)
_STATE = (
    "(SELECT i.state FROM inspection i JOIN record_return r ON r.inspection_id = i.id "
    "JOIN finding f ON f.return_id = r.id WHERE f.id = NEW.finding_id)"
)

HANDLING: Mapping[str, Kept] = {
    "handling_step": Kept(
        "处理登记",
        not_added=(
            next_number("handling_step", "number", "finding_id", message="处理登记须依次编号"),
            Refusal(
                f"NEW.act NOT IN ({_NO_MOVE}) AND NOT ({_ALONG})",
                "问题的处理不得这样进行",
            ),
            Refusal(
                f"NEW.act = '{Act.EXTENSION}' AND NOT ({_EXTENDS})",
                "延长改正期限须针对尚在改正的责令，且晚于原期限",
            ),
            Refusal(
                f"NEW.act = '{Act.CORRECTION}' AND NOT ({_IN_PLACE} AND {_CORRECTED})",
                "更正登记须针对此前的一项登记",
            ),
            Refusal(
                "(SELECT f.continues_id FROM finding f WHERE f.id = NEW.finding_id) IS NOT NULL",
                "处理登记须记在首次认定的问题上",
            ),
            Refusal(
                f"{_STATE} = '{InspectionState.SENT_BACK}'", "登记表已退回补正，交回之后再处理"
            ),
        ),
    ),
}
