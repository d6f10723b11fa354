"""The announcement's bytes, and how far its sources make the draw believable (第十七条)."""

from __future__ import annotations

import pytest

from models.rules.draw.announcement import LEVELS, canonical, in_words, level


def test_the_bytes_are_those_of_rfc_8785() -> None:
    said = {"b": "第九条", "a": [1, {"d": "\n", "c": True}]}
    assert canonical(said) == '{"a":[1,{"c":true,"d":"\\n"}],"b":"第九条"}'.encode()


@pytest.mark.duty("17.1")
@pytest.mark.parametrize(
    ("sources", "reached"),
    [
        ([], 1),
        (["见证人甲"], 2),
        (["见证人甲", "见证人乙"], 2),
        (["福彩3D 2026309期"], 3),
        (["见证人甲", "福彩3D 2026309期"], 3),
        (["福彩3D 2026309期", "见证人甲"], 3),
        (["甲见证"], 3),
    ],
)
def test_witnesses_alone_are_no_public_source(sources: list[str], reached: int) -> None:
    assert level(sources) == reached


@pytest.mark.duty("17.1")
def test_every_level_has_its_own_plain_words() -> None:
    assert sorted(LEVELS) == [1, 2, 3]
    assert len(set(LEVELS.values())) == 3


def test_what_a_draw_is_drawn_from_in_words() -> None:
    assert in_words([]) == "随机源：无，仅封存的密文"
    assert in_words(["见证人甲", "福彩3D 2026309期"]) == "随机源：见证人甲、福彩3D 2026309期"
