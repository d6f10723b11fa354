"""What lies in the database opens with its key, in its place, and no other way."""

from __future__ import annotations

import base64
import hashlib
import traceback

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from models.rules.at_rest import CODES_KEY, SECRET, Key, key_of, opened, read_key, sealed

KEY, NONCE, PLAIN = Key(bytes(range(32))), bytes(range(12)), bytes(range(100, 132))
DRAW = "350105/WB-01/2026-5"


def test_it_is_aes_256_gcm_bound_to_draw_and_field() -> None:
    by_hand = Cipher(algorithms.AES(KEY.value), modes.GCM(NONCE)).encryptor()
    by_hand.authenticate_additional_data(b"ssj-at-rest/1\n350105/WB-01/2026-5\nsecret")
    closed = by_hand.update(PLAIN) + by_hand.finalize() + by_hand.tag
    form, key_id, content = sealed(KEY, NONCE, DRAW, SECRET, PLAIN).split(":")
    assert (form, key_id) == (
        "A256GCM",
        hashlib.sha256(b"ssj-key-id\n" + KEY.value).hexdigest()[:16],
    )
    assert base64.urlsafe_b64decode(content) == NONCE + closed


def test_it_opens_in_its_place_only() -> None:
    text = sealed(KEY, NONCE, DRAW, SECRET, PLAIN)
    assert opened(KEY, DRAW, SECRET, text) == PLAIN
    assert opened(KEY, "350105/WB-01/2026-6", SECRET, text) is None
    assert opened(KEY, DRAW, CODES_KEY, text) is None
    assert opened(Key(bytes(32)), DRAW, SECRET, text) is None


def test_altered_anywhere_or_misshapen_it_does_not_open() -> None:
    text = sealed(KEY, NONCE, DRAW, SECRET, PLAIN)
    head, content = text[:25], base64.urlsafe_b64decode(text[25:])
    for at in range(len(content)):
        altered = bytes([*content[:at], content[at] ^ 1, *content[at + 1 :]])
        assert opened(KEY, DRAW, SECRET, head + base64.urlsafe_b64encode(altered).decode()) is None
    for wrong in ("", PLAIN.hex(), head, head + "=", head + "A", text[:-8], text + "密"):
        assert opened(KEY, DRAW, SECRET, wrong) is None


def test_a_text_in_the_clear_has_no_key() -> None:
    assert key_of(sealed(KEY, NONCE, DRAW, SECRET, PLAIN)) == KEY.id
    assert key_of(PLAIN.hex()) is None


@pytest.mark.parametrize("around", [b"", b"\n", b"\r\n", b" \n"])
def test_a_key_file_is_one_line_that_can_be_copied_by_hand(around: bytes) -> None:
    assert KEY.written() == b"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n"
    assert read_key(KEY.written().strip() + around) == KEY


@pytest.mark.parametrize("content", [b"", b"00" * 31, b"00" * 33, b"zz" * 32, b"\xff" * 64])
def test_what_is_no_key_file_gives_no_key(content: bytes) -> None:
    assert read_key(content) is None


def test_a_key_never_shows_itself() -> None:
    shown = f"{KEY} {KEY!r} {[KEY]}"
    try:
        raise ValueError(KEY)
    except ValueError:
        shown += traceback.format_exc()
    for form in (KEY.value.hex(), repr(KEY.value), KEY.value.hex()[:16]):
        assert form not in shown
    assert KEY.id not in KEY.value.hex()
