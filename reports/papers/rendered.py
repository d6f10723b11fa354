"""A paper of any kind as PDF."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from models.rules.papers import Feedback, Paper, PaperKind, Rectification, Rights
from reports.packages import EPOCH
from reports.papers.approval import approval
from reports.papers.feedback import feedback
from reports.papers.notice import notice
from reports.papers.order import order
from reports.papers.record import record


def rendered(paper: Paper) -> bytes:
    """The PDF of ``paper``; the same gives the same bytes.

    Raises:
        Refused: a font or a character is missing.
    """
    match paper.said:
        case Rights():
            return notice(paper.head, paper.visit, paper.said)
        case Rectification():
            return order(paper.head, paper.visit, paper.said)
        case Feedback():
            return feedback(paper.head, paper.visit, paper.said)
    if paper.head.kind == PaperKind.APPROVAL:
        return approval(paper.head, paper.visit)
    return record(paper.head, paper.visit)


def bundle(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of ``files``; what is in a PDF is packed already."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for name, content in files:
            packed.writestr(zipfile.ZipInfo(name, EPOCH), content)
    return out.getvalue()
