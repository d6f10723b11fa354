"""What was told stays told: a package, a version of a result, a decision to correct or withdraw it, a
receipt. What nobody outside has read may be overtaken; what is released never goes back.

Duty: 3.1, 23.1, 23.2 (第三条、第二十三条).
"""

from __future__ import annotations

from collections.abc import Mapping

from models.guards.changes import same_person
from models.guards.shapes import Kept, Opening, Refusal, along, beginning, next_number
from models.rules import publications
from models.rules.publications import NEVER_LEFT, PackageState, PublicationState
from models.rules.results import ResultKind

_LISTED = ", ".join(f"'{state}'" for state in NEVER_LEFT)
_VERSIONS = "FROM result_version v JOIN publication p ON p.id = v.publication_id"


def told(inspection: str) -> str:
    """The result of the inspection with this id was released."""
    return (
        f"EXISTS (SELECT 1 {_VERSIONS} WHERE v.inspection_id = {inspection} "
        f"AND p.state NOT IN ({_LISTED}))"
    )


def correcting(inspection: str, return_id: str) -> str:
    """Its correction was decided while this form was in force, so that another may take its place; no
    withdrawal was decided since."""
    return (
        f"EXISTS (SELECT 1 FROM amendment a WHERE a.inspection_id = {inspection} "
        f"AND a.kind = '{ResultKind.CORRECTION}' AND a.return_id = {return_id} "
        "AND NOT EXISTS (SELECT 1 FROM amendment l WHERE l.inspection_id = a.inspection_id "
        f"AND l.id > a.id AND l.kind = '{ResultKind.WITHDRAWAL}'))"
    )


_STATE = "(SELECT p.state FROM publication p WHERE p.id = NEW.publication_id)"
_STANDING = (
    f"(SELECT coalesce(max(v.version), 0) {_VERSIONS} "
    f"WHERE v.inspection_id = NEW.inspection_id AND p.state <> '{PublicationState.OVERTAKEN}')"
)
_ANOTHER_WAITS = (
    f"EXISTS (SELECT 1 {_VERSIONS} WHERE v.inspection_id = NEW.inspection_id "
    f"AND v.publication_id <> NEW.publication_id AND p.state = '{PublicationState.BUILT}')"
)
_WITHDRAWN = (
    f"(SELECT v.kind {_VERSIONS} WHERE v.inspection_id = NEW.inspection_id "
    f"AND p.state NOT IN ({_LISTED}) ORDER BY v.version DESC LIMIT 1) = '{ResultKind.WITHDRAWAL}'"
)
_FORM_OF = "(SELECT r.inspection_id FROM record_return r WHERE r.id = NEW.return_id)"
_IN_FORCE = "(SELECT i.current_return_id FROM inspection i WHERE i.id = NEW.inspection_id)"

PUBLICATIONS: Mapping[str, Kept] = {
    "publication": Kept(
        "公示",
        may_change=(
            Opening(("state",), along(publications.PUBLICATION_MOVES), "公示的状态不得这样变更"),
            Opening(
                ("released_on", "released_by"),
                "OLD.released_on IS NULL AND NEW.released_on IS NOT NULL "
                f"AND NEW.released_by IS NOT NULL AND OLD.state = '{PublicationState.BUILT}' "
                f"AND NEW.state = '{PublicationState.RELEASED}'",
                "公示已经批准，不得修改",
            ),
        ),
        not_added=(
            Refusal("NEW.released_on IS NOT NULL", "公示须先制作，再批准"),
            beginning(publications.PUBLICATION_MOVES, "公示须先制作，再批准"),
        ),
    ),
    "result_version": Kept(
        "公示的检查结果",
        not_added=(
            Refusal(f"{_STATE} <> '{PublicationState.BUILT}'", "公示件已经批准，内容不得增补"),
            Refusal(f"{_FORM_OF} IS DISTINCT FROM NEW.inspection_id", "登记表不是这一任务的"),
            Refusal(_ANOTHER_WAITS, "这一任务的结果另有公示件待批准"),
            Refusal(f"NEW.version <> 1 + {_STANDING}", "检查结果的版本须依次编号"),
        ),
    ),
    "amendment": Kept(
        "更正或撤回的决定",
        not_added=(
            Refusal(f"NOT {told('NEW.inspection_id')}", "检查结果尚未批准公示，不得更正或撤回"),
            Refusal(f"NEW.kind = '{ResultKind.WITHDRAWAL}' AND {_WITHDRAWN}", "检查结果已经撤回"),
            Refusal(f"NEW.return_id IS DISTINCT FROM {_IN_FORCE}", "登记表不是现行的一份"),
            Refusal(same_person("asked_by", "decided_by"), "更正或撤回不得由提出的人自己决定"),
        ),
    ),
    "disclosure": Kept(
        "公示包",
        may_change=(
            Opening(("state",), along(publications.MOVES), "公示包的状态不得这样变更"),
            Opening(
                ("taken_into_id",),
                "OLD.taken_into_id IS NULL AND NEW.taken_into_id IS NOT NULL "
                f"AND NEW.state = '{PackageState.WITHDRAWN}' AND EXISTS (SELECT 1 FROM disclosure d "
                "WHERE d.id = NEW.taken_into_id AND d.channel = NEW.channel AND d.id > NEW.id)",
                "公示包并入何处不得修改",
            ),
        ),
        not_added=(beginning(publications.MOVES, "公示包须先制作"),),
    ),
    "delivery_failure": Kept("未能送达的记录"),
    "receipt": Kept(
        "公示回执",
        not_added=(
            Refusal(
                "NOT EXISTS (SELECT 1 FROM disclosure d JOIN publication p ON "
                "p.id = d.publication_id WHERE d.id = NEW.disclosure_id "
                "AND p.released_on IS NOT NULL)",
                "公示未经批准，不得送达",
            ),
            Refusal(
                "NEW.put_up_at <> '' AND length(trim(NEW.put_up_by)) = 0",
                "人工上传的回执须写明经办人",
            ),
        ),
    ),
    "firm_reply": Kept(
        "企业的说明",
        not_added=(
            Refusal(f"NOT {told('NEW.inspection_id')}", "检查结果尚未公布，不得登记企业的说明"),
            next_number("firm_reply", "version", "inspection_id", message="企业的说明须依次编号"),
        ),
    ),
}
