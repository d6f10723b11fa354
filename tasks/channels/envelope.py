"""What every channel carries, and what it gives back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from typing import Protocol


class ChannelFailed(Exception):
    """The channel did not take the envelope; it may be sent again under the same key."""


class ChannelDown(ChannelFailed):
    """The channel can't be reached or does not answer: whatever else it is asked now would fail too.
    Whether it took the envelope is not known."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along."""

    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """One message or package. ``key`` is its identity: the same key twice is one message."""

    key: str
    sender: str
    recipient: str
    subject: str
    body: str
    attachments: tuple[Attachment, ...] = ()

    @property
    def name(self) -> str:
        """A short, file-safe, stable name from the key."""
        return hashlib.sha256(self.key.encode()).hexdigest()[:32]

    def mail(self) -> EmailMessage:
        """The envelope as a mail (RFC 5322); the same envelope gives the same mail."""
        mail = EmailMessage(policy=SMTP)
        mail["From"], mail["To"], mail["Subject"] = self.sender, self.recipient, self.subject
        mail["Message-ID"] = f"<{self.name}@ssj.invalid>"
        mail.set_content(self.body)
        for attachment in self.attachments:
            kind, _, subtype = attachment.media_type.partition("/")
            mail.add_attachment(
                attachment.content, maintype=kind, subtype=subtype, filename=attachment.name
            )
        if self.attachments:
            mail.set_boundary(f"==={self.name}===")
        return mail


@dataclass(frozen=True, slots=True)
class Receipt:
    """A channel's acknowledgement: what it calls the thing, and the digest of what it took."""

    reference: str
    digest: str


class Channel(Protocol):
    """A way out."""

    def send(self, envelope: Envelope) -> Receipt:
        """Send once; again under the same key is harmless.

        Raises:
            ChannelFailed: it was not taken.
        """
        ...
