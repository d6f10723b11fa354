"""The fonts of papers: one for the text, one for labels, each with every character that is printed."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import typst

from models.faults import Refused

FANGSONG = ("FangSong", "STFangsong", "FangSong_GB2312")
SONG = ("Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "STSong")
HEI = ("Noto Sans CJK SC", "Source Han Sans SC", "SimHei", "Microsoft YaHei", "PingFang SC")
TITLE = ("FZXiaoBiaoSong-B05S", *SONG)
"""Families, the first that has every character is taken: no line mixes two."""

PACKAGE = "fonts-noto-cjk"
"""Has the families that every paper was looked at in."""


def fonts_for(fields: Mapping[str, str], printed: Iterable[str] = ()) -> dict[str, str]:
    """The families (of text, label, title) of a paper whose ``fields`` (what each is called -> its text) are filled in, and
    which has ``printed`` on it besides.

    Raises:
        Refused: no font; a character that no font has, with the field it stands in.
    """
    needed = set("".join([*fields.values(), *printed])) - set(" \n\r\t")
    text = next((f for f in _installed(FANGSONG) if not _lacking(f, needed)), None)
    serif, sans = _first(SONG, "宋体", needed), _first(HEI, "黑体", needed)
    if lacking := _lacking(serif, needed) | _lacking(sans, needed):
        faults = [
            f"「{field}」里的「{character}」（U+{ord(character):04X}）没有字体可以印出，请改用通用字或安装字体"
            for field, words in fields.items()
            for character in dict.fromkeys(words)
            if character in lacking
        ]
        missing = "".join(sorted(lacking))
        raise Refused(*(faults or [f"没有字体可以印出「{missing}」"]), code="no-glyph")
    title = next((f for f in _installed(TITLE) if not _lacking(f, needed)), serif)
    return {"text": text or serif, "label": sans, "title": title}


def _first(families: Sequence[str], what: str, needed: set[str]) -> str:
    installed = _installed(families)
    if not installed:
        raise Refused(
            f"本机没有{what}，不能生成文书；请安装字体包 {PACKAGE}，或其中之一：{'、'.join(families)}",
            code="no-font",
        )
    return next((f for f in installed if not _lacking(f, needed)), installed[0])


@lru_cache(maxsize=1)
def _files() -> dict[str, tuple[Path, int]]:
    """Family -> file and number in it, of the fonts that this machine has."""
    return {
        font.family: (Path(font.path), font.index)
        for font in typst.Fonts(include_embedded_fonts=False).fonts()
        if font.path is not None
    }


def _installed(families: Sequence[str]) -> list[str]:
    return [family for family in families if family in _files()]


def _lacking(family: str, needed: set[str]) -> set[str]:
    starts, ends = _ranges(*_files()[family])
    return {c for c in needed if not _within(ord(c), starts, ends)}


def _within(code: int, starts: Sequence[int], ends: Sequence[int]) -> bool:
    at = bisect_right(starts, code) - 1
    return at >= 0 and code <= ends[at]


@lru_cache(maxsize=8)
def _ranges(file: Path, number: int) -> tuple[Sequence[int], Sequence[int]]:
    """The code points that a font has a picture for, as ranges in order (OpenType, table cmap)."""
    content = file.read_bytes()
    begins = 0
    if content[:4] == b"ttcf":
        begins = struct.unpack_from(">I", content, 12 + 4 * number)[0]
    (tables,) = struct.unpack_from(">H", content, begins + 4)
    for n in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", content, begins + 12 + 16 * n)
        if tag == b"cmap":
            return _read_cmap(content, offset)
    return (), ()


def _read_cmap(content: bytes, cmap: int) -> tuple[Sequence[int], Sequence[int]]:
    (count,) = struct.unpack_from(">H", content, cmap + 2)
    found: dict[int, int] = {}
    for n in range(count):
        platform, _, offset = struct.unpack_from(">HHI", content, cmap + 4 + 8 * n)
        if platform in (0, 3):
            found[struct.unpack_from(">H", content, cmap + offset)[0]] = cmap + offset
    if 12 in found:
        (groups,) = struct.unpack_from(">I", content, found[12] + 12)
        rows = struct.iter_unpack(">III", content[found[12] + 16 : found[12] + 16 + 12 * groups])
        pairs = [(start, end) for start, end, _ in rows]
    elif 4 in found:
        (twice,) = struct.unpack_from(">H", content, found[4] + 6)
        ends = struct.unpack_from(f">{twice // 2}H", content, found[4] + 14)
        starts = struct.unpack_from(f">{twice // 2}H", content, found[4] + 16 + twice)
        pairs = list(zip(starts, ends, strict=True))
    else:
        pairs = []
    return [start for start, _ in pairs], [end for _, end in pairs]
