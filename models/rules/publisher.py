"""Who publishes (公示主体), as every page says it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Site:
    """What a district says of its site and of how to reach it; what is empty is left out.

    ``registered`` are the site's own numbers, each with what it is called. ``object_within`` and
    ``answered_within`` are terms in words. ``address`` is where the site stands.
    """

    host: str = ""
    phone: str = ""
    hours: str = ""
    place: str = ""
    address: str = ""
    object_within: str = ""
    answered_within: str = ""
    registered: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Publisher:
    """A brigade, its district, the rule it works by, and its site.

    Duty: 3.1 (第三条).
    """

    brigade: str
    district: str
    rule: str
    site: Site = field(default_factory=Site)
