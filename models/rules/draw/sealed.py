"""The sealed part of a record: the lists whose digests were announced, and how changes were decided."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from models.rules.applications import Decision
from models.rules.draw.shape import Record, Sealed
from models.rules.draw.suite import digest


def ineligible_text(left_out: Iterable[tuple[str, str]]) -> bytes:
    """``ID TAB REASON`` lines of ``(id, reason)`` pairs: who is in the roster and not in the draw."""
    return b"".join(sorted(f"{id_}\t{reason}\n".encode() for id_, reason in left_out))


def codes_of(key: bytes, badges: Iterable[str]) -> dict[str, str]:
    """Opaque code -> badge, in an order only the ``key`` knows: no code tells who is behind it.

    Duty: 17.1 (第十七条).
    """
    order = sorted(badges, key=lambda badge: hashlib.sha256(key + badge.encode()).digest())
    width = max(2, len(str(len(order))))
    return {f"J{n:0{width}d}": badge for n, badge in enumerate(order, start=1)}


def codes_text(badges: Iterable[tuple[str, str]]) -> bytes:
    """``CODE TAB BADGE`` lines of ``(code, badge)`` pairs."""
    return b"".join(sorted(f"{code}\t{badge}\n".encode() for code, badge in badges))


def codes_digest(suite: str, key: bytes, text: bytes) -> str:
    """``H(key ‖ text)``: badges are few and their digest alone could be guessed. The ``key``, 32
    bytes, is not the draw's secret, which becomes public."""
    return digest(suite, key + text)


def problems(record: Record, sealed: Sealed) -> Iterator[tuple[str, list[str]]]:
    """Name of each check on the sealed part, and in Chinese what is wrong.

    Duty: 18.1, 18.3 (第十八条).
    """
    announced = record.announcement
    text = sealed.ineligible.encode()
    recomputed = digest(announced.suite, text)
    wrong = _differs("摘要", announced.ineligible.digest, recomputed)
    counts = Counter(line.partition("\t")[2] for line in sealed.ineligible.split("\n")[:-1])
    if dict(counts) != announced.ineligible.by_reason:
        wrong.append("按原因统计的家数与公告不同")
    yield "未参加抽取名单", wrong
    recomputed = codes_digest(
        announced.suite, bytes.fromhex(sealed.codes_key), sealed.inspector_codes.encode()
    )
    yield "检查人员代号对照表", _differs("摘要", announced.inspector_codes_digest, recomputed)
    yield "变更申请", list(_decisions(record, sealed))
    kept = sorted(photo.digest for photo in sealed.photos)
    yield "照片", [] if kept == sorted(record.photos) else ["照片明细与公开部分的照片摘要不同"]


def _decisions(record: Record, sealed: Sealed) -> Iterator[str]:
    decided = {each.number: each for each in sealed.applications}
    for change in record.replacements:
        application = decided.get(change.application)
        if application is None or application.decision != Decision.APPROVED:
            yield f"申请 {change.application}：没有批准的变更申请"
        elif application.decided_on != change.decided_on:
            yield f"申请 {change.application}：决定日期应为 {application.decided_on}，记录为 {change.decided_on}"
        elif application.decided_by == application.applicant:
            yield f"申请 {change.application}：申请人本人作出决定（第十八条）"


def _differs(what: str, stated: str, recomputed: str) -> list[str]:
    return [] if stated == recomputed else [f"{what}公告为 {stated}，重算为 {recomputed}"]
