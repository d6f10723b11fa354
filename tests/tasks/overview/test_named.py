"""A name is found in the record where it stands whole (第十条末款)."""

from __future__ import annotations

import pytest

from tasks.overview.named import naming

NUMBER = "350105-WB-01-2026-5-00001"


@pytest.mark.duty("10.3")
@pytest.mark.parametrize(
    ("text", "named"),
    [
        (f'{{"number":"{NUMBER}"}}', True),
        (f"handling.order:{NUMBER}:D3@x", True),
        (f"{NUMBER}/D3/1", True),
        (f"{NUMBER}0", False),
        (f"1{NUMBER}", False),
    ],
)
def test_a_longer_name_is_another(text: str, named: bool) -> None:
    assert bool(naming([NUMBER, "92350105MA0007919C"]).search(text)) is named


@pytest.mark.duty("10.3")
def test_the_first_publication_is_not_the_tenth() -> None:
    matter = "350105/WB-01/2026-5/results/1"
    assert naming([matter]).search(f"publish.deliver:{matter}:city-police")
    assert not naming([matter]).search(f"publish.deliver:{matter}0:city-police")
