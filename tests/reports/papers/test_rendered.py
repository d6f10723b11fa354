"""A paper of any kind, and several as a zip."""

from __future__ import annotations

import io
import zipfile

from models.rules.papers import Paper, PaperKind, Rights, Stated
from reports.papers.rendered import bundle, rendered
from tests.reports.papers.invented import FEEDBACK, RECTIFICATION, VISIT, head, pages

SAID = {
    PaperKind.NOTICE: Rights([], Stated("收费")),
    PaperKind.ORDER: RECTIFICATION,
    PaperKind.FEEDBACK: FEEDBACK,
}


def test_each_kind_is_its_paper() -> None:
    for kind in PaperKind:
        said = pages(rendered(Paper(head(kind), VISIT, SAID.get(kind))))
        assert kind.words in said[0]


def test_the_same_papers_are_the_same_zip() -> None:
    files = [("b/2.pdf", b"two"), ("a/1.pdf", b"one")]
    assert bundle(files) == bundle(files)
    with zipfile.ZipFile(io.BytesIO(bundle(files))) as packed:
        assert packed.namelist() == ["b/2.pdf", "a/1.pdf"]
        assert packed.read("a/1.pdf") == b"one"
