"""Record forms and what is done about their findings (第二十、二十一、二十三条)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule
from sqlalchemy import select as select_columns
from sqlmodel import col, select

from flows.sample.answers import CONFORMS, KEEPS_OUT, SHORT_LOGS
from models import database
from models.tables import FindingRecord, HandlingStep, Inspection, RecordReturn
from tasks.inspect.dispositions import dispose, undisposed
from tasks.inspect.inspections import Assigned
from tasks.inspect.returns import import_returns
from tasks.inspect.send_back import send_back
from tests import walk
from tests.tasks.second_time.acts import (
    ACTORS,
    AGO,
    DONE,
    REFUSED,
    REQUESTS,
    UNCHANGED,
    Acts,
    stands,
)

OUTCOMES = {CONFORMS: "conform", SHORT_LOGS: "non_conform", KEEPS_OUT: "not_cooperating"}
BACK = {True: "returned", False: "sent_back"}
POINT = "D3"
"""What the short logs come to."""


@dataclass
class ReturnModel:
    """The form in force of one inspection, and what was done about its finding."""

    version: int
    story: str
    received_on: date
    disposed: tuple[str, str, str] | None = None
    opinion: str | None = None
    """With what it was sent back."""


class ReturnActs(Acts):
    """Forms of two inspections, corrected to and fro, and their dispositions."""

    def __init__(self) -> None:
        super().__init__()
        self.tasks: list[Assigned] = []
        self.in_force: dict[str, ReturnModel] = {}

    @initialize()
    def look(self) -> None:
        """The first two inspections of the draw."""
        self.tasks = walk.open_ones()[:2]

    @rule(
        nth=st.integers(0, 1),
        story=st.sampled_from(list(OUTCOMES)),
        ago=AGO,
        actor=ACTORS,
        request=REQUESTS,
    )
    def hand_in(self, nth: int, story: str, ago: int, actor: str, request: str | None) -> None:
        """The form in force again changes nothing; any other is the next version."""
        day, each = self.day(ago), self.tasks[nth]
        number, before = each.task.number, self.in_force.get(each.task.number)
        if before is not None and before.story == story:
            expected = UNCHANGED
        elif day < max(before.received_on if before else day, walk.DRAW_DAY):
            expected = REFUSED
        else:
            expected = DONE
        path = walk.fill(self.home, each, walk.DRAW_DAY, story)
        answer = self.attempt(
            f"returns:{walk.REGION}",
            request,
            expected,
            lambda: import_returns(path, walk.REGION, day, actor, request, reason=walk.CHANGED),
            day=day,
            actor=actor,
        )
        if answer is None:
            return
        assert (answer["received"], answer["unchanged"]) == (
            ([number], []) if answer["act"] == DONE else ([], [number])
        )
        if answer["act"] == DONE:
            version = before.version + 1 if before else 1
            self.in_force[number] = ReturnModel(version, story, day)

    @rule(
        nth=st.integers(0, 1),
        opinion=st.sampled_from(["请核对日志天数", "请补接待人"]),
        ago=AGO,
        actor=ACTORS,
        request=REQUESTS,
    )
    def send_back(self, nth: int, opinion: str, ago: int, actor: str, request: str | None) -> None:
        """A form goes back once, with one opinion, until another is in."""
        day, number = self.day(ago), self.tasks[nth].task.number
        form = self.in_force.get(number)
        if form is not None and form.opinion is not None:
            expected = UNCHANGED if form.opinion == opinion else REFUSED
        elif form is None or day < form.received_on:
            expected = REFUSED
        else:
            expected = DONE
        answer = self.attempt(
            f"returns.send_back:{number}",
            request,
            expected,
            lambda: send_back(number, opinion, day, actor, request=request),
            day=day,
            actor=actor,
        )
        if answer is not None and form is not None:
            form.opinion = opinion

    @rule(
        nth=st.integers(0, 1),
        content=st.sampled_from(
            [("handle", "罚字1号", ""), ("handle", "罚字2号", ""), ("transfer", "移字1号", "区文旅局")]
        ),
        department=st.booleans(),
        ago=AGO,
        actor=ACTORS,
        request=REQUESTS,
    )  # fmt: skip
    def dispose(
        self,
        nth: int,
        content: tuple[str, str, str],
        department: bool,
        ago: int,
        actor: str,
        request: str | None,
    ) -> None:
        """Each finding once; a transfer names its receiver."""
        day, number = self.day(ago), self.tasks[nth].task.number
        kind, document, to = content
        given = to if department else ""
        form = self.in_force.get(number)
        if form is None or form.story != SHORT_LOGS or day < walk.DRAW_DAY or given != to:
            expected = REFUSED
        elif form.disposed is not None:
            expected = UNCHANGED if form.disposed == content else REFUSED
        else:
            expected = DONE if form.opinion is None else REFUSED
        answer = self.attempt(
            f"disposition:{number}:{POINT}",
            request,
            expected,
            lambda: dispose(number, POINT, kind, document, day, actor, given, request),
            day=day,
            actor=actor,
        )
        if answer is not None and form is not None:
            form.disposed = content

    @stands
    def what_stands_is_what_the_model_says(self) -> None:
        """The return in force, its version and day, and the findings still open."""
        with database.reading() as session:
            standing = {
                number: (state, version, outcome, received_on)
                for number, state, version, outcome, received_on in session.execute(
                    select_columns(
                        Inspection.number,
                        Inspection.state,
                        RecordReturn.version,
                        RecordReturn.outcome,
                        RecordReturn.received_on,
                    ).join(RecordReturn, col(RecordReturn.id) == col(Inspection.current_return_id))
                )
            }
            disposed = {
                number: (kind, document, department)
                for number, kind, document, department in session.exec(
                    select(
                        Inspection.number,
                        HandlingStep.act,
                        HandlingStep.document,
                        HandlingStep.department,
                    )
                    .join(
                        FindingRecord,
                        col(FindingRecord.return_id) == col(Inspection.current_return_id),
                    )
                    .join(HandlingStep, col(HandlingStep.finding_id) == col(FindingRecord.id))
                )
            }
        assert standing == {
            number: (
                BACK[form.opinion is None],
                form.version,
                OUTCOMES[form.story],
                form.received_on,
            )
            for number, form in self.in_force.items()
        }
        assert disposed == {
            number: form.disposed for number, form in self.in_force.items() if form.disposed
        }
        assert sorted(undisposed(walk.REGION)) == sorted(
            (number, POINT)
            for number, form in self.in_force.items()
            if form.story == SHORT_LOGS and form.disposed is None
        )
