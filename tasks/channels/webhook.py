"""Any system that takes an HTTP POST."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from base64 import b64encode
from dataclasses import dataclass

import httpx

from tasks.channels.envelope import ChannelDown, ChannelFailed, Envelope, Receipt
from tasks.channels.web import NoAnswer, exchange

TIMEOUT = 30
"""Seconds for the whole answer."""

LONGEST_ANSWER_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Webhook:
    """Posts JSON with an ``Idempotency-Key``; with ``SSJ_WEBHOOK_SECRET`` also its HMAC-SHA256."""

    url: str

    def send(self, envelope: Envelope) -> Receipt:
        """Post the envelope; the receipt is the ``receipt`` of the answer, or its digest."""
        body = json.dumps(
            {
                "key": envelope.key,
                "recipient": envelope.recipient,
                "subject": envelope.subject,
                "body": envelope.body,
                "attachments": [
                    {
                        "name": a.name,
                        "media_type": a.media_type,
                        "sha256": hashlib.sha256(a.content).hexdigest(),
                        "content": b64encode(a.content).decode(),
                    }
                    for a in envelope.attachments
                ],
            },
            ensure_ascii=False,
        ).encode()
        headers = {"Content-Type": "application/json", "Idempotency-Key": envelope.name}
        if secret := os.environ.get("SSJ_WEBHOOK_SECRET"):
            signature = hmac.new(secret.encode(), body, "sha256").hexdigest()
            headers["X-Signature-SHA256"] = signature
        answer = self._post(body, headers)
        try:
            reference = str(json.loads(answer)["receipt"])
        except (ValueError, KeyError, TypeError):
            reference = hashlib.sha256(answer).hexdigest()
        return Receipt(reference, hashlib.sha256(body).hexdigest())

    def _post(self, body: bytes, headers: dict[str, str]) -> bytes:
        """The answer of an interface that took the envelope."""
        try:
            answer = exchange(
                "POST",
                self.url,
                seconds=TIMEOUT,
                longest_bytes=LONGEST_ANSWER_BYTES,
                content=body,
                headers=headers,
            )
        except NoAnswer as error:
            raise ChannelDown(f"接口 {self.url} 没有收下：{error}") from error
        if not httpx.codes.is_success(answer.status):
            raise ChannelFailed(f"接口 {self.url} 没有收下（HTTP {answer.status}）")
        return answer.body
