"""Replay a draw record from the record alone and say, check by check, what holds and what doesn't."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from models.faults import Refused
from models.rules.draw import canonical, sealed
from models.rules.draw.announcement import canonical as canonical_json
from models.rules.draw.assign import assign
from models.rules.draw.record import cutoffs, digest_of, written
from models.rules.draw.replay import replay
from models.rules.draw.sample import Place, Tickets, order, sample_size
from models.rules.draw.seed import check_sources, commitment, seed
from models.rules.draw.shape import Drawn, FiledText, Record, Stratum, Substitute, read
from models.rules.draw.standing import Standing
from models.rules.draw.suite import digest

TEXTS = {"subjects": "市场主体名录", "inspectors": "检查人员代号", "recusals": "回避名单"}


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name, and in Chinese what is wrong, if anything."""

    name: str
    problems: list[str]

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def verify_file(
    content: bytes, beside: Mapping[str, bytes] | None = None, announced: bytes | None = None
) -> list[Check]:
    """Every check on a record as it was published, byte for byte.

    ``announced`` is the announcement as somebody kept it from before the draw.

    Raises:
        ValueError: the content is not JSON.
    """
    given = json.loads(content.decode("utf-8"))
    same = content == written(given)
    layout = Check(
        "文件写法", [] if same else ["文件不是原来的写法：有增删的空白、重复的项或改动的字"]
    )
    return [layout, *verify(given, beside, announced)]


def verify(
    given: Any, beside: Mapping[str, bytes] | None = None, announced: bytes | None = None
) -> list[Check]:
    """Every check of the protocol on a record (parsed JSON); never raises on a bad record.

    ``beside`` holds, by file name, the texts too large for the record.

    Duty: 17.1, 17.2, 17.3 (第十七条).
    """
    record, problems = read(given)
    checks = [Check("记录格式", problems)]
    if record is not None:
        checks += _replay(record, given, beside or {}, announced)
    return checks


def _replay(
    record: Record, given: Any, beside: Mapping[str, bytes], announced: bytes | None
) -> Iterator[Check]:
    terms, h = record.announcement, record.announcement.suite
    yield _same("记录摘要", record.digest, digest_of(given))
    recomputed = digest(h, canonical_json(given["announcement"]))
    yield _same("公告摘要", record.announcement_digest, recomputed)
    if announced is not None:
        kept = digest(h, announced)
        problem = f"保存的公告摘要为 {kept}，记录中的公告为 {recomputed}：不是同一份公告"
        yield Check("事先公告", [] if kept == recomputed else [problem])

    texts: dict[str, bytes] = {}
    for key, name in TEXTS.items():
        text, problems = _text(h, getattr(record.texts, key), beside)
        yield Check(f"{name}文件", problems)
        if text is None:
            return
        texts[key], stated = text, getattr(terms, key)
        yield _same(f"{name}摘要", stated.digest, digest(h, text))
        yield _same(f"{name}行数", stated.count, text.count(b"\n"))
    try:
        subjects = canonical.read_subjects(texts["subjects"])
        codes = canonical.read_inspectors(texts["inspectors"])
        recusals = canonical.read_recusals(texts["recusals"], codes)
    except Refused as refusal:
        yield Check("名单写法", list(refusal.reasons))
        return
    yield Check("名单写法", [])

    secret = bytes.fromhex(record.secret)
    yield _same("密文承诺", terms.commitment, commitment(h, secret))
    try:
        check_sources(terms.sources, record.sources)
        yield Check("随机源", [])
    except Refused as refusal:
        yield Check("随机源", list(refusal.reasons))
    drawn_seed = seed(h, terms.draw_id, secret, record.sources)
    yield _same("种子", record.seed, drawn_seed.hex())

    called = {name: stated.name for name, stated in terms.strata.items()}
    by_stratum: dict[str, list[str]] = {}
    for id_, stratum in subjects:
        by_stratum.setdefault(stratum, []).append(id_)
    yield Check("抽取数量", list(_sizes(terms.strata, by_stratum)))
    tickets = Tickets(h, drawn_seed)
    known = {name: by_stratum.get(name, []) for name in terms.strata}
    sizes = {name: stated.sample_size for name, stated in terms.strata.items()}
    # A replacement may go past the published substitutes: the sequence has no end but its own.
    more = {
        name: len(known[name]) if record.replacements else stated.substitutes
        for name, stated in terms.strata.items()
    }
    places = order(tickets, known, sizes, more)
    drawn = [p for stratum in places.values() for p in stratum if p.drawn]
    published = [
        p
        for name, stratum in places.items()
        for p in stratum
        if sizes[name] < p.rank <= sizes[name] + terms.strata[name].substitutes
    ]
    yield Check("抽中对象及排位", list(_compare(called, drawn, record.drawn)))
    yield Check("递补对象及排位", list(_compare(called, published, record.substitutes)))
    yield Check("入选分界", list(_cutoffs(called, cutoffs(places), record.cutoffs)))

    yield from _inspectors(record, tickets, places, codes, recusals)
    if record.sealed is not None:
        for name, problems in sealed.problems(record, record.sealed):
            yield Check(name, problems)


