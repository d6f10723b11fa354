"""The announcement of a draw as the public gets it, before anything is drawn (第十七条)."""

from __future__ import annotations

import json

from models import database
from models.rules.draw.announcement import LEVELS, level
from reports.public_site import page
from tasks.draw_ids import draw_of
from tasks.parameters import in_force
from tasks.publication import file_name
from tasks.results import house


def announcement_files(draw_id: str) -> dict[str, bytes]:
    """A page and the canonical JSON whose digest was announced, by file name.

    Raises:
        Refused: there is no such draw.

    Duty: 17.1 (第十七条).
    """
    with database.reading() as session:
        draw = draw_of(session, draw_id)
        said = json.loads(draw.announcement)
        name = f"announcement-{file_name(draw_id)}"
        reached = level(said["sources"])
        return {
            f"{name}.json": draw.announcement.encode(),
            f"{name}.html": page(
                "announcement",
                house(in_force(session, draw.region, draw.announced_on)),
                f"抽取公告 {draw_id}",
                said["date"],
                said=said,
                digest=draw.announcement_digest,
                level=reached,
                assurance=LEVELS[reached],
                file=f"{name}.json",
            ),
        }
