"""The published vectors of what needs only the secret, and of the announcement's bytes."""

from __future__ import annotations

from typing import Any

import pytest

from models.rules.draw import keys, texts
from models.rules.draw.document import D, document, read_document
from tests.models.rules.draw.cases import name_of, of_kind


@pytest.mark.duty("17.1")
@pytest.mark.parametrize("case", of_kind("digests"), ids=name_of)
def test_commitment_and_keyed_digests_are_the_published_ones(case: dict[str, Any]) -> None:
    given, expect = case["given"], case["expect"]
    suite, draw_id, secret = given["suite"], given["draw_id"], bytes.fromhex(given["secret"])
    assert keys.commitment(suite, draw_id, secret) == expect["commitment"]
    key = keys.text_key(suite, draw_id, secret)
    assert key.hex() == expect["text_key"]
    for name, text in given["texts"].items():
        assert texts.form_problems(name, text.encode()) == []
        assert {
            "digest": keys.text_digest(suite, key, text.encode()),
            "count": texts.count(text.encode()),
        } == expect["texts"][name]


@pytest.mark.parametrize("case", of_kind("announcement"), ids=name_of)
def test_an_announcement_is_written_to_the_published_bytes(case: dict[str, Any]) -> None:
    announcement, expect = case["given"]["object"], case["expect"]
    assert document(announcement) == expect["file"].encode()
    assert D(announcement["suite"], announcement) == expect["digest"]
    assert read_document(expect["file"].encode()) == (announcement, [])
