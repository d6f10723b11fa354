"""A change of a confirmed draw (ssj-draw/2, step 6): applied for with a reason and evidence, decided by
another or by two of different offices, each after the one before, and made for what was applied for.

Duty: 18.3 (第十八条).
"""

from __future__ import annotations

from collections.abc import Mapping

from models.guards.draws import RECORD_NAMED
from models.guards.shapes import Kept, Opening, Refusal, once
from models.rules.applications import Decision
from models.rules.draw.state import DrawState

_DRAW = "(SELECT d.state FROM draw d WHERE d.id = NEW.draw_pk)"
_DECIDED = "变更申请已经决定，不得修改"
_FIRST = ("first_decided_by", "first_decider_role", "first_decided_on", "first_decided_at")
_APPLICATION = "FROM change_application a WHERE a.id = NEW.application_id"
_UNDER_2 = "(SELECT d.announced_at FROM draw d WHERE d.id = NEW.draw_pk) IS NOT NULL"
_APPLIED = (
    Refusal(
        f"{_UNDER_2} AND (NEW.reason_class IS NULL OR NEW.applied_at IS NULL)",
        "变更申请须写明原因的类别和时间",
    ),
    Refusal(f"{_UNDER_2} AND NEW.attachments = '[]'", "变更申请须附相关证明材料（第十八条）"),
    Refusal(
        "NEW.applied_at < (SELECT d.confirmed_at FROM draw d WHERE d.id = NEW.draw_pk)",
        "变更申请的时间不得早于确认抽取",
    ),
)


def same_person(one: str, other: str) -> str:
    """Two names of the new row are one person's, whatever spaces they hold; the rest is ``rules.people``'s."""
    bare = (f"lower(replace(replace(NEW.{name}, ' ', ''), '\u3000', ''))" for name in (one, other))
    return " = ".join(bare)


def _by_one_too_often(draw: str, entry: str, first: str) -> str:
    """Only one decided (nobody ``first``) on the place where ``entry`` stands, which saw as many
    changes already as the draw was announced to leave to one."""
    stood = (
        f"WITH RECURSIVE stood(id) AS (SELECT {entry} UNION SELECT c.replaced_entry_id "
        "FROM replacement c JOIN stood ON c.substitute_entry_id = stood.id)"
    )
    made = (
        f"({stood} SELECT count(*) FROM replacement c "
        "WHERE c.replaced_entry_id IN (SELECT id FROM stood))"
    )
    left_to_one = f"(SELECT d.second_decision_after FROM draw d WHERE d.id = {draw})"
    return f"{first} IS NULL AND {made} >= {left_to_one}"


_BY_TWO = "同一位置多次变更的，须由不同职务的两人先后决定（第十八条第二款）"
_DECIDING = (
    Refusal(
        f"{same_person('applicant', 'decided_by')} OR {same_person('applicant', 'first_decided_by')}",
        "变更申请不得由申请人本人决定（第十八条）",
    ),
    Refusal(
        f"NEW.decision IS NOT NULL AND {same_person('first_decided_by', 'decided_by')}",
        "第二次决定须由另一人作出",
    ),
    Refusal(
        "NEW.decision IS NOT NULL AND NEW.decider_role = NEW.first_decider_role",
        "第二次决定须由另一职务的人作出",
    ),
    Refusal(
        f"{_UNDER_2} AND NEW.decision IS NOT NULL "
        "AND (NEW.decided_at IS NULL OR NEW.decider_role IS NULL)",
        "变更决定须写明时间和决定人的职务",
    ),
    Refusal(
        f"OLD.decision IS NULL AND NEW.decision = '{Decision.APPROVED}' "
        f"AND {_by_one_too_often('NEW.draw_pk', 'NEW.draw_entry_id', 'NEW.first_decided_by')}",
        _BY_TWO,
    ),
    Refusal(
        "NEW.first_decided_at < NEW.applied_at OR NEW.decided_at < NEW.applied_at "
        "OR NEW.decided_at < NEW.first_decided_at",
        "变更决定的时间不得早于变更申请",
    ),
)
CHANGES: Mapping[str, Kept] = {
    "change_application": Kept(
        "变更申请",
        may_change=(
            once("decision", "decided_by", "decided_on", message=_DECIDED),
            Opening(
                ("decided_at", "decider_role"),
                "OLD.decision IS NULL AND NEW.decision IS NOT NULL AND NEW.decided_at IS NOT NULL",
                _DECIDED,
            ),
            Opening(
                _FIRST,
                " AND ".join(f"OLD.{c} IS NULL AND NEW.{c} IS NOT NULL" for c in _FIRST)
                + " AND OLD.decision IS NULL AND NEW.decision IS NULL",
                "变更申请的第一次决定不得修改",
            ),
        ),
        not_added=(
            Refusal(f"{_DRAW} <> '{DrawState.CONFIRMED}'", "抽取确认后方可申请变更"),
            Refusal("NEW.decision IS NOT NULL", "变更申请须先提出，再决定"),
            Refusal("NEW.first_decided_by IS NOT NULL", "变更申请须先提出，再决定"),
            *_APPLIED,
            RECORD_NAMED,
        ),
        not_changed=_DECIDING,
    ),
    "replacement": Kept(
        "递补记录",
        not_added=(
            Refusal(
                f"(SELECT a.decision {_APPLICATION}) IS DISTINCT FROM '{Decision.APPROVED}'",
                "变更申请获批准后方可变更",
            ),
            Refusal(
                f"(SELECT a.draw_entry_id {_APPLICATION}) IS DISTINCT FROM NEW.replaced_entry_id",
                "只能变更所申请的位置",
            ),
            Refusal(
                _by_one_too_often(
                    f"(SELECT a.draw_pk {_APPLICATION})",
                    "NEW.replaced_entry_id",
                    f"(SELECT a.first_decided_by {_APPLICATION})",
                ),
                _BY_TWO,
            ),
            Refusal(
                f"EXISTS (SELECT 1 FROM replacement p JOIN change_application o "
                f"ON o.id = p.application_id WHERE o.draw_pk = (SELECT a.draw_pk {_APPLICATION}) "
                f"AND o.decided_at > (SELECT a.decided_at {_APPLICATION}))",
                "变更须按决定的先后登记",
            ),
        ),
    ),
}
