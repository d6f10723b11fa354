"""What a file that people hand in is, by its content: a name says nothing."""

from __future__ import annotations

PNG, JPEG, PDF = "png", "jpg", "pdf"
_ENDINGS = {"png": PNG, "jpg": JPEG, "jpeg": JPEG, "pdf": PDF}
_SAYS = {PNG: "PNG 照片", JPEG: "JPEG 照片", PDF: "PDF 文件"}
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!")
_PAGES = (b"<!doctype html", b"<html", b"<script", b"<svg")
_FIRST = 1024


def picture(content: bytes) -> str:
    """How a picture of this kind ends; empty if it is none that is whole.

    Duty: 18.1 (第十八条).
    """
    if content[:8] == b"\x89PNG\r\n\x1a\n" and content[12:16] == b"IHDR" and b"IEND" in content:
        return PNG
    begins = content[:3] == b"\xff\xd8\xff" and content[3:4] >= b"\xc0"
    return JPEG if begins and b"\xff\xd9" in content else ""


def kind_of(content: bytes) -> str:
    """A picture, or a PDF; empty for whatever else."""
    return picture(content) or (PDF if content.startswith(b"%PDF-") else "")


def not_evidence(name: str, content: bytes) -> str:
    """Why a file is no evidence, in Chinese: empty, a program or web page, or another thing than its
    name says. Empty if nothing speaks against it.

    Duty: 18.3, 21.1 (第十八条、第二十一条).
    """
    if not content:
        return "是空文件"
    first = content[:_FIRST].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if content.startswith(_PROGRAMS) or first.startswith(_PAGES):
        return "是程序或网页，不是证明材料"
    said = _ENDINGS.get(name.rpartition(".")[2].lower())
    if said is not None and kind_of(content) != said:
        return f"不是 {_SAYS[said]}（按内容判断，不看扩展名）"
    return ""
