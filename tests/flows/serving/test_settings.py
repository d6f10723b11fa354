"""What Prefect is told inside the block, and that nothing of it stays."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flows.serving.settings import prefect_settings


def test_settings_of_the_caller_stay_outside_and_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_KEY", "elsewhere")
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    before = dict(os.environ)
    with prefect_settings(tmp_path, PREFECT_API_URL="http://127.0.0.1:1/api"):
        from prefect.settings import get_current_settings

        settings = get_current_settings()
        assert settings.api.url == "http://127.0.0.1:1/api"
        assert settings.api.key is None
        assert settings.home == tmp_path
        assert settings.server.analytics_enabled is False
    assert dict(os.environ) == before
