"""The key file: made once, found where it is said to be, and its absence told with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.faults import Refused
from models.rules.at_rest import SECRET
from tasks.base import key_file

DRAW = "350105/WB-01/2026-5"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path / "home"))


def test_it_is_made_private_and_only_once(tmp_path: Path) -> None:
    assert not key_file.is_there()
    key = key_file.make()
    file = tmp_path / "home" / "keys" / "draw.key"
    assert file == key_file.path()
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert key_file.read() == key
    with pytest.raises(Refused, match="写不了密钥文件"):
        key_file.make()
    assert key_file.read() == key


def test_it_may_lie_on_a_stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = tmp_path / "stick"
    monkeypatch.setenv("SSJ_KEY_FILE", str(stick / "ours.key"))
    with pytest.raises(Refused, match="写不了密钥文件"):  # it is not plugged in
        key_file.make()
    assert not stick.exists()
    stick.mkdir()
    key = key_file.make()
    assert (stick / "ours.key").read_text() == key.value.hex() + "\n"
    assert not (tmp_path / "home").exists()


def test_without_it_what_to_do_is_said() -> None:
    with pytest.raises(Refused, match=r"请插入存放密钥文件的介质.*SSJ_KEY_FILE") as refusal:
        key_file.read()
    assert refusal.value.code == "no-key"


def test_another_file_is_no_key() -> None:
    key_file.make()
    key_file.path().write_bytes(b"a letter")
    with pytest.raises(Refused, match="不是密钥文件") as refusal:
        key_file.read()
    assert refusal.value.code == "no-key"


def test_what_is_sealed_opens_with_its_key_and_in_its_place() -> None:
    key = key_file.make()
    texts = {key_file.seal(key, DRAW, SECRET, b"plain") for _ in range(2)}
    assert len(texts) == 2  # no nonce serves twice
    text = texts.pop()
    assert key_file.opened(DRAW, SECRET, text) == b"plain"
    with pytest.raises(Refused, match="被改动过或移自别处") as moved:
        key_file.opened("350105/WB-01/2026-6", SECRET, text)
    assert moved.value.code == "secret-altered"
    with pytest.raises(Refused, match="请先运行 ssj init"):
        key_file.opened(DRAW, SECRET, b"plain".hex())
    key_file.path().unlink()
    other = key_file.make()
    with pytest.raises(Refused, match=f"用编号 {key.id} 的密钥封存.*编号 {other.id} ") as refusal:
        key_file.opened(DRAW, SECRET, text)
    assert refusal.value.code == "no-key"
    for each in (key, other):
        assert each.value.hex() not in str(refusal.getrepr(showlocals=True))
