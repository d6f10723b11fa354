"""Of odd files and values the check page says what the command says, word for word (第十七条)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from models.rules.draw.document import document, read_document
from models.rules.draw.sources import SOURCE_KINDS, check_name, check_value
from tests.models.rules.draw.cases import of_kind
from tests.models.rules.draw.records import (
    BY_NAME,
    R1,
    R1_SEALED,
    R3,
    R5,
    record_of,
)
from tests.reports.both import ends, said_here, said_there

SIGNED = record_of(R1)["draw_digest"]
RESULTS = json.dumps(BY_NAME[R1_SEALED]["given"]["results"][0])


ODD_BESIDE = [
    {"sheet": " ".join(SIGNED[at : at + 8] for at in range(0, 64, 8)).upper()},
    {"sheet": "\u200b".join(SIGNED)},
    {"sheet": "-"},
    {"sheet": SIGNED[:-1]},
    *({"results": [text]} for text in ("x", "", "\ufeff{}", "null", "[]", "{}", '{"of":NaN}')),
    *({"results": [RESULTS.replace(*edit, 1)]} for edit in (
        ('{"format"', '{"of":2,"format"'), ('{"format"', '{"score":NaN,"format"'),
        ('{"format"', '{"score":1.50,"format"'), ('{"format"', f'{{"score":{"9" * 5000},"format"'),
        ('"rank": 1', '"rank": 1.0'), ('"rank": 1', '"rank": true'), ('"rank": 1', f'"rank": {2**53}'),
    )),
    *({key: text} for key in ("announcement", "next", "previous", "superseded")
      for text in ("", "x", "null", "null\n", "[]\n", "{}", "{}\n", '{"a":1.0}\n')),
]  # fmt: skip


@pytest.mark.parametrize("given", ODD_BESIDE, ids=lambda given: repr(given)[:60])
def test_page_and_command_say_the_same_of_odd_files_beside(
    rules: Any, given: dict[str, Any]
) -> None:
    content = document(record_of(R1))
    assert said_there(rules, [content], given) == [said_here(content, given)]


@pytest.mark.parametrize("instead", [None, [], {}, "x", -1, "nothing at all"], ids=repr)
def test_page_and_command_say_the_same_of_misshapen_records(rules: Any, instead: Any) -> None:
    contents = []
    for path in ends(record_of(R5)):
        record = record_of(R5)
        here: Any = record
        for part in path[:-1]:
            here = here[part]
        if instead == "nothing at all":
            del here[path[-1]]
        else:
            here[path[-1]] = instead
        contents.append(document(record))
    assert said_there(rules, contents) == [said_here(content) for content in contents]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "92350105MA03KJ2GXC\tgeneral",
        "92350105MA03KJ2GXC general\n",
        "92350105MA03KJ2GXc\tgeneral\n",
        "92350105MA03KJ2GXC\tgeneral\textra\n",
        "92350105MA03KJ2GXC\tgeneral\n92350105MA03KJ2GXC\tkey\n",
        "92350105MA10PUA8UR\tgeneral\n92350105MA03KJ2GXC\tgeneral\n",
        "92350105MA03KJ2GXC\tgeneral\n\n",
        "92350105MA03KJ2GXC\tGeneral\n网吧\tgeneral\n\u200b\tx\n\x00\n",
        "92350105MA03KJ2GXC\tgeneral\nx\r\n" + "y\n" * 30,
        "x" * 200 + "\n",
        "92350105MA03KJ2GXC\tother\n92350105MA10PUA8UR\tmust\n",
        "92350105MAEAD9UC0M\tgeneral\n",
    ],
)
@pytest.mark.parametrize("which", ["subjects", "inspectors", "recusals", "ineligible", "moves"])
def test_page_and_command_say_the_same_of_odd_texts(rules: Any, which: str, text: str) -> None:
    record = record_of(R3)
    record["texts"][which] = text
    content = document(record)
    assert said_there(rules, [content]) == [said_here(content)]


STRANGE = [
    b'{"a":1}\n',
    b"\xff\xfe",
    "{\"a\":\"\u4e00\u4e8c\"}\n".encode()[:-6] + b"\xe4\xb8\n",
    b"",
    b"{",
    b'{"a":1,}\n',
    b'{"a" 1}\n',
    b'{\n "a": 1,\n x}\n',
    b"[1 2]\n",
    b'"open\n',
    b'"open',
    b'["a\\x"]\n',
    b'["a\\',
    b'{"a":"\\u12g4"}\n',
    b'{"a":1}{}\n',
    b'{"a":1}',
    b'{"a": 1}\n',
    b'{"b":1,"a":2}\n',
    b'{"a":"\\u0061"}\n',
    b'{"a":1,"a":2}\n',
    b'{"a":{"b":1,"b":1,"b":2},"c":{"b":1,"b":1}}\n',
    b'{"a":1.0}\n',
    b'{"a":1e0}\n',
    b'{"a":-0}\n',
    b'{"a":-1}\n',
    b'{"a":true,"b":[false,true]}\n',
    b'{"a":9007199254740991,"b":9007199254740992}\n',
    b'{"a":-9007199254740992}\n',
    b'{"a":123456789012345678901234567890}\n',
    b'{"a":"\\ud800"}\n',
    b'{"a":"\\ud83d\\ude00"}\n',
    "{\"a\":\"😀\",\"\ue000\":1,\"😀\":2}\n".encode(),
    b"[" * 80 + b"]" * 80 + b"\n",
    b"[" * 60 + b"]" * 60 + b"\n",
    b'{"a":' + b"[" * 63 + b"]" * 63 + b"}\n",
    b'{"a":' + b"[" * 64 + b"]" * 64 + b"}\n",
    b'{"a":{"10":1,"9":2}}\n',
    b'{"a":{"9":1,"10":2}}\n',
    b'{"a":{"b":[1.5]},"c":[true]}\n',
    b'{"__proto__":{"a":1},"constructor":2}\n',
    b'{"__proto__":1,"__proto__":2}\n',
    b"null\n",
    b"7\n",
]  # fmt: skip


@pytest.mark.parametrize("content", STRANGE, ids=repr)
def test_page_and_command_say_the_same_of_strange_bytes(rules: Any, content: bytes) -> None:
    found = rules.evaluate(
        """(bytes) => {
            const { value, problems } = readDocument(Uint8Array.from(bytes));
            return [value === undefined ? null : JSON.stringify(value), problems];
        }""",
        list(content),
    )
    value, problems = read_document(content)
    assert found[1] == problems
    if not any("不是 UTF-8" in each for each in problems):
        assert said_there(rules, [content]) == [said_here(content)]
    if not problems:
        assert json.loads(found[0]) == value


def _source_rows() -> list[list[str]]:
    """The vectors' sources, and of every kind its example with times and values that don't fit."""
    [case] = of_kind("sources")
    rows = list(case["given"]["rows"])
    for kind in SOURCE_KINDS.values():
        for due in ("2026-11-24T15:00:00+08:00", "2025-03-01T20:59:59+08:00"):
            rows += [[kind.example, due, value] for value in ("", "1", "大队长报数", "9" * 300)]
    first = "drand/default/1"
    rows += [[first, "2020-07-22T23:17:30+08:00", f"{'a' * 192} {'b' * n}"] for n in (64, 192)]
    return [
        *rows,
        ["drand/quicknet/9999999999999999999", "2026-11-24T15:00:00+08:00", "1"],
        ["index/sse/2026-02-30", "2026-02-28T15:00:00+08:00", "3891.27"],
        ["fc3d/2026000", "2026-11-24T21:15:00+08:00", "1 2 3"],
    ]


@pytest.mark.duty("17.1")
def test_page_and_command_say_the_same_of_what_is_no_source(rules: Any) -> None:
    rows = _source_rows()
    found = rules.evaluate(
        "(rows) => rows.map(([name, due, value]) => [nameProblems(name, due), valueProblems(name, value)])",
        rows,
    )
    here = [[check_name(name, due, None), check_value(name, value)] for name, due, value in rows]
    assert found == here
    assert all(any(words[part] for words in found) for part in (0, 1))
