"""The page for the ceremony stays in the house until the record may be public (第十七条)."""

from __future__ import annotations

import pytest

from models.rules.draw.ceremony import Ceremony


@pytest.mark.duty("10.3", "17.1")
@pytest.mark.parametrize(
    ("is_public", "officers", "internal"),
    [
        (False, {}, True),
        (False, {"J01": "样例民警"}, True),
        (True, {"J01": "样例民警"}, True),
        (True, {}, False),
    ],
)
def test_it_leaves_the_house_only_with_the_record_and_without_names_of_officers(
    is_public: bool, officers: dict[str, str], internal: bool
) -> None:
    assert Ceremony(b"", {}, {}, {}, officers, is_public).internal is internal
