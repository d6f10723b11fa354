"""Each part of what a publication tells has its digest."""

from __future__ import annotations

import json

import pytest

from models.tables import Publication
from tasks.publish.tells import digest, digests, kept, written


@pytest.mark.duty("3.1")
def test_the_digests_kept_are_those_of_the_parts() -> None:
    parts = {"扣减": [[1, "专项"]], "各期": []}
    publication = Publication(tells=written(parts))
    assert kept(publication) == digests(parts) == json.loads(written(parts))
    # SHA-256 of the two bytes [], from the command line.
    assert digest([]) == "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"
    assert digests({**parts, "扣减": []}) != digests(parts)
