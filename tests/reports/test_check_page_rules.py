"""What the check page computes, in a browser: the same as the published vectors, and as the command
says (第十七条)."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.faults import Refused
from models.rules.draw.document import document, read_document
from models.rules.draw.reasons import CHANGE_REASONS, ChangeKind
from models.rules.draw.sources import SOURCE_KINDS, check_name, check_value
from models.rules.draw.standing import Standing
from models.rules.draw.verify import verify
from models.rules.draw.verify.case import Beside
from reports.check_page import rules_script
from tests.models.rules.draw.cases import MISPRINTED_STEPS, VECTORS, name_of, of_kind
from tests.models.rules.draw.drawn import drawn
from tests.models.rules.draw.records import (
    ALL_DIGESTS,
    BY_NAME,
    R1,
    R1_SEALED,
    R2,
    R3,
    R5,
    changed_at,
    forged,
    given_up,
    leaves,
    record_of,
    redone,
)
from tests.models.rules.draw.test_drand import plus_a_point_of_order_three
from tests.models.rules.draw.test_vectors_changes import standing_of

SIGNED = record_of(R1)["draw_digest"]
RESULTS = json.dumps(BY_NAME[R1_SEALED]["given"]["results"][0])
DRIVER = (Path(__file__).parent / "check_page.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def rules(chromium: Any) -> Iterator[Any]:
    """A page that has the protocol's scripts and nothing else."""
    page = chromium.new_page()
    page.add_script_tag(content=rules_script() + DRIVER)
    yield page
    page.close()


def _expected(case: dict[str, Any]) -> Any:
    """What a vector says, but for the step whose published seats are those after the next one."""
    expect = copy.deepcopy(case["expect"])
    if case["kind"] == "changes":
        for n, step in enumerate(expect["steps"]):
            if "refused" in step:
                step["refused"] = True
            elif (case["name"], n) in MISPRINTED_STEPS:
                step["inspectors"] = MISPRINTED_STEPS[case["name"], n]
    return expect


@pytest.mark.duty("17.1", "17.2", "17.3", "18.3")
@pytest.mark.parametrize("case", VECTORS["cases"], ids=name_of)
def test_every_vector_gives_the_published_result_in_the_browser(
    rules: Any, case: dict[str, Any]
) -> None:
    given, kind = case["given"], case["kind"]
    if kind in ("tampered", "anchored"):
        given = {**given, "file": forged(case).decode()}
    found = rules.evaluate(
        "([kind, given, expect]) => KINDS_OF_VECTORS[kind](given, expect)",
        [kind, given, case["expect"]],
    )
    if kind in ("tampered", "anchored"):
        assert case["expect"]["wrong"] in found
    else:
        assert found == _expected(case)


def _beside(given: dict[str, Any]) -> Beside:
    files = {
        key: given[key].encode()
        for key in ("announcement", "previous", "next", "superseded")
        if key in given
    }
    results = (
        [
            (each if isinstance(each, str) else json.dumps(each)).encode()
            for each in given["results"]
        ]
        if "results" in given
        else None
    )
    return Beside(sheet=given.get("sheet"), results=results, **files)


def _here(content: bytes, given: dict[str, Any] | None = None) -> dict[str, Any]:
    """What the command says, and why where it compared nothing."""
    report = verify(content, _beside(given or {}))
    lacks = {check.key: check.lacks for check in report.checks if check.ok is None}
    return {**report.as_json(), "lacks": lacks}


def _there(rules: Any, contents: list[bytes], given: dict[str, Any] | None = None) -> list[Any]:
    """What the page says of records, each with the same beside it."""
    given = given or {}
    asked = {key: value for key, value in given.items() if key not in ("record", "edits", "redo")}
    found: list[Any] = rules.evaluate(
        "(each) => each.map((given) => KINDS_OF_VECTORS.whole(given))",
        [{**asked, "file": content.decode()} for content in contents],
    )
    return found


@pytest.mark.duty("17.1", "18.2")
@pytest.mark.parametrize("case", of_kind("record", "tampered", "anchored"), ids=name_of)
def test_page_and_command_say_the_same_of_every_record(rules: Any, case: dict[str, Any]) -> None:
    content, given = forged(case), case["given"]
    assert _there(rules, [content], given) == [_here(content, given)]


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
    assert _there(rules, [content], given) == [_here(content, given)]


def _unreceived(record: dict[str, Any]) -> None:
    given_up(record)["receipts"] = []


