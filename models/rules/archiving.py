"""What is ready for the archive (归档), the sixth step."""

from __future__ import annotations

from models.rules.inspection import InspectionState


def ready_for_archive(
    state: InspectionState, open_findings: int, *, told: bool, drawn: bool, photographed: bool
) -> bool:
    """Whether nothing is left to do about an inspection: its result is public, every finding is handled
    to its end and that is ``told`` too, and its draw, if it has one, has a photograph.

    Duty: 10.3, 18.1, 21.1, 23.1 (第十条末款、第十八条、第二十一条、第二十三条).
    """
    settled = state == InspectionState.PUBLISHED and open_findings == 0 and told
    return settled and (photographed or not drawn)
