"""One way to write a document: RFC 8785 and an LF, and nothing else is one."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules.draw.document import UNREAD, D, document, members, read_document

WHOLE = st.integers(-(2**53) + 1, 2**53 - 1)
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | WHOLE | TEXT,
    lambda inside: st.lists(inside) | st.dictionaries(TEXT, inside),
    max_leaves=20,
)


@settings(deadline=None)
@given(VALUES)
def test_a_document_is_rfc_8785_and_one_line_feed(value: Any) -> None:
    written = document(value)
    assert written == rfc8785.dumps(value) + b"\n"
    assert read_document(written) == (value, [])


def test_keys_beyond_the_basic_plane_sort_as_utf_16() -> None:
    # RFC 8785, 3.2.3: U+1F600 (D83D DE00) comes before U+FB33.
    assert document({"\ufb33": 1, "\U0001f600": 2}) == '{"\U0001f600":2,"\ufb33":1}\n'.encode()


def test_a_digest_takes_in_the_line_feed() -> None:
    # What sha256sum says of a file with these five bytes and an LF.
    assert D("sha256", {"a": []}) == hashlib.sha256(b'{"a":[]}\n').hexdigest()


def _nested(levels: int) -> bytes:
    return b"[" * levels + b"]" * levels + b"\n"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff{}\n", "文件第 1 个字节不是 UTF-8 文字"),
        (b"", "不是 JSON：第 1 行第 1 个字符读不下去"),
        (b"{\n", "不是 JSON：第 2 行第 1 个字符读不下去"),
        (b"\xef\xbb\xbf{}\n", "不是 JSON：第 1 行第 1 个字符读不下去"),
        (b"{} {}\n", "不是 JSON：第 1 行第 4 个字符读不下去"),
        (b'{"a":1,"a":1}\n', "「a」出现多次"),
        (b'{"a":true}\n', "数值「true」不是整数"),
        (b"[false]\n", "数值「false」不是整数"),
        (b'{"a":1.0}\n', "数值「1.0」不是整数"),
        (b"[1e0]\n", "数值「1e0」不是整数"),
        (b"[NaN]\n", "数值「NaN」不是整数"),
        (b"[-0]\n", "数值「-0」应写作 0"),
        (b"[9007199254740992]\n", "整数 9007199254740992 超出范围（绝对值至多 9007199254740991）"),
        (
            b"[-9007199254740992]\n",
            "整数 -9007199254740992 超出范围（绝对值至多 9007199254740991）",
        ),
        (
            b"[" + b"9" * 5000 + b"]\n",
            "整数 99999999999999999999… 超出范围（绝对值至多 9007199254740991）",
        ),
        (b'["\\ud800"]\n', "文字中有不成对的代理码位"),
        (b'{"\\udfff":1}\n', "文字中有不成对的代理码位"),
        (b'{"\\ud800":1,"\\ud800":2}\n', "「?」出现多次"),
        (_nested(66), "层次过深，超过 64 层"),
        (_nested(1_000_000), "层次过深，超过 64 层"),
        (b'{"b":1,"a":2}\n', "文件不是规定的写法：项的次序、空白、转义或末尾换行有改动"),
        (b'{"a": 1}\n', "文件不是规定的写法：项的次序、空白、转义或末尾换行有改动"),
        (b'{"\\u0061":1}\n', "文件不是规定的写法：项的次序、空白、转义或末尾换行有改动"),
        (b'{"a":1}', "文件不是规定的写法：项的次序、空白、转义或末尾换行有改动"),
        (b'{"a":1}\r\n', "文件不是规定的写法：项的次序、空白、转义或末尾换行有改动"),
    ],
)
def test_every_other_spelling_is_named(content: bytes, told: str) -> None:
    assert told in read_document(content)[1]


def test_what_can_be_read_is_read_on_though_it_is_no_document() -> None:
    assert read_document(b'{"b":1, "a":1.0,"a":2}\n')[0] == {"a": 2, "b": 1}
    assert read_document(b"[1.0,2]\n")[0] == [None, 2]
    assert read_document(b"null\n") == (None, [])
    assert read_document(b"{\n")[0] is UNREAD


@settings(deadline=None)
@given(st.binary(max_size=40))
def test_no_bytes_make_the_reader_fall_over(content: bytes) -> None:
    value, problems = read_document(content)
    if not problems:
        assert document(value) == content


@pytest.mark.parametrize("value", [1.5, True, [2**53], {"a": "\ud800"}, b"x"])
def test_what_no_document_holds_is_not_written(value: Any) -> None:
    with pytest.raises(ValueError, match=r"不是整数|超出范围|代理码位"):
        document(value)


@given(
    st.dictionaries(
        st.sampled_from(["a", "ab", "draw", "e", "sealed"]),
        st.lists(st.text(max_size=3) | st.integers(-9, 9), max_size=3),
    )
)
def test_each_member_is_found_in_the_bytes_of_the_whole(value: dict[str, Any]) -> None:
    found = members(document(value), value, "draw")
    assert {key: bytes(part) + b"\n" for key, part in found.items()} == {
        key: document(inside) for key, inside in value.items()
    }


@pytest.mark.parametrize("key", ["a b", "名", 'a"', ""])
def test_members_under_keys_that_are_no_plain_words_are_not_looked_for(key: str) -> None:
    assert members(document({key: 1}), {key: 1}, "draw") == {}