def _due_at_once(record: dict[str, Any]) -> None:
    record["receipts"] = []
    record["announcement"]["sources"][0]["due"] = record["announcement"]["announced_at"]


def _moved_out(record: dict[str, Any]) -> None:
    """By a point of order three: the pairing alone takes no notice of it."""
    read = record["sources"][0]
    read["value"] = plus_a_point_of_order_three(read["value"])


def _decided_by_the_applicant(record: dict[str, Any]) -> None:
    """Under another spelling of the same name."""
    application = record["sealed"]["applications"][0]
    application["decided_by"] = [" ".join(application["applicant"]).replace("1", "１")]


@pytest.mark.duty("17.1", "18.2", "18.3")
@pytest.mark.parametrize(
    ("name", "change"),
    [
        (R1, given_up),
        (R1, _unreceived),
        (R5, _due_at_once),
        (R1, _moved_out),
        (R1_SEALED, _decided_by_the_applicant),
    ],
)
def test_page_and_command_say_the_same_of_what_only_looks_right(
    rules: Any, name: str, change: Any
) -> None:
    record = record_of(name)
    change(record)
    content = document(redone(record, ALL_DIGESTS))
    assert _there(rules, [content]) == [_here(content)]


@pytest.mark.duty("18.3")
@pytest.mark.parametrize("day", ["2023-12-04T10:00:00+08:00", "2023-12-04T10:00:01+08:00"])
def test_page_and_command_carry_over_what_was_decided_by_the_announcement(
    rules: Any, day: str
) -> None:
    """The firm that left R1 first stands in ``general`` in R2."""
    before, now = record_of(R1), record_of(R2)
    before["changes"][0]["decided_at"] = day
    text = now["texts"]["subjects"].replace(
        "92350105MA81QR3M9Y\tcarried-over", "92350105MA81QR3M9Y\tgeneral"
    )
    now["texts"]["subjects"] = text
    given = {"previous": document(redone(before, ALL_DIGESTS)).decode()}
    content = document(redone(now, ALL_DIGESTS))
    here = _here(content, given)
    assert _there(rules, [content], given) == [here]
    [problems] = [each["problems"] for each in here["checks"] if each["key"] == "previous"]
    carried = [each for each in problems if "上期因暂时原因未检查" in each]
    assert len(carried) == (1 if day.endswith("00:00+08:00") else 0)


