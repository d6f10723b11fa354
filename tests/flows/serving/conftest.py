"""Processes that use the embedded server, and a home they share."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import SAMPLES

FLOWS = """
from prefect import flow, task

@task(name="一步")
def step(number):
    return number

@flow(name="三十步")
def thirty():
    return sum(step(number) for number in range(30))

@flow(name="出错的流程")
def broken():
    raise ValueError("坏了")

@flow(name="等人来杀")
def waiting():
    print("running", flush=True)
    input()
"""

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An ``SSJ_HOME`` for all tests of the server: its first server pays for creating the database."""
    home = tmp_path_factory.mktemp("home")
    (home / "invented.py").write_text(FLOWS)
    return home


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    """Start a Python text as a process of its own; whatever is left at the end is killed."""
    running: list[subprocess.Popen[str]] = []
    paths = os.pathsep.join([str(SAMPLES.parent), str(folder), os.environ.get("PYTHONPATH", "")])

    def run(text: str, *arguments: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", text, *arguments],
            env={**os.environ, "SSJ_HOME": str(folder), "PYTHONPATH": paths},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        return process

    yield run
    for process in running:
        process.kill()
        process.communicate()
