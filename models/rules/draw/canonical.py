"""Step 1, freeze: the canonical texts of subjects, inspectors and recusals."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from models.faults import Refused


def subject_id(written: str) -> str:
    """A credit code as the protocol writes it: NFKC, upper case."""
    return unicodedata.normalize("NFKC", written).strip().upper()


def subjects_text(subjects: Iterable[tuple[str, str]]) -> bytes:
    """``ID TAB STRATUM`` lines of ``(id, stratum)`` pairs.

    Raises:
        Refused: no subject at all, or one id twice.
    """
    ids, lines = [], []
    for id_, stratum in subjects:
        ids.append(id_)
        lines.append(f"{id_}\t{stratum}\n".encode())
    _refuse_doubles(ids, "市场主体")
    return _joined(lines, "可抽取的市场主体为零，不能抽取")


def inspectors_text(codes: Iterable[str]) -> bytes:
    """``CODE`` lines.

    Raises:
        Refused: no inspector at all, or one code twice.
    """
    listed = list(codes)
    _refuse_doubles(listed, "检查人员")
    return _joined([f"{code}\n".encode() for code in listed], "可抽取的检查人员为零，不能抽取")


def recusals_text(recusals: Iterable[tuple[str, str]]) -> bytes:
    """``CODE TAB ID`` lines; empty when nobody is recused."""
    return b"".join(sorted({f"{code}\t{id_}\n".encode() for code, id_ in recusals}))


def pairs(text: bytes) -> list[tuple[str, str]]:
    """The pairs of a two-column canonical text.

    Raises:
        ValueError: a line that is not two columns, or lines not sorted or not ended by LF.
    """
    return [_pair(line) for line in lines_of(text)]


def lines_of(text: bytes) -> list[str]:
    """The lines of a canonical text.

    Raises:
        ValueError: lines not strictly sorted by their bytes, or the last not ended by LF.
    """
    if not text:
        return []
    if not text.endswith(b"\n"):
        raise ValueError("末行没有换行符")
    lines = text[:-1].split(b"\n")
    if any(a >= b for a, b in pairwise(lines)):
        raise ValueError("各行没有按字节排序，或有重复")
    return [line.decode("utf-8") for line in lines]


def _pair(line: str) -> tuple[str, str]:
    left, tab, right = line.partition("\t")
    if not tab or not left or not right:
        raise ValueError(f"「{line}」不是以制表符分开的两列")
    return left, right


def _refuse_doubles(ids: list[str], what: str) -> None:
    if len(set(ids)) != len(ids):
        doubled = sorted(id_ for id_, n in Counter(ids).items() if n > 1)
        raise Refused(*(f"{what}「{id_}」在名录中出现多次，不能抽取" for id_ in doubled))


def _joined(lines: list[bytes], when_empty: str) -> bytes:
    if not lines:
        raise Refused(when_empty)
    lines.sort()
    return b"".join(lines)
