"""What is released is delivered, channel by channel: one that fails holds no other back. Nothing is
sent while the database is locked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col, select

from models import clock, database
from models.faults import Refused
from models.rules import file_names
from models.rules.order import Basis, entered_late
from models.rules.publications import PackageState, PublicationState
from models.rules.results import ResultKind
from models.tables import Disclosure, Publication, Receipt, ResultVersion, pk
from tasks.base import files
from tasks.base.step import Act, Result, step
from tasks.base.terms import in_force
from tasks.channels import (
    BY_HAND,
    Attachment,
    Channel,
    ChannelDown,
    ChannelFailed,
    Envelope,
    open_channel,
)
from tasks.channels import Receipt as Answer
from tasks.inspect.amended import amendments
from tasks.publish.failures import next_tries, record_failure
from tasks.publish.received import receive
from tasks.publish.site import write_site
from tasks.publish.undelivered import package_of

ZIP = "application/zip"


@dataclass(frozen=True, slots=True)
class _Package:
    """A package that is to go to its channel; ``held``: it tells what is to be withdrawn."""

    id: int
    matter: str
    page: str
    channel: str
    released_on: date
    held: bool
    next_try_at: str


@dataclass
class _Run:
    """What became of the packages so far; nothing more is asked of channels that are ``down``, and a
    page ``waits`` where an earlier package that tells the same page did not leave."""

    delivered: int = 0
    laid_ready: list[Result] = field(default_factory=list)
    failed: list[Result] = field(default_factory=list)
    held: set[str] = field(default_factory=set)
    released_later: set[str] = field(default_factory=set)
    down: set[str] = field(default_factory=set)
    waits: set[tuple[str, str]] = field(default_factory=set)

    def asks(self, package: _Package) -> bool:
        """Whether the package may go as far as its channel and its page are concerned."""
        waits = (package.channel, package.page) in self.waits
        return package.channel not in self.down and not waits


def deliver_pending(
    region: str, as_of: date, *, at_once: bool = False, request: str | None = None
) -> Result:
    """Deliver every package of a released publication that is still to go, and bring the site up to
    date. Each channel is by itself: what failed is on record and listed, and is tried again under
    the same key, by itself when its time has come, or ``at_once``. What is released on a later day
    than ``as_of``, and what tells a result that is to be withdrawn, waits and is named. A firm's own words
    that may not leave the house are ``stopped`` and keep nothing else off the site.

    Duty: 3.1, 23.1 (第三条、第二十三条).
    """
    run = _Run()
    for package in _packages(region):
        due = at_once or package.next_try_at <= clock.moment()
        if package.released_on > as_of:
            run.released_later.add(package.matter)
        elif package.held:
            run.held.add(package.matter)
        elif due and run.asks(package) and _left(run, package, as_of, request):
            continue
        run.waits.add((package.channel, package.page))
    site = write_site(region, as_of, request=request)
    stored = bool(run.delivered or run.laid_ready or run.failed)
    return {
        "delivered": run.delivered,
        "laid_ready": run.laid_ready,
        "failed": run.failed,
        "held": sorted(run.held),
        "released_later": sorted(run.released_later),
        "site": site["index"],
        "stopped": site.get("stopped", {}),
        "as_of": str(as_of),
        "entered_on": str(clock.today()),
        "entered_late": entered_late(as_of, clock.today()),
        "act": (Act.DONE if stored else Act(site["act"])).value,
    }


def _left(run: _Run, package: _Package, as_of: date, request: str | None) -> bool:
    """Try to deliver a package; whether it left the house."""
    answer = deliver_one(package.id, as_of, request)
    if answer["stands"] == PackageState.DELIVERED:
        run.delivered += answer["act"] == Act.DONE
    elif answer["stands"] == PackageState.LAID_READY:
        run.laid_ready += [answer] if answer["act"] == Act.DONE else []
    else:
        run.failed.append(answer)
        run.down |= {package.channel} if answer["down"] else set()
    return answer["stands"] in (PackageState.DELIVERED, PackageState.LAID_READY)


def _packages(region: str) -> list[_Package]:
    """Every package of a released publication that did not leave yet, in the order they were built."""
    with database.reading() as session:
        rows = session.exec(
            select(Disclosure, Publication)
            .join(Publication, col(Publication.id) == col(Disclosure.publication_id))
            .where(
                Publication.region == region,
                Disclosure.state == PackageState.BUILT,
                Publication.state == PublicationState.RELEASED,
            )
            .order_by(col(Disclosure.id))
        ).all()
        held = _to_be_withdrawn(session, sorted({pk(publication) for _, publication in rows}))
        tries = next_tries(session, [pk(disclosure) for disclosure, _ in rows])
        return [
            _Package(
                pk(disclosure),
                publication.matter,
                publication.page,
                disclosure.channel,
                publication.released_on,
                pk(publication) in held,
                tries.get(pk(disclosure), ""),
            )
            for disclosure, publication in rows
            if publication.released_on is not None
        ]


def _to_be_withdrawn(session: Session, publication_ids: list[int]) -> set[int]:
    """Publications that tell something of a result whose withdrawal is decided and not told yet."""
    carried = session.exec(
        select(ResultVersion.publication_id, ResultVersion.inspection_id).where(
            col(ResultVersion.publication_id).in_(publication_ids)
        )
    ).all()
    decided = amendments(session, sorted({inspection_id for _, inspection_id in carried}))
    gone = {id_ for id_, each in decided.items() if each.kind == ResultKind.WITHDRAWAL}
    return {publication_id for publication_id, inspection_id in carried if inspection_id in gone}


@dataclass(frozen=True, slots=True)
class _Ready:
    """What is handed to which channel."""

    channel: Channel
    by_hand: bool
    envelope: Envelope


def deliver_one(disclosure_id: int, as_of: date, request: str | None = None) -> Result:
    """Hand one package to its channel, then keep the receipt; or why there is none. Two at once hand
    over the same key twice, which is the same package, and one receipt is kept.

    Duty: 3.1 (第三条).
    """
    with database.reading() as session:
        disclosure = session.get_one(Disclosure, disclosure_id)
        publication = session.get_one(Publication, disclosure.publication_id)
    answer, why, down = None, "", False
    with files.noted() as written:
        try:
            ready = _ready(disclosure, publication, as_of)
            answer = ready.channel.send(ready.envelope)
        except ChannelFailed as failure:
            why, down = str(failure), isinstance(failure, ChannelDown)
        except Refused as refusal:
            why = "；".join(refusal.reasons)
    if answer is None:
        failed = record_failure(disclosure_id, why, as_of, publication.region, request=request)
        return {**failed, "stands": PackageState.BUILT.value, "down": down}
    with step(
        f"publish.deliver:{publication.matter}:{disclosure.channel}",
        action="备妥公示包" if ready.by_hand else "送达公示渠道",
        as_of=as_of,
        region=publication.region,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        disclosure = s.session.get_one(Disclosure, disclosure_id)
        names_ = {"matter": publication.matter, "channel": disclosure.channel}
        if disclosure.state != PackageState.BUILT:
            return s.unchanged(**names_, stands=disclosure.state)
        s.rests_on(Basis("批准公示", publication.released_on))
        files.note(written)
        if ready.by_hand:
            disclosure.state = PackageState.LAID_READY
            s.session.add(disclosure)
            return s.record(**names_, stands=disclosure.state, laid_in=answer.reference)
        kept = _kept(disclosure_id, answer, as_of)
        return s.record(
            **names_,
            **receive(s.session, disclosure, kept),
            stands=disclosure.state,
            receipt=answer.reference,
        )


def _kept(disclosure_id: int, answer: Answer, as_of: date) -> Receipt:
    return Receipt(
        disclosure_id=disclosure_id,
        reference=answer.reference,
        digest=answer.digest,
        received_on=as_of,
        received_at=clock.moment(),
    )


def _ready(disclosure: Disclosure, publication: Publication, as_of: date) -> _Ready:
    """The package as it was built, and its channel.

    Raises:
        Refused: the channel is no longer there, or the package is not what was built.
    """
    with database.reading() as session:
        terms = in_force(session, publication.region, as_of)
    channel = next((c for c in terms.channels if c.code == disclosure.channel), None)
    if channel is None:
        raise Refused(
            f"区县参数文件里已没有公示渠道「{disclosure.channel}」", code="unknown-channel"
        )
    content = package_of(disclosure)
    return _Ready(
        open_channel(channel.delivery),
        channel.delivery.get("kind") == BY_HAND,
        Envelope(
            key=f"{publication.matter}:{disclosure.channel}",
            sender=terms.messages.sender,
            recipient=channel.name,
            subject=publication.title,
            body=publication.title,
            attachments=(Attachment(file_names.package_file(publication.matter), content, ZIP),),
        ),
    )
