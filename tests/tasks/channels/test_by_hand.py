"""What a person is to put up is laid ready for them, and is not up by that."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tasks.channels import Attachment, ChannelDown, Envelope, open_channel


def _letter(content: bytes) -> Envelope:
    packed = Attachment("350105-credit-1.zip", content, "application/zip")
    return Envelope("350105/credit/1:portal", "s", "r", "名单", "名单", (packed,))


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("credit.html", "<p>名单</p>")
        packed.writestr("manifest.json", "{}")
    return out.getvalue()


@pytest.mark.duty("3.1")
def test_a_package_is_laid_ready_unpacked_in_a_folder_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    channel = open_channel({"kind": "by-hand", "path": "by-hand/portal"})
    answer = channel.send(_letter(_zip()))
    assert channel.send(_letter(_zip())) == answer
    assert answer.reference == "by-hand/portal/350105-credit-1"
    laid = tmp_path / answer.reference
    assert (laid / "credit.html").read_text("utf-8") == "<p>名单</p>"
    assert sorted(path.name for path in laid.iterdir()) == ["credit.html", "manifest.json"]


@pytest.mark.duty("3.1")
def test_a_folder_that_is_none_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    (tmp_path / "by-hand").write_text("not a folder")
    with pytest.raises(ChannelDown, match="无法写入文件夹「by-hand」"):
        open_channel({"kind": "by-hand", "path": "by-hand"}).send(_letter(_zip()))
