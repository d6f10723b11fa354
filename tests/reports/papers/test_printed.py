"""Every paper: A4 in portrait, tagged, with title and language."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2

from models.rules.papers import PaperKind
from reports.papers import printed
from reports.papers.notice import notice
from reports.papers.record import record
from tests.reports.papers.invented import LONGEST, SPECIAL, TASK, VISIT, head, pages
from tests.reports.papers.test_notice import TOLD


def test_a_paper_is_a4_tagged_titled_and_chinese() -> None:
    pdf = notice(head(PaperKind.NOTICE), VISIT, TOLD)
    document = pypdfium2.PdfDocument(pdf)
    assert {tuple(map(round, page.get_size())) for page in document} == {(595, 842)}
    assert document.get_metadata_value("Title") == "行政检查通知书 样公（网安）检通〔2026〕5号"
    assert b"/MarkInfo" in pdf
    assert b"/Lang(zh-CN)" in pdf


def test_forms_of_one_item_are_measured_once_whoevers_they_are() -> None:
    printed._heights.cache_clear()
    first = record(head(PaperKind.RECORD), VISIT)
    long = replace(VISIT, task=LONGEST, source=SPECIAL)
    assert len(pages(record(head(PaperKind.RECORD), long))) == 2
    assert record(head(PaperKind.RECORD), VISIT) == first
    assert printed._heights.cache_info().misses == 1
    alone = replace(VISIT, task=replace(TASK, officers=(("035049", "黄虚丙"),)))
    assert len(pages(record(head(PaperKind.RECORD), alone))) == 2
    assert printed._heights.cache_info().misses == 2  # a signature less
