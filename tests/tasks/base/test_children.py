"""A worker of a pool ends when its parent is killed: nothing waits for work for ever."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

import pytest

from tasks.base.children import end_with_parent
from tests.conftest import SAMPLES

PARENT = """
import multiprocessing, os, sys, time
from tasks.base.children import end_with_parent

def wait():
    end_with_parent()
    print(os.getpid(), flush=True)
    time.sleep(600)

if __name__ == "__main__":
    multiprocessing.get_context("fork").Process(target=wait).start()
    time.sleep(600)
"""


@pytest.mark.crash
def test_a_killed_parent_takes_its_child_with_it() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT], cwd=SAMPLES.parent, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    os.kill(child, 0)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    # The child holds the other end of the pipe: it closes when the child has ended.
    assert parent.stdout.read() == ""
    parent.stdout.close()


def test_a_process_without_a_parent_of_ours_goes_on() -> None:
    before = threading.active_count()
    end_with_parent()
    assert threading.active_count() == before
