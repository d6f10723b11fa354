"""A list entry's number, and what is named after it."""

from __future__ import annotations

import pytest

from models.faults import Refused
from models.rules import list_names


def test_a_number_is_built_and_read() -> None:
    number = list_names.entry_number(list_names.of_year("350105", 2026), 12)
    assert number == "350105-XY-2026-00012"
    assert (list_names.region_of_entry(number), list_names.running_number(number)) == ("350105", 12)
    assert list_names.act_name(number, 3) == "350105-XY-2026-00012/3"
    assert list_names.entry_of("350105-XY-2026-00012/3") == list_names.entry_of(number) == number
    assert list_names.page_file("350105") == "credit-350105.html"
    assert list_names.paper_file(number, "x") == "350105-XY-2026-00012-x.pdf"


@pytest.mark.parametrize(
    "wrong", ["", "350105-ZX-2026-00012", "350105-XY-2026-12", "350105-XY-2026-00012 "]
)
def test_what_is_no_number_is_refused(wrong: str) -> None:
    with pytest.raises(Refused, match="350105-XY-2026-00001"):
        list_names.region_of_entry(wrong)
