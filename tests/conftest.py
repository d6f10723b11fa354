"""What tests share: a house of their own on each database, and a browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, Phase, settings

from tests import databases

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SAMPLES = Path(__file__).resolve().parent.parent / "samples"

# How long an example takes to make says how busy the machine is, and nothing of the code.
settings.register_profile(
    "house", settings(), suppress_health_check=[HealthCheck.too_slow], deadline=None
)
settings.load_profile("house")

# For nights: ten times the examples (CONTRIBUTING.md says how).
settings.register_profile("thorough", settings.get_profile("house"), max_examples=1000)


def examples(number: int) -> int:
    """``number`` of examples in the usual profile, and in proportion in another."""
    return number * settings.default.max_examples // 100


# `make mutants` asks only whether a test fails: the first failing example is enough, and making it
# small would take half a minute of each.
settings.register_profile(
    "mutants", settings.get_profile("ci"), phases=(Phase.explicit, Phase.generate)
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    from tests.together import long_first

    items.sort(key=lambda item: long_first(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Tests that share something dear run in one process; the others wherever there is room."""
    from tests.together import Together

    return Together(config, log) if config.getoption("dist") == "load" else None


def needs(part: str, reason: str) -> None:
    """Skip on a laptop; fail where ``SSJ_REQUIRE`` names the part (CI does)."""
    if part in os.environ.get("SSJ_REQUIRE", "").split(","):
        pytest.fail(f"SSJ_REQUIRE asks for {part}: {reason}")
    pytest.skip(reason)


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [n for n in os.environ if n.startswith("SSJ_") and n != "SSJ_REQUIRE"]:
        monkeypatch.delenv(name)


@pytest.fixture(params=["sqlite", "postgres"])
def house(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """An ``SSJ_HOME`` of its own, on each database in turn."""
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    on_postgres(request.param == "postgres", monkeypatch)
    yield tmp_path
    databases.leave()
    if databases.on_postgres():
        databases.drop(databases.named())


def on_postgres(wanted: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the house an empty database of PostgreSQL, if that one is its turn."""
    if not wanted:
        return
    try:
        name = databases.empty()
    except psycopg.OperationalError:
        needs("postgres", "PostgreSQL does not answer on 127.0.0.1:5432")
    monkeypatch.setenv("SSJ_DATABASE_URL", f"{databases.POSTGRES}/{name}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright

    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        needs("chromium", "no Chromium on this machine")
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    quiet += ["--disable-component-update", "--disable-sync", "--no-first-run"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=quiet)
        yield browser
        browser.close()
