"""docs/draw-protocol: every constant and every word on the page is the code's."""

from __future__ import annotations

import json
import re

import pytest

from models.rules.draw import drand, forms, reasons
from models.rules.draw.announced import Announcement
from models.rules.draw.document import document
from models.rules.draw.level import DIGITS_NOBODY_CHOOSES, LEVELS, Release
from models.rules.draw.reasons import MOVE_REASONS
from models.rules.draw.shape import (
    LARGEST_INLINE,
    Abandoned,
    Application,
    Change,
    Draw,
    Receipt,
    Record,
    Results,
    Sealed,
)
from models.rules.draw.sources import SOURCE_KINDS
from models.rules.draw.texts import NAMES
from models.rules.draw.verify import verify
from models.rules.draw.verify.words import CHECKS
from models.rules.states import Worded
from tests.docs.test_draw_protocol_example import PAGE, block


def table(head: str) -> list[list[str]]:
    """The rows of the table whose first column has this head, code marks taken off."""
    [found] = re.findall(rf"(?m)^\| {re.escape(head)} \|.*\n\| ---.*\n((?:\|.*\n)+)", PAGE)
    rows = (line[2:-2].split(" | ") for line in str(found).splitlines())
    return [[cell.replace("`", "") for cell in row] for row in rows]


def worded(states: type[Worded]) -> list[list[str]]:
    return [[each.value, each.words] for each in states]


def unnamed(pattern: str) -> str:
    """A pattern without its groups' names, which are our code's own."""
    return re.sub(r"\?P<\w+>", "", pattern)


@pytest.mark.duty("17.1")
def test_every_alphabet_is_the_codes() -> None:
    stated = dict(line.split() for line in block("patterns").splitlines())
    assert stated == {name: unnamed(getattr(forms, name)) for name in stated}
    alphabets = {"SUBJECT_ID", "CODE", "STRATUM", "BADGE", "WORD", "FILE_NAME", "HEX"}
    assert stated.keys() == alphabets | {"DAY", "TIME", "RATIO", "DRAW_ID"}


@pytest.mark.parametrize(
    ("head", "states"),
    [
        ("recusal reason", reasons.RecusalReason),
        ("ineligible reason", reasons.IneligibleReason),
        ("move kind", reasons.MoveKind),
        ("move reason", reasons.MoveReason),
        ("subject leaves", reasons.SubjectLeaves),
        ("inspector leaves", reasons.InspectorLeaves),
        ("role", reasons.DeciderRole),
        ("abandon reason", reasons.AbandonReason),
        ("release", Release),
    ],
)
@pytest.mark.duty("17.1", "18.3")
def test_every_closed_list_is_the_codes(head: str, states: type[Worded]) -> None:
    assert [row[:2] for row in table(head)] == worded(states)


@pytest.mark.duty("13.1", "18.3")
def test_what_follows_from_a_reason_is_the_codes() -> None:
    assert {row[0]: row[2].split() for row in table("move kind")} == {
        kind.value: [reason.value for reason in fit] for kind, fit in MOVE_REASONS.items()
    }
    assert {row[0]: row[2] == "yes" for row in table("subject leaves")} == {
        each.value: each.carried_over for each in reasons.SubjectLeaves
    }
    assert {row[0]: row[2] == "out of service" for row in table("inspector leaves")} == {
        each.value: each.out_of_service for each in reasons.InspectorLeaves
    }


@pytest.mark.duty("17.1")
def test_the_registry_of_sources_is_the_codes() -> None:
    stated = re.findall(r"(\S+) +name +(\S+)\n +value +(.+)\n", block("sources"))
    assert stated == [
        (key, unnamed(kind.name.pattern), unnamed(kind.value.pattern))
        for key, kind in SOURCE_KINDS.items()
    ]
    assert [[row[0], row[1], row[3]] for row in table("kind")] == [
        [key, kind.words, str(kind.digits)] for key, kind in SOURCE_KINDS.items()
    ]


@pytest.mark.duty("17.1")
def test_drands_constants_are_the_codes() -> None:
    stated = {
        (chain, key): value
        for chain, key, value in re.findall(
            r"(?m)^(\w+) +(\w+(?: \w+)?) {2,}(\S+)$", block("drand")
        )
    }
    domains = {"quicknet": drand.G1_DOMAIN, "default": drand.G2_DOMAIN}
    assert stated == {
        (name, key): value
        for name, chain in drand.CHAINS.items()
        for key, value in {
            "hash": drand.proof(chain),
            "genesis": str(chain.clockwork.genesis),
            "period": str(chain.clockwork.period_seconds),
            "public key": chain.public_key,
            "group hash": chain.group_hash,
            "domain": domains[name].decode(),
        }.items()
    }


@pytest.mark.duty("17.1")
def test_the_checks_and_levels_are_the_codes() -> None:
    assert [row[:3] for row in table("check")] == [
        [str(n), key, words] for n, (key, words) in enumerate(CHECKS.items(), start=1)
    ]
    assert table("level") == [[str(level), words] for level, words in LEVELS.items()]
    assert f"add up to {DIGITS_NOBODY_CHOOSES} or more" in PAGE


@pytest.mark.duty("17.1")
def test_every_key_of_every_shape_is_named() -> None:
    assert [row[0] for row in table("text")] == list(NAMES)
    for head, shape in (("announcement key", Announcement), ("record key", Record)):
        named = {key for row in table(head) for key in row[0].split(", ")}
        assert named == {*shape.model_fields}
    for shape in (Draw, Receipt, Change, Abandoned, Sealed, Application, Results):
        for key, field in shape.model_fields.items():
            assert f"`{field.alias or key}`" in PAGE, key
    assert f"{LARGEST_INLINE:,} bytes" in PAGE


@pytest.mark.duty("17.1")
def test_the_worked_example_is_right_to_our_verifier_too() -> None:
    public = block("record").encode()
    sealed = document({**json.loads(public), "sealed": json.loads(block("sealed"))})
    for content in (public, sealed):
        report = verify(content)
        assert [check.key for check in report.checks if check.ok is False] == []
        assert (report.level, report.look_up) == (3, ["pl5/26331"])
