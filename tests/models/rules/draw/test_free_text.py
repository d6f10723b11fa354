"""What people call a file is brought to the form a document holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.draw.forms import is_free_text
from models.rules.draw.free_text import as_free_text


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("停业说明.txt", "停业说明.txt"),
        (" 现场 1.png ", "现场 1.png"),
        ("a\u200bb\u202ec\n.png", "abc.png"),
        ("e\u0301.png", "\u00e9.png"),
        ("\ufeff", "另称"),
        ("", "另称"),
        ("长" * 300, "长" * 200),
    ],
)
def test_nothing_unseen_is_left_of_a_name(written: str, kept: str) -> None:
    assert as_free_text(written, "另称") == kept


@given(st.text())
def test_whatever_it_was_a_document_may_hold_it(written: str) -> None:
    assert is_free_text(as_free_text(written, "x"))
