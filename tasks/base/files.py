"""Files below ``SSJ_HOME``: written whole or not at all, and noted by the step that writes them."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

from models.home import home, make_folder
from models.rules import privacy

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
    to leave; ``private`` wherever it is. The step that is under way notes the digest for its event. Returns the path relative
    to ``SSJ_HOME``, which is how the database names it; of a file elsewhere, the path as it is.
    """
    leaves = not private and (public is not None or not _at_home(path))
    if public is not None and _at_home(public):
        make_folder(public.parent)
    make_folder(path.parent, privacy.PUBLIC_FOLDER if leaves else privacy.FOLDER)
    with tempfile.NamedTemporaryFile(
        dir=path.parent, prefix=f".{path.name[:60]}.", suffix=".half", delete=False
    ) as half:
        half.write(content)
    written = Path(half.name)
    written.chmod(privacy.PUBLIC_FILE if leaves else privacy.FILE)
    written.replace(path)
    name = _name(path)
    noting = _noting.get()
    if noting is not None:
        digests = noting.handed_over if handed_over else noting.kept
        digests[name] = hashlib.sha256(content).hexdigest()
    return name


def _at_home(path: Path) -> bool:
    return path.resolve().is_relative_to(home().resolve())


def _name(path: Path) -> str:
    whole, house = path.resolve(), home().resolve()
    return whole.relative_to(house).as_posix() if whole.is_relative_to(house) else str(whole)


def get(name: str) -> bytes:
    """The content of a file the database names."""
    return (home() / name).read_bytes()
