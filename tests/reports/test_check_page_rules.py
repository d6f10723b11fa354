"""What the check page computes, in a browser: the same as the published vectors, and as the command
says (第十七条)."""

from __future__ import annotations

import copy
import random
from typing import Any

import pytest

from models.faults import Refused
from models.rules.draw.document import document
from models.rules.draw.reasons import CHANGE_REASONS, ChangeKind
from models.rules.draw.standing import Standing
from tests.models.rules.draw.cases import MISPRINTED_STEPS, VECTORS, name_of, of_kind
from tests.models.rules.draw.drawn import drawn
from tests.models.rules.draw.records import (
    ALL_DIGESTS,
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
from tests.reports.both import ends, said_here, said_there


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


@pytest.mark.duty("17.1", "18.2")
@pytest.mark.parametrize("case", of_kind("record", "tampered", "anchored"), ids=name_of)
def test_page_and_command_say_the_same_of_every_record(rules: Any, case: dict[str, Any]) -> None:
    content, given = forged(case), case["given"]
    assert said_there(rules, [content], given) == [said_here(content, given)]


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
    assert said_there(rules, [content]) == [said_here(content)]


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
    here = said_here(content, given)
    assert said_there(rules, [content], given) == [here]
    [problems] = [each["problems"] for each in here["checks"] if each["key"] == "previous"]
    carried = [each for each in problems if "上期因暂时原因未检查" in each]
    assert len(carried) == (1 if day.endswith("00:00+08:00") else 0)


@pytest.mark.duty("17.1", "18.2")
@pytest.mark.parametrize("redo", [[], ALL_DIGESTS], ids=["as it is", "digests written anew"])
@pytest.mark.parametrize("name", [R1_SEALED, R3])
def test_page_and_command_say_the_same_of_every_changed_value(
    rules: Any, name: str, redo: list[str]
) -> None:
    record = record_of(name)
    # No digest can be written anew by a suite that is none.
    paths = (set(leaves(record)) & set(ends(record))) - {("announcement", "suite")}
    contents = [document(redone(changed_at(record, path), redo)) for path in sorted(paths, key=str)]
    found = said_there(rules, contents)
    assert found == [said_here(content) for content in contents]
    assert redo or not any(each["ok"] for each in found)


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
