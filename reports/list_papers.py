"""The papers of an entry on a list, as PDF: prior notice (列入事先告知书), decision (列入决定书), guide to
repair (修复指引)."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path

import typst

from models.faults import Refused
from models.rules.list_papers import Paper
from reports.draw_sheet import FONTS


def list_paper(paper: Paper) -> bytes:
    """The PDF of a paper; the same paper gives the same bytes.

    Raises:
        Refused: the machine has no Chinese font.

    Duty: 23.3 (第二十三条).
    """
    installed = set(typst.Fonts().families())
    fonts = [name for name in FONTS if name in installed]
    if not fonts:
        raise Refused(
            f"本机没有中文字体，不能生成{paper.title}；请安装其中之一：{'、'.join(FONTS)}",
            code="no-font",
        )
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        template = files("reports") / "templates" / "list_paper.typ"
        (root / "main.typ").write_bytes(template.read_bytes())
        data = {**asdict(paper), "font": fonts}
        (root / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        pdf = typst.compile(root / "main.typ", root=root, format="pdf", timestamp=0)
    if not isinstance(pdf, bytes):
        raise TypeError("typst gives a PDF as one piece of bytes")
    return pdf
