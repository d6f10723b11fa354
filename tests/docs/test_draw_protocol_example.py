"""docs/draw-protocol: its worked example, reckoned anew by hash and JSON alone, as its reader would."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "draw-protocol.md").read_text(encoding="utf-8")
TEXTS = ("subjects", "inspectors", "recusals", "ineligible", "moves")


def block(name: str) -> str:
    """The fenced block of this name."""
    [found] = re.findall(rf"(?ms)^```\w+ {name}\n(.*?)^```$", PAGE)
    return str(found)


def stated() -> dict[str, str]:
    """The example's table of values: what -> hex or number."""
    return dict(re.findall(r"(?m)^(\S.*?) {2,}(\S+)$", block("values")))


def document(value: Any) -> bytes:
    """RFC 8785 of the protocol's values, whose keys are all ASCII, and one LF."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + b"\n"


def hashed(*parts: bytes) -> bytes:
    return sha256(b"".join(parts)).digest()


def from_secret(what: str, record: dict[str, Any], *more: str) -> bytes:
    lines = ["ssj-draw/2 " + what, record["announcement"]["draw_id"], record["secret"], *more]
    return hashed("".join(line + "\n" for line in lines).encode())


def rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in block(name).splitlines()]


def seed_of(record: dict[str, Any]) -> bytes:
    lines = [each["name"] + " " + each["value"] for each in record["sources"]]
    return from_secret("seed", record, *lines)


def in_order(seed: bytes, ids: list[str]) -> list[tuple[str, str]]:
    return sorted((hashed(seed, id_.encode()).hex(), id_) for id_ in ids)


def recused(subject: str) -> set[str]:
    return {code for code, id_, _ in rows("recusals") if id_ == subject}


def can_be_served(open_seats: list[tuple[int, set[str]]], left: dict[str, int]) -> bool:
    """Whether everybody still to be served can be, by trying everything."""
    if not open_seats:
        return True
    (n, allowed), *later = open_seats
    if n == 0:
        return can_be_served(later, left)
    return any(
        left[code] > 0
        and can_be_served([(n - 1, allowed - {code}), *later], {**left, code: left[code] - 1})
        for code in allowed
    )


def seats_of(seed: bytes, subjects: list[str], m: int, slack: int) -> tuple[int, dict[str, Any]]:
    codes = [code for [code] in rows("inspectors")]
    queue = [(m, set(codes) - recused(id_)) for id_ in subjects]
    cap = -(-m * len(subjects) // len(codes)) + slack
    while not can_be_served(queue, dict.fromkeys(codes, cap)):
        cap += 1
    left, seated = dict.fromkeys(codes, cap), {}
    for place, id_ in enumerate(subjects):
        seats: list[str] = []
        for seat in range(m):
            for _, code in in_order(seed, [f"{id_}/{code}" for code in codes]):
                code = code.partition("/")[2]
                rest = {**left, code: left[code] - 1}
                mine = set(codes) - recused(id_) - {*seats, code}
                later = [(m - seat - 1, mine), *queue[place + 1 :]]
                free = code not in recused(id_) and code not in seats and left[code] > 0
                if free and can_be_served(later, rest):
                    seats.append(code)
                    left = rest
                    break
        seated[id_] = seats
    return cap, seated


def draw_of(record: dict[str, Any]) -> dict[str, Any]:
    """All of the record's ``draw`` that is computed."""
    said, seed = record["announcement"], seed_of(record)
    drawn, substitutes, cutoffs = [], [], []
    for each in said["strata"]:
        ids = [id_ for id_, stratum in rows("subjects") if stratum == each["code"]]
        part, whole = map(int, each["ratio"].split("/"))
        size = max(1, -(-part * len(ids) // whole)) if ids else 0
        assert (each["count"], each["sample_size"]) == (len(ids), size)
        places = [
            {"stratum": each["code"], "rank": n, "id": id_, "ticket": ticket}
            for n, (ticket, id_) in enumerate(in_order(seed, ids), start=1)
        ]
        drawn += places[:size]
        substitutes += places[size : size + each["substitutes"]]
        if size:
            cutoffs.append({"stratum": each["code"], "ticket": places[size - 1]["ticket"]})
    queue = [id_ for _, id_ in in_order(seed, [str(place["id"]) for place in drawn])]
    cap, seats = seats_of(seed, queue, said["inspectors_per_subject"], said["load"]["slack"])
    return {
        "announcement_digest": sha256(document(said)).hexdigest(),
        "seed": seed.hex(),
        "cap": cap,
        "drawn": [{**place, "inspectors": seats[str(place["id"])]} for place in drawn],
        "substitutes": substitutes,
        "cutoffs": cutoffs,
    }


RECORD = json.loads(block("record"))


@pytest.mark.duty("17.1")
def test_the_examples_files_are_the_documents_they_parse_to() -> None:
    for name in ("announcement", "record", "sealed"):
        assert document(json.loads(block(name))) == block(name).encode()
    assert json.loads(block("announcement")) == RECORD["announcement"]
    for name in TEXTS:
        assert RECORD["texts"][name] == block(name)


@pytest.mark.duty("17.1")
def test_the_examples_values_follow_from_secret_texts_and_source() -> None:
    said, seed = RECORD["announcement"], seed_of(RECORD)
    key = from_secret("texts", RECORD)
    sealed = json.loads(block("sealed"))
    firm = RECORD["draw"]["drawn"][0]["id"]
    due = {
        "commitment": from_secret("commitment", RECORD).hex(),
        "text_key": key.hex(),
        **{f"digest of {name}": hashed(key, block(name).encode()).hex() for name in TEXTS},
        "codes_digest": hashed(bytes.fromhex(sealed["codes_key"]), sealed["codes"].encode()).hex(),
        "announcement digest": sha256(block("announcement").encode()).hexdigest(),
        "seed": seed.hex(),
        f"ticket({firm})": hashed(seed, firm.encode()).hex(),
        f"ticket({firm}, J01)": hashed(seed, firm.encode(), b"/J01").hex(),
        "cap": str(draw_of(RECORD)["cap"]),
        "draw_digest": sha256(document(RECORD["draw"])).hexdigest(),
        "sealed_digest": sha256(block("sealed").encode()).hexdigest(),
        "record digest": sha256(
            document({k: v for k, v in RECORD.items() if k not in ("digest", "sealed")})
        ).hexdigest(),
    }
    assert stated() == due
    assert said["commitment"] == due["commitment"]
    assert said["codes_digest"] == due["codes_digest"]
    for name in TEXTS:
        assert said[name]["digest"] == due[f"digest of {name}"]
        assert said[name]["count"] == len(rows(name))
    named = ("announcement_digest", "draw_digest", "sealed_digest", "digest")
    for name, words in zip(
        named, ("announcement digest", "draw_digest", "sealed_digest", "record digest"), strict=True
    ):
        assert RECORD[name] == due[words]


@pytest.mark.duty("17.1")
def test_the_pages_chain_hashes_prove_their_keys() -> None:
    rows = re.findall(r"(?m)^(\w+) +(\w+(?: \w+)?) {2,}(\S+)$", block("drand"))
    said = {(chain, key): value for chain, key, value in rows}
    for chain, beacon in (("quicknet", b"quicknet"), ("default", b"")):
        proof = hashed(
            int(said[chain, "period"]).to_bytes(4, "big"),
            int(said[chain, "genesis"]).to_bytes(8, "big"),
            bytes.fromhex(said[chain, "public key"]),
            bytes.fromhex(said[chain, "group hash"]),
            beacon,
        )
        assert proof.hex() == said[chain, "hash"]


@pytest.mark.duty("17.1", "17.3")
def test_the_examples_draw_is_the_one_its_seed_gives() -> None:
    shown = {
        key: value
        for key, value in RECORD["draw"].items()
        if key not in ("drawn_at", "confirmed_at")
    }
    assert shown == draw_of(RECORD)


@pytest.mark.duty("17.2", "18.3")
def test_the_examples_change_is_the_one_its_tickets_give() -> None:
    [change] = RECORD["changes"]
    place = next(each for each in RECORD["draw"]["drawn"] if each["id"] == change["out"])
    heir = next(e for e in RECORD["draw"]["substitutes"] if e["stratum"] == place["stratum"])
    assert change["in"] == heir["id"]
    load = dict.fromkeys((code for [code] in rows("inspectors")), 0)
    for each in RECORD["draw"]["drawn"]:
        for code in each["inspectors"]:
            load[code] += 1
    seats = list(place["inspectors"])
    for seat, code in enumerate(seats):
        if code not in recused(heir["id"]):
            continue
        free = [each for each in load if each not in recused(heir["id"]) and each not in seats]
        room = max(RECORD["draw"]["cap"], min(load[each] for each in free) + 1)
        pairs = [f"{heir['id']}/{each}" for each in free if load[each] < room]
        seats[seat] = in_order(seed_of(RECORD), pairs)[0][1].partition("/")[2]
    assert change["inspectors"] == seats
    # The example shows what it is for: a recusal makes way.
    assert seats != place["inspectors"]
