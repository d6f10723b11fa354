"""What a publication tells, part by part: kept with it when it is built, taken anew before it leaves."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import rfc8785

from models.district import District
from models.tables import Publication

CHANNELS = "公示渠道"


def digest(value: Any) -> str:
    """SHA-256 (hex) of plain values."""
    return hashlib.sha256(rfc8785.dumps(value)).hexdigest()


def written(parts: Mapping[str, Any]) -> str:
    """The digest of each part, as a publication keeps them."""
    return json.dumps(digests(parts), ensure_ascii=False, sort_keys=True)


def digests(parts: Mapping[str, Any]) -> dict[str, str]:
    """Part -> digest."""
    return {part: digest(value) for part, value in parts.items()}


def kept(publication: Publication) -> dict[str, str]:
    """Part -> digest, as it was built."""
    parts: dict[str, str] = json.loads(publication.tells)
    return parts


def channels_of(terms: District) -> dict[str, Any]:
    """Where everything goes: a part of every publication."""
    return {CHANNELS: sorted(channel.code for channel in terms.channels)}
