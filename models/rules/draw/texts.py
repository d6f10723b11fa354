"""Step 2, freeze: the five texts a draw rests on, each of sorted lines, and what is wrong with them.

Texts of millions of lines stay bytes: they are read a piece at a time, and a line becomes an
object only where somebody asks for it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import compress, islice
from operator import lt

from models.faults import Refused
from models.rules.draw.forms import CODE, STRATUM, SUBJECT_ID
from models.rules.draw.reasons import MOVE_REASONS, IneligibleReason, RecusalReason
from models.rules.states import Worded

PIECE_BYTES = 1 << 20
MOST_NAMED = 20
"""Faults of one text that are named one by one; beyond them their number is said."""

NAMES = {
    "subjects": "市场主体名录",
    "inspectors": "检查人员代号",
    "recusals": "回避名单",
    "ineligible": "未参加抽取名单",
    "moves": "变动清单",
}
"""What a Chinese reader calls each text, in the protocol's order."""

NEVER_EMPTY = frozenset(["subjects"])


@dataclass(frozen=True, slots=True)
class Texts:
    """The five texts, as bytes."""

    subjects: bytes
    inspectors: bytes
    recusals: bytes
    ineligible: bytes
    moves: bytes

    def named(self) -> dict[str, bytes]:
        """Each text under its key, in the protocol's order."""
        return {name: getattr(self, name) for name in NAMES}


def subjects_text(subjects: Iterable[tuple[str, str]]) -> bytes:
    """``ID TAB STRATUM`` lines of ``(id, stratum)`` pairs.

    Raises:
        Refused: no subject at all, one id twice, or a line against its form.
    """
    return _written("subjects", ("\t".join(pair) for pair in subjects))


def inspectors_text(codes: Iterable[str]) -> bytes:
    """``CODE`` lines.

    Raises:
        Refused: a code twice, or a line against its form.
    """
    return _written("inspectors", codes)


def recusals_text(recusals: Iterable[tuple[str, str, str]]) -> bytes:
    """``CODE TAB ID TAB REASON`` lines; empty when nobody is recused.

    Raises:
        Refused: a pair twice, or a line against its form.
    """
    return _written("recusals", ("\t".join(row) for row in recusals))


def ineligible_text(left_out: Iterable[tuple[str, str]]) -> bytes:
    """``ID TAB REASON`` lines of who is in the roster and not in this draw.

    Raises:
        Refused: an id twice, or a line against its form.
    """
    return _written("ineligible", ("\t".join(pair) for pair in left_out))


def moves_text(moves: Iterable[tuple[str, str, str]]) -> bytes:
    """``ID TAB KIND TAB REASON`` lines of what changed since the previous confirmed draw.

    Raises:
        Refused: an id twice, or a line against its form.
    """
    return _written("moves", ("\t".join(row) for row in moves))


def count(text: bytes) -> int:
    """How many lines a text has."""
    return text.count(b"\n")


def pieces(text: bytes) -> Iterator[bytes]:
    """A text in pieces of whole lines."""
    start = 0
    while start < len(text):
        end = text.find(b"\n", start + PIECE_BYTES)
        end = len(text) if end < 0 else end + 1
        yield text[start:end]
        start = end


def columns(text: bytes) -> Iterator[list[list[str]]]:
    """The columns of a text that is as it should be, a piece at a time."""
    many = text.count(b"\t", 0, text.find(b"\n")) + 1
    for piece in pieces(text):
        cells = piece.decode("ascii").split()
        yield [cells[column::many] for column in range(many)]


def rows(text: bytes) -> Iterator[tuple[str, ...]]:
    """The columns of each line of a text that is as it should be."""
    for piece in columns(text):
        yield from zip(*piece, strict=True)


def by_stratum(subjects: bytes) -> dict[str, list[str]]:
    """Stratum -> ids, of a subjects text that is as it should be."""
    found: dict[str, list[str]] = {}
    for id_, stratum in rows(subjects):
        found.setdefault(stratum, []).append(id_)
    return found


def ids_of(subjects: bytes, stratum: str) -> Iterator[str]:
    """The ids of one stratum, a piece at a time: no list of them all is made."""
    for ids, strata in columns(subjects):
        yield from compress(ids, map(stratum.__eq__, strata))


def recused(recusals: bytes) -> dict[str, set[str]]:
    """Subject id -> codes of the inspectors recused from it."""
    found: dict[str, set[str]] = {}
    for code, id_, _ in rows(recusals):
        found.setdefault(id_, set()).add(code)
    return found


def tally(text: bytes, column: int) -> dict[str, int]:
    """How many lines have what in a column (from 0), in the order of the values."""
    found: Counter[str] = Counter()
    for piece in columns(text):
        found.update(piece[column])
    return dict(sorted(found.items()))


def count_of(text: bytes, word: str) -> int:
    """How many lines have ``word`` in their last column, which isn't their first."""
    return text.count(f"\t{word}\n".encode())


def tally_pairs(text: bytes) -> dict[tuple[str, str], int]:
    """How many lines have what in their last two columns."""
    found = Counter((row[-2], row[-1]) for row in rows(text))
    return dict(sorted(found.items()))


