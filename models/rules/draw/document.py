"""Step 1: a document is a JSON value written by RFC 8785, and one LF."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

import rfc8785

from models.rules.draw import suite as suites

MOST = 2**53 - 1
"""The largest integer that every JSON reader keeps exact (RFC 7493)."""

DEEPEST_LEVELS = 64
"""Objects and lists within each other; the protocol's own documents have fewer than ten."""

_BEYOND_BASIC_PLANE = range(0xF0, 0xF5)
"""Bytes that no other character has in UTF-8."""

UNREAD: Final = object()
"""Instead of a value, where a file holds none that could be read; ``null`` is a value."""


def document(value: Any) -> bytes:
    """The one way to write ``value``: what is stamped, digested and published.

    Raises:
        ValueError: something a document may not hold (a float, ``true``, a lone surrogate, …).
    """
    if problems := list(_strange(value)):
        raise ValueError("；".join(problems))
    return _written(value)


def D(suite: str, value: Any) -> str:
    """``H`` of the document of ``value``, its LF included, in lower-case hex."""
    return suites.digest(suite, document(value))


def read_document(content: bytes) -> tuple[Any, list[str]]:
    """The value of a file, or ``UNREAD``, and in Chinese all that keeps it from being a document;
    never raises."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return UNREAD, [f"文件第 {error.start + 1} 个字节不是 UTF-8 文字"]
    with suppress(ValueError, RecursionError):
        value = json.loads(text)
        if not any(_strange(value)) and content == _written(value):
            return value, []
    return _read_strange(text)


def _read_strange(text: str) -> tuple[Any, list[str]]:
    """The same of a text that isn't as it should be: number by number, to say what is wrong."""
    problems: list[str] = []
    try:
        value = json.loads(
            text,
            object_pairs_hook=lambda pairs: _object(pairs, problems),
            parse_int=lambda digits: _integer(digits, problems),
            parse_float=lambda digits: _number(digits, problems),
            parse_constant=lambda word: _number(word, problems),
        )
    except json.JSONDecodeError as error:
        return UNREAD, [f"不是 JSON：第 {error.lineno} 行第 {error.colno} 个字符读不下去"]
    except RecursionError:
        return UNREAD, [f"层次过深，超过 {DEEPEST_LEVELS} 层"]
    problems += _strange(value)
    written_otherwise = "文件不是规定的写法：项的次序、空白、转义或末尾换行有改动"
    return value, list(dict.fromkeys(problems)) or [written_otherwise]


def members(content: bytes, value: dict[str, Any], longest: str) -> dict[str, bytes | memoryview]:
    """The bytes of each member of ``value``, whose document ``content`` is. The ``longest`` isn't
    written again but found where the others leave room for it. Empty where a key is no plain word.
    """
    if not all(key.isascii() and key.isidentifier() for key in value):
        return {}
    written: dict[str, bytes | memoryview] = {
        key: _written(inside)[:-1] for key, inside in value.items() if key != longest
    }
    if longest in value:
        room = {key: len(key) + len(b'"":,') + len(part) for key, part in written.items()}
        own = len(longest) + len(b'"":')
        start = len(b"{") + sum(n for key, n in room.items() if key < longest) + own
        end = start + len(content) - len(b"{}\n") - sum(room.values()) - own
        written[longest] = memoryview(content)[start:end]
    return written


def _written(value: Any) -> bytes:
    """RFC 8785 by the standard library's encoder, which differs only in how it sorts keys beyond
    the basic plane."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    written = text.encode()
    if any(byte in written for byte in _BEYOND_BASIC_PLANE):
        written = bytes(rfc8785.dumps(value))
    return written + b"\n"


def _strange(value: Any) -> Iterator[str]:
    """What no document holds, anywhere inside ``value``."""
    level, inside = 0, [value]
    while inside:
        if level > DEEPEST_LEVELS:
            yield f"层次过深，超过 {DEEPEST_LEVELS} 层"
            return
        level += 1
        deeper: list[Any] = []
        for each in inside:
            kind = type(each)
            if kind is str:
                if not each.isascii() and _has_surrogate(each):
                    yield "文字中有不成对的代理码位"
            elif kind is dict:
                deeper += each
                deeper += each.values()
            elif kind is list:
                deeper += each
            elif kind is int:
                if not -MOST <= each <= MOST:
                    yield f"整数 {each} 超出范围（绝对值至多 {MOST}）"
            elif each is not None:
                yield f"数值「{_as_json(each)}」不是整数"
        inside = deeper


def _as_json(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _has_surrogate(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _object(pairs: list[tuple[str, Any]], problems: list[str]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                shown = key.encode("utf-8", "replace").decode()
                problems.append(f"「{shown}」出现多次")
            seen.add(key)
    return found


def _integer(digits: str, problems: list[str]) -> int | None:
    if digits == "-0":
        problems.append("数值「-0」应写作 0")
    if len(digits) > len(str(MOST)) + 1:
        problems.append(f"整数 {digits[:20]}… 超出范围（绝对值至多 {MOST}）")
        return None
    return int(digits)


def _number(digits: str, problems: list[str]) -> None:
    """No float is kept: what reads on finds nothing where a whole number should stand."""
    problems.append(f"数值「{digits[:40]}」不是整数")
