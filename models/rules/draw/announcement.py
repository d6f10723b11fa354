"""Step 4: the announcement, published before any source exists, and all that makes it refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from models.rules.draw.announced import Announcement
from models.rules.draw.document import document
from models.rules.draw.forms import CARRIED_OVER, draw_id_parts
from models.rules.draw.reading import doubled
from models.rules.draw.reasons import MoveKind, MoveReason
from models.rules.draw.sample import floor_count, sample_size
from models.rules.draw.sources import check_name
from models.rules.draw.texts import Texts, count, count_of, recused, rows, tally, tally_pairs
from models.rules.draw.texts import problems as text_problems


def canonical(announcement: Announcement) -> bytes:
    """The bytes that are published, stamped and kept: the document."""
    return document(announcement.model_dump())


def refusals(said: Announcement, texts: Texts) -> list[str]:
    """All that keeps an announcement from being published, in Chinese: texts and sources against
    their form, and its terms.

    Duty: 17.1 (第十七条).
    """
    if wrong := text_problems(texts, {each.code for each in said.strata}):
        return wrong
    names = [each.name for each in said.sources]
    return [
        *(f"随机源「{name}」写了不止一次" for name in doubled(names)),
        *(p for each in said.sources for p in check_name(each.name, each.due, None)),
        *terms_problems(said, texts),
    ]


def terms_problems(said: Announcement, texts: Texts) -> list[str]:
    """All that step 4 refuses, in Chinese; the texts are as they should be by themselves.

    Duty: 9.1, 11.1, 14.2, 17.1, 17.3 (第九条、第十一条、第十四条、第十七条).
    """
    return [
        *_counts(said, texts),
        *_sizes(said),
        *_inspectors(said, texts),
        *_moves(said, texts),
        *_days(said),
        *_chain(said),
    ]


def _counts(said: Announcement, texts: Texts) -> Iterator[str]:
    for each in said.strata:
        if each.count != (n := count_of(texts.subjects, each.code)):
            yield f"类别「{each.name}」公告为 {each.count} 家，名录中为 {n} 家"
    by_reason = {each.reason: each.count for each in said.recusals.by_reason}
    if by_reason != tally(texts.recusals, 2):
        yield "回避名单按原因的条数与公告不同"
    left = {each.reason: each.count for each in said.ineligible.by_reason}
    if left != tally(texts.ineligible, 1):
        yield "未参加抽取名单按原因的家数与公告不同"
    kinds = {(each.kind, each.reason): each.count for each in said.moves.by_kind}
    if kinds != tally_pairs(texts.moves):
        yield "变动清单按种类和原因的家数与公告不同"


def _sizes(said: Announcement) -> Iterator[str]:
    for each in said.strata:
        if each.code == CARRIED_OVER and each.ratio != "1/1":
            yield f"类别「{each.name}」是顺延类别，抽取比例应为 1/1，公告为 {each.ratio}"
        if each.sample_size != (due := sample_size(Fraction(each.ratio), each.count)):
            yield f"类别「{each.name}」应抽 {due} 家，公告为 {each.sample_size} 家"
        if each.substitutes > (most := max(0, each.count - each.sample_size)):
            yield f"类别「{each.name}」至多列出递补 {most} 家，公告为 {each.substitutes} 家"
    if said.floor.count != (due := floor_count(Fraction(said.floor.ratio), said.subjects.count)):
        yield f"总数下限应为 {due} 家，公告为 {said.floor.count} 家"
    if (drawn := sum(each.sample_size for each in said.strata)) < said.floor.count:
        yield f"各类别共抽 {drawn} 家，低于下限 {said.floor.count} 家（第九条）"


def _inspectors(said: Announcement, texts: Texts) -> Iterator[str]:
    n, m = count(texts.inspectors), said.inspectors_per_subject
    if n < (least := max(said.inspectors.minimum, m)):
        yield f"可抽取的检查人员只有 {n} 人，不得少于 {least} 人"
    left = {id_: n - len(codes) for id_, codes in recused(texts.recusals).items()}
    for id_ in sorted(id_ for id_, free in left.items() if free < m):
        yield f"「{id_}」未被回避的检查人员只有 {left[id_]} 人，应至少 {m} 人"
    # Who is recused from nobody has all of them.
    tight = sum(free == m for free in left.values())
    tight += (count(texts.subjects) - len(left)) if n == m else 0
    if said.recusals.tight != tight:
        yield f"恰有 {m} 名检查人员可派的应为 {tight} 家，公告为 {said.recusals.tight} 家"


def _moves(said: Announcement, texts: Texts) -> Iterator[str]:
    if said.previous is None and texts.moves:
        yield "没有上一次抽取，变动清单应为空"
        return
    moved = list(rows(texts.moves))
    now = _places(texts, {row[0] for row in moved})
    for id_, kind, reason in moved:
        stratum, left_for = now.get(id_, (None, None))
        fits = {
            MoveKind.ADDED: stratum is not None or left_for is not None,
            MoveKind.REMOVED: stratum is None and left_for is None,
            MoveKind.SUSPENDED: left_for == reason,
            MoveKind.RESUMED: stratum is not None,
            MoveKind.UP: stratum is not None,
            MoveKind.DOWN: stratum is not None,
        }[MoveKind(kind)]
        if reason == MoveReason.CARRIED_OVER:
            fits = stratum == CARRIED_OVER
        if not fits:
            words = f"{MoveKind(kind).words}（{MoveReason(reason).words}）"
            yield f"变动清单中「{id_}」{words}与名录不符"


def _places(texts: Texts, ids: Iterable[str]) -> Mapping[str, tuple[str | None, str | None]]:
    """Stratum, or why it is left out, of those of ``ids`` that stand in the roster."""
    wanted = set(ids)
    if not wanted:
        return {}
    found: dict[str, tuple[str | None, str | None]] = {
        id_: (stratum, None) for id_, stratum in rows(texts.subjects) if id_ in wanted
    }
    found |= {id_: (None, reason) for id_, reason in rows(texts.ineligible) if id_ in wanted}
    return found


def _days(said: Announcement) -> Iterator[str]:
    if said.not_before < day_of(said.announced_at):
        yield f"最早抽取日期 {said.not_before} 早于公告之日 {day_of(said.announced_at)}"
    for each in said.sources:
        if day_of(each.due) < said.not_before:
            yield f"随机源「{each.name}」的时间 {each.due} 早于最早抽取日期 {said.not_before}"


def _chain(said: Announcement) -> Iterator[str]:
    region, item, _, _ = _parts(said.draw_id)
    if said.item.code != item:
        yield f"事项编号「{said.item.code}」与抽取编号「{said.draw_id}」不同"
    named: list[tuple[str, Any]] = [
        ("上一次抽取", said.previous),
        ("所接替的抽取", said.supersedes),
    ]
    for words, other in named:
        if other is None:
            continue
        if other.draw_id == said.draw_id:
            yield f"{words}「{other.draw_id}」就是本次抽取"
        elif _parts(other.draw_id)[:2] != (region, item):
            yield f"{words}「{other.draw_id}」不是本区划、本事项的抽取"
    if (
        said.previous is not None
        and said.supersedes is not None
        and said.previous.draw_id == said.supersedes.draw_id
    ):
        yield "上一次抽取和所接替的抽取不能是同一次"


def day_of(time: str) -> str:
    """The day of a time."""
    return time.partition("T")[0]


def _parts(draw_id: str) -> tuple[str, str, str, str]:
    parts = draw_id_parts(draw_id)
    if parts is None:
        raise ValueError(draw_id)
    return parts
