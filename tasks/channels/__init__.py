"""The ways out of the house: a folder of mails, SMTP, a webhook, a folder that packages go to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.faults import Refused
from tasks.channels.envelope import Attachment, Channel, ChannelFailed, Envelope, Receipt
from tasks.channels.folder import FileOutbox, FolderDrop
from tasks.channels.smtp import Smtp
from tasks.channels.webhook import Webhook

__all__ = [
    "Attachment",
    "Channel",
    "ChannelFailed",
    "Envelope",
    "Receipt",
    "open_channel",
]

_KINDS: dict[str, tuple[Any, dict[str, type]]] = {
    "file": (FileOutbox, {"path": str}),
    "folder": (FolderDrop, {"path": str}),
    "smtp": (Smtp, {"host": str, "port": int, "starttls": bool, "user": str}),
    "webhook": (Webhook, {"url": str}),
}


def open_channel(settings: Mapping[str, Any]) -> Channel:
    """The channel that ``settings`` of the district file describe.

    Raises:
        Refused: an unknown kind, or a key that kind doesn't have or lacks.
    """
    kind = settings.get("kind")
    if kind not in _KINDS:
        raise Refused(
            f"渠道 kind「{kind}」不认识，应为 {'、'.join(_KINDS)} 之一", code="wrong-channel"
        )
    make, keys = _KINDS[kind]
    given = {key: value for key, value in settings.items() if key != "kind"}
    problems = [f"渠道 {kind} 没有「{key}」这一项" for key in given if key not in keys]
    problems += [
        f"渠道 {kind} 的「{key}」取值有误"
        for key, type_ in keys.items()
        if key in given and not isinstance(given[key], type_)
    ]
    required = {"file": ["path"], "folder": ["path"], "smtp": ["host"], "webhook": ["url"]}[kind]
    problems += [f"渠道 {kind} 缺少「{key}」" for key in required if key not in given]
    if problems:
        raise Refused(*problems, code="wrong-channel")
    channel: Channel = make(**given)
    return channel
