"""What follows by itself from the archive and from the days: proposals, and the end of what no longer
holds. Nobody comes onto a list here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, or_, select

from models.district import District
from models.rules import credit as rule
from models.rules import list_names
from models.rules.credit import Cause
from models.rules.credit_lists import ON, OPEN, UNDECIDED, ActKind, EntryState, ListName
from models.rules.deadlines import DeadlineKind
from models.tables import ListAct, ListBasis, ListEntry
from tasks.base import deadlines
from tasks.base.queries import chunks
from tasks.base.step import Step
from tasks.credit.archive import events_of, terms_of
from tasks.credit.entries import act, leave, next_numbers, settled, standing
from tasks.credit.facts import facts_of

CONDITION_GONE = "条件不再具备"
"""Why a subject leaves the honour list by itself."""


@dataclass
class Followed:
    """Numbers of entries: proposed anew, lapsed, to be revoked, and off their list."""

    proposed: list[str] = field(default_factory=list)
    lapsed: list[str] = field(default_factory=list)
    to_be_revoked: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.proposed or self.lapsed or self.to_be_revoked or self.left)


def undo(s: Step, terms: District, ended: Sequence[int], followed: Followed) -> None:
    """What rests on entries of the archive that ended is undone: a proposal lapses, of who is on a
    list the revocation is proposed.

    Duty: 23.2, 23.3 (第二十三条).
    """
    concerned = {
        entry.number: entry
        for some in chunks(ended)
        for entry in s.session.exec(
            select(ListEntry)
            .join(ListBasis, col(ListBasis.entry_id) == col(ListEntry.id))
            .where(col(ListBasis.record_id).in_(some), col(ListEntry.state).in_(OPEN))
        )
    }
    for number, entry in sorted(concerned.items()):
        if entry.state in UNDECIDED:
            act(s, entry, ActKind.LAPSED)
            entry.state = EntryState.LAPSED
            s.session.add(entry)
            s.session.flush()
            settled(s, entry)
            followed.lapsed.append(number)
        elif standing(s.session, entry).revocation_due is None:
            due = act(s, entry, ActKind.REVOCATION_DUE)
            deadlines.track(
                s.session,
                region=entry.region,
                kind=DeadlineKind.LIST_REVOCATION,
                within=terms.credit.procedure.revocation_decided_within,
                events={list_names.act_name(number, due.n): s.as_of},
            )
            followed.to_be_revoked.append(number)


def end(s: Step, terms: District, followed: Followed) -> None:
    """Who has been on the blacklist for the longest term leaves it, and the honour list who no longer
    has what put them there.

    Duty: 23.3 (第二十三条).
    """
    entries = s.session.exec(
        select(ListEntry)
        .where(
            ListEntry.region == terms.region,
            col(ListEntry.state).in_(ON),
            col(ListEntry.entered_on) <= s.as_of,
            or_(col(ListEntry.due_off_on) <= s.as_of, ListEntry.list == ListName.HONOUR_LIST),
        )
        .order_by(col(ListEntry.id))
    ).all()
    honoured = [each.credit_code for each in entries if each.list == ListName.HONOUR_LIST]
    events = _events(s.session, terms, honoured)
    still = rule.each_subject(events, rule.honour_cause, s.as_of, terms_of(terms))
    for entry in entries:
        if entry.list == ListName.BLACKLIST:
            act(s, entry, ActKind.EXPIRED)
            leave(s, terms, entry, EntryState.EXPIRED, ActKind.EXPIRED.words)
        elif entry.credit_code not in still:
            act(s, entry, ActKind.OFF)
            leave(s, terms, entry, EntryState.OFF, CONDITION_GONE)
        else:
            continue
        followed.left.append(entry.number)


def propose(s: Step, terms: District, credit_codes: Sequence[str], followed: Followed) -> None:
    """Propose who has a cause and no open entry of the list: for the blacklist with a class and its
    legal basis, for the honour list who is not thought of for the other.

    Duty: 9.4, 23.3 (第九条、第二十三条).
    """
    events = _events(s.session, terms, credit_codes)
    opened = _open(s.session, terms.region, credit_codes)
    numbers = terms_of(terms)
    black = rule.each_subject(events, rule.blacklist_cause, s.as_of, numbers)
    honour = rule.each_subject(events, rule.honour_due, s.as_of, numbers)
    unopened: list[tuple[str, ListName, Cause]] = [
        *((code, ListName.BLACKLIST, cause) for code, cause in black.items()),
        *((code, ListName.HONOUR_LIST, cause) for code, cause in honour.items()
          if code not in black and (code, ListName.BLACKLIST) not in opened),
    ]  # fmt: skip
    _store(s, terms, sorted(each for each in unopened if each[:2] not in opened), followed)


def _events(
    session: Session, terms: District, credit_codes: Sequence[str]
) -> dict[str, list[rule.Event]]:
    """What stands in the archive of these subjects."""
    return events_of(session, terms.region, sorted(set(credit_codes)))


def _open(session: Session, region: str, credit_codes: Sequence[str]) -> set[tuple[str, ListName]]:
    return {
        (code, ListName(name))
        for some in chunks(sorted(credit_codes))
        for code, name in session.exec(
            select(ListEntry.credit_code, ListEntry.list).where(
                ListEntry.region == region,
                col(ListEntry.credit_code).in_(some),
                col(ListEntry.state).in_(OPEN),
            )
        )
    }


def _store(
    s: Step, terms: District, due: Sequence[tuple[str, ListName, Cause]], followed: Followed
) -> None:
    """Store the proposals, each with what it rests on and its day to be told by."""
    if not due:
        return
    facts = facts_of(s.session, sorted({id_ for *_, cause in due for id_ in cause.records}))
    followed.proposed = next_numbers(s.session, terms.region, s.as_of.year, len(due))
    rows: list[dict[str, Any]] = []
    for number, (code, name, cause) in zip(followed.proposed, due, strict=True):
        black = name == ListName.BLACKLIST
        ground = terms.credit.grounds.of(cause.ground) if black else None
        rows.append(
            {
                "number": number,
                "region": terms.region,
                "credit_code": code,
                "list": name,
                "entry_class": ground.value if ground else None,
                "ground": cause.ground,
                "reason": cause.reason,
                "basis": ground.article if ground else terms.credit.honour_clean.article,
                "facts": "\n".join(facts[id_] for id_ in cause.records),
                "state": EntryState.PROPOSED,
                "proposed_on": s.as_of,
            }
        )
    s.session.execute(insert(ListEntry), rows)
    ids = dict(
        s.session.exec(
            select(col(ListEntry.number), col(ListEntry.id)).where(
                ListEntry.region == terms.region, col(ListEntry.number) >= followed.proposed[0]
            )
        ).all()
    )
    s.session.execute(
        insert(ListBasis),
        [
            {"entry_id": ids[number], "record_id": record}
            for number, (*_, cause) in zip(followed.proposed, due, strict=True)
            for record in cause.records
        ],
    )
    s.session.execute(
        insert(ListAct),
        [
            {
                "entry_id": ids[number],
                "n": 1,
                "kind": ActKind.PROPOSED,
                "done_on": s.as_of,
                "done_by": s.actor,
                "reason": cause.reason,
            }
            for number, (*_, cause) in zip(followed.proposed, due, strict=True)
        ],
    )
    deadlines.track(
        s.session,
        region=terms.region,
        kind=DeadlineKind.LIST_NOTICE,
        within=terms.credit.procedure.notice_within,
        events={row["number"]: s.as_of for row in rows if row["list"] == ListName.BLACKLIST},
    )
    deadlines.track(
        s.session,
        region=terms.region,
        kind=DeadlineKind.LIST_DECISION,
        within=terms.credit.procedure.decided_within,
        events={row["number"]: s.as_of for row in rows if row["list"] == ListName.HONOUR_LIST},
    )
