"""Results corrected, decided about, told, amended, in any order: what the public reads is what is in
force, and what may be told (第二十三条)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from sqlmodel import col, select

from flows.sample.answers import CONFORMS, KEEPS_OUT, SHORT_LOGS
from models import clock, database
from models.faults import Refused
from models.rules import file_names
from models.rules.results import ResultKind
from models.tables import Inspection, Publication, ResultVersion
from tasks.inspect.dispositions import dispose
from tasks.inspect.inspections import Assigned
from tasks.inspect.returns import import_returns
from tasks.publish.amend import amend
from tasks.publish.deliver import deliver_pending
from tasks.publish.due import build_due
from tasks.publish.release import release, unreleased
from tests import walk
from tests.tasks.second_time.acts import DONE, REFUSED, UNCHANGED, Acts

STORIES = [CONFORMS, SHORT_LOGS, KEEPS_OUT]
KINDS = [ResultKind.CORRECTION, ResultKind.CORRECTION, ResultKind.WITHDRAWAL]
WORDS = [("误一", "说明一"), ("误二", "说明二"), (" ", "说明")]
WITHDRAWN = ("withdrawn",)
SETTLED_AFTER_DAYS = 20
TURNS = ("told", "corrected", "withdrawal", "released", "overtaken", "held", "taken back")
"""What the acts have to come to, at least once."""

Reading = tuple[Any, ...]
"""What is read of an inspection: the form's number, its story, whether its finding is handled."""


@dataclass
class ResultModel:
    """One inspection: its form in force, what was released of it last, and what was decided since."""

    form: int = 0
    story: str = ""
    handled: bool = False
    told: Reading | None = None
    decided: str = ""  # "", "correction" (waits for a form), "corrected", "withdrawal"
    words: tuple[str, str] = ("", "")

    def should_read(self) -> Reading | None:
        """What the public should read once everything due is out."""
        if self.decided == "withdrawal":
            return WITHDRAWN
        waits = self.decided == "correction" or (self.told == WITHDRAWN and not self.decided)
        if waits or not self.form:
            return self.told
        return (self.form, self.story, self.handled)


