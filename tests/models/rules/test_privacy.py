"""What is kept is its owner's alone."""

from __future__ import annotations

import pytest

from models.rules.privacy import FILE, FOLDER, private, too_open


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o711, 0o755, 0o100644, 0o040750])
def test_whatever_others_may_do_is_too_much(mode: int) -> None:
    assert too_open(mode)
    assert not too_open(private(mode))


@pytest.mark.parametrize("mode", [FILE, FOLDER, 0o400, 0o100600, 0o040700])
def test_the_owner_may_do_anything(mode: int) -> None:
    assert not too_open(mode)


def test_what_the_owner_took_from_himself_stays_taken() -> None:
    assert private(0o100444) == 0o400
