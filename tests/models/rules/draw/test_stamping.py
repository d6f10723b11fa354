"""What an authority is asked and what it answers, held against ``openssl ts`` (step 7, RFC 3161)."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.draw.stamping import query, token_of
from models.rules.draw.timestamp import check, element
from tests.models.rules.draw.authority import Authority, openssl

ANNOUNCED = b'{"draw_id":"350105/WB-01/2026-6"}\n'
NOT_AN_ANSWER = "时间戳机构的答复不是 RFC 3161 的 TimeStampResp（DER）"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


def asked(nonce: int, suite: str = "sha256") -> bytes:
    return query(suite, hashlib.new(suite, ANNOUNCED).hexdigest(), nonce)


@pytest.mark.duty("17.1")
@pytest.mark.parametrize("suite", ["sha256", "sm3"])
@pytest.mark.parametrize(
    ("nonce", "shown"),
    [(0, "0x0"), (127, "0x7F"), (128, "0x80"), (2**64 - 1, "0xFFFFFFFFFFFFFFFF")],
)
def test_a_question_reads_as_it_was_meant_and_its_answer_is_a_stamp(
    authority: Authority, tmp_path: Path, suite: str, nonce: int, shown: str
) -> None:
    (tmp_path / "query").write_bytes(asked(nonce, suite))
    said = openssl(tmp_path, "ts", "-query", "-in", "query", "-text").decode()
    for line in (f"Hash Algorithm: {suite}", f"Nonce: {shown}", "Certificate required: yes"):
        assert line in said.splitlines()
    answer = authority.answer(asked(nonce, suite))
    token, wrong = token_of(answer, nonce)
    assert (token is not None, wrong) == (True, [])
    (tmp_path / "answer").write_bytes(answer)
    openssl(tmp_path, "ts", "-reply", "-in", "answer", "-token_out", "-out", "token")
    assert base64.b64decode(token or "") == (tmp_path / "token").read_bytes()
    stamp, wrong = check(token or "", ANNOUNCED, authority.pem)
    assert stamp is not None
    assert (stamp.suite, stamp.nonce, stamp.signature, wrong) == (suite, nonce, True, [])


@pytest.mark.duty("17.1")
def test_an_answer_to_another_question_is_none(authority: Authority, tmp_path: Path) -> None:
    other = ["时间戳机构答复的不是这次请求（请求中的随机数不符）"]
    assert token_of(authority.answer(asked(7)), 8) == (None, other)
    (tmp_path / "data").write_bytes(ANNOUNCED)
    plain = openssl(tmp_path, "ts", "-query", "-data", "data", "-sha256", "-no_nonce", "-cert")
    assert token_of(authority.answer(plain), 8) == (None, other)


def test_an_authority_that_gives_no_stamp_is_quoted(authority: Authority, tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(ANNOUNCED)
    by_sha1 = openssl(tmp_path, "ts", "-query", "-data", "data", "-sha1")
    refused = "时间戳机构没有给出时间戳：拒绝，称「Message digest algorithm is not supported.」"
    assert token_of(authority.answer(by_sha1), 8) == (None, [refused])


def _answer(status: int, *said: str) -> bytes:
    """A TimeStampResp without a token, put together by hand."""
    words = element(0x30, b"".join(element(0x0C, each.encode()) for each in said))
    return element(0x30, element(0x30, bytes([2, 1, status]) + (words if said else b"")))


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (_answer(0), "时间戳机构的答复里没有时间戳"),
        (_answer(2), "时间戳机构没有给出时间戳：拒绝"),
        (_answer(3, "稍候"), "时间戳机构没有给出时间戳：尚未办好，称「稍候」"),
        (_answer(9), "时间戳机构没有给出时间戳：状态 9"),
        (_answer(2, "a\nb\x1b[31m", "c"), "时间戳机构没有给出时间戳：拒绝，称「ab[31m；c」"),
        (_answer(2, "长" * 500), f"时间戳机构没有给出时间戳：拒绝，称「{'长' * 100}」"),
        (b"", NOT_AN_ANSWER),
        (b"<html>500</html>", NOT_AN_ANSWER),
        (_answer(2)[:-1], NOT_AN_ANSWER),
    ],
)
def test_what_is_no_stamp_is_told_in_one_line(answer: bytes, told: str) -> None:
    assert token_of(answer, 8) == (None, [told])


@pytest.fixture(scope="module")
def answer(authority: Authority) -> bytes:
    return authority.answer(asked(7))


@given(at=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=3))
def test_a_damaged_answer_is_told_and_never_breaks_anything(
    authority: Authority, answer: bytes, at: list[tuple[float, int]]
) -> None:
    damaged = bytearray(answer)
    for place, byte in at:
        damaged[int(place * len(answer))] = byte
    token, wrong = token_of(bytes(damaged), 7)
    assert (token is None) == bool(wrong)
    if token is not None:
        check(token, ANNOUNCED, authority.pem)
