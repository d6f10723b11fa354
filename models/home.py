"""Where everything the program writes lives: ``SSJ_HOME``, or ``var/`` beside pyproject.toml.

What is made there is its owner's alone, whatever the umask (``models.rules.privacy``); what is meant
to leave is made otherwise by whoever lets it go.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from errno import ENOTDIR
from os import strerror
from pathlib import Path

from models.rules import privacy


def home() -> Path:
    """The folder that holds everything written; created on use by whoever writes there."""
    named = os.environ.get("SSJ_HOME")
    return Path(named).resolve() if named else Path(__file__).resolve().parent.parent / "var"


def make_folder(folder: Path, mode: int = privacy.FOLDER) -> Path:
    """Make a folder, and those above it that are missing, with ``mode`` whatever the umask; one
    that is there stays as it is."""
    if not folder.is_dir():
        make_folder(folder.parent, mode)
        try:
            folder.mkdir(privacy.FOLDER)
            folder.chmod(mode)
        except FileExistsError as error:
            if not folder.is_dir():
                raise NotADirectoryError(ENOTDIR, strerror(ENOTDIR), str(folder)) from error
    return folder


def make_file(file: Path) -> None:
    """Make an empty private file where there is none, for a library that would make it open."""
    make_folder(file.parent)
    os.close(os.open(file, os.O_CREAT | os.O_WRONLY, privacy.FILE))


@contextmanager
def privately() -> Iterator[None]:
    """Within the block whatever this process and its children make is private, by the umask; for
    what other people's code writes."""
    before = os.umask(0o777 & ~privacy.FOLDER)
    try:
        yield
    finally:
        os.umask(before)


KEPT = (
    "credit",
    "evidence",
    "inbox",
    "keys",
    "notices",
    "outbox",
    "packages",
    "photos",
    "prefect",
    "receipts",
    "refused_files",
    "task_sheets",
    "written_records",
    "year_sheets",
)
"""The folders that are made in the home and kept there. ``site`` and the folders of channels are
meant to leave, and what a user puts here, or has written here by name, is the user's."""

DATABASE = "ssj.sqlite"


def kept() -> Iterator[Path]:
    """Everything of ours below the home, and the home; not what others left in the inbox."""
    if not home().is_dir():
        return
    yield home()
    for file in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm"):
        if (home() / file).is_file():
            yield home() / file
    for name in KEPT:
        yield from below(home() / name, files=name != "inbox")


def below(folder: Path, *, files: bool = True) -> Iterator[Path]:
    """A folder and everything in it that is no link."""
    if folder.is_symlink() or not folder.is_dir():
        return
    yield folder
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            yield from below(path, files=files)
        elif files and path.is_file() and not path.is_symlink():
            yield path


def too_open(paths: Iterable[Path]) -> list[Path]:
    """Those of ``paths`` with which anybody but their owner may do something."""
    found = []
    for path in paths:
        try:
            if privacy.too_open(path.stat().st_mode):
                found.append(path)
        except FileNotFoundError:  # gone meanwhile: a log of the database, a lock
            continue
    return found


def close(paths: Iterable[Path]) -> list[Path]:
    """Leave what is too open of ``paths`` to its owner alone; those that were."""
    opened = too_open(paths)
    for path in opened:
        with suppress(
            FileNotFoundError, PermissionError
        ):  # another's: the doctor goes on naming it
            path.chmod(privacy.private(path.stat().st_mode))
    return opened
