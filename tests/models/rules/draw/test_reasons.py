"""The closed lists of reasons are the protocol's, word by word, and each has its Chinese."""

from __future__ import annotations

import pytest

from models.rules.draw import reasons
from models.rules.draw.reasons import (
    MOVE_REASONS,
    AbandonReason,
    ChangeKind,
    DeciderRole,
    IneligibleReason,
    InspectorLeaves,
    MoveKind,
    RecusalReason,
    SubjectLeaves,
)
from models.rules.states import Worded

SUSPENDED = "suspended closed-by-order deregistering joint-draw visit-cap untraceable"


@pytest.mark.parametrize(
    ("closed_list", "protocol"),
    [
        (RecusalReason, "kinship interest former-post own-request other"),
        (IneligibleReason, SUSPENDED),
        (MoveKind, "added removed suspended resumed up down"),
        (ChangeKind, "subject inspector"),
        (
            SubjectLeaves,
            "suspended untraceable force-majeure other-case no-inspector closed moved-away wrong-entry",
        ),
        (InspectorLeaves, "left-post leave other-duty recused"),
        (
            AbandonReason,
            "release-late source-failed superior-order system-failure text-wrong too-few-inspectors",
        ),
        (DeciderRole, "leader-in-charge deputy-head head"),
    ],
)
def test_a_closed_list_is_the_protocols(closed_list: type[Worded], protocol: str) -> None:
    assert closed_list.values() == protocol.split()


@pytest.mark.duty("13.1")
@pytest.mark.parametrize(
    ("kind", "protocol"),
    [
        (MoveKind.ADDED, "established moved-in found"),
        (MoveKind.REMOVED, "deregistered moved-out licence-ended wrong-entry"),
        (MoveKind.SUSPENDED, SUSPENDED),
        (MoveKind.RESUMED, "reason-ended wrong-entry"),
        (
            MoveKind.UP,
            "complaint abnormal-operation serious-violation dishonesty earlier-result carried-over",
        ),
        (MoveKind.DOWN, "term-ended repaired served wrong-entry"),
    ],
)
def test_each_kind_of_move_has_its_own_reasons(kind: MoveKind, protocol: str) -> None:
    assert [reason.value for reason in MOVE_REASONS[kind]] == protocol.split()


@pytest.mark.duty("18.3")
def test_a_passing_reason_carries_a_firm_over_and_a_lasting_one_does_not() -> None:
    passing = [reason.value for reason in SubjectLeaves if reason.carried_over]
    assert passing == ["suspended", "untraceable", "force-majeure", "other-case", "no-inspector"]


@pytest.mark.duty("18.3")
def test_who_leaves_the_service_is_told_from_who_is_recused() -> None:
    out = [reason.value for reason in InspectorLeaves if reason.out_of_service]
    assert out == ["left-post", "leave", "other-duty"]


def test_every_reason_has_words_of_its_own_in_its_list() -> None:
    lists = [each for each in vars(reasons).values() if isinstance(each, type)]
    for closed_list in (each for each in lists if issubclass(each, Worded) and each is not Worded):
        words = [member.words for member in closed_list]
        assert all(words)
        assert len(set(words)) == len(words)
