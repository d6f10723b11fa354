"""Mail through an SMTP server."""

from __future__ import annotations

import hashlib
import os
import smtplib
from dataclasses import dataclass

from tasks.channels.envelope import ChannelDown, ChannelFailed, Envelope, Receipt

TIMEOUT = 30


@dataclass(frozen=True, slots=True)
class Smtp:
    """A mail server; the password comes from ``SSJ_SMTP_PASSWORD``."""

    host: str
    port: int = 25
    starttls: bool = False
    user: str = ""

    def send(self, envelope: Envelope) -> Receipt:
        """Hand the mail over. Its Message-ID follows from the key: a mail handed over twice, as
        after a crash between sending and noting it, is known to the receiver as the same."""
        mail = envelope.mail()
        try:
            with smtplib.SMTP(self.host, self.port, timeout=TIMEOUT) as server:
                if self.starttls:
                    server.starttls()
                if self.user:
                    server.login(self.user, os.environ.get("SSJ_SMTP_PASSWORD", ""))
                server.send_message(mail)
        except (
            OSError,
            ValueError,  # a name or a port that can't be
            OverflowError,
            smtplib.SMTPServerDisconnected,
            smtplib.SMTPConnectError,
        ) as error:
            raise ChannelDown(
                f"邮件服务器 {self.host}:{self.port} 没有收下邮件：{error}"
            ) from error
        except smtplib.SMTPException as error:
            raise ChannelFailed(
                f"邮件服务器 {self.host}:{self.port} 没有收下邮件：{error}"
            ) from error
        return Receipt(mail["Message-ID"], hashlib.sha256(bytes(mail)).hexdigest())
