"""Every paper: A4 in portrait, tagged, with title and language."""

from __future__ import annotations

import pypdfium2

from models.rules.papers import PaperKind
from reports.papers.notice import notice
from tests.reports.papers.invented import VISIT, head
from tests.reports.papers.test_notice import TOLD


def test_a_paper_is_a4_tagged_titled_and_chinese() -> None:
    pdf = notice(head(PaperKind.NOTICE), VISIT, TOLD)
    document = pypdfium2.PdfDocument(pdf)
    assert {tuple(map(round, page.get_size())) for page in document} == {(595, 842)}
    assert document.get_metadata_value("Title") == "行政检查通知书 样公（网安）检通〔2026〕5号"
    assert b"/MarkInfo" in pdf
    assert b"/Lang(zh-CN)" in pdf
