"""The ways out of the house: a folder of mails, SMTP, a webhook, a folder that packages go to, and one
in which they are laid ready for a person who puts them up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.faults import Refused
from tasks.channels.by_hand import LaidReady
from tasks.channels.envelope import (
    Attachment,
    Channel,
    ChannelDown,
    ChannelFailed,
    Envelope,
    Receipt,
)
from tasks.channels.folder import FileOutbox, FolderDrop
from tasks.channels.smtp import Smtp
from tasks.channels.webhook import Webhook

__all__ = [
    "BY_HAND",
    "Attachment",
    "Channel",
    "ChannelDown",
    "ChannelFailed",
    "Envelope",
    "Receipt",
    "open_channel",
]

BY_HAND = "by-hand"
"""The kind of a channel that nobody but a person can serve: a package is laid ready, and they say when
it is up."""

_KINDS: dict[str, tuple[Any, dict[str, type]]] = {
    BY_HAND: (LaidReady, {"path": str}),
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
    required = {"smtp": "host", "webhook": "url"}.get(kind, "path")
    problems += [f"渠道 {kind} 缺少「{required}」"] if required not in given else []
    if problems:
        raise Refused(*problems, code="wrong-channel")
    channel: Channel = make(**given)
    return channel
