"""A file is what its content is (第十八条、第二十一条)."""

from __future__ import annotations

import pytest

from models.rules.file_kinds import not_evidence, picture
from tests.conftest import SAMPLES

PNG = (SAMPLES / "抽取现场-1.png").read_bytes()
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")


@pytest.mark.duty("18.1")
@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (PNG, "png"), (JPEG, "jpg"), (b"", ""), (b"GIF89a", ""), (PNG[:8] + b"<html>", ""),
        (PNG[:200], ""), (JPEG[:-2], ""), (b"\xff\xd8\xff<script>", ""), (b"%PDF-1.7", ""),
    ],
)  # fmt: skip
def test_a_picture_is_one_by_its_content_and_whole(content: bytes, ending: str) -> None:
    assert picture(content) == ending


@pytest.mark.duty("18.3", "21.1")
@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("照片.png", PNG, ""), ("照片.JPEG", JPEG, ""), ("材料.pdf", b"%PDF-1.7", ""),
        ("说明.txt", "停业说明".encode(), ""), ("材料.docx", b"PK\x03\x04", ""),
        ("照片.jpg", PNG, "不是 JPEG 照片（按内容判断，不看扩展名）"),
        ("照片.jpg", "照片".encode(), "不是 JPEG 照片（按内容判断，不看扩展名）"),
        ("材料.pdf", JPEG, "不是 PDF 文件（按内容判断，不看扩展名）"),
        ("说明.txt", b"\xef\xbb\xbf\n<HTML><body>", "是程序或网页，不是证明材料"),
        ("照片.png", b"MZ\x90", "是程序或网页，不是证明材料"), ("照片", b"", "是空文件"),
    ],
)  # fmt: skip
def test_evidence_is_what_its_name_says(name: str, content: bytes, why: str) -> None:
    assert not_evidence(name, content) == why
