"""A whole cycle by its steps, in a process that kills itself at a dangerous moment.

Dangerous moments: just before and just after every commit, and around every file put in place.
Everything here is what an operator would simply start again.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import date
from pathlib import Path

from sqlalchemy import Engine, event
from sqlmodel import Session

from models.home import home
from tasks.archive.ready import archive_ready
from tasks.credit.refresh import refresh
from tasks.inspect import chase, messages, received
from tasks.publish.deliver import deliver_pending
from tasks.publish.due import build_due
from tasks.publish.release import release, unreleased
from tests import walk

RECEIVED, LATER = date(2026, 9, 11), date(2026, 9, 28)


def arm(kill_at: int) -> None:
    """Put the dangerous moments in place; die at the chosen one."""
    moments = 0

    def moment(*_: object) -> None:
        nonlocal moments
        moments += 1
        if moments == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "commit", moment)  # just before
    event.listen(Session, "after_commit", moment)
    replace = Path.replace

    def watched(self: Path, target: Path) -> Path:
        moment()
        done = replace(self, target)
        moment()
        return done

    Path.replace = watched  # type: ignore[method-assign,assignment]


def cycle() -> None:
    """Walk the cycle to its end."""
    walk.dispatched(home())
    folder = home() / "inbox" / walk.REGION / "returns"
    folder.mkdir(parents=True, exist_ok=True)
    for each in walk.open_ones():
        filled = walk.fill(home(), each)
        filled.rename(folder / filled.name)
    received.take_in_returns(walk.REGION, RECEIVED)
    chase.chase(walk.REGION, RECEIVED)
    messages.send_pending(walk.REGION, RECEIVED)
    build_due(walk.REGION, LATER)
    for matter in unreleased(walk.REGION):
        release(matter, LATER, walk.LEADER)
    deliver_pending(walk.REGION, LATER)
    refresh(walk.REGION, LATER)
    archive_ready(walk.REGION, LATER)


def main() -> None:
    """For each number on standard input a process of its own, killed at that moment (0: never),
    and how it ended on standard output. The code is read once, for all of them."""
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            arm(int(line))
            cycle()
            return
        print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), flush=True)
