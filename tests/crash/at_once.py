"""Many starts of one draw at once, in threads of one process; several such processes run together."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

from tasks.draw.announce import announce
from tasks.draw.run import run
from tests import walk


def start(_: int) -> tuple[str, str]:
    """Announce and draw, as if nobody else did."""
    announced = announce(walk.REGION, 2026, 5, walk.DRAW_DAY, walk.CLERK)
    drawn = run(announced["draw_id"], walk.DRAW_DAY, walk.CLERK)
    return announced["commitment"], drawn["seed_digest"]


if __name__ == "__main__":
    threads = int(sys.argv[1])
    with ThreadPoolExecutor(threads) as pool:
        for commitment, seed in set(pool.map(start, range(threads))):
            print(commitment, seed)
