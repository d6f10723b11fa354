"""What every command shares: options checked at the door, and what stands now."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from flows.cli.common import acted, sent_out
from models.faults import Refused
from tasks.inspect import messages
from tests import walk
from tests.flows.cli.conftest import Ssj


@pytest.mark.duty("10.3")
@pytest.mark.parametrize("nobody", ["", " ", "\u200b", "\u3000\ufeff"])
def test_nobody_cannot_act(run: Ssj, nobody: str) -> None:
    answer = run("plan", "approve", "2026", "--region", "350105", "--by", nobody)
    assert answer.exit_code == 1
    assert answer.stderr == "错误：须写明经办人（--by），不得为空\n"


@pytest.mark.duty("12.2")
@pytest.mark.parametrize("region", ["3501", "35010x", "３５０１０５", "../350105"])
def test_a_region_of_another_shape_is_refused_at_the_door(run: Ssj, region: str) -> None:
    answer = run("cycle", "show", "--region", region, "--json")
    assert answer.exit_code == 1
    assert json.loads(answer.stdout)["refused"] == [
        f"行政区划代码「{region}」的写法不对，应为 6、9 或 12 位数字"
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("credit", "show", "\udc80"),
        ("cycle", "show", "--year", "9" * 30, "--period", "1"),
        ("cycle", "run", "--year", "2026", "--period", "0"),
        ("serve", "--port", "99999"),
    ],
)
def test_words_and_numbers_nobody_can_mean_are_wrong_usage(
    run: Ssj, words: tuple[str, ...]
) -> None:
    assert run(*words).exit_code == 2


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("done", "计划已批准。"),
        ("unchanged", "计划已由 甲 于 2026-01-05 批准，未作改动。"),
        ("known", "（这一请求此前已办）计划已批准。"),
    ],
)
def test_a_command_says_what_stands_now(act: str, said: str) -> None:
    assert acted({"act": act}, "计划已批准。", "计划已由 甲 于 2026-01-05 批准") == said


@pytest.mark.duty("10.3")
@pytest.mark.parametrize(
    ("act", "late", "expected"),
    [
        ("done", None, "已批准。"),
        ("done", "2026-11-25", "已批准（补录，2026-11-25 登记）。"),
        ("known", "2026-11-25", "（这一请求此前已办）已批准（补录，2026-11-25 登记）。"),
        ("unchanged", "2026-11-25", "此前已批准（补录，2026-11-25 登记），未作改动。"),
        ("unchanged", None, "此前已批准，未作改动。"),
    ],
)
def test_what_was_entered_late_says_so(act: str, late: str | None, expected: str) -> None:
    answer = {"act": act} | ({"late_entry_on": late} if late else {})
    assert acted(answer, "已批准。", "此前已批准") == expected


def test_a_sentence_that_tells_the_late_entry_itself_is_left_alone() -> None:
    answer = {"act": "done", "late_entry_on": "2026-11-25"}
    sentence = "已于 2026-09-01（补录，2026-11-25 登记）批准。"
    assert acted(answer, sentence, "x") == sentence


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_what_cannot_be_sent_is_said_and_the_act_stands(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(region: str, as_of: date) -> dict[str, list[str]]:
        raise Refused("渠道 kind「fax」不认识", code="wrong-channel")

    walk.prepared(house)
    monkeypatch.setattr(messages, "send_pending", none)
    assert sent_out(walk.REGION, walk.DRAW_DAY) == ["渠道 kind「fax」不认识"]
