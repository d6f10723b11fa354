"""A dossier has versions, each kept as it was; what differed from one is decided once.

Duty: 10.1, 13.1 (第十条、第十三条).
"""

from __future__ import annotations

from collections.abc import Mapping

from models.guards.shapes import Kept, Opening, Refusal, next_number

_FIRM = "(SELECT d.credit_code FROM dossier d WHERE d.id = NEW.dossier_id)"

DOSSIERS: Mapping[str, Kept] = {
    "dossier": Kept(
        "场所档案的版本",
        not_added=(
            next_number(
                "dossier", "version", "region", "credit_code", message="场所档案的版本须依次编号"
            ),
        ),
    ),
    "dossier_proposal": Kept(
        "现场差异",
        may_change=(
            Opening(
                ("decision", "reason", "decided_by", "decided_on"),
                "OLD.decision IS NULL AND NEW.decision IS NOT NULL "
                "AND length(trim(NEW.reason)) > 0 AND length(trim(NEW.decided_by)) > 0",
                "现场差异已经决定，或未写明理由和决定人",
            ),
        ),
        not_added=(
            Refusal("NEW.decision IS NOT NULL", "现场差异须先提出，再决定"),
            Refusal(f"{_FIRM} IS DISTINCT FROM NEW.credit_code", "场所档案不是这一家的"),
        ),
    ),
}
