"""Checks 10 to 14: what was fixed before the draw, its order in time, and the sources."""

from __future__ import annotations

from collections.abc import Iterator

from models.rules.draw import drand, keys, sources
from models.rules.draw.announcement import day_of, terms_problems
from models.rules.draw.reading import doubled
from models.rules.draw.reasons import AbandonReason
from models.rules.draw.shape import FiledText, Record
from models.rules.draw.texts import NAMES, count
from models.rules.draw.timestamp import read as read_stamp
from models.rules.draw.verify.case import Case
from models.rules.draw.verify.files import Found
from models.rules.draw.verify.words import say


def secret(case: Case) -> Found:
    """10: the secret is the one committed to."""
    if case.record is None:
        return None
    said = case.record.announcement
    found = keys.commitment(said.suite, said.draw_id, bytes.fromhex(case.record.secret))
    stated = said.commitment
    return [] if stated == found else [say("differs", stated=stated, found=found)]


def texts(case: Case) -> Found:
    """11: form, digests, counts, no id in two, recusals within.

    Duty: 17.1 (第十七条).
    """
    record, key = case.record, case.text_key
    if record is None or key is None:
        return None
    wrong = []
    for name, called in NAMES.items():
        written, text = getattr(record.texts, name), case.texts_found[name]
        if text is None:
            wrong.append(say("text-missing", file=written.file))
            continue
        if isinstance(written, FiledText) and written.bytes != len(text):
            stated, size = written.bytes, len(text)
            wrong.append(say("text-size", file=written.file, stated=stated, found=size))
        said = getattr(record.announcement, name)
        found = keys.text_digest(record.announcement.suite, key, text)
        if found != said.digest:
            wrong.append(say("text-digest", text=called, stated=said.digest, found=found))
        if (n := count(text)) != said.count:
            wrong.append(say("text-count", text=called, stated=said.count, found=n))
    return [*wrong, *case.text_faults]


def terms(case: Case) -> Found:
    """12: everything announced that follows from the texts."""
    if case.record is None or case.texts is None:
        return None
    return terms_problems(case.record.announcement, case.texts)


def order(case: Case) -> Found:
    """13: announced ≤ received < due ≤ read ≤ drawn ≤ confirmed ≤ changed; stamped in between.

    Duty: 17.1, 18.2 (第十七条、第十八条).
    """
    return None if case.record is None else list(_order(case.record))


Moment = tuple[str, str]
"""What happened, in Chinese, and when."""


def _order(record: Record) -> Iterator[str]:
    said, draw = record.announcement, record.draw
    announced = ("公告", said.announced_at)
    received = [(f"渠道「{each.channel}」收讫", each.received_at) for each in record.receipts]
    due = [(f"随机源「{each.name}」的时间", each.due) for each in said.sources]
    drawn = [] if draw is None else [("抽取", draw.drawn_at)]
    for each in received:
        yield from _ordered(announced, each)
    if receipts_bind(record):
        for each in received:
            for later in due:
                yield from _ordered(each, later, strictly=True)
            for later in drawn:
                yield from _ordered(each, later)
    for each in due:
        yield from _ordered(announced, each, strictly=True)
    for source, read in zip(said.sources, record.sources, strict=False):
        if read.read_at is not None:
            reading = (f"随机源「{read.name}」的读取", read.read_at)
            yield from _ordered((f"随机源「{source.name}」的时间", source.due), reading)
            for later in drawn:
                yield from _ordered(reading, later)
    for each in drawn:
        yield from _ordered(announced, each)
    yield from _stamped(record, announced, [*due, *drawn])
    if record.abandoned is not None:
        yield from _ordered(announced, ("作废", record.abandoned.at))
    if draw is not None:
        yield from _not_before(record, draw.drawn_at)
        if draw.confirmed_at is not None:
            yield from _confirmed(record, draw.drawn_at, draw.confirmed_at)


def receipts_bind(record: Record) -> bool:
    """Whether the draw is judged against the receipts: one given up for a channel that failed
    has none, or a late one."""
    if record.abandoned is None:
        return True
    received = {each.channel for each in record.receipts}
    every = all(channel in received for channel in record.announcement.channels)
    return every and record.abandoned.reason != AbandonReason.RELEASE_LATE


def _not_before(record: Record, drawn_at: str) -> Iterator[str]:
    """A draw given up before anybody had run it is computed for its record, on whatever day."""
    given_up = record.abandoned is not None and record.abandoned.at <= drawn_at
    if day_of(drawn_at) < record.announcement.not_before and not given_up:
        yield say("order-day", at=drawn_at, day=record.announcement.not_before)


def _confirmed(record: Record, drawn_at: str, confirmed_at: str) -> Iterator[str]:
    before = ("确认", confirmed_at)
    yield from _ordered(("抽取", drawn_at), before)
    for each in record.changes:
        applied = (f"第 {each.no} 项变更的申请", each.applied_at)
        decided = (f"第 {each.no} 项变更的决定", each.decided_at)
        yield from _ordered(("确认", confirmed_at), applied)
        yield from _ordered(applied, decided)
        yield from _ordered(before, decided)
        before = decided


def _stamped(record: Record, announced: Moment, before: list[Moment]) -> Iterator[str]:
    stamp = None if record.time_stamp is None else read_stamp(record.time_stamp.token)[0]
    if stamp is not None:
        yield from _ordered(announced, ("时间戳", stamp.at))
        for later in before:
            yield from _ordered(("时间戳", stamp.at), later, strictly=True)


def _ordered(earlier: Moment, later: Moment, *, strictly: bool = False) -> Iterator[str]:
    in_order = earlier[1] < later[1] if strictly else earlier[1] <= later[1]
    if not in_order:
        how = "晚于" if strictly else "不早于"
        yield say(
            "order",
            later=later[0],
            later_at=later[1],
            how=how,
            earlier=earlier[0],
            earlier_at=earlier[1],
        )


def source_values(case: Case) -> Found:
    """14: the announced names in their order, forms, due times, values, drand's signatures.

    Duty: 17.1 (第十七条).
    """
    return None if case.record is None else list(_sources(case.record))


def _sources(record: Record) -> Iterator[str]:
    said = record.announcement
    names = [each.name for each in said.sources]
    for name in doubled(names):
        yield say("source-twice", name=name)
    read = [each.name for each in record.sources]
    if read != names:
        yield say("source-order", stated="、".join(names) or "无", found="、".join(read) or "无")
    for source in said.sources:
        yield from sources.check_name(source.name, source.due, None)
    for each in record.sources:
        if (each.value is None) != (each.read_at is None):
            yield say("source-half", name=each.name)
        if each.value is None:
            if record.abandoned is None:
                yield say("source-unread", name=each.name)
            continue
        if wrong := sources.check_value(each.name, each.value):
            yield from wrong
        elif sources.drand_round(each.name) is not None and not drand.verify(each.name, each.value):
            yield say("drand-wrong", name=each.name)
