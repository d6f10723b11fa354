"""A file is written whole or not at all, by many at once, inside and outside the home."""

from __future__ import annotations

import errno
import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tasks.base import files


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path / "home"))


def test_named_below_the_home_and_digested(tmp_path: Path) -> None:
    with files.noted() as written:
        name = files.put(tmp_path / "home" / "a" / "b.txt", b"x")
        files.put(tmp_path / "home" / "out" / "c.txt", b"y", handed_over=True)
    files.put(tmp_path / "home" / "d.txt", b"z")
    assert written.kept == {"a/b.txt": hashlib.sha256(b"x").hexdigest()}
    assert written.handed_over == {"out/c.txt": hashlib.sha256(b"y").hexdigest()}
    assert files.get(name) == b"x"


def test_many_files_are_written_and_named_as_one_is(tmp_path: Path) -> None:
    site = tmp_path / "home" / "site"
    contents = [("index.html", b"x"), ("firms/a.html", b"y"), ("firms/b.html", b"z")]
    with files.noted() as written:
        names = files.put_all(site, iter(contents), public=site)
    assert names == ["site/index.html", "site/firms/a.html", "site/firms/b.html"]
    assert written.kept["site/firms/b.html"] == hashlib.sha256(b"z").hexdigest()
    assert {path.name: path.read_bytes() for path in site.rglob("*") if path.is_file()} == {
        "index.html": b"x", "a.html": b"y", "b.html": b"z",
    }  # fmt: skip
    assert {path.stat().st_mode & 0o777 for path in site.rglob("*.html")} == {0o644}
    assert files.put_all(tmp_path / "out", [("c.txt", b"c")]) == [str(tmp_path / "out" / "c.txt")]


def test_a_file_outside_the_home_is_named_as_it_is(tmp_path: Path) -> None:
    outside = tmp_path / "elsewhere" / "c.txt"
    assert files.put(outside, b"y") == str(outside)
    assert outside.read_bytes() == b"y"


def test_threads_that_write_one_file_leave_one_of_theirs_and_nothing_half(tmp_path: Path) -> None:
    path = tmp_path / "home" / "same.txt"
    contents = [bytes([65 + n]) * 100_000 for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda content: files.put(path, content), contents * 5))
    assert path.read_bytes() in contents
    assert [each.name for each in path.parent.iterdir()] == ["same.txt"]


def test_what_a_full_disk_cuts_off_leaves_the_old_file_and_nothing_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "home" / "a.txt"
    files.put(path, b"old")

    def full(_descriptor: int, _content: memoryview) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "write", full)
    with pytest.raises(OSError, match="No space"):
        files.put(path, b"new")
    assert path.read_bytes() == b"old"
    assert [each.name for each in path.parent.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("umask", [0o022, 0o000, 0o077])
def test_what_is_kept_is_private_and_what_leaves_is_not_whatever_the_umask(
    tmp_path: Path, umask: int
) -> None:
    house, outside = tmp_path / "home", tmp_path / "out"
    before = os.umask(umask)
    try:
        files.put(house / "photos" / "2026" / "a.jpg", b"x")
        files.put(house / "outbox" / "a.eml", b"x", handed_over=True)
        files.put(house / "sent" / "city" / "a" / "b.zip", b"x", public=house / "sent" / "city")
        files.put(outside / "forms" / "a.xlsx", b"x", handed_over=True)
    finally:
        os.umask(before)
    modes = {
        p.relative_to(tmp_path).as_posix(): p.stat().st_mode & 0o777 for p in tmp_path.rglob("*")
    }
    assert modes == {
        "home": 0o700,
        "home/photos": 0o700,
        "home/photos/2026": 0o700,
        "home/photos/2026/a.jpg": 0o600,
        "home/outbox": 0o700,
        "home/outbox/a.eml": 0o600,
        "home/sent": 0o700,
        "home/sent/city": 0o755,
        "home/sent/city/a": 0o755,
        "home/sent/city/a/b.zip": 0o644,
        "out": 0o755,
        "out/forms": 0o755,
        "out/forms/a.xlsx": 0o644,
    }
