"""Step 1, freeze: the canonical texts of subjects, inspectors and recusals."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from models.faults import Refused

_ID = re.compile(r"[0-9A-Z]{1,64}")
_CODE = re.compile(r"[0-9A-Za-z-]{1,64}")


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


def read_subjects(text: bytes) -> list[tuple[str, str]]:
    """The ``(id, stratum)`` pairs of a subjects text.

    Raises:
        Refused: lines not sorted, not two columns, an id not as the protocol writes it or twice.
    """
    name = "市场主体名录"
    rows = pairs(name, text)
    ids = [id_ for id_, _ in rows]
    if not ids:
        raise Refused(f"{name}：一家也没有", code="wrong-list")
    if len(set(ids)) != len(ids):
        doubled = sorted(id_ for id_, n in Counter(ids).items() if n > 1)
        raise Refused(*(f"{name}：「{id_}」出现多次" for id_ in doubled), code="wrong-list")
    strange = [id_ for id_ in ids if not _ID.fullmatch(id_)]
    if strange:
        raise Refused(
            *(f"{name}：「{id_}」不是大写字母和数字的代码" for id_ in strange), code="wrong-list"
        )
    return rows


def read_inspectors(text: bytes) -> list[str]:
    """The codes of an inspectors text.

    Raises:
        Refused: lines not sorted, or a code with anything but letters, digits and hyphens.
    """
    name = "检查人员代号"
    codes = lines_of(name, text)
    strange = [code for code in codes if not _CODE.fullmatch(code)]
    if strange:
        raise Refused(
            *(f"{name}：「{code}」不是字母和数字的代号" for code in strange), code="wrong-list"
        )
    return codes


def read_recusals(text: bytes, codes: Sequence[str]) -> dict[str, set[str]]:
    """Subject id -> codes of the inspectors recused from it.

    Raises:
        Refused: lines not sorted, not two columns, or of a code that is not among ``codes``.
    """
    name, listed = "回避名单", set(codes)
    recusals: dict[str, set[str]] = {}
    for code, id_ in pairs(name, text):
        if code not in listed:
            raise Refused(f"{name}：「{code}」不在检查人员代号中", code="wrong-list")
        recusals.setdefault(id_, set()).add(code)
    return recusals


def pairs(name: str, text: bytes) -> list[tuple[str, str]]:
    """The pairs of a two-column canonical text; ``name`` begins every complaint.

    Raises:
        Refused: a line that is not two columns, or what ``lines_of`` refuses.
    """
    rows = []
    for line in lines_of(name, text):
        left, tab, right = line.partition("\t")
        if not tab or not left or not right:
            raise Refused(f"{name}：「{line}」不是以制表符分开的两列", code="wrong-list")
        rows.append((left, right))
    return rows


def lines_of(name: str, text: bytes) -> list[str]:
    """The lines of a canonical text; ``name`` begins every complaint.

    Raises:
        Refused: not UTF-8, lines not strictly sorted by their bytes, or the last not ended by LF.
    """
    if not text:
        return []
    if not text.endswith(b"\n"):
        raise Refused(f"{name}：末行没有换行符", code="wrong-list")
    lines = text[:-1].split(b"\n")
    if any(a >= b for a, b in pairwise(lines)):
        raise Refused(f"{name}：各行没有按字节排序，或有重复", code="wrong-list")
    try:
        return text[:-1].decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise Refused(f"{name}：不是 UTF-8 文字", code="wrong-list") from error


def _refuse_doubles(ids: list[str], what: str) -> None:
    if len(set(ids)) != len(ids):
        doubled = sorted(id_ for id_, n in Counter(ids).items() if n > 1)
        raise Refused(
            *(f"{what}「{id_}」在名录中出现多次，不能抽取" for id_ in doubled), code="doubled"
        )


def _joined(lines: list[bytes], when_empty: str) -> bytes:
    if not lines:
        raise Refused(when_empty, code="nobody-to-draw")
    lines.sort()
    return b"".join(lines)
