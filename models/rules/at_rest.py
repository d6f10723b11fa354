"""A draw's secret and its key of codes as they lie in the database: sealed under a key that doesn't.

AES-256-GCM; bound to draw and field, so that what is moved to another place does not open.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES, NONCE_BYTES = 32, 12
SECRET, CODES_KEY = "secret", "codes_key"
"""What is sealed of a draw."""

SEALED = "A256GCM:"
"""How every sealed text begins; a text that begins otherwise lies in the clear."""

_SEALED_TEXT = re.compile(SEALED + r"([0-9a-f]{16}):([0-9A-Za-z_=-]+)")
_KEY_TEXT = re.compile(rb"\s*([0-9a-f]{64})\s*")
_BOUND_TO = "ssj-at-rest/1\n{}\n{}"


@dataclass(frozen=True, slots=True)
class Key:
    """The key of a key file. It is never shown; ``id`` tells one from another."""

    value: bytes = field(repr=False)

    @property
    def id(self) -> str:
        """The beginning of a digest: which key it is, and nothing about it."""
        return hashlib.sha256(b"ssj-key-id\n" + self.value).hexdigest()[:16]

    def written(self) -> bytes:
        """As its file holds it: 64 hexadecimal digits, which can be copied by hand, too."""
        return self.value.hex().encode() + b"\n"


def read_key(content: bytes) -> Key | None:
    """The key that a file holds; ``None`` if it is no key file."""
    found = _KEY_TEXT.fullmatch(content)
    return Key(bytes.fromhex(found[1].decode())) if found else None


def sealed(key: Key, nonce: bytes, draw_id: str, what: str, plain: bytes) -> str:
    """``plain``, which is ``what`` of a draw, under ``key``; no ``nonce`` may serve twice."""
    closed = AESGCM(key.value).encrypt(nonce, plain, _BOUND_TO.format(draw_id, what).encode())
    return f"{SEALED}{key.id}:{base64.urlsafe_b64encode(nonce + closed).decode()}"


def key_of(text: str) -> str | None:
    """The id of the key a text is sealed under; ``None`` if it lies in the clear."""
    found = _SEALED_TEXT.fullmatch(text)
    return found[1] if found else None


def opened(key: Key, draw_id: str, what: str, text: str) -> bytes | None:
    """What was sealed; ``None`` if it is of another key, draw or field, or was altered."""
    found = _SEALED_TEXT.fullmatch(text)
    if found is None:
        return None
    try:
        content = base64.urlsafe_b64decode(found[2])
        nonce, closed = content[:NONCE_BYTES], content[NONCE_BYTES:]
        return AESGCM(key.value).decrypt(nonce, closed, _BOUND_TO.format(draw_id, what).encode())
    except (InvalidTag, ValueError, binascii.Error):
        return None
