"""Who has no mail address is told face to face (第二十条)."""

from __future__ import annotations

import pytest

from models.rules.messages import goes_by_hand


@pytest.mark.duty("20.1")
@pytest.mark.parametrize(
    ("address", "by_hand"),
    [("", True), (" ", True), ("\u3000", True), ("someone@example.invalid", False)],
)
def test_no_address_is_no_mail(address: str, by_hand: bool) -> None:
    assert goes_by_hand(address) is by_hand
