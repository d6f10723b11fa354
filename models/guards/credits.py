"""The credit archive and the lists: nothing comes onto a list past its proposal, nothing that was done
about an entry changes.

Duty: 23.3 (第二十三条).
"""

from __future__ import annotations

from collections.abc import Mapping

from models.guards.shapes import Kept, Opening, Refusal, along, beginning, next_number, once
from models.rules import credit_lists
from models.rules.credit_lists import LEFT, ON, UNDECIDED, EntryState, ListName


def _in(states: tuple[EntryState, ...]) -> str:
    return ", ".join(f"'{state}'" for state in states)


_UNWARNED = (
    f"OLD.state = '{EntryState.PROPOSED}' AND NEW.state = '{EntryState.LISTED}' "
    f"AND OLD.list = '{ListName.BLACKLIST}'"
)

CREDITS: Mapping[str, Kept] = {
    "credit_record": Kept(
        "诚信档案记录",
        may_change=(once("ended_on", "end_reason", message="诚信档案记录已经失效，不得修改"),),
    ),
    "list_entry": Kept(
        "名单条目",
        may_change=(
            Opening(
                ("state",),
                f"({along(credit_lists.MOVES)}) AND NOT ({_UNWARNED}) AND "
                f"(NEW.state IN ({_in(LEFT)})) = (NEW.exited_on IS NOT NULL) AND "
                f"(NEW.state NOT IN ({_in(ON)}) OR NEW.entered_on IS NOT NULL)",
                "名单条目的状态不得这样变更",
            ),
            Opening(
                ("entry_class", "reason", "basis", "facts"),
                f"OLD.state = '{EntryState.PROPOSED}' AND NEW.state = OLD.state",
                "已经告知，事实、依据和类别不得修改",
            ),
            Opening(
                ("entered_on", "repairable_from", "due_off_on", "shown"),
                f"OLD.entered_on IS NULL AND OLD.state IN ({_in(UNDECIDED)}) "
                f"AND NEW.state = '{EntryState.LISTED}'",
                "名单条目已经列入，期限不得修改",
            ),
            Opening(
                ("exited_on", "exit_reason"),
                f"OLD.exited_on IS NULL AND NEW.exited_on IS NOT NULL AND NEW.exit_reason IS NOT NULL "
                f"AND OLD.state IN ({_in(ON)}) AND NEW.state IN ({_in(LEFT)})",
                "名单条目已移出，不得修改",
            ),
        ),
        not_added=(
            beginning(credit_lists.MOVES, "列入名单须先提出"),
            Refusal("NEW.entered_on IS NOT NULL OR NEW.exited_on IS NOT NULL", "列入名单须先提出"),
        ),
    ),
    "list_basis": Kept(
        "列入所依据的记录",
        not_added=(
            Refusal(
                "(SELECT e.state FROM list_entry e WHERE e.id = NEW.entry_id) "
                f"<> '{EntryState.PROPOSED}'",
                "已经告知，依据的检查不得增补",
            ),
        ),
    ),
    "list_act": Kept(
        "名单条目的办理记录",
        not_added=(next_number("list_act", "n", "entry_id", message="办理记录须依次编号"),),
    ),
    "risk_cause": Kept(
        "重点对象事由",
        may_change=(
            once("ended_on", "end_reason", "ended_by", message="重点对象事由已经终止，不得修改"),
        ),
    ),
}
