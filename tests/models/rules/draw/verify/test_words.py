"""Every check has its words, and every sentence can be filled in (step 9)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from models.rules.draw.verify import verify
from models.rules.draw.verify.case import Beside
from models.rules.draw.verify.words import CHECKS, SAYS, say
from tests.models.rules.draw.cases import of_kind
from tests.models.rules.draw.records import R1, R2, R5, file_of

MODULES = sorted((Path(__file__).parents[5] / "models" / "rules" / "draw" / "verify").glob("*.py"))


def test_the_keys_are_the_protocols_in_its_order() -> None:
    assert list(CHECKS) == list(of_kind("record")[0]["expect"]["checks"])
    assert len(CHECKS) == 30
    assert len(set(CHECKS.values())) == 30
    assert not any(word.isascii() for word in CHECKS.values())


def test_every_sentence_is_said_somewhere_and_filled_in_there() -> None:
    source = "".join(path.read_text() for path in MODULES)
    said = set(re.findall(r'say\(\s*"([a-z-]+)"', source))
    assert said == set(SAYS)


def test_why_nothing_was_compared_is_said_of_each_check() -> None:
    def lacks(name: str, **beside: Any) -> dict[str, str]:
        checks = verify(file_of(name), Beside(**beside)).checks
        return {check.key: check.lacks for check in checks if check.lacks}

    bare = lacks(R2)
    assert bare["previous"] == "没有给出"
    assert bare["supersedes"] == "公告写明没有接替作废的抽取"
    assert "previous" not in lacks(R2, previous=file_of(R1))
    assert {lacks(R5)[key] for key in ("drawn", "cap", "changes")} == {"没有抽取结果"}
    assert "abandoned" not in lacks(R5)
    broken = verify(b"{}\n").checks
    assert {check.lacks for check in broken if check.ok is None} == {"因有不符之处，核对不了"}


def test_a_sentence_is_filled_in() -> None:
    assert say("differs", stated=1, found=2) == "记录为 1，重算为 2"
    assert say("receipt-missing", channel="police-site") == "公告写明的渠道「police-site」没有收讫"


def test_what_is_missing_or_no_text_is_said_as_a_file_has_it() -> None:
    assert say("differs", stated=None, found="ab") == "记录为 无，重算为 ab"
    assert say("differs", stated=["甲", True], found={}) == '记录为 ["甲", true]，重算为 {}'
