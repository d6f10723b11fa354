"""Files that others made are read apart from this process, in children with limits of their own: what
makes a reader abort, swell or hang ends a child."""

from __future__ import annotations

import atexit
import os
import resource
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from models.faults import Refused
from tasks.base.children import end_with_parent

T = TypeVar("T")

CHILD_MEMORY = 6_000_000_000
CHILD_SECONDS = 300
FEW = 8
"""So many files are read as soon by one child as the others take to start."""

_one: ProcessPoolExecutor | None = None
_this_is_a_child = False


class Stopped(Exception):
    """What was read went beyond a limit, or ended the child."""


def alone(read: Callable[..., T], *given: object) -> T:
    """What ``read`` makes of ``given``, in a child that is kept for the next; in the child itself if this
    is one.

    Raises:
        Stopped: it took too much memory or too long, or the child died.
    """
    global _one
    if _this_is_a_child:
        return read(*given)
    if _one is None:
        _one = _children(1)
        atexit.register(_close)
    try:
        return _one.submit(read, *given).result(timeout=CHILD_SECONDS)
    except (BrokenProcessPool, MemoryError, TimeoutError) as error:
        _close()
        raise Stopped from error


def several(read: Callable[[Path], T], paths: Sequence[Path]) -> Iterator[tuple[Path, T]]:
    """What ``read`` makes of each file, in their order, and many files on every processor at once; of a
    file that is refused nothing. A file that ends a child takes nobody with it: what was not read yet is
    read alone.
    """
    if len(paths) < FEW:
        yield from _in_turn(read, paths)
        return
    children = _children(len(os.sched_getaffinity(0)))
    try:
        under_way: list[Future[T | None]] = [
            children.submit(_unless_refused, read, path) for path in paths
        ]
        for n, (path, future) in enumerate(zip(paths, under_way, strict=True)):
            try:
                made = future.result(timeout=CHILD_SECONDS)
            except (BrokenProcessPool, MemoryError, TimeoutError):
                yield from _in_turn(read, paths[n:])
                return
            if made is not None:
                yield path, made
    finally:
        children.shutdown(wait=False, cancel_futures=True)


def _in_turn(read: Callable[[Path], T], paths: Sequence[Path]) -> Iterator[tuple[Path, T]]:
    for path in paths:
        made = _unless_refused(read, path)
        if made is not None:
            yield path, made


def _unless_refused(read: Callable[[Path], T], path: Path) -> T | None:
    try:
        return read(path)
    except Refused:
        return None


def _children(number: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(number, mp_context=get_context("spawn"), initializer=_limit_child)


def _close() -> None:
    global _one
    if _one is not None:
        _one.shutdown(wait=False, cancel_futures=True)
        _one = None


def _limit_child() -> None:
    global _this_is_a_child
    _this_is_a_child = True
    end_with_parent()
    resource.setrlimit(resource.RLIMIT_AS, (CHILD_MEMORY, CHILD_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
