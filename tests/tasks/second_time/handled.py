"""Orders, evidence, rechecks, decisions and answers, in any order (第二十一条)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from flows.sample.answers import CLOSED, CONFORMS, SHORT_LOGS
from models.clock import held_at
from tasks.inspect.dispositions import dispose
from tasks.inspect.mended import correct_entry
from tasks.inspect.recheck import open_recheck
from tasks.inspect.rectify import order, submit
from tasks.inspect.returns import import_returns
from tasks.inspect.transfers import answer
from tasks.overview.handling import handling
from tests import walk
from tests.tasks.second_time.acts import DONE, REFUSED, UNCHANGED, Acts

POINT = "D3"
WAITS = ("责令改正", "已提交改正材料", "未改正", "复查未果")
DECIDED = {"handle": "已查处", "transfer": "已移送", "criminal": "涉嫌犯罪已移送"}
STAGES = (*WAITS, "复查中", "已改正", "逾期未改正", *DECIDED.values(), "移送被退回")
"""What the acts have to reach, at least once."""

LEADS = {
    ("已移送", "dealt_with"): "移送已获答复",
    ("已移送", "returned"): "移送被退回",
    ("涉嫌犯罪已移送", "filed"): "涉嫌犯罪已立案",
    ("涉嫌犯罪已移送", "not_filed"): "移送被退回",
}


@dataclass
class HandlingModel:
    """A finding: where it stands, since when, its last decision, the term, what was entered."""

    stage: str = "待处理"
    since: date = walk.DRAW_DAY
    decision: tuple[str, str, str] | None = None
    said: tuple[str, str] | None = None
    until: date = walk.DRAW_DAY
    evidence: set[str] = field(default_factory=set)
    recheck: str = ""
    steps: int = 0

    def to(self, stage: str, day: date) -> None:
        """The next step was entered on a day."""
        self.stage, self.since, self.steps = stage, day, self.steps + 1


class HandlingActs(Acts):
    """The findings of a whole draw, one after the other and together.

    Driven by a seed, so that every run goes deep: a machine that begins with short runs decides at
    once, and everything is over. ``seen`` counts the stages that were reached.
    """

    def __init__(self) -> None:
        super().__init__()
        self.models: dict[str, HandlingModel] = {}
        self.number = ""
        self.seen: Counter[str] = Counter()

    @property
    def model(self) -> HandlingModel:
        """The finding that is acted on."""
        return self.models[self.number]

    def drive(self, seed: int, acts: int) -> Counter[str]:
        """Random acts, the same for the same seed; which stages they reached."""
        chance = Random(seed)
        self.find()
        for n in range(acts):
            self.number = chance.choice(list(self.models))
            who = (
                chance.choice([0, 0, 0, 0, 0, 1, -1]),
                chance.choice(
                    [walk.CLERK, walk.LEADER, f"{walk.CLERK} ", walk.CHIEF, walk.CHIEF, " "]
                ),
                chance.choice([None, None, None, "请求甲"]),
            )
            self._act(chance, who)
            if n % 10 == 9:
                self.what_stands_is_what_the_model_says()
        return self.seen

    def _act(self, chance: Random, who: tuple[int, str, str | None]) -> None:
        acts: list[Callable[[], None]] = [
            lambda: self.order(chance.randint(1, 2), chance.choice([0, 3]), *who),
            lambda: self.submit(chance.randint(1, 2), *who),
            lambda: self.send_out(*who),
            lambda: self.look_again(chance.choice([CONFORMS, SHORT_LOGS, SHORT_LOGS, CLOSED])),
            lambda: self.decide(chance.choice(list(DECIDED)), chance.randint(1, 2), *who),
            lambda: self.be_answered(chance.choice([each for _, each in LEADS]), *who),
            lambda: self.put_right(chance.randint(1, 3), *who),
            self.time_goes_on,
        ]
        chance.choices(acts, weights=(5, 3, 4, 5, 2, 3, 2, 1))[0]()

    def time_goes_on(self) -> None:
        """A day later."""
        self.today += timedelta(days=1)

    def find(self) -> None:
        """Every inspection of the draw found that logs are too short."""
        for each in walk.open_ones():
            self.models[each.task.number] = HandlingModel()
            path = walk.fill(self.home, each, walk.DRAW_DAY, SHORT_LOGS)
            with held_at(self.today):
                import_returns(path, walk.REGION, self.today, walk.CLERK)

    def _to(self, stage: str, day: date) -> None:
        self.model.to(stage, day)
        self.seen[stage] += 1

    def _try(
        self, what: str, expected: str, act: Any, day: date, actor: str, request: str | None
    ) -> Any:
        if expected == DONE and day < self.model.since:
            expected = REFUSED
        subject = f"{what}:{self.number}" + ("" if what == "handling.recheck" else f":{POINT}")
        return self.attempt(subject, request, expected, act, day=day, actor=actor)

    def order(self, n: int, term: int, ago: int, actor: str, request: str | None) -> None:
        """Of what is not handled yet, or came to nothing."""
        day, model, document = self.day(ago), self.model, f"责改{n}号"
        until = day + timedelta(days=term)
        open_ = model.stage in ("待处理", "未改正", "逾期未改正", "移送被退回")
        same = model.decision == ("order", document, "") and model.until == until
        expected = DONE if open_ else UNCHANGED if model.stage == "责令改正" and same else REFUSED
        act = lambda: order(  # noqa: E731
            self.number, POINT, document, day, actor, until=until, request=request
        )
        told = self._try("handling.order", expected, act, day, actor, request)
        if told is not None and told["act"] == DONE:
            self._to("责令改正", day)
            model.decision, model.until = ("order", document, ""), until

    def submit(self, n: int, ago: int, actor: str, request: str | None) -> None:
        """Of what was ordered; the same file again changes nothing."""
        day, model = self.day(ago), self.model
        path = Path(self.home) / f"材料{n}.txt"
        path.write_text(str(n))
        expected = DONE if model.stage in WAITS else REFUSED
        if model.stage == "已提交改正材料" and path.name in model.evidence:
            expected = UNCHANGED
        act = lambda: submit(self.number, POINT, [path], day, actor, request=request)  # noqa: E731
        told = self._try("handling.evidence", expected, act, day, actor, request)
        if told is not None and told["act"] == DONE:
            self._to("已提交改正材料", day)
            model.evidence.add(path.name)

    def send_out(self, ago: int, actor: str, request: str | None) -> None:
        """Of what was ordered, once at a time."""
        day, model = self.day(ago), self.model
        expected = DONE if model.stage in WAITS else REFUSED
        if model.stage == "复查中":
            expected = UNCHANGED
        act = lambda: open_recheck(self.number, [], day, actor, request=request)  # noqa: E731
        told = self._try("handling.recheck", expected, act, day, actor, request)
        if told is not None and told["act"] == DONE:
            self._to("复查中", day)
            model.recheck = told["recheck"]

    def look_again(self, story: str) -> None:
        """A recheck that is out comes back."""
        model = self.model
        if model.stage != "复查中":
            return
        [each] = [one for one in walk.every_one() if one.task.number == model.recheck]
        path = walk.fill(self.home, each, self.today, story)
        with held_at(self.today):
            done = import_returns(path, walk.REGION, self.today, walk.CLERK)
        assert done["act"] == DONE
        late = "逾期未改正" if self.today > model.until else "未改正"
        self._to({CONFORMS: "已改正", CLOSED: "复查未果"}.get(story, late), self.today)

    def decide(self, kind: str, n: int, ago: int, actor: str, request: str | None) -> None:
        """Of what is not handled yet; of an order only once its term is over."""
        day, model = self.day(ago), self.model
        content = (kind, f"文{n}号", "区文旅局" if kind == "transfer" else "")
        open_ = model.stage in ("待处理", "逾期未改正", "移送被退回") or (
            model.stage in ("责令改正", "未改正", "复查未果") and day > model.until
        )
        same = model.decision == content and model.stage != "移送被退回"
        expected = DONE if open_ else REFUSED
        if same:
            expected = UNCHANGED
        act = lambda: dispose(  # noqa: E731
            self.number, POINT, kind, content[1], day, actor, content[2], request
        )
        told = self._try("disposition", expected, act, day, actor, request)
        if told is not None and told["act"] == DONE:
            self._to(DECIDED[kind], day)
            model.decision = content

    def be_answered(self, outcome: str, ago: int, actor: str, request: str | None) -> None:
        """Of what was transferred, by an answer of its kind."""
        day, model = self.day(ago), self.model
        after = LEADS.get((model.stage, outcome))
        expected = DONE if after else REFUSED
        if model.said == (model.stage, outcome):
            expected = UNCHANGED
        act = lambda: answer(  # noqa: E731
            self.number, POINT, outcome, "函1号", day, actor, request=request
        )
        told = self._try("handling.answer", expected, act, day, actor, request)
        if told is not None and told["act"] == DONE and after:
            self._to(after, day)
            model.said = (after, outcome)

    def put_right(self, n: int, ago: int, actor: str, request: str | None) -> None:
        """The document of the last decision or answer; here only while there is no answer."""
        day, model, document = self.day(ago), self.model, f"文{n}号"
        if model.said is not None and model.said[0] == model.stage:
            return
        expected = DONE if model.decision else REFUSED
        if model.decision and model.decision[1] == document:
            expected = UNCHANGED
        act = lambda: correct_entry(  # noqa: E731
            self.number, POINT, "误抄", day, actor, document=document, request=request
        )
        told = self._try("handling.correct", expected, act, day, actor, request)
        if told is not None and told["act"] == DONE and model.decision:
            self._to(model.stage, day)
            model.decision = (model.decision[0], document, model.decision[2])

    def what_stands_is_what_the_model_says(self) -> None:
        """Stage, decision and how many steps of each."""
        shown = handling(walk.REGION, self.today, every=True)
        assert [(each["number"], each["stage_name"], len(each["steps"])) for each in shown] == [
            (number, model.stage, model.steps) for number, model in self.models.items()
        ]
        for each, model in zip(shown, self.models.values(), strict=True):
            assert model.decision is None or f"（{model.decision[1]}）" in each["words"]