class ResultActs(Acts):
    """Two inspections of a draw whose other forms are in.

    Driven by a seed, so that every run goes deep: what matters here comes after a release, which a
    machine that begins with short runs hardly reaches. ``seen`` counts what it came to.
    """

    def __init__(self) -> None:
        super().__init__()
        self.tasks: list[Assigned] = []
        self.models: dict[str, ResultModel] = {}
        self.package: tuple[str, dict[str, Reading | None]] | None = None
        self.on_its_way: list[tuple[str, set[str], dict[str, Reading | None]]] = []
        self.taken_back: set[str] = set()
        self.site: dict[str, Reading | None] = {}
        self.seen: Counter[str] = Counter()

    def drive(self, seed: int, steps: int) -> Counter[str]:
        """Random acts, the same for the same seed; what they came to."""
        chance = Random(seed)
        self.others_are_in()
        acts: list[Callable[[], None]] = [
            lambda: self.hand_in(chance.randrange(2), chance.choice(STORIES)),
            lambda: self.handle(chance.randrange(2)),
            lambda: self.amend(chance.randrange(2), chance.choice(KINDS), chance.choice(WORDS)),
            self.build,
            self.release,
            self.deliver,
            self.everything_due_goes_out,
            lambda: self.withdraw_on_the_way(chance.randrange(2)),
            lambda: self.change_before_release(chance.randrange(2), chance.choice(STORIES)),
        ]
        for _ in range(steps):
            chance.choices(acts, weights=(6, 3, 6, 5, 6, 2, 1, 1, 1))[0]()
        return self.seen

    def others_are_in(self) -> None:
        """Three clean forms."""
        self.tasks = walk.open_ones()
        for each in self.tasks[2:]:
            self._hand_in(each, CONFORMS)
        self.tasks = self.tasks[:2]
        self.models = {each.task.number: ResultModel() for each in self.tasks}

    def _hand_in(self, each: Assigned, story: str) -> str:
        path = walk.fill(self.home, each, walk.DRAW_DAY, story)
        return self._act(
            lambda: import_returns(path, walk.REGION, self.today, walk.CLERK, reason=walk.CHANGED)
        )

    def _act(self, act: Any) -> str:
        with clock.held_at(self.today):
            try:
                return str(act()["act"])
            except Refused:
                return REFUSED

    def hand_in(self, nth: int, story: str) -> None:
        """Freely before the release; then once for each correction."""
        each = self.tasks[nth]
        model = self.models[each.task.number]
        if model.form and model.story == story:
            expected = UNCHANGED
        else:
            expected = REFUSED if model.told and model.decided != "correction" else DONE
        assert self._hand_in(each, story) == expected
        if expected == DONE:
            model.form, model.story, model.handled = model.form + 1, story, False
            model.decided = "corrected" if model.decided else ""

    def handle(self, nth: int) -> None:
        """What was found is decided about, once for each form."""
        number = self.tasks[nth].task.number
        model = self.models[number]
        found = model.story == SHORT_LOGS
        expected = (UNCHANGED if model.handled else DONE) if found else REFUSED
        act = lambda: dispose(number, "D3", "handle", "罚字1号", self.today, walk.LEADER)  # noqa: E731
        assert self._act(act) == expected
        model.handled = found

    def amend(self, nth: int, kind: ResultKind, words: tuple[str, str]) -> None:
        """Only what was released, once, with a reason; a withdrawal also of what is to be corrected."""
        number = self.tasks[nth].task.number
        model = self.models[number]
        stands = bool(model.decided) or model.told == WITHDRAWN
        before = {"corrected": "correction", "": "withdrawal"}.get(model.decided, model.decided)
        if stands and (before, *model.words) == (str(kind), *words):
            expected = UNCHANGED
        elif model.told is None or not words[0].strip() or model.decided == "withdrawal":
            expected = REFUSED
        elif kind == ResultKind.WITHDRAWAL:
            expected = REFUSED if model.told == WITHDRAWN else DONE
        else:
            expected = REFUSED if model.decided == "correction" else DONE
        assert self._act(lambda: amend(kind, number, *words, self.today, walk.LEADER)) == expected
        if expected == DONE:
            model.decided, model.words = str(kind), words

    def build(self) -> None:
        """What waits for its release is what is in force."""
        with clock.held_at(self.today):
            build_due(walk.REGION, self.today)
        self._look()
        if self.package is not None:
            for number, reading in self.package[1].items():
                assert reading == self.models[number].should_read()

    def release(self) -> None:
        """Only what is in force; what is not is overtaken, and what stands in its place is."""
        if self.package is None:
            return
        matter, readings = self.package
        stale = any(
            reading != self.models[number].should_read() for number, reading in readings.items()
        )
        done = self._act(lambda: release(matter, self.today, walk.LEADER))
        assert done == (REFUSED if stale else DONE)
        self.seen["overtaken" if stale else "released"] += 1
        if stale:
            self._look()
            return
        withdrawn = set()
        for number, reading in readings.items():
            model = self.models[number]
            self.seen[model.decided or "told"] += 1
            model.told = reading
            withdrawn |= {number} if reading == WITHDRAWN else set()
            model.decided = ""
        # What still told the withdrawn text and had not left is not sent any more.
        stopped = {matter for matter, told, _ in self.on_its_way if told & withdrawn}
        self.on_its_way = [each for each in self.on_its_way if each[0] not in stopped]
        self.taken_back |= stopped
        self.seen["taken back"] += len(stopped)
        everything = {number: model.told for number, model in self.models.items()}
        self.on_its_way.append((matter, set(readings), everything))
        self.package = None

    def deliver(self) -> None:
        """In order; what is to be withdrawn, and all after it, waits."""
        for matter in unreleased(walk.REGION):
            if "/results/" not in matter:
                assert self._act(lambda m=matter: release(m, self.today, walk.LEADER)) == DONE
        with clock.held_at(self.today):
            deliver_pending(walk.REGION, self.today)
        gone = {n for n, model in self.models.items() if model.decided == "withdrawal"}
        self.seen["held"] += bool(self.on_its_way) and bool(self.on_its_way[0][1] & gone)
        while self.on_its_way and not self.on_its_way[0][1] & gone:
            self.site = self.on_its_way.pop(0)[2]
        self._compare()

    def withdraw_on_the_way(self, nth: int) -> None:
        """A withdrawal between a release and its delivery."""
        self.release()
        self.amend(nth, ResultKind.WITHDRAWAL, WORDS[0])
        self.deliver()

    def change_before_release(self, nth: int, story: str) -> None:
        """What is built is not in force any more when it is to be released."""
        self.build()
        self.hand_in(nth, story)
        self.amend(nth, ResultKind.CORRECTION, WORDS[1])
        self.release()

    def everything_due_goes_out(self) -> None:
        """After some weeks nothing is left to wait for but a form."""
        self.today += timedelta(days=SETTLED_AFTER_DAYS)
        self.build()
        if self.package is not None:
            self.release()
        self.deliver()
        for number, model in self.models.items():
            assert model.told == model.should_read()
            assert self.site.get(number) == model.told

    def _look(self) -> None:
        """The package of results that waits, and what it tells: at most one."""
        with database.reading() as session:
            rows = session.exec(
                select(Publication.matter, Inspection.number, ResultVersion.kind)
                .join(ResultVersion, col(ResultVersion.publication_id) == col(Publication.id))
                .join(Inspection, col(Inspection.id) == col(ResultVersion.inspection_id))
                .where(Publication.state == "built")
            ).all()
        waiting = {matter for matter, _, _ in rows}
        assert len(waiting) <= 1
        carried = {
            number: self.models[number].should_read()
            for _, number, _ in rows
            if number in self.models
        }
        if not waiting:
            self.package = None
        elif self.package is None or self.package[0] not in waiting:
            self.package = (waiting.pop(), carried)

    def _compare(self) -> None:
        """The page on the site against the model."""
        path = self.home / "site" / walk.REGION / "results-350105-WB-01-2026-5.json"
        rows = {}
        if path.exists():
            rows = {row["number"]: row for row in json.loads(path.read_bytes())["results"]}
        sent = {path.stem for path in (self.home / "delivered").rglob("*.zip")}
        assert not sent & {file_names.file_stem(matter) for matter in self.taken_back}
        for number in self.models:
            assert _read(rows.get(number)) == _told(self.site.get(number))


def _told(reading: Reading | None) -> tuple[str, str] | None:
    """A reading in the page's words: what was found, and what is done about it."""
    if reading is None:
        return None
    if reading == WITHDRAWN:
        return ("撤回", "")
    _, story, handled = reading
    if story == SHORT_LOGS:
        return ("计费", "依法" if handled else "正在")
    return ("未发" if story == CONFORMS else "不予", "")


def _read(row: dict[str, Any] | None) -> tuple[str, str] | None:
    return None if row is None else (row["result"][:2], row["disposition"][:2])
