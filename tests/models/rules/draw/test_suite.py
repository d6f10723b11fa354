"""``H`` against the published examples of its two suites."""

from __future__ import annotations

import hashlib
from typing import NoReturn

import pytest

from models.rules.draw import suite
from tests.refusal import reasons, refusal


@pytest.mark.duty("17.1")
@pytest.mark.parametrize(
    ("name", "digest"),
    [
        # FIPS 180-4 and GB/T 32905-2016 A.1, both of "abc".
        ("sha256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ("sm3", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
    ],
)
def test_a_digest_is_the_published_one(name: str, digest: str) -> None:
    assert suite.digest(name, b"abc") == digest
    hashed = suite.new(name)
    hashed.update(b"abc")
    assert hashed.hexdigest() == suite.new(name, b"abc").hexdigest() == digest


@pytest.mark.parametrize("name", ["md5", "SHA256", "sha512", ""])
def test_no_other_suite_is_known(name: str) -> None:
    assert reasons(suite.new, name) == [f"不认识的杂凑算法「{name}」，应为 sha256 或 sm3"]
    assert refusal(suite.new, name).code == "unknown-suite"


def test_a_machine_without_sm3_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking(name: str, data: bytes) -> NoReturn:
        raise ValueError(name)

    monkeypatch.setattr(hashlib, "new", lacking)
    told = ["本机的 OpenSSL 不支持 SM3，请改用 sha256 或换一台机器"]
    assert reasons(suite.new, "sm3") == told
    assert refusal(suite.new, "sm3").code == "suite-not-here"
