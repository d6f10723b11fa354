"""What is made in the home is private whatever the umask, and what is open is found and closed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.home import below, close, home, kept, make_file, make_folder, privately, too_open


@pytest.fixture(autouse=True, params=[0o022, 0o000, 0o077])
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path / "home"))


def _mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_folders_and_files_are_made_for_their_owner() -> None:
    make_file(home() / "a" / "b" / "file")
    assert [_mode(home() / name) for name in ("a", "a/b", "a/b/file")] == [0o700, 0o700, 0o600]
    assert _mode(home()) == 0o700
    make_file(home() / "a" / "b" / "file")  # it is there: nothing to make
    assert _mode(make_folder(home() / "left", 0o755)) == 0o755


def test_a_file_in_the_way_of_a_folder_is_said() -> None:
    make_file(home() / "a")
    with pytest.raises(OSError, match="a"):
        make_folder(home() / "a" / "b")


def test_what_other_code_makes_meanwhile_is_private() -> None:
    make_folder(home())
    with privately():
        (home() / "x").mkdir()
        (home() / "x" / "y").write_bytes(b"")
    assert (_mode(home() / "x"), _mode(home() / "x" / "y")) == (0o700, 0o600)


def test_what_is_too_open_of_ours_is_found_and_closed_and_nothing_else(tmp_path: Path) -> None:
    for name in ("photos/a.jpg", "inbox/350105/list.xlsx", "site/index.html", "own/notes.txt"):
        make_file(home() / name)
    make_file(home() / "ssj.sqlite")
    (home() / "photos" / "elsewhere").symlink_to(tmp_path)
    opened = [home(), *(p for p in home().rglob("*") if not p.is_symlink())]
    for path in opened:
        path.chmod(0o755 if path.is_dir() else 0o644)
    ours = {".", "ssj.sqlite", "photos", "photos/a.jpg", "inbox", "inbox/350105"}
    assert {p.relative_to(home()).as_posix() for p in too_open(kept())} == ours
    assert len(close(kept())) == len(ours)
    assert too_open(kept()) == []
    assert (_mode(home() / "photos"), _mode(home() / "photos" / "a.jpg")) == (0o700, 0o600)
    left = ("inbox/350105/list.xlsx", "site/index.html", "own/notes.txt")
    assert [_mode(home() / name) for name in left] == [0o644] * 3
    assert tmp_path not in set(kept())


def test_no_home_holds_nothing(tmp_path: Path) -> None:
    assert list(kept()) == []
    assert list(below(tmp_path / "none")) == []
    assert too_open([tmp_path / "none"]) == []
