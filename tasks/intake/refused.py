"""What the inbox refused is kept, with its reason."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from models.home import home
from tasks.base.step import SYSTEM, step

NOT_COPIED = "文件里疑似有个人身份信息，不留存副本"


def delivery(path: Path) -> str:
    """One delivery to the inbox: a file of the same content that is delivered again is another."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return f"{path.name}:{digest}:{path.stat().st_mtime_ns}"


def keep_refused(
    path: Path,
    region: str,
    as_of: date,
    reasons: Sequence[str],
    *,
    copy: bool = True,
    action: str = "收件夹文件不予收取",
    actor: str = SYSTEM,
) -> None:
    """Keep a copy of a file that was refused, and why it was: once a delivery, however often it is
    looked at again. Without ``copy``, of a file in which somebody's number stands, its digest is kept.

    Duty: 10.3 (第十条末款).
    """
    with step(
        f"inbox.refuse:{region}",
        action=action,
        as_of=as_of,
        region=region,
        actor=actor,
        request=delivery(path),
    ) as s:
        if s.known:
            return
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        if not copy:
            s.record(file=path.name, why=[*reasons, NOT_COPIED], digest=digest)
            return
        name = f"{digest}{path.suffix.lower()}"
        kept = s.put(home() / "refused_files" / region / name, content)
        s.record(file=path.name, why=list(reasons), kept=kept)
