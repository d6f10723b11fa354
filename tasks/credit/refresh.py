"""Refresh the credit archive from what has been published, and what follows from it by itself."""

from __future__ import annotations

from datetime import date

from sqlmodel import col, func, select

from models.district import District
from models.tables import Message
from tasks.base.step import Result, Step, step
from tasks.base.terms import in_force
from tasks.credit.archive import enter, terms_of
from tasks.credit.follow import Followed, end, propose, undo
from tasks.inspect.messages import write_to_supervisor

NAMED = 50  # entries named in one message to the supervisor; the rest are counted


def refresh(region: str, as_of: date, *, request: str | None = None) -> Result:
    """Enter the published results in the archive. Who has a cause is proposed for a list, and stays a
    proposal until people decide; what rests on a result that was withdrawn or corrected is undone;
    who has been on a list to the end leaves it. The supervisor is told.

    Duty: 22.1, 23.2, 23.3 (第二十二条、第二十三条).
    """
    with step(
        f"credit:{region}",
        action="更新诚信档案与名单",
        as_of=as_of,
        region=region,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        terms = in_force(s.session, region, as_of)
        entered, followed = enter(s.session, region, as_of, terms_of(terms)), Followed()
        undo(s, terms, entered.ended, followed)
        end(s, terms, followed)
        propose(s, terms, sorted(entered.subjects), followed)
        _tell(s, terms, followed)
        answer = {
            "events": entered.inspections,
            "ended": len(entered.ended),
            "proposed": followed.proposed,
            "lapsed": followed.lapsed,
            "to_be_revoked": followed.to_be_revoked,
            "left": followed.left,
        }
        stored = entered.inspections or entered.ended or followed
        return s.record(**answer) if stored else s.unchanged(**answer)


def _tell(s: Step, terms: District, followed: Followed) -> None:
    """The supervisor hears of every entry that needs somebody, and of those that are over."""
    notice = terms.credit.procedure.notice_within
    told = {
        f"拟列入名单，列入黑名单的须在{notice.value}{notice.unit.words}内送达事先告知书": followed.proposed,
        "依据的检查结果已撤回或更正，不再提出列入": followed.lapsed,
        "依据的检查结果已撤回或更正，须决定是否撤销列入": followed.to_be_revoked,
        "已移出名单": followed.left,
    }
    matters = []
    for what, numbers in told.items():
        more = [f"另有 {len(numbers) - NAMED} 件，见 ssj credit entries"][: len(numbers) > NAMED]
        matters += [f"{number} {what}" for number in numbers[:NAMED]] + more
    if matters:
        prefix = f"credit:{terms.region}:{s.as_of}:"
        before = s.session.exec(
            select(func.count()).where(col(Message.key).startswith(prefix, autoescape=True))
        ).one()
        write_to_supervisor(s.session, terms, matters, f"{prefix}{before + 1}", s.as_of)
