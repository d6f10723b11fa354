"""The papers of an entry on a list: prior notice (列入事先告知书), decision (列入决定书), guide to repair
(信用修复指引)."""

from __future__ import annotations

from models.rules.list_papers import Paper
from reports.papers.printed import printed


def list_paper(paper: Paper) -> bytes:
    """The PDF; the same paper gives the same bytes.

    Raises:
        Refused: a font or a character is missing.

    Duty: 23.3 (第二十三条).
    """
    parts = [
        {"heading": each.heading, "paragraphs": list(each.paragraphs), "steps": list(each.steps)}
        for each in paper.parts
    ]
    data = {
        "firm": paper.firm,
        "code": paper.code,
        "opening": paper.opening,
        "parts": parts,
        "contact": paper.contact,
        "received": paper.received,
    }
    fields = {
        "制发机关": paper.head.issuer.body,
        "文号": paper.head.number,
        "市场主体名称": paper.firm,
        "联系方式": paper.contact,
    } | {
        each.heading.partition("、")[2] or paper.head.kind.words: "".join(
            (*each.paragraphs, *each.steps)
        )
        for each in paper.parts
    }
    return printed("list_paper", paper.head, data, fields)
