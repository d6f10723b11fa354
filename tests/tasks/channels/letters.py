"""What the tests of every channel send."""

from __future__ import annotations

import socket

from tasks.channels import Attachment, Envelope

SHEET = Attachment(
    "任务单-马尾001.xlsx",
    bytes(range(256)),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
LETTER = Envelope(
    key="dispatch:350105/WB-01/2026-5:1",
    sender="ssj@example.invalid",
    recipient="inspector@example.invalid",
    subject="检查任务：样例青木网吧（2026 年第 5 期）",
    body="请于 2026-09-21 前回传登记表。\n",
    attachments=(SHEET,),
)


def closed_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])
