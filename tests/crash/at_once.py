"""Many starts of one draw at once, in threads of one process; several such processes run together."""

from __future__ import annotations

import multiprocessing
import sys
from concurrent.futures import ThreadPoolExecutor

from models.clock import held_at
from tasks.draw.announce import announce
from tasks.draw.run import run
from tests import walk

DRAW_ID = "350105/WB-01/2026-5"


def announced(_: int) -> str:
    """Announce, as if nobody else did."""
    day = walk.DRAW_DAY
    return str(announce(walk.REGION, 2026, 5, day, walk.CLERK, [], not_before=day)["commitment"])


def drawn(_: int) -> str:
    """Draw, as if nobody else did."""
    return str(run(DRAW_ID, walk.DRAW_DAY, walk.CLERK)["seed_digest"])


def told(threads: int) -> None:
    """What one process does."""
    with ThreadPoolExecutor(threads) as pool:
        with held_at(walk.DRAW_DAY, walk.MORNING):
            commitments = set(pool.map(announced, range(threads)))
        walk.received(DRAW_ID, walk.DRAW_DAY)
        with held_at(walk.DRAW_DAY):
            seeds = set(pool.map(drawn, range(threads)))
    for commitment in commitments:
        for seed in seeds:
            print(commitment, seed)


def main() -> None:
    """So many processes, each with so many threads; they read the code once, and start together."""
    processes, threads = map(int, sys.argv[1:])
    fork = multiprocessing.get_context("fork")
    together = [fork.Process(target=told, args=(threads,)) for _ in range(processes)]
    for each in together:
        each.start()
    for each in together:
        each.join()
    sys.exit(any(each.exitcode for each in together))
