"""Step 2: the announcement, canonical JSON by RFC 8785, published before any seed exists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import rfc8785

from models.rules.draw import suite as suites

FORMAT = "ssj-draw/1"


@dataclass(frozen=True, slots=True)
class Frozen:
    """One canonical text as the announcement names it: its digest and its number of lines."""

    digest: str
    count: int

    @classmethod
    def of(cls, suite: str, text: bytes) -> Frozen:
        """The digest and line count of ``text``."""
        return cls(suites.digest(suite, text), text.count(b"\n"))

    def stated(self) -> dict[str, Any]:
        """As the announcement states it."""
        return {"digest": self.digest, "count": self.count}


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything an announcement states.

    ``strata`` gives for each stratum its Chinese name, count, ratio, sample size and published
    substitutes; ``ineligible`` the number of subjects not in the draw by reason. ``inspector_codes`` is the
    digest of the sealed list of codes and badges.
    """

    suite: str
    draw_id: str
    item: Mapping[str, str | int]
    regulation: Mapping[str, str]
    announced_on: date
    subjects: Frozen
    inspectors: Frozen
    recusals: Frozen
    ineligible: Mapping[str, int]
    ineligible_digest: str
    strata: Mapping[str, tuple[str, int, Fraction, int, int]]
    inspectors_per_subject: int
    load_slack: int
    inspector_codes: str
    commitment: str
    sources: Sequence[str]

    def announcement(self) -> dict[str, Any]:
        """The announcement as plain JSON values: strings, integers, lists and objects only."""
        return {
            "format": FORMAT,
            "suite": self.suite,
            "draw_id": self.draw_id,
            "item": dict(self.item),
            "regulation": dict(self.regulation),
            "date": self.announced_on.isoformat(),
            "subjects": self.subjects.stated(),
            "inspectors": self.inspectors.stated(),
            "recusals": self.recusals.stated(),
            "ineligible": {"by_reason": dict(self.ineligible), "digest": self.ineligible_digest},
            "strata": {
                stratum: {
                    "name": name,
                    "count": count,
                    "ratio": f"{ratio.numerator}/{ratio.denominator}",
                    "sample_size": size,
                    "substitutes": substitutes,
                }
                for stratum, (name, count, ratio, size, substitutes) in self.strata.items()
            },
            "inspectors_per_subject": self.inspectors_per_subject,
            "load_slack": self.load_slack,
            "inspector_codes_digest": self.inspector_codes,
            "commitment": self.commitment,
            "sources": list(self.sources),
        }


def canonical(announcement: Mapping[str, Any]) -> bytes:
    """The RFC 8785 bytes."""
    return rfc8785.dumps(dict(announcement))


def level(sources: Sequence[str]) -> int:
    """The assurance level: 1 secret only, 2 with a witness's contribution, 3 with a public source.

    A source whose name begins with 见证 is a witness's; any other is public.
    """
    if not sources:
        return 1
    return 2 if all(name.startswith("见证") for name in sources) else 3


LEVELS = {
    1: "结果由抽取之前已经封存的密文确定；但须相信没有私下多抽几次",
    2: "除封存的密文外，还有见证人当场提供的数字：内部任何一人不能单独决定结果",
    3: "除封存的密文外，还有公告发布时尚未产生的公开随机数（请按它的名称自行核对）：任何人都不能决定结果",
}
"""What each level proves, in plain words, for every notice."""
