"""Channels that are folders."""

from __future__ import annotations

import hashlib
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from tasks.channels import ChannelFailed, open_channel
from tests.tasks.channels.letters import LETTER, SHEET


def test_the_outbox_holds_one_file_for_one_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    channel = open_channel({"kind": "file", "path": "outbox"})
    assert channel.send(LETTER) == channel.send(LETTER)
    (written,) = (tmp_path / "outbox").iterdir()
    mail = message_from_bytes(written.read_bytes(), policy=policy.default)
    assert mail["Subject"] == LETTER.subject


def test_a_folder_takes_the_package_under_its_own_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    receipt = open_channel({"kind": "folder", "path": "delivered/city"}).send(LETTER)
    assert (tmp_path / "delivered" / "city" / SHEET.name).read_bytes() == SHEET.content
    assert receipt.digest == hashlib.sha256(SHEET.content).hexdigest()
    (tmp_path / "blocked").write_text("a file where the folder should be")
    with pytest.raises(ChannelFailed, match="无法写入文件夹「blocked」"):
        open_channel({"kind": "folder", "path": "blocked"}).send(LETTER)
