"""A roster grows version by version, and what an announced draw froze stays as it was.

Duty: 11.1, 12.2, 15.1 (第十一条、第十二条、第十五条).
"""

from __future__ import annotations

from collections.abc import Mapping

from models.guards.shapes import Kept, Opening, Refusal, next_number
from models.rules.draw.state import DrawState
from models.rules.rosters import RosterKind

_HISTORY = "名录库历史不得修改"
_FROZEN = "名录库已为抽取冻结，须另立新的版本（第十二条）"


def _entries(kind: str, frozen_by: str) -> Kept:
    """Entries of the roster of ``kind``; a draw's column ``frozen_by`` names the version it froze.

    An entry is opened by the newest version and closed once, by the newest version. A version that
    a draw refers to takes no more of either, so that it shows for ever what was announced.
    """
    roster = f"v.region = NEW.region AND v.item_code = NEW.item_code AND v.kind = '{kind}'"
    newest = f"(SELECT max(v.number) FROM roster_version v WHERE {roster})"

    def frozen(number: str) -> str:
        return (
            f"EXISTS (SELECT 1 FROM roster_version v JOIN draw d ON d.{frozen_by} = v.id "
            f"WHERE {roster} AND v.number >= {number})"
        )

    return Kept(
        "名录库历史",
        may_change=(
            Opening(
                ("until_version",),
                f"OLD.until_version IS NULL AND NEW.until_version > OLD.since_version "
                f"AND NEW.until_version = {newest} AND NOT {frozen('NEW.until_version')}",
                _HISTORY,
            ),
        ),
        not_added=(
            Refusal("NEW.until_version IS NOT NULL", "名录库历史不得增补"),
            Refusal(f"NEW.since_version IS DISTINCT FROM {newest}", "名录库历史不得增补"),
            Refusal(frozen("NEW.since_version"), _FROZEN),
        ),
    )


_SUBJECTS = (
    f"v.region = NEW.region AND v.item_code = NEW.item_code AND v.kind = '{RosterKind.SUBJECTS}'"
)
_NEWEST_OF_SUBJECTS = f"(SELECT max(v.number) FROM roster_version v WHERE {_SUBJECTS})"
# What was said when a draw was announced is in its announcement; only an abandoned draw's may be
# said better for the draw that stands in for it.
_ANNOUNCED_WITH_IT = (
    "EXISTS (SELECT 1 FROM roster_version v JOIN draw d ON d.subject_version_id = v.id "
    f"WHERE {_SUBJECTS} AND v.number >= NEW.version AND d.state <> '{DrawState.ABANDONED}')"
)

ROSTERS: Mapping[str, Kept] = {
    "roster_version": Kept(
        "名录库版本",
        not_added=(
            next_number(
                "roster_version",
                "number",
                "region",
                "item_code",
                "kind",
                message="名录库版本须依次编号",
            ),
        ),
    ),
    "subject_entry": _entries("subjects", "subject_version_id"),
    "inspector_entry": _entries("inspectors", "inspector_version_id"),
    "roster_reason": Kept(
        "变动原因",
        not_added=(
            Refusal(
                f"NEW.version IS DISTINCT FROM {_NEWEST_OF_SUBJECTS}",
                "变动原因须就现行的市场主体名录库说明",
            ),
            Refusal(_ANNOUNCED_WITH_IT, "名录库已为抽取冻结，变动原因已随公告公布，不得增补"),
        ),
    ),
    "general_supervision": Kept("一般监管记录"),
}
