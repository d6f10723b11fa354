"""What the page for the ceremony shows of a drawn draw, and who may see it (第十七条)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ceremony:
    """What is shown: the parts of a record that there are as soon as a draw is drawn, as a document,
    and the texts beside them by file name. Names of subjects by id, of channels and officers by code
    are no part of the protocol; ``officers`` is empty where only their codes are shown. ``is_public``
    is whether the record may be.
    """

    parts: bytes
    beside: Mapping[str, bytes]
    names: Mapping[str, str]
    channels: Mapping[str, str]
    officers: Mapping[str, str]
    is_public: bool

    @property
    def internal(self) -> bool:
        """Whether the page may not leave the house: before the record may be public, as it holds the
        secret and who was drawn; and always where it names officers.

        Duty: 10.3, 17.1 (第十条末款、第十七条).
        """
        return bool(self.officers) or not self.is_public
