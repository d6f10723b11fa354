"""The house: district file, item lists, rosters, plan, deductions, notices (第六至十六条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule
from sqlmodel import col, select

from models import database, district
from models.tables import AnnualPlan, Deduction, DistrictVersion, Period, RosterVersion
from tasks.base.terms import item_in_force
from tasks.lists.version import import_items
from tasks.plan.annual import approve_plan, make_plan
from tasks.plan.deduct import deduct
from tasks.rosters.refresh import refresh_roster
from tasks.setup.holiday_notices import add_notice
from tasks.setup.prepare import prepare
from tests import walk
from tests.conftest import SAMPLES
from tests.tasks.lists.test_version import item_list
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

CHANGED = SAMPLES / "市场主体名录库-变更.xlsx"
NOTICE = """
year = 2027
number = "虚构〔2026〕1号"
issued_on = 2026-09-01
days_off = [{off}]
"""
FIRST_DRAW_DAY = {None: date(2027, 1, 4), "2027-01-04": date(2027, 1, 5), "2027-01-05": date(2027, 1, 4)}  # fmt: skip
"""By which holidays the first working day of 2027 falls on which day."""

RATIOS = {"5%": "1/20", "50%": "1/2"}


class HouseActs(Acts):
    """What stands before anything is drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.files = Path(self.home) / "files"
        self.files.mkdir(exist_ok=True)
        self.second_version = False
        self.ratio, self.listed_on = "", walk.NEW_YEAR
        self.rosters = [(walk.SUBJECTS.name, walk.DRAW_DAY)]
        self.planned_on: date | None = None
        self.approved: tuple[str, date] | None = None
        self.deducted: dict[str, int] = {}
        self.off: str | None = None

    @initialize(begun=st.sampled_from([True, True, False]))
    def begin(self, begun: bool) -> None:
        """Most runs begin with a plan and a notice: what comes after is reached."""
        if begun:
            self.make(0, walk.CLERK, None)
            self.notice("2027-01-04", 0, walk.CLERK, None)

    @rule(lead=st.sampled_from([5, 5, 6]), ago=AGO, actor=ACTORS, request=REQUESTS)
    def load_district(self, lead: int, ago: int, actor: str, request: str | None) -> None:
        """A version is loaded once, with one content."""
        path, day = self.files / "2.toml", self.day(ago)
        text = (district.SHIPPED / "mawei.toml").read_text("utf-8")
        text = text.replace('version = "2026-1"', 'version = "2026-2"')
        path.write_text(text.replace("results_lead = { value = 5", f"results_lead = {{ value = {lead}"), "utf-8")  # fmt: skip
        if self.second_version:
            expected = UNCHANGED if lead == 5 else REFUSED
        else:
            expected = DONE if lead == 5 else None
        if expected is None:
            return
        answer = self.attempt(
            "district.load:350105/2026-2",
            request,
            expected,
            lambda: prepare(day, path, actor, request=request),
            day=day,
            actor=actor,
        )
        self.second_version |= answer is not None

    @rule(ratio=st.sampled_from(["5%", "50%", "4%"]), ago=AGO, actor=ACTORS, request=REQUESTS)
    def import_list(self, ratio: str, ago: int, actor: str, request: str | None) -> None:
        """Another list is a version; a ratio below the floor is none."""
        path, day = item_list(self.files, ("WB-01", ratio, "")), self.day(ago)
        if ratio not in RATIOS:
            expected = REFUSED
        elif ratio == self.ratio:
            expected = UNCHANGED
        else:
            expected = DONE if day >= self.listed_on else REFUSED
        answer = self.attempt(
            "items.import:350105",
            request,
            expected,
            lambda: import_items(path, walk.REGION, day, actor, request=request),
            day=day,
            actor=actor,
        )
        if answer is not None and answer["act"] == DONE:
            self.ratio, self.listed_on = ratio, day
        if answer is not None:
            assert answer["revised_on"]["single"] == str(self.listed_on)

    @rule(path=st.sampled_from([walk.SUBJECTS, CHANGED]), ago=AGO, actor=ACTORS, request=REQUESTS)
    def refresh(self, path: Path, ago: int, actor: str, request: str | None) -> None:
        """Another roster is a version, not before the one in force."""
        name, on = self.rosters[-1]
        day = self.day(ago)
        expected = UNCHANGED if path.name == name else DONE if day >= on else REFUSED
        answer = self.attempt(
            "roster.refresh:350105/WB-01/subjects",
            request,
            expected,
            lambda: refresh_roster("subjects", path, walk.REGION, day, actor, request=request),
            day=day,
            actor=actor,
        )
        if answer is None:
            return
        if answer["act"] == DONE:
            self.rosters.append((path.name, day))
        assert answer["version"] == len(self.rosters)
        assert (answer["from"], answer["as_of"]) == (path.name, str(self.rosters[-1][1]))

    @rule(ago=AGO, actor=ACTORS, request=REQUESTS)
    def make(self, ago: int, actor: str, request: str | None) -> None:
        """The plan of the next year is made once."""
        day = self.day(ago)
        answer = self.attempt(
            "plan.make:350105/WB-01/2027",
            request,
            UNCHANGED if self.planned_on else DONE,
            lambda: make_plan(walk.REGION, 2027, day, actor, request=request),
            day=day,
            actor=actor,
        )
        if answer is not None:
            self.planned_on = self.planned_on or day
            assert answer["made_on"] == str(self.planned_on)

    @rule(ago=AGO, actor=ACTORS, request=REQUESTS)
    def approve(self, ago: int, actor: str, request: str | None) -> None:
        """Once, not before it was made; who approved first is who approved."""
        day = self.day(ago)
        if self.approved:
            expected = UNCHANGED
        else:
            expected = DONE if self.planned_on and day >= self.planned_on else REFUSED
        answer = self.attempt(
            "plan.approve:350105/WB-01/2027",
            request,
            expected,
            lambda: approve_plan(walk.REGION, 2027, day, actor, request=request),
            day=day,
            actor=actor,
        )
        if answer is not None:
            self.approved = self.approved or (actor.strip(" \u200b"), day)
            assert (answer["approved_by"], answer["approved_on"]) == (
                self.approved[0],
                str(self.approved[1]),
            )

    @rule(
        document=st.sampled_from(["文1号", "文2号", "文3号"]),
        count=st.sampled_from([1, 1, 3, 0]),
        ago=AGO,
        actor=ACTORS,
        request=REQUESTS,
    )
    def deduct(self, document: str, count: int, ago: int, actor: str, request: str | None) -> None:
        """Each document once, all together no more than was due."""
        day, before = self.day(ago), self.deducted.get(document)
        if before is not None:
            expected = UNCHANGED if before == count else REFUSED
        else:
            fits = count > 0 and sum(self.deducted.values()) + count <= 6
            expected = DONE if fits else REFUSED
        answer = self.attempt(
            f"plan.deduct:350105/WB-01/2026/{document}",
            request,
            expected,
            lambda: deduct(walk.REGION, 2026, count, "停业", document, day, actor, request=request),
            day=day,
            actor=actor,
        )
        if answer is not None:
            self.deducted[document] = count
            assert answer["draws_left"] == 6 - sum(self.deducted.values())

    @rule(
        off=st.sampled_from(["2027-01-04", "2027-01-05"]), ago=AGO, actor=ACTORS, request=REQUESTS
    )
    def notice(self, off: str, ago: int, actor: str, request: str | None) -> None:
        """The last loaded notice of a year holds."""
        path, day = self.files / f"{off}.toml", self.day(ago)
        path.write_text(NOTICE.format(off=off), "utf-8")
        expected = REFUSED if day < walk.DRAW_DAY else UNCHANGED if off == self.off else DONE
        answer = self.attempt(
            "notice.add:CN/2027",
            request,
            expected,
            lambda: add_notice(path, day, actor, request=request),
            day=day,
            actor=actor,
        )
        if answer is not None:
            self.off = off

    @stands
    def the_house_stands_as_modelled(self) -> None:
        """What the database says is what the model says."""
        with database.reading() as session:
            versions = select(RosterVersion).where(RosterVersion.kind == "subjects")
            assert [
                (v.source_name, v.as_of)
                for v in session.exec(versions.order_by(col(RosterVersion.number)))
            ] == self.rosters
            if self.ratio:
                item = item_in_force(session, walk.REGION, "WB-01", self.today)
                assert item.ratio == RATIOS[self.ratio]
            deductions = {d.document: d.count for d in session.exec(select(Deduction))}
            assert deductions == self.deducted
            plan = session.exec(select(AnnualPlan).where(AnnualPlan.year == 2027)).first()
            assert (plan.made_on if plan else None) == self.planned_on
            if plan is not None:
                first = select(Period).where(Period.plan_id == plan.id, Period.number == 1)
                assert session.exec(first).one().draw_on == FIRST_DRAW_DAY[self.off]
            assert len(session.exec(select(DistrictVersion)).all()) == 1 + self.second_version