def _inspectors(
    record: Record,
    tickets: Tickets,
    places: Mapping[str, list[Place]],
    codes: list[str],
    recusals: Mapping[str, set[str]],
) -> Iterator[Check]:
    """Steps 5 and 6."""
    terms = record.announcement
    drawn = sorted((p for stratum in places.values() for p in stratum if p.drawn), key=_by_ticket)
    m, slack = terms.inspectors_per_subject, terms.load_slack
    try:
        cap, assigned = assign(tickets, [p.id for p in drawn], codes, recusals, m, slack)
    except Refused as refusal:
        yield Check("检查人员", list(refusal.reasons))
        return
    yield _same("检查人员任务上限", record.cap, cap)
    yield Check(
        "检查人员",
        [
            f"「{entry.id}」的检查人员应为 {'、'.join(assigned[entry.id])}，"
            f"记录为 {'、'.join(entry.inspectors)}"
            for entry in record.drawn
            if entry.id in assigned and entry.inspectors != assigned[entry.id]
        ],
    )
    sequence = {name: [p.id for p in stratum if not p.drawn] for name, stratum in places.items()}
    standing = Standing(
        tickets,
        {name: stated.name for name, stated in terms.strata.items()},
        lambda name, n: sequence[name][n] if n < len(sequence[name]) else None,
        codes,
        recusals,
        cap,
        places=assigned,
        stratum_of={p.id: p.stratum for p in drawn},
        used=Counter(),
    )
    yield Check("变更及递补", list(replay(standing, record.replacements)))


def _by_ticket(place: Place) -> tuple[str, str]:
    return place.ticket, place.id


def _text(
    suite: str, stated: str | FiledText, beside: Mapping[str, bytes]
) -> tuple[bytes | None, list[str]]:
    if isinstance(stated, str):
        return stated.encode(), []
    if stated.file not in beside:
        return None, [f"缺少文件「{stated.file}」，请与抽取记录放在一起"]
    text = beside[stated.file]
    recomputed = digest(suite, text)
    if recomputed != stated.digest:
        return text, [f"文件「{stated.file}」的摘要记录为 {stated.digest}，重算为 {recomputed}"]
    return text, []


def _same(name: str, stated: str | int, recomputed: str | int) -> Check:
    return Check(name, [] if stated == recomputed else [f"记录为 {stated}，重算为 {recomputed}"])


def _sizes(strata: Mapping[str, Stratum], by_stratum: Mapping[str, list[str]]) -> Iterator[str]:
    for name in sorted(set(by_stratum) - set(strata)):
        yield f"类别「{name}」不在公告中"
    for name, stated in strata.items():
        count = len(by_stratum.get(name, []))
        if stated.count != count:
            yield f"类别「{stated.name}」公告为 {stated.count} 家，名录中为 {count} 家"
        try:
            due = sample_size(Fraction(stated.ratio), count)
        except Refused as refusal:
            yield f"类别「{stated.name}」：{'；'.join(refusal.reasons)}"
            continue
        if stated.sample_size != due:
            yield f"类别「{stated.name}」应抽 {due} 家，公告为 {stated.sample_size} 家"
        if stated.substitutes > max(0, count - due):
            yield (
                f"类别「{stated.name}」至多递补 {max(0, count - due)} 家，"
                f"公告为 {stated.substitutes} 家"
            )


def _compare(
    called: Mapping[str, str], due: list[Place], stated: list[Drawn] | list[Substitute]
) -> Iterator[str]:
    listed: dict[tuple[str, int], Substitute] = {}
    for entry in stated:
        if (entry.stratum, entry.rank) in listed:
            yield f"类别「{called.get(entry.stratum, entry.stratum)}」第 {entry.rank} 位出现多次"
        listed[entry.stratum, entry.rank] = entry
    for p in due:
        place = f"类别「{called[p.stratum]}」第 {p.rank} 位"
        listed_entry = listed.pop((p.stratum, p.rank), None)
        if listed_entry is None:
            yield f"缺少{place}「{p.id}」"
        elif listed_entry.id != p.id:
            yield f"{place}应为「{p.id}」，记录为「{listed_entry.id}」"
        elif listed_entry.ticket != p.ticket:
            yield f"「{p.id}」的签号应为 {p.ticket}，记录为 {listed_entry.ticket}"
    for (stratum, rank), entry in listed.items():
        yield f"多出类别「{called.get(stratum, stratum)}」第 {rank} 位「{entry.id}」"
    if not listed and [(e.stratum, e.rank) for e in stated] != [(p.stratum, p.rank) for p in due]:
        yield "没有按类别和排位的次序列出"


def _cutoffs(
    called: Mapping[str, str], due: Mapping[str, str], stated: Mapping[str, str]
) -> Iterator[str]:
    for name, ticket in due.items():
        if stated.get(name) != ticket:
            yield f"类别「{called[name]}」应为 {ticket}，记录为 {stated.get(name, '无')}"
    for name in stated:
        if name not in due:
            yield f"类别「{called.get(name, name)}」没有入选分界，记录为 {stated[name]}"
