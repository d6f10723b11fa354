"""Another version of the program is told by its sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.publish.makers import made_by


def test_a_source_that_was_changed_makes_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = tmp_path / "a_room_of_rules"
    (room / "inner").mkdir(parents=True)
    (room / "__init__.py").write_text("")
    (room / "inner" / "page.html.j2").write_text("<p>甲</p>")
    monkeypatch.syspath_prepend(str(tmp_path))
    first = made_by("a_room_of_rules")
    (room / "inner" / "page.html.j2").write_text("<p>乙</p>")
    assert made_by("a_room_of_rules") == first
    made_by.cache_clear()
    assert made_by("a_room_of_rules") != first
