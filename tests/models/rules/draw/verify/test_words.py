"""Every check has its words, and every sentence can be filled in (step 9)."""

from __future__ import annotations

import re
from pathlib import Path

from models.rules.draw.verify.words import CHECKS, SAYS, say
from tests.models.rules.draw.cases import of_kind

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


def test_a_sentence_is_filled_in() -> None:
    assert say("differs", stated=1, found=2) == "记录为 1，重算为 2"
    assert say("receipt-missing", channel="police-site") == "公告写明的渠道「police-site」没有收讫"


def test_what_is_missing_or_no_text_is_said_as_a_file_has_it() -> None:
    assert say("differs", stated=None, found="ab") == "记录为 无，重算为 ab"
    assert say("differs", stated=["甲", True], found={}) == '记录为 ["甲", true]，重算为 {}'
