"""A time-stamp over the announcement's file, made and checked with ``openssl`` (step 7)."""

from __future__ import annotations

import base64
import hashlib
import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from models.rules.draw.timestamp import check, in_time, read, unusable
from tests.models.rules.draw.authority import Authority, sm2_certificate

ANNOUNCED = b'{"draw_id":"350105/WB-01/2026-6"}\n'


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def token(authority: Authority) -> str:
    return authority.stamp(ANNOUNCED)


@pytest.mark.duty("17.1")
def test_a_token_says_when_and_over_what(token: str) -> None:
    stamp, wrong = check(token, ANNOUNCED)
    assert wrong == []
    assert stamp is not None
    assert (stamp.suite, stamp.imprint) == ("sha256", hashlib.sha256(ANNOUNCED).hexdigest())
    now = datetime.now(timezone(timedelta(hours=8)))
    assert timedelta(0) <= now - datetime.fromisoformat(stamp.at) < timedelta(minutes=5)
    assert stamp.at.endswith("+08:00")
    assert len(stamp.at) == 25
    assert stamp.signature is None


@pytest.mark.duty("17.1")
def test_the_imprint_may_be_by_sm3(authority: Authority) -> None:
    stamp, wrong = check(authority.stamp(ANNOUNCED, "sm3"), ANNOUNCED, authority.pem)
    assert wrong == []
    assert stamp is not None
    assert (stamp.suite, stamp.imprint) == ("sm3", hashlib.new("sm3", ANNOUNCED).hexdigest())


def test_the_imprint_may_be_by_nothing_else(authority: Authority) -> None:
    assert check(authority.stamp(ANNOUNCED, "sha512"), ANNOUNCED) == (
        None,
        ["时间戳的摘要算法 2.16.840.1.101.3.4.2.3 不是 SHA-256 或 SM3"],
    )


@pytest.mark.duty("17.1")
def test_a_stamp_of_another_file_is_told(token: str) -> None:
    other = ANNOUNCED.replace(b"-6", b"-5")
    mine, its = (hashlib.sha256(each).hexdigest() for each in (ANNOUNCED, other))
    stamp, wrong = check(token, other)
    assert stamp is not None
    assert wrong == [f"时间戳所盖文件的摘要是 {mine}，公告文件的是 {its}"]


@pytest.mark.duty("17.1")
def test_the_signature_is_checked_against_the_given_authority(
    authority: Authority, token: str, tmp_path: Path
) -> None:
    stamp, wrong = check(token, ANNOUNCED, authority.pem)
    assert (stamp is not None and stamp.signature, wrong) == (True, [])
    stamp, wrong = check(token, ANNOUNCED, Authority(tmp_path).pem)
    assert stamp is not None
    assert stamp.signature is False
    assert wrong == ["时间戳的签名与所给机构的证书不符，或其签名算法不能核对"]


def test_a_token_without_its_certificate_needs_the_signers(authority: Authority) -> None:
    bare = authority.stamp(ANNOUNCED, with_signer=False)
    assert check(bare, ANNOUNCED, authority.pem + authority.signer)[1] == []
    assert check(bare, ANNOUNCED, authority.pem)[1] != []


def test_a_forged_signature_doesnt_hold(authority: Authority, token: str) -> None:
    der = bytearray(base64.b64decode(token))
    der[-3] ^= 1
    assert check(base64.b64encode(der).decode(), ANNOUNCED, authority.pem)[1] != []


def test_an_authority_is_given_as_pem(token: str) -> None:
    assert check(token, ANNOUNCED, b"not a certificate")[1] == ["时间戳机构的证书不是 PEM 文件"]


@pytest.mark.duty("17.1")
def test_a_certificate_by_sm2_checks_nothing_and_says_so(
    authority: Authority, token: str, tmp_path: Path
) -> None:
    by_sm2 = sm2_certificate(tmp_path)
    told = ["时间戳机构的证书用本程序不能核对的签名算法（如 SM2）"]
    assert unusable(by_sm2) == check(token, ANNOUNCED, by_sm2)[1] == told
    assert unusable(by_sm2 + authority.pem) == unusable(authority.pem) == []
    assert check(token, ANNOUNCED, by_sm2 + authority.pem)[1] == []


def test_a_signer_named_in_letters_nobody_knows_is_told(authority: Authority) -> None:
    der = bytearray(base64.b64decode(authority.stamp(ANNOUNCED, with_signer=False)))
    der[der.rindex(b"An invented authority") - 2] = 0x0A  # a text's tag, made a number's
    told = ["时间戳的签名与所给机构的证书不符，或其签名算法不能核对"]
    assert check(base64.b64encode(der).decode(), ANNOUNCED, authority.pem)[1] == told


@pytest.mark.duty("17.1")
@pytest.mark.parametrize(
    ("at", "before", "is_in_time"),
    [
        ("2026-11-25T09:00:00+08:00", ["2026-11-27T10:00:00+08:00"], True),
        ("2026-11-25T09:00:00+08:00", [], True),
        ("2026-11-25T08:59:59+08:00", [], False),
        ("2026-11-27T09:59:59+08:00", ["2026-11-27T10:00:00+08:00"], True),
        ("2026-11-27T10:00:00+08:00", ["2026-11-28T21:00:00+08:00", "2026-11-27T10:00:00+08:00"], False),
    ],
)  # fmt: skip
def test_a_stamp_counts_from_announcing_to_before_the_first_source(
    at: str, before: list[str], is_in_time: bool
) -> None:
    assert in_time(at, "2026-11-25T09:00:00+08:00", before) is is_in_time


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda t: "", "时间戳不是 base64 的规定写法"),
        (lambda t: "时间戳", "时间戳不是 base64"),
        (lambda t: t[:-5], "时间戳不是 base64"),
        (lambda t: t + "\n", "时间戳不是 base64"),
        (lambda t: "MAA=", "时间戳不是 RFC 3161 的 TimeStampToken（DER）"),
        (lambda t: t[:400], "时间戳不是 RFC 3161 的 TimeStampToken（DER）"),
        (
            lambda t: base64.b64encode(base64.b64decode(t) + b"\0").decode(),
            "时间戳不是 RFC 3161 的 TimeStampToken（DER）",
        ),
    ],
)
def test_what_is_no_token_is_told(token: str, change: object, told: str) -> None:
    assert callable(change)
    assert read(change(token)) == (None, [told])


@pytest.mark.duty("17.1")
def test_a_citizen_checks_it_with_the_command_of_the_protocol(
    authority: Authority, token: str, tmp_path: Path
) -> None:
    (tmp_path / "token.b64").write_text(token)
    (tmp_path / "announcement.json").write_bytes(ANNOUNCED)
    (tmp_path / "authority.pem").write_bytes(authority.pem)
    command = (
        "base64 -d token.b64 > t.der && openssl ts -verify -token_in -in t.der"
        " -data announcement.json -CAfile authority.pem"
    )
    assert subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True).returncode == 0
    (tmp_path / "announcement.json").write_bytes(ANNOUNCED[:-1])
    assert subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True).returncode == 1
