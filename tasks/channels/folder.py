"""Channels that are folders: mails as .eml files, packages dropped for another system to take."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from models.faults import by_the_machine
from models.home import home
from tasks.base.files import put
from tasks.channels.envelope import ChannelDown, Envelope, Receipt


def _place(path: str) -> Path:
    return home() / path


@dataclass(frozen=True, slots=True)
class FileOutbox:
    """One .eml file per key."""

    path: str

    def send(self, envelope: Envelope) -> Receipt:
        """Write the mail; the same key overwrites the same file with the same bytes."""
        content = bytes(envelope.mail())
        name = f"{envelope.name}.eml"
        try:
            put(_place(self.path) / name, content, handed_over=True)
        except OSError as error:
            raise ChannelDown(f"无法写入文件夹「{self.path}」：{by_the_machine(error)}") from error
        return Receipt(name, hashlib.sha256(content).hexdigest())


@dataclass(frozen=True, slots=True)
class FolderDrop:
    """Attachments go into the folder under their own names, and are read back."""

    path: str

    def send(self, envelope: Envelope) -> Receipt:
        """Copy every attachment; the receipt holds the digest of what was read back."""
        digest = hashlib.sha256()
        names = []
        try:
            for attachment in envelope.attachments:
                folder = _place(self.path)
                target = folder / attachment.name
                put(target, attachment.content, handed_over=True, public=folder)
                digest.update(target.read_bytes())
                names.append(attachment.name)
        except OSError as error:
            raise ChannelDown(f"无法写入文件夹「{self.path}」：{by_the_machine(error)}") from error
        return Receipt("、".join(names), digest.hexdigest())
