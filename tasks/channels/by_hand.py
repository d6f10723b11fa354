"""A channel that a person serves: what is to be put up is laid ready for them, unpacked."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from models.faults import by_the_machine
from models.home import home
from tasks.base.files import put
from tasks.channels.envelope import ChannelDown, Envelope, Receipt


@dataclass(frozen=True, slots=True)
class LaidReady:
    """A folder below ``SSJ_HOME``; each package has a folder of its own in it."""

    path: str

    def send(self, envelope: Envelope) -> Receipt:
        """Lay every attachment ready; a zip is unpacked. What is laid there is not up yet: the answer
        names the folder, and somebody else says when it is."""
        folder = home() / self.path
        digest = hashlib.sha256()
        laid = []
        try:
            for attachment in envelope.attachments:
                place = folder / PurePosixPath(attachment.name).stem
                with zipfile.ZipFile(io.BytesIO(attachment.content)) as packed:
                    for name in packed.namelist():
                        put(place / name, packed.read(name), handed_over=True, public=folder)
                digest.update(attachment.content)
                laid.append(place.relative_to(home()).as_posix())
        except OSError as error:
            raise ChannelDown(f"无法写入文件夹「{self.path}」：{by_the_machine(error)}") from error
        return Receipt("、".join(laid), digest.hexdigest())
