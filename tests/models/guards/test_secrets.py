"""A secret is never added in the clear, and one that lies in the clear is sealed once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.released import by_force, passes, refusal

pytestmark = pytest.mark.duty("18.2")

SEAL = "UPDATE draw_secret SET secret = 'A256GCM:a', codes_key = 'A256GCM:b' WHERE draw_pk = 2"
AGAIN = SEAL.replace("A256GCM:a", "A256GCM:c")


def test_one_of_an_earlier_release_is_sealed_whole_and_once(filled: Path) -> None:
    passes(SEAL)
    by_force(SEAL)
    assert "一经加密封存不得修改" in (refusal(AGAIN) or "")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE draw_secret SET secret = 'A256GCM:a' WHERE draw_pk = 2",
        "UPDATE draw_secret SET codes_key = 'A256GCM:b' WHERE draw_pk = 2",
        "UPDATE draw_secret SET secret = 'another', codes_key = 'another' WHERE draw_pk = 2",
        SEAL.replace("SET ", "SET draw_pk = 9, "),
    ],
)
def test_nothing_else_of_it_changes(filled_and_kept: Path, change: str) -> None:
    assert "抽取密文" in (refusal(change) or "")


@pytest.mark.parametrize("secret", ["'00', '00'", "'A256GCM:a', '00'", "'00', 'A256GCM:b'"])
def test_none_is_added_in_the_clear(filled: Path, secret: str) -> None:
    by_force("DELETE FROM draw_secret")
    added = f"INSERT INTO draw_secret (draw_pk, secret, codes_key) VALUES (2, {secret})"
    assert "抽取密文须加密封存" in (refusal(added) or "")
