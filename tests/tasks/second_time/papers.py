"""What leaves the house on paper, comes in by the inbox, and is written and sent by itself
(第九、十三、十七、二十条)."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import rule
from sqlmodel import col, select

from models import clock, database
from models.home import home
from models.rules.rosters import RosterKind
from models.tables import RosterVersion
from tasks.draw.copies import copy_of
from tasks.inspect.chase import chase
from tasks.inspect.messages import send_pending
from tasks.inspect.task_sheets import export_forms, write_task_sheets
from tasks.plan.year_sheet import write_year_sheet
from tasks.rosters.received import NOTHING_NEW, refresh_rosters
from tests import walk
from tests.tasks.second_time.acts import (
    ACTORS,
    AGO,
    DONE,
    KNOWN,
    REFUSED,
    REQUESTS,
    UNCHANGED,
    Acts,
    Answer,
    stands,
    stored,
)
from tests.tasks.second_time.house import CHANGED

DRAW_ID = "350105/WB-01/2026-5"
OFFICERS = 8
"""Who has a workbook of the draw that is out, at most: the sample's inspectors."""


class PaperActs(Acts):
    """Forms and records taken, the year sheet, the inbox, reminders; a draw is dispatched."""

    def __init__(self) -> None:
        super().__init__()
        self.papers = Path(self.home) / "papers"
        self.year_sheet = False
        self.rosters = [(walk.SUBJECTS, walk.DRAW_DAY)]
        self.received: Path | None = None
        self.files = 0
        self.left: Path | None = None

    @rule(ago=AGO, actor=ACTORS, request=REQUESTS)
    def take_forms(self, ago: int, actor: str, request: str | None) -> None:
        """Whoever takes them is on record each time; there are none before they are dispatched."""
        day = self.day(ago)
        answer = self.attempt(
            f"forms.export:{walk.REGION}",
            request,
            DONE if day >= walk.DRAW_DAY else UNCHANGED,
            lambda: export_forms(walk.REGION, day, self.papers, actor, request=request),
            day=day,
            actor=actor,
        )
        if answer is not None:
            taken = len(answer["workbooks"])
            assert 0 < taken <= OFFICERS if day >= walk.DRAW_DAY else taken == 0

    @rule(ago=AGO, actor=ACTORS, request=REQUESTS)
    def take_record(self, ago: int, actor: str, request: str | None) -> None:
        """Before its release every taking is on record; none before the draw is confirmed."""
        day = self.day(ago)

        def take() -> Answer:
            before = stored()["audit_event"]
            copy_of(DRAW_ID, day, actor, early=True, request=request)
            return {"act": DONE if stored()["audit_event"] > before else KNOWN}

        self.attempt(
            f"draw.copy:{DRAW_ID}",
            request,
            DONE if day >= walk.DRAW_DAY else REFUSED,
            take,
            day=day,
            actor=actor,
        )

    @rule(ago=AGO, actor=ACTORS, request=REQUESTS)
    def print_year(self, ago: int, actor: str, request: str | None) -> None:
        """Written while it isn't there."""
        day = self.day(ago)
        answer = self.attempt(
            f"year_sheet.write:{walk.REGION}/2026",
            request,
            UNCHANGED if self.year_sheet else DONE,
            lambda: write_year_sheet(walk.REGION, 2026, day, self.papers, actor, request=request),
            day=day,
            actor=actor,
        )
        self.year_sheet |= answer is not None
        assert self.year_sheet == (self.papers / "350105-2026.html").exists()

    @rule()
    def year_sheet_goes(self) -> None:
        """What was handed over may be taken away."""
        (self.papers / "350105-2026.html").unlink(missing_ok=True)
        self.year_sheet = False

    @rule(path=st.sampled_from([walk.SUBJECTS, CHANGED]))
    def leave_roster(self, path: Path) -> None:
        """A clerk leaves a file in the inbox."""
        inbox = home() / "inbox" / walk.REGION / RosterKind.SUBJECTS
        inbox.mkdir(parents=True, exist_ok=True)
        self.files += 1
        left = inbox / f"{self.files}.xlsx"
        shutil.copy(path, left)
        os.utime(left, (self.files, self.files))
        self.left = path

    @rule(ago=st.sampled_from([0, 0, 1, 3]))
    def take_rosters(self, ago: int) -> None:
        """The newest file is taken once; what it holds is in force, unless it does already."""
        day, newest = self.day(ago), self.left
        stands, on = self.rosters[-1]
        before = stored()
        with clock.held_at(self.today):
            outcomes = refresh_rosters(walk.REGION, day)
        assert outcomes[RosterKind.INSPECTORS] == NOTHING_NEW
        outcome = outcomes[RosterKind.SUBJECTS]
        if newest in (None, self.received):
            assert (outcome, stored()) == (NOTHING_NEW, before)
        elif newest != stands and day < on:
            assert "早于" in "".join(outcome["faults"])
            assert stored() == before
        else:
            assert outcome["act"] == (UNCHANGED if newest == stands else DONE)
            self.received = newest
            if newest != stands:
                self.rosters.append((newest, day))

    @rule(ago=st.sampled_from([0, 0, 1, 3]))
    def by_itself(self, ago: int) -> None:
        """Reminders are written and sent, sheets printed; a second time on a day nothing is."""
        day = self.day(ago)
        with clock.held_at(self.today):
            for act in (chase, write_task_sheets, send_pending):
                act(walk.REGION, day)
            before = stored()
            for act in (chase, write_task_sheets, send_pending):
                assert act(walk.REGION, day)["act"] == UNCHANGED
        assert stored() == before

    @stands
    def papers_stand_as_modelled(self) -> None:
        """Every version of the roster, each on its day."""
        with database.reading() as session:
            versions = session.exec(
                select(RosterVersion.as_of)
                .where(RosterVersion.kind == RosterKind.SUBJECTS)
                .order_by(col(RosterVersion.number))
            ).all()
            assert list(versions) == [on for _, on in self.rosters]
