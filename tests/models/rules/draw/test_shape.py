"""The closed shape of a record and of published results (steps 7 and 8)."""

from __future__ import annotations

from typing import Any

import pytest

from models.rules.draw.reading import read, read_results
from models.rules.draw.shape import LARGEST_INLINE
from tests.models.rules.draw.records import (
    BY_NAME,
    R1,
    R1_SEALED,
    R2,
    R3,
    R4,
    R5,
    leaves,
    record_of,
)


def _told(change: Any, name: str = R1_SEALED) -> list[str]:
    value = record_of(name)
    change(value)
    return read(value)[1]


@pytest.mark.parametrize("name", [R1, R1_SEALED, R2, R3, R4, R5])
def test_every_published_record_has_it(name: str) -> None:
    found, problems = read(record_of(name))
    assert problems == []
    assert found is not None
    assert found.model_dump(by_alias=True, exclude_unset=True) == record_of(name)


@pytest.mark.duty("17.1")
def test_every_key_must_be_there_but_the_sealed_part() -> None:
    kept = []
    whole = list(leaves(record_of(R1_SEALED)))
    for path in {leaf[:n] for leaf in whole for n in range(1, len(leaf) + 1)}:
        if not isinstance(path[-1], str):
            continue
        value: Any = record_of(R1_SEALED)
        here = value
        for part in path[:-1]:
            here = here[part]
        del here[path[-1]]
        if read(value)[1] == []:
            kept.append(path)
    assert kept == [("sealed",)]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda r: r.update(note="x"), "「note」不应有"),
        (lambda r: r.update(sealed=None), "「sealed」格式不对"),
        (lambda r: r["draw"]["drawn"][3].update(ticket="0"), "「draw.drawn[3].ticket」格式不对"),
        (lambda r: r["draw"]["drawn"][3].update(rank=0), "「draw.drawn[3].rank」格式不对"),
        (lambda r: r["draw"]["drawn"][3].update(note=1), "「draw.drawn[3].note」不应有"),
        (lambda r: r["draw"]["substitutes"][0].update(id="92"), "「draw.substitutes[0].id」格式不对"),
        (lambda r: r["draw"]["substitutes"][0].update(inspectors=[]), "「draw.substitutes[0].inspectors」不应有"),
        (lambda r: r["draw"].update(drawn_at="2023-09-15T11:30:00Z"), "「draw.drawn_at」格式不对"),
        (lambda r: r["changes"][0].update(kind="place"), "「changes[0].kind」格式不对"),
        (lambda r: r["changes"][0].update(reason="bribe"), "「changes[0].reason」格式不对"),
        (lambda r: r["changes"][0].update(evidence=[]), "「changes[0].evidence」格式不对"),
        (lambda r: r["changes"][0].update(deciders=["clerk"]), "「changes[0].deciders[0]」格式不对"),
        (lambda r: r["changes"][0].update(application="a/b"), "「changes[0].application」格式不对"),
        (lambda r: r["changes"][0].update({"in": ""}), "「changes[0].in」格式不对"),
        (lambda r: r["sealed"]["applications"][0].update(decision="open"), "「sealed.applications[0].decision」格式不对"),
        (lambda r: r["sealed"]["applications"][0].update(applicant=""), "「sealed.applications[0].applicant」格式不对"),
        (lambda r: r["sealed"].update(codes_key="00"), "「sealed.codes_key」格式不对"),
        (lambda r: r.update(time_stamp={"kind": "own", "token": ""}), "「time_stamp.kind」格式不对"),
        (lambda r: r.update(abandoned={"at": "x"}), "「abandoned.at」格式不对"),
        (lambda r: r.update(secret="s"), "「secret」格式不对"),
    ],
)  # fmt: skip
def test_what_is_against_its_form_is_told_by_its_place(change: Any, told: str) -> None:
    assert told in _told(change)


def _doubled(stated: Any) -> None:
    stated["by_reason"] *= 2


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("receipts", lambda r: r["receipts"].reverse()),
        ("photos", lambda r: r["photos"].reverse()),
        ("draw.drawn", lambda r: r["draw"]["drawn"].reverse()),
        ("draw.substitutes", lambda r: r["draw"]["substitutes"].reverse()),
        ("draw.cutoffs", lambda r: r["draw"]["cutoffs"].reverse()),
        ("changes[0].evidence", lambda r: r["changes"][0]["evidence"].reverse()),
        ("changes[5].deciders", lambda r: r["changes"][5]["deciders"].reverse()),
        ("sealed.photos", lambda r: r["sealed"]["photos"].reverse()),
        ("sealed.applications", lambda r: r["sealed"]["applications"].reverse()),
        (
            "sealed.applications[0].evidence",
            lambda r: r["sealed"]["applications"][0]["evidence"].reverse(),
        ),
        (
            "sealed.applications[5].deciders",
            lambda r: r["sealed"]["applications"][5]["deciders"].reverse(),
        ),
        ("announcement.strata", lambda r: r["announcement"]["strata"].reverse()),
        ("announcement.channels", lambda r: r["announcement"]["channels"].reverse()),
        ("announcement.recusals.by_reason", lambda r: _doubled(r["announcement"]["recusals"])),
        ("announcement.ineligible.by_reason", lambda r: _doubled(r["announcement"]["ineligible"])),
    ],
)
def test_lists_are_sorted_and_hold_nothing_twice(path: str, change: Any) -> None:
    assert _told(change) == [f"「{path}」没有按规定的次序，或有重复"]


def test_evidence_of_an_abandoned_draw_is_sorted() -> None:
    def twice(record: Any) -> None:
        record["abandoned"]["evidence"] *= 2

    assert _told(twice, R3) == ["「abandoned.evidence」没有按规定的次序，或有重复"]


def test_moves_by_kind_are_sorted() -> None:
    def turned(record: Any) -> None:
        record["announcement"]["moves"]["by_kind"].reverse()

    assert _told(turned, R2) == ["「announcement.moves.by_kind」没有按规定的次序，或有重复"]


@pytest.mark.duty("17.1")
def test_a_text_is_a_file_beside_exactly_when_it_is_large() -> None:
    def subjects(value: Any) -> list[str]:
        return _told(lambda r: r["texts"].update(subjects=value), R1)

    filed = {"file": "subjects.txt", "bytes": LARGEST_INLINE + 1}
    wrong = "「texts.subjects"
    assert LARGEST_INLINE == 1_048_576
    assert subjects("x" * LARGEST_INLINE) == []
    assert subjects("x" * (LARGEST_INLINE + 1))[0].startswith(wrong)
    assert subjects(filed) == []
    assert subjects({**filed, "bytes": LARGEST_INLINE})[0].startswith(wrong)
    for name in ("", ".txt", "../a", "a/b", "9" * 101, "名录.txt"):
        assert subjects({**filed, "file": name})[0].startswith(wrong)


def test_results_have_free_keys_besides_their_own() -> None:
    first: dict[str, Any] = BY_NAME[R1_SEALED]["given"]["results"][0]
    found, problems = read_results({**first, "published": "2023-12-01"})
    assert problems == []
    assert found is not None
    assert (found.batch, found.of, len(found.results)) == (1, 2, 7)
    assert read_results({**first, "of": None})[1] == []
    assert read_results({**first, "batch": 0})[1] == ["「batch」格式不对"]
    assert read_results({k: v for k, v in first.items() if k != "of"})[1] == ["「of」缺少"]
