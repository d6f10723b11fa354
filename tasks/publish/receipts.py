"""A person's word that a package is up: where, since when, by whom, and a picture of it."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from sqlmodel import Session, col, select

from models import clock, database
from models.faults import Refused
from models.home import home
from models.rules import names
from models.rules.deliveries import check_receipt, is_address
from models.rules.order import Basis
from models.rules.publications import PackageState
from models.tables import DeliveryFailure, Disclosure, Publication, Receipt, pk
from tasks.base.step import Result, step
from tasks.draw.photos import read_picture
from tasks.publish.compare import NOT_REACHABLE, check_stands
from tasks.publish.received import receive
from tasks.publish.undelivered import package_of


def enter_receipt(
    matter: str,
    channel: str,
    where: str,
    on: date,
    actor: str,
    *,
    picture: Path | None = None,
    check: bool | None = None,
    request: str | None = None,
) -> Result:
    """Keep that ``actor`` put a package up at ``where`` on the day ``on``. Where that is an address that
    can be opened, what stands there is looked at first; with ``check`` it has to be opened, without
    (``False``) nobody looks. The same word again changes nothing.

    Raises:
        Refused: no such matter or channel; the package was never laid ready or sent, or its channel
            has acknowledged it otherwise; ``where`` is empty or no text; the picture is none; the day
            is before the release; what stands at the address is not the page.

    Duty: 3.1, 23.1 (第三条、第二十三条).
    """
    region = names.read_matter(matter).region
    where = where.strip()
    content = read_picture(picture) if picture else None
    looks = is_address(where) if check is None else check
    checked = _looked_at(matter, channel, where, must=check is True) if looks else None
    with step(
        f"publish.deliver:{matter}:{channel}",
        action="登记公示回执",
        as_of=on,
        region=region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        publication, disclosure = _package(s.session, matter, channel)
        digest = hashlib.sha256(content[0]).hexdigest() if content else None
        stored = f"receipts/{digest}.{content[1]}" if content else None
        before = _receipt_of(s.session, disclosure)
        answer: Result = {"matter": matter, "channel": channel, "where": where}
        answer["put_up_by"] = s.actor
        answer |= {"received_on": str(on), "picture": digest, "checked_lines": checked}
        said = (where, s.actor, on, stored)
        if before is not None and said == (
            before.put_up_at, before.put_up_by, before.received_on, before.picture,
        ):  # fmt: skip
            return s.unchanged(**answer, publication=publication.state)
        check_receipt(
            where,
            PackageState(disclosure.state),
            released=publication.released_on is not None,
            tried=_tried(s.session, disclosure),
        )
        s.rests_on(Basis("批准公示", publication.released_on))
        if content and stored:
            s.put(home() / stored, content[0])
        receipt = Receipt(
            disclosure_id=pk(disclosure),
            reference=where,
            digest=disclosure.package_digest,
            received_on=on,
            received_at=clock.moment(),
            put_up_at=where,
            put_up_by=s.actor,
            picture=stored,
        )
        return s.record(**answer, **receive(s.session, disclosure, receipt))


def _package(session: Session, matter: str, channel: str) -> tuple[Publication, Disclosure]:
    publication = session.exec(select(Publication).where(Publication.matter == matter)).first()
    if publication is None:
        raise Refused(f"没有名为「{matter}」的公示", code="unknown-matter")
    packages = session.exec(
        select(Disclosure)
        .where(Disclosure.publication_id == pk(publication))
        .order_by(col(Disclosure.id))
    ).all()
    for disclosure in packages:
        if disclosure.channel == channel:
            return publication, disclosure
    listed = "、".join(each.channel for each in packages)
    raise Refused(f"{matter} 没有渠道「{channel}」的公示包；有：{listed}", code="unknown-channel")


def _receipt_of(session: Session, disclosure: Disclosure) -> Receipt | None:
    return session.exec(select(Receipt).where(Receipt.disclosure_id == pk(disclosure))).first()


def _tried(session: Session, disclosure: Disclosure) -> bool:
    """Whether it was sent at least once, whatever became of it."""
    failure = select(DeliveryFailure.id).where(DeliveryFailure.disclosure_id == pk(disclosure))
    return session.exec(failure.limit(1)).first() is not None


def _looked_at(matter: str, channel: str, where: str, *, must: bool) -> int | None:
    """How many lines of the page stand at the address; ``None`` where it can't be opened and need not,
    or a receipt is kept already."""
    with database.reading() as session:
        publication, disclosure = _package(session, matter, channel)
        if _receipt_of(session, disclosure) is not None:
            return None
    try:
        return check_stands(where, package_of(disclosure), publication.page)
    except Refused as refusal:
        if must:
            raise
        if refusal.code == NOT_REACHABLE:
            return None
        raise Refused(
            f"{refusal}；网址不是公示页本身的（如栏目首页、附件），用 --no-check 登记",
            code=refusal.code,
        ) from refusal


def received_in_words(answer: Result) -> str:
    """Where a package is up since when, and which channels a matter still lacks."""
    said = f"{answer['matter']} 已由 {answer['put_up_by']} 于 {answer['received_on']} 在 {answer['where']} 上传"
    if answer.get("checked_lines"):
        said += f"，网页与公示包一致（{answer['checked_lines']} 处）"
    elif is_address(answer["where"]):
        said += "，网页未与公示包对照"
    lacking = [channel for channel, day in answer.get("received", {}).items() if day is None]
    return f"{said}；尚缺渠道 {'、'.join(lacking)}" if lacking else said
