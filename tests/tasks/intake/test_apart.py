"""Files are read apart: many at once, each for itself."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from models.faults import Refused
from tasks.intake import apart

ENOUGH = apart.FEW + 2


def first_line(path: Path) -> str:
    """What the tests read of a file; some words do what a bad file does to a reader."""
    text = path.read_text(encoding="utf-8")
    if text == "refused":
        raise Refused("读不了")
    # Only in a child: a process that reads it alone is ended only where the file says so.
    if text == "ends whoever reads it":
        os.kill(os.getpid(), signal.SIGKILL)
    return f"{os.getpid()} {text}"


def _files(folder: Path, **odd: str) -> list[Path]:
    paths = [folder / f"{n:02}.txt" for n in range(ENOUGH)]
    for n, path in enumerate(paths):
        path.write_text(odd.get(f"n{n}", f"file {n}"), encoding="utf-8")
    return paths


def guarded(path: Path) -> str:
    """As tables are read: within a child of its own, or in the child that this is."""
    try:
        return apart.alone(first_line, path)
    except apart.Stopped:
        raise Refused("读取时超出限度") from None


def test_many_files_come_back_in_their_order_read_by_other_processes(tmp_path: Path) -> None:
    paths = _files(tmp_path)
    read = list(apart.several(guarded, paths))
    assert [path for path, _ in read] == paths
    assert [text.partition(" ")[2] for _, text in read] == [f"file {n}" for n in range(ENOUGH)]
    assert str(os.getpid()) not in {text.partition(" ")[0] for _, text in read}


@pytest.mark.parametrize("number", [apart.FEW - 1, ENOUGH])
def test_of_a_refused_file_nothing_comes_and_of_the_others_everything(
    tmp_path: Path, number: int
) -> None:
    paths = _files(tmp_path, n3="refused")[:number]
    read = [path for path, _ in apart.several(guarded, paths)]
    assert read == [path for path in paths if path.name != "03.txt"]


def test_a_file_that_ends_its_reader_takes_no_other_with_it(tmp_path: Path) -> None:
    paths = _files(tmp_path, n4="ends whoever reads it")
    read = [path for path, _ in apart.several(guarded, paths)]
    assert read == [path for path in paths if path.name != "04.txt"]
