"""The evidence that a draw is changed or given up for: read, kept under its digest in the house
(第十八条)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from models.faults import Refused
from models.home import home
from models.rules.draw.free_text import as_free_text
from models.rules.file_kinds import not_evidence
from models.tables import ChangeApplication
from tasks.base.step import Step

Evidence = list[tuple[Path, bytes, str]]
"""Each file with its content and SHA-256, the same content once."""


def read(attachments: Sequence[Path]) -> Evidence:
    """The files that somebody hands in.

    Raises:
        Refused: naming each that is not there, cannot be read, is empty, a program or a web page, or
            another thing than its name says.

    Duty: 18.3 (第十八条).
    """
    found: dict[str, tuple[Path, bytes, str]] = {}
    problems = []
    for path in attachments:
        try:
            content = path.read_bytes() if path.is_file() else None
        except OSError:
            problems.append(f"无法读取这个文件：{path.name}")
            continue
        if content is None:
            problems.append(f"没有这个文件：{path.name}")
        elif why := not_evidence(path.name, content):
            problems.append(f"证明材料{why}：{path.name}")
        else:
            digest = hashlib.sha256(content).hexdigest()
            found.setdefault(digest, (path, content, digest))
    if problems:
        raise Refused(*problems, code="file")
    return list(found.values())


def keep(s: Step, evidence: Evidence) -> list[dict[str, str]]:
    """Keep every file; its name and digest, in the order given."""
    for path, content, digest in evidence:
        s.put(home() / "evidence" / f"{digest}{path.suffix}", content)
    return [{"name": as_free_text(path.name, d), "digest": d} for path, _, d in evidence]


def digests(application: ChangeApplication) -> list[str]:
    """The digests of an application's evidence, in the order it was given."""
    return [each["digest"] for each in json.loads(application.attachments)]
