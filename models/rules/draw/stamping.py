"""Step 7: what a time-stamp authority is asked (TimeStampReq) and what it answers (TimeStampResp).

The bytes only; how they travel is a channel's matter, what a token is worth ``timestamp``'s.
"""

from __future__ import annotations

import base64

from rfc3161_client import PKIStatus, TimeStampResponse, decode_timestamp_response

from models.rules.draw.timestamp import element, read

_VERSION, _NO_PARAMETERS = bytes.fromhex("020101"), bytes.fromhex("0500")
_WITH_ITS_CERTIFICATE = bytes.fromhex("0101ff")
_ALGORITHMS = {
    "sha256": bytes.fromhex("0609608648016503040201"),
    "sm3": bytes.fromhex("06082a811ccf55018311"),
}
_GRANTED = (PKIStatus.GRANTED, PKIStatus.GRANTED_WITH_MODS)
_WHY_NOT = {
    PKIStatus.REJECTION: "拒绝",
    PKIStatus.WAITING: "尚未办好",
    PKIStatus.REVOCATION_WARNING: "即将吊销",
    PKIStatus.REVOCATION_NOTIFICATION: "已经吊销",
}
LONGEST_REASON = 100
"""Of what an authority says in its own words, so many characters are told."""


def query(suite: str, imprint: str, nonce: int) -> bytes:
    """The question for a stamp over the digest ``imprint`` (hex), answered with the same ``nonce``
    (not negative) and the signer's certificate, so that anybody can check the token.

    Duty: 17.1 (第十七条).
    """
    algorithm = element(0x30, _ALGORITHMS[suite] + _NO_PARAMETERS)
    over = element(0x30, algorithm + element(0x04, bytes.fromhex(imprint)))
    number = element(0x02, nonce.to_bytes(nonce.bit_length() // 8 + 1, "big"))
    return element(0x30, _VERSION + over + number + _WITH_ITS_CERTIFICATE)


def token_of(answer: bytes, nonce: int) -> tuple[str | None, list[str]]:
    """The token (base64) of an authority's answer, or in Chinese why there is none; never raises.

    Duty: 17.1 (第十七条).
    """
    try:
        response = decode_timestamp_response(answer)
    except ValueError:
        return None, ["时间戳机构的答复不是 RFC 3161 的 TimeStampResp（DER）"]
    if response.status not in _GRANTED:
        return None, [f"时间戳机构没有给出时间戳：{_why_not(response)}"]
    token = base64.b64encode(response.time_stamp_token()).decode()
    if not token:
        return None, ["时间戳机构的答复里没有时间戳"]
    stamp, wrong = read(token)
    if stamp is None:
        return None, wrong
    if stamp.nonce != nonce:
        return None, ["时间戳机构答复的不是这次请求（请求中的随机数不符）"]
    return token, []


def _why_not(response: TimeStampResponse) -> str:
    status = response.status
    why = _WHY_NOT[PKIStatus(status)] if status in set(_WHY_NOT) else f"状态 {status}"
    said = "".join(c for c in "；".join(response.status_string) if c.isprintable())
    return f"{why}，称「{said[:LONGEST_REASON]}」" if said else why
