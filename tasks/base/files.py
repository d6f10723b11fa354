"""Files below ``SSJ_HOME``: written whole or not at all, and noted by the step that writes them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

from models.home import home, make_folder
from models.rules import privacy

HALF = ".half"
"""How the name of a file ends that is not whole yet."""
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC

Digests = dict[str, str]
"""A file's name as the database has it -> SHA-256 (hex)."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: files we keep, and files handed over, which others may take away."""

    kept: Digests = field(default_factory=dict)
    handed_over: Digests = field(default_factory=dict)


_noting: ContextVar[Written | None] = ContextVar("_noting", default=None)


@contextmanager
def noted() -> Iterator[Written]:
    """Note every file that is written within the block, by whatever is called there."""
    written = Written()
    token = _noting.set(written)
    try:
        yield written
    finally:
        _noting.reset(token)


def note(written: Written) -> None:
    """What was written before the step began, so that nothing waits for it, is noted by the step."""
    noting = _noting.get()
    if noting is not None:
        noting.kept.update(written.kept)
        noting.handed_over.update(written.handed_over)


def put(
    path: Path,
    content: bytes,
    *,
    handed_over: bool = False,
    public: Path | None = None,
    private: bool = False,
) -> str:
    """Write ``content`` to ``path`` so that a crash leaves the old file or the new, never half.

    Below ``SSJ_HOME`` it is its owner's alone, unless it is in the folder ``public``, which is meant
    to leave; ``private`` wherever it is. The step that is under way notes the digest for its event.
    Returns the path relative to ``SSJ_HOME``, which is how the database names it; of a file elsewhere,
    the path as it is.
    """
    place = _place(path.parent, public, private=private)
    return _write(place, path.name, content, handed_over=handed_over)


def put_all(
    folder: Path, contents: Iterable[tuple[str, bytes]], *, public: Path | None = None
) -> list[str]:
    """Write many files to ``folder``, named from there, each as ``put`` writes one: a folder is made
    and looked up once for all that go into it. Each is written before the next is asked for."""
    places: dict[str, _Place] = {}
    names = []
    for path, content in contents:
        below, file = os.path.split(path)
        if below not in places:
            places[below] = _place(folder / below, public)
        names.append(_write(places[below], file, content))
    return names


@dataclass(frozen=True, slots=True)
class _Place:
    """A folder that is there, what the database calls it, and the mode of what is put there."""

    folder: str
    name: str
    mode: int


def _place(folder: Path, public: Path | None, *, private: bool = False) -> _Place:
    whole, house = folder.resolve(), home().resolve()
    at_home = whole.is_relative_to(house)
    leaves = not private and (public is not None or not at_home)
    if public is not None and public.resolve().is_relative_to(house):
        make_folder(public.parent)
    make_folder(folder, privacy.PUBLIC_FOLDER if leaves else privacy.FOLDER)
    name = whole.relative_to(house).as_posix() if at_home else str(whole)
    return _Place(str(folder), name, privacy.PUBLIC_FILE if leaves else privacy.FILE)


def _write(place: _Place, file: str, content: bytes, *, handed_over: bool = False) -> str:
    # As tempfile.mkstemp does, which takes as long as all the rest.
    half = os.path.join(place.folder, f".{file[:60]}.{os.urandom(6).hex()}{HALF}")
    descriptor = os.open(half, _NEW, privacy.FILE)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(descriptor, left) :]
        os.fchmod(descriptor, place.mode)
        os.replace(half, os.path.join(place.folder, file))
    except BaseException:  # what a full disk cut off would only keep it full
        os.unlink(half)
        raise
    finally:
        os.close(descriptor)
    name = file if place.name == "." else os.path.join(place.name, file)
    noting = _noting.get()
    if noting is not None:
        digests = noting.handed_over if handed_over else noting.kept
        digests[name] = hashlib.sha256(content).hexdigest()
    return name


def get(name: str) -> bytes:
    """The content of a file the database names."""
    return (home() / name).read_bytes()
