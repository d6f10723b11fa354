"""What the sheet says beside the record is fixed when it is made; how it looks is shown by
``tests/reports/test_draw_sheet.py``."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from models.rules.draw.sheet import Photo


def test_a_photograph_on_the_sheet_cannot_be_exchanged() -> None:
    photo = Photo("现场.png", "0" * 64, "png", b"x")
    with pytest.raises(FrozenInstanceError):
        photo.content = b"y"  # type: ignore[misc]