def of_id(text: bytes, id_: str) -> list[str] | None:
    """The columns of the line that begins with ``id_``, by halving: no other line is read."""
    key, low, high = id_.encode() + b"\t", 0, len(text)
    while low < high:
        middle = text.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = text.find(b"\n", middle)
        line = text[middle:end]
        if line.startswith(key):
            return line.decode("ascii").split("\t")
        if line < key:
            low = end + 1
        else:
            high = middle
    return None


def form_problems(name: str, text: bytes) -> list[str]:
    """What is wrong with one text by itself, each with the line, in Chinese."""
    called, problems = NAMES[name], []
    if not text:
        return [f"{called}：一家也没有"] if name in NEVER_EMPTY else []
    if not text.endswith(b"\n"):
        problems.append(f"{called}：末行没有换行符")
        text += b"\n"
    if not _is_plain(name, text):
        faults = list(islice(_line_faults(name, text), MOST_NAMED + 1))
        problems += [f"{called}：{fault}" for fault in faults[:MOST_NAMED]]
        if len(faults) > MOST_NAMED:
            problems.append(f"{called}：还有别的行不对，以上只列出前 {MOST_NAMED} 处")
    return problems


def problems(texts: Texts, strata: Collection[str]) -> list[str]:
    """What is wrong with the five, by themselves and with each other, in Chinese.

    ``strata`` are the codes that are announced.

    Duty: 11.1, 17.1 (第十一条、第十七条).
    """
    found = [each for name, text in texts.named().items() for each in form_problems(name, text)]
    if found:
        return found
    if sum(count_of(texts.subjects, each) for each in set(strata)) != count(texts.subjects):
        others = tally(texts.subjects, 1).keys() - set(strata)
        found += [f"{NAMES['subjects']}：类别「{each}」不在公告中" for each in sorted(others)]
    others = tally(texts.recusals, 0).keys() - set(texts.inspectors.decode("ascii").split())
    found += [f"{NAMES['recusals']}：「{code}」不在检查人员代号中" for code in sorted(others)]
    recused_from, left_out = set(tally(texts.recusals, 1)), set(tally(texts.ineligible, 0))
    listed = _among(texts.subjects, recused_from | left_out)
    found += [
        f"{NAMES['recusals']}：「{id_}」不在市场主体名录中" for id_ in sorted(recused_from - listed)
    ]
    found += [
        f"「{id_}」同时列在{NAMES['subjects']}和{NAMES['ineligible']}中"
        for id_ in sorted(left_out & listed)
    ]
    return found


def _one_of(reasons: Iterable[Worded]) -> str:
    return "(?:" + "|".join(reason.value for reason in reasons) + ")"


_MOVE = "|".join(f"{kind.value}\t{_one_of(fit)}" for kind, fit in MOVE_REASONS.items())
_LINES = {
    "subjects": (SUBJECT_ID, f"\t{STRATUM}"),
    "inspectors": (CODE, ""),
    "recusals": (f"{CODE}\t{SUBJECT_ID}", f"\t{_one_of(RecusalReason)}"),
    "ineligible": (SUBJECT_ID, f"\t{_one_of(IneligibleReason)}"),
    "moves": (SUBJECT_ID, f"\t(?:{_MOVE})"),
}
"""A line of each text: what comes once, and the rest."""

_LINE = {name: re.compile(f"(?m)^({key}){rest}\n".encode()) for name, (key, rest) in _LINES.items()}
_EXPECTED = {
    "subjects": "18 或 15 位代码、类别",
    "inspectors": "1 至 16 位数字或大写字母的代号",
    "recusals": "代号、18 或 15 位代码、规定的回避原因",
    "ineligible": "18 或 15 位代码、规定的未参加原因",
    "moves": "18 或 15 位代码、变动、与变动相符的原因",
}
LONGEST_SHOWN = 80


def _is_plain(name: str, text: bytes) -> bool:
    """Whether every line has its form and what comes once strictly ascends.

    A tab is smaller than any sign of a column, so lines ascend exactly where their columns do.
    """
    last, line = b"", _LINE[name]
    for piece in pieces(text):
        keys = line.findall(piece)
        if len(keys) != count(piece) or keys[0] <= last:
            return False
        if not all(map(lt, keys, islice(keys, 1, None))):
            return False
        last = keys[-1]
    return True


def _line_faults(name: str, text: bytes) -> Iterator[str]:
    before, key_before = b"", b""
    for n, line in enumerate(text[:-1].split(b"\n"), start=1):
        written = _LINE[name].fullmatch(line + b"\n")
        key = b"" if written is None else written[1]
        if written is None:
            yield f"第 {n} 行「{_shown(line)}」应为{_EXPECTED[name]}，以制表符分开"
        elif key == key_before:
            yield f"第 {n} 行：「{_shown(key)}」出现多次"
        elif line < before:
            yield f"第 {n} 行「{_shown(line)}」没有按字节排序"
        before, key_before = line, key


def _shown(line: bytes) -> str:
    text = line.decode("utf-8", "backslashreplace").replace("\t", " ")
    text = "".join(sign if sign.isprintable() else "□" for sign in text)
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"


def _among(text: bytes, ids: set[str]) -> set[str]:
    """Those of ``ids`` that stand in the first column."""
    return set().union(*(ids.intersection(piece[0]) for piece in columns(text) if ids))


def _written(name: str, lines: Iterable[str]) -> bytes:
    text = b"".join(sorted(f"{line}\n".encode() for line in lines))
    if wrong := form_problems(name, text):
        raise Refused(*wrong, code="wrong-list")
    return text
