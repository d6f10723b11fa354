"""A channel that does not take a package: why, how often in a row, when it is tried again, and who is
told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, func, select

from models import clock
from models.rules.deliveries import next_try_at
from models.tables import DeliveryFailure, Disclosure, Publication, pk
from tasks.base.step import Result, step
from tasks.base.terms import in_force
from tasks.inspect.messages import write_to_supervisor
from tasks.publish.undelivered import ON_THE_WAY


def record_failure(
    disclosure_id: int, why: str, as_of: date, region: str, *, request: str | None = None
) -> Result:
    """Keep that a package was not taken. The supervisor is told of the first failure of a channel;
    not again while anything that failed there is still on its way.

    Duty: 3.1, 23.1 (第三条、第二十三条).
    """
    with step(
        f"publish.fail:{disclosure_id}",
        action="记录未能送达",
        as_of=as_of,
        region=region,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        disclosure = s.session.get_one(Disclosure, disclosure_id)
        publication = s.session.get_one(Publication, disclosure.publication_id)
        in_a_row = (
            1
            + s.session.exec(
                select(func.count()).where(DeliveryFailure.disclosure_id == disclosure_id)
            ).one()
        )
        known_of = _failing(s.session, region, disclosure.channel)
        failure = DeliveryFailure(
            disclosure_id=disclosure_id,
            why=why,
            failed_on=as_of,
            failed_at=clock.moment(),
            in_a_row=in_a_row,
            next_try_at=next_try_at(clock.moment(), in_a_row),
        )
        s.session.add(failure)
        s.session.flush()
        if not known_of:
            terms = in_force(s.session, region, as_of)
            name = next((c.name for c in terms.channels if c.code == disclosure.channel), "")
            told = (
                f"公示渠道「{name or disclosure.channel}」没有收下 {publication.matter}：{why}；"
                "将自动重试，其余渠道照常送达"
            )
            key = f"{region}:{disclosure.channel}:failed:{pk(failure)}"
            write_to_supervisor(s.session, terms, [told], key, as_of)
        return s.record(
            matter=publication.matter,
            channel=disclosure.channel,
            why=why,
            in_a_row=in_a_row,
            next_try_at=failure.next_try_at,
        )


def _failing(session: Session, region: str, channel: str) -> bool:
    """Whether something that failed on a channel is still on its way."""
    return (
        session.exec(
            select(DeliveryFailure.id)
            .join(Disclosure, col(Disclosure.id) == col(DeliveryFailure.disclosure_id))
            .join(Publication, col(Publication.id) == col(Disclosure.publication_id))
            .where(
                Publication.region == region,
                Disclosure.channel == channel,
                col(Disclosure.state).in_(ON_THE_WAY),
            )
            .limit(1)
        ).first()
        is not None
    )


def next_tries(session: Session, disclosure_ids: Sequence[int]) -> dict[int, str]:
    """Disclosure id -> from when it is tried again, of those that failed."""
    return {
        disclosure_id: moment
        for disclosure_id, moment in session.exec(
            select(DeliveryFailure.disclosure_id, func.max(DeliveryFailure.next_try_at))
            .where(col(DeliveryFailure.disclosure_id).in_(disclosure_ids))
            .group_by(col(DeliveryFailure.disclosure_id))
        )
    }