def _ends(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every value, of a list only those in its first and its last entry."""
    if path:
        yield path
    inside = value.items() if isinstance(value, dict) else []
    if isinstance(value, list) and value:
        inside = {0: value[0], len(value) - 1: value[-1]}.items()
    for part, each in inside:
        yield from _ends(each, (*path, part))


@pytest.mark.duty("17.1", "18.2")
@pytest.mark.parametrize("redo", [[], ALL_DIGESTS], ids=["as it is", "digests written anew"])
@pytest.mark.parametrize("name", [R1_SEALED, R3])
def test_page_and_command_say_the_same_of_every_changed_value(
    rules: Any, name: str, redo: list[str]
) -> None:
    record = record_of(name)
    # No digest can be written anew by a suite that is none.
    paths = (set(leaves(record)) & set(_ends(record))) - {("announcement", "suite")}
    contents = [document(redone(changed_at(record, path), redo)) for path in sorted(paths, key=str)]
    found = _there(rules, contents)
    assert found == [_here(content) for content in contents]
    assert redo or not any(each["ok"] for each in found)


@pytest.mark.parametrize("instead", [None, [], {}, "x", -1, "nothing at all"], ids=repr)
def test_page_and_command_say_the_same_of_misshapen_records(rules: Any, instead: Any) -> None:
    contents = []
    for path in _ends(record_of(R5)):
        record = record_of(R5)
        here: Any = record
        for part in path[:-1]:
            here = here[part]
        if instead == "nothing at all":
            del here[path[-1]]
        else:
            here[path[-1]] = instead
        contents.append(document(record))
    assert _there(rules, contents) == [_here(content) for content in contents]


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
    assert _there(rules, [content]) == [_here(content)]


def _random_draw(chance: random.Random, n: int) -> dict[str, Any]:
    """A small draw with so many recusals that a greedy choice often leaves somebody unserved."""
    m = chance.choice([2, 2, 3])
    codes = [f"J{k:02d}" for k in range(chance.randint(m + 1, 8))]
    ids = [f"92350105MA{k:08d}" for k in range(chance.randint(3, 24))]
    recusals = sorted(
        f"{code}\t{id_}\tother\n"
        for id_ in ids
        for code in chance.sample(codes, chance.randint(0, len(codes) - m))
    )
    return {
        "suite": chance.choice(["sha256", "sm3"]),
        "draw_id": "350105/WB-01/2026-1",
        "secret": f"{n:064x}",
        "source_lines": [],
        "strata": [["general", chance.choice(["1/4", "1/2", "2/3"])], ["must", "1/1"]],
        "inspectors_per_subject": m,
        "slack": chance.choice([0, 0, 1]),
        "subjects": "".join(f"{id_}\t{chance.choice(['general', 'must'])}\n" for id_ in ids),
        "inspectors": "".join(f"{code}\n" for code in codes),
        "recusals": "".join(recusals),
    }


def _random_steps(chance: random.Random, standing: Standing) -> tuple[list[Any], list[Any]]:
    """Changes of whoever stands, and what the rules make of each."""
    steps, outcomes = [], []
    for _ in range(8):
        place = chance.choice([place for place in standing.places if place.subject] or [None])
        if place is None:
            break
        kind = chance.choice(list(CHANGE_REASONS))
        out = place.subject if kind is ChangeKind.SUBJECT else chance.choice(place.inspectors)
        reason = chance.choice(CHANGE_REASONS[kind].values())
        steps.append({"kind": kind, "subject": place.subject, "out": out, "reason": reason})
        try:
            found = standing.change(kind, str(place.subject), str(out), reason)
            outcomes.append({"in": found.comes_in, "inspectors": found.inspectors})
        except Refused:
            outcomes.append({"refused": True})
    return steps, outcomes


@pytest.mark.duty("17.1", "17.2", "17.3", "18.3")
def test_page_and_rules_seat_and_replace_the_same_in_tight_draws(rules: Any) -> None:
    chance = random.Random(20261128)
    asked, expected = [], []
    for n in range(150):
        given = _random_draw(chance, n)
        standing = standing_of(drawn(given))
        seats = sorted([p.stratum, p.rank, list(p.inspectors)] for p in standing.places)
        steps, outcomes = _random_steps(chance, standing)
        asked.append([given, steps])
        expected.append([seats, outcomes])
    found = rules.evaluate(
        """(asked) => asked.map(([draw, steps]) => {
            const { standing, codes } = drawOf(draw);
            const seats = standing.places.map(({ stratum, rank, seats }) =>
                [stratum, rank, seats.map((code) => codes[code])]);
            return [seats, KINDS_OF_VECTORS.changes({ draw, steps }).steps];
        })""",
        asked,
    )
    for mine, its, given in zip(expected, found, asked, strict=True):
        assert its == mine, given


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
        assert _there(rules, [content]) == [_here(content)]
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


@pytest.mark.duty("17.2", "17.3")
def test_of_equal_tickets_the_bytes_of_the_id_or_the_code_decide(rules: Any) -> None:
    asked = "(ids) => Array.from(byTicket(ids.keys(), new Uint32Array(8 * ids.length), ids), (i) => ids[i])"
    assert rules.evaluate(asked, ["J2", "J10", "A", "J1"]) == ["A", "J1", "J10", "J2"]
    assert rules.evaluate("takeSmallest([1, 2, 3], new Uint32Array(32))") == 1


def test_hashes_are_the_published_ones(rules: Any) -> None:
    # FIPS 180-4 and GB/T 32905: "abc", and 64 bytes of "abcd".
    hashed = "([suite, text]) => hex(digest(suite, utf8(text)))"
    known = {
        ("sha256", "abc"): "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        ("sm3", "abc"): "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
        ("sm3", "abcd" * 16): "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
    }
    assert {key: rules.evaluate(hashed, list(key)) for key in known} == known


def test_the_chains_of_drand_are_proven_by_their_hash(rules: Any) -> None:
    assert rules.evaluate(
        "() => Object.values(CHAINS).every((chain) => chainHash(chain) === chain.hash)"
    )


def test_a_point_outside_the_subgroup_is_no_signature(rules: Any) -> None:
    """Few points of the curve are in it: of those with the smallest x none is."""
    found = rules.evaluate(
        """() => Array.from({ length: 20 }, (_, x) => {
            const bytes = new Uint8Array(48);
            bytes[0] = 0x80;
            bytes[47] = x;
            try {
                return String(NobleBls.G1.Point.fromBytes(bytes).isTorsionFree());
            } catch (error) {
                return error.message;
            }
        })"""
    )
    assert "true" not in found
    assert any("subgroup" in message for message in found)
