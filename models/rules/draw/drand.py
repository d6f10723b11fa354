"""drand rounds checked from their signature alone: no network, and nobody's word (step 5)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from py_arkworks_bls12381 import GT, G1Point, G2Point

from models.rules.draw.sources import DEFAULT, QUICKNET, Clockwork, check_value, drand_round

G1_DOMAIN = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"
G2_DOMAIN = b"BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_NUL_"


@dataclass(frozen=True, slots=True)
class Chain:
    """A drand chain. Its hash proves the rest: ``proof`` recomputes it.

    ``beacon`` is empty for the chain that was there before chains had names.
    """

    hash: str
    clockwork: Clockwork
    public_key: str
    group_hash: str
    beacon: str


CHAINS = {
    "quicknet": Chain(
        hash="52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
        clockwork=QUICKNET,
        public_key="83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c"
        "8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb"
        "5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
        group_hash="f477d5c89f21a17c863a7f937c6a6d15859414d2be09cd448d4279af331c5d3e",
        beacon="quicknet",
    ),
    "default": Chain(
        hash="8990e7a9aaed2ffed73dbd7092123d6f289930540d7651336225dc172e51b2ce",
        clockwork=DEFAULT,
        public_key="868f005eb8e6e4ca0a47c8a77ceaa5309a47978a7c71bc5c"
        "ce96366b5d7a569937c529eeda66c7293784a9402801af31",
        group_hash="176f93498eac9ca337150b46d21dd58673ea4e3581185f869672e59fa4cb390a",
        beacon="",
    ),
}


def proof(chain: Chain) -> str:
    """The chain's hash, recomputed from its period, genesis, public key and group."""
    clockwork = chain.clockwork
    return hashlib.sha256(
        clockwork.period_seconds.to_bytes(4, "big")
        + clockwork.genesis.to_bytes(8, "big")
        + bytes.fromhex(chain.public_key)
        + bytes.fromhex(chain.group_hash)
        + chain.beacon.encode()
    ).hexdigest()


def verify(name: str, value: str) -> bool:
    """Whether ``value`` is the signature of the round that ``name`` names.

    Only one spelling counts: compressed, not infinity, below the field's prime, in the subgroup.

    Duty: 17.1 (第十七条).
    """
    at = drand_round(name)
    if at is None or check_value(name, value):
        return False
    chain, number = at
    signature, _, before = value.partition(" ")
    hashed = hashlib.sha256(bytes.fromhex(before) + number.to_bytes(8, "big")).digest()
    key = bytes.fromhex(CHAINS[chain].public_key)
    if chain == "quicknet":
        return _signed_in_g1(bytes.fromhex(signature), G2Point.from_compressed_bytes(key), hashed)
    return _signed_in_g2(bytes.fromhex(signature), G1Point.from_compressed_bytes(key), hashed)


def _signed_in_g1(signature: bytes, key: G2Point, message: bytes) -> bool:
    try:
        point = G1Point.from_compressed_bytes(signature)
    except ValueError:
        return False
    if point.to_compressed_bytes() != signature or point == G1Point.identity():
        return False
    hashed = G1Point.hash_to_curve(message, G1_DOMAIN)
    return point.is_in_subgroup() and GT.pairing_check([point, -hashed], [G2Point(), key])


def _signed_in_g2(signature: bytes, key: G1Point, message: bytes) -> bool:
    try:
        point = G2Point.from_compressed_bytes(signature)
    except ValueError:
        return False
    if point.to_compressed_bytes() != signature or point == G2Point.identity():
        return False
    hashed = G2Point.hash_to_curve(message, G2_DOMAIN)
    return point.is_in_subgroup() and GT.pairing_check([G1Point(), -key], [point, hashed])
