"""An entry that was wrong is revoked, or kept after a second look, by a person."""

from __future__ import annotations

from datetime import date

from models.faults import Refused
from models.rules import list_names
from models.rules.credit_checks import check_decider
from models.rules.credit_lists import ActKind, EntryState
from models.rules.deadlines import DeadlineKind
from models.rules.draw.reasons import DeciderRole
from tasks.base import deadlines
from tasks.base.step import Result
from tasks.base.terms import in_force
from tasks.credit.entries import act, acts_of, answer, entry_step, leave, standing


def revoke(
    number: str,
    reason: str,
    as_of: date,
    actor: str,
    *,
    keep: bool = False,
    role: str = DeciderRole.LEADER_IN_CHARGE,
    request: str | None = None,
) -> Result:
    """Revoke an entry, for a reason that the public reads; or ``keep`` one whose revocation was proposed
    because a result it rests on was withdrawn or corrected.

    Raises:
        Refused: no such entry or office, it is not on the list, no reason, nothing to be kept, or
            decided by who proposed the entry.

    Duty: 23.3 (第二十三条).
    """
    office, said = DeciderRole.read(role, "决定人职务"), " ".join(reason.split())
    if not said:
        raise Refused("须写明撤销或维持的理由（--reason）", code="reason-missing")
    kind = ActKind.KEPT if keep else ActKind.REVOKED
    with entry_step(number, "revoke", "决定是否撤销列入名单", as_of, actor, request) as (s, entry):
        if s.known:
            return s.answer
        acts, stands = acts_of(s.session, entry), standing(s.session, entry)
        if acts and (acts[-1].kind, acts[-1].reason) == (kind, said):
            return s.unchanged(**answer(s.session, entry))
        stands.moves_to(EntryState.REVOKED)
        if keep and stands.revocation_due is None:
            raise Refused(f"{number} 没有待决定的撤销", code="nothing-to-decide")
        check_decider(stands, s.actor)
        act(s, entry, kind, role=office, reason=said)
        due = [list_names.act_name(number, a.n) for a in acts if a.kind == ActKind.REVOCATION_DUE]
        deadlines.meet(s.session, DeadlineKind.LIST_REVOCATION, due, as_of)
        if not keep:
            terms = in_force(s.session, entry.region, as_of)
            leave(s, terms, entry, EntryState.REVOKED, said)
        return s.record(**answer(s.session, entry))
