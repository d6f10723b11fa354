"""One whole bimonthly cycle on the sample rosters, through the same doors that people use.

The days are invented (the autumn period of 2026, across Mid-Autumn, National Day and two make-up
days), and the clock stands at each of them in turn, so that every act is entered on its own day;
the flows, the files, the database and the messages are real.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from flows import cycle, daily, decide, refresh
from flows.sample import afterwards, people, terms
from flows.sample.answers import CLOSED, KEEPS_OUT, REFUSES_TO_SIGN, SHORT_LOGS
from flows.sample.people import CLERK, DRAW_ID, LEADER, PERIOD, REGION, YEAR
from models.clock import held_at
from models.rules.inspection import InspectionState
from tasks.lists import version
from tasks.overview import cycles
from tasks.plan import annual

NEW_YEAR = date(2026, 1, 5)
ANNOUNCED = date(2026, 9, 1)
DRAW_DAY = date(2026, 9, 2)
CHANGE_DAY = date(2026, 9, 3)
VISITS, LATE_VISIT = date(2026, 9, 8), date(2026, 9, 23)
FIRST_RETURNS = date(2026, 9, 11)
REMINDED, OVERDUE = date(2026, 9, 14), date(2026, 9, 22)
RECTIFIED_UNTIL = date(2026, 9, 21)
LATE_RETURNS = date(2026, 9, 24)
PUBLISHED = date(2026, 9, 28)
AMENDED, OBJECTED = date(2026, 9, 29), date(2026, 10, 9)
DECIDED = date(2026, 10, 13)


def run(samples: Path, say: Callable[[str], None]) -> None:
    """Walk the whole cycle; every part is harmless to repeat."""
    say("一、准备：数据库、区县参数、事项清单、年度计划")
    with held_at(NEW_YEAR):
        _plan(samples)
    say(f"二、{ANNOUNCED} 更新名录库、测算样本量，公告；领导批准公示，送达各渠道")
    with held_at(ANNOUNCED):
        _announce(samples)
    say(f"三、{DRAW_DAY} 见证人给出数字，抽取；附照片，领导确认；派发检查任务")
    with held_at(DRAW_DAY):
        _draw(samples)
    say(f"四、{CHANGE_DAY} 一家停业装修，申请变更，分管领导批准，递补")
    with held_at(CHANGE_DAY):
        _change(samples)
    say(f"五、{FIRST_RETURNS} 回收登记表；责令改正、复查，移送；催办，逾期的再催")
    _return(samples)
    say(f"六、{PUBLISHED} 领导批准，在各渠道公示；更新诚信档案与名单；归档")
    with held_at(PUBLISHED):
        _publish()
    say(f"七、{AMENDED} 更正一家的结果，刊登一家的说明，事先告知拟列入黑名单的两家")
    with held_at(AMENDED):
        _amend(samples)
    say(f"八、{DECIDED} 一家的异议成立，撤回结果；另一家期满无异议，列入黑名单；再公示、归档")
    _decide(samples)


def _plan(samples: Path) -> None:
    terms.load(NEW_YEAR)
    version.import_items(samples / "随机抽查事项清单.xlsx", REGION, NEW_YEAR, CLERK)
    annual.make_plan(REGION, YEAR, NEW_YEAR, CLERK)
    decide.approve_plan(REGION, YEAR, LEADER, NEW_YEAR)
    daily.daily_advance(REGION, NEW_YEAR)
    people.release_all(NEW_YEAR)


def _announce(samples: Path) -> None:
    people.leave_in_inbox(samples / "市场主体名录库.xlsx", "subjects")
    people.leave_in_inbox(samples / "执法检查人员名录库.csv", "inspectors")
    refresh.roster_refresh(REGION, ANNOUNCED)
    people.announce(ANNOUNCED, DRAW_DAY)
    cycle.bimonthly_cycle(REGION, YEAR, PERIOD, ANNOUNCED)
    people.release_all(ANNOUNCED)


def _draw(samples: Path) -> None:
    people.read_witness(DRAW_DAY)
    cycle.bimonthly_cycle(REGION, YEAR, PERIOD, DRAW_DAY)
    people.photograph(samples, DRAW_DAY)
    decide.confirm_draw(DRAW_ID, LEADER, DRAW_DAY)
    cycle.bimonthly_cycle(REGION, YEAR, PERIOD, DRAW_DAY)


def _change(samples: Path) -> None:
    states = cycles.cycle(REGION, YEAR, PERIOD, CHANGE_DAY)["states"]
    if InspectionState.REPLACED not in states:
        people.replace_one(samples / "停业说明.txt", CHANGE_DAY)


def _return(samples: Path) -> None:
    """Most are returned in time, each with a result of its own; the last comes late. What the first found
    is rectified and rechecked, what the last found is transferred."""
    with held_at(FIRST_RETURNS):
        early = people.tasks_out(FIRST_RETURNS)[:-1]
        stories = [SHORT_LOGS, REFUSES_TO_SIGN, KEEPS_OUT, CLOSED]
        people.hand_in(early, "第一批", FIRST_RETURNS, VISITS, stories)
        daily.daily_advance(REGION, FIRST_RETURNS)
        people.order_to_rectify(FIRST_RETURNS, RECTIFIED_UNTIL)
    with held_at(REMINDED):
        people.bring_evidence(samples / "整改说明.txt", REMINDED)
        daily.daily_advance(REGION, REMINDED)
    with held_at(OVERDUE):
        people.recheck_done(OVERDUE)
        daily.daily_advance(REGION, OVERDUE)
    with held_at(LATE_RETURNS):
        late = people.tasks_out(LATE_RETURNS)
        people.hand_in(late, "逾期", LATE_RETURNS, LATE_VISIT, [SHORT_LOGS])
        daily.daily_advance(REGION, LATE_RETURNS)
        people.transfer(LATE_RETURNS)


def _publish() -> None:
    """What was transferred is answered, the results go out, and then who is on a list because of them."""
    people.be_answered(PUBLISHED)
    people.release_all(PUBLISHED)
    daily.daily_advance(REGION, PUBLISHED)
    cycle.bimonthly_cycle(REGION, YEAR, PERIOD, PUBLISHED)
    people.release_all(PUBLISHED)
    daily.daily_advance(REGION, PUBLISHED)


def _amend(samples: Path) -> None:
    """What was entered wrongly is mended, and who is thought of for the blacklist is told."""
    afterwards.reply(samples / "整改说明.txt", AMENDED)
    afterwards.correct(AMENDED, VISITS)
    afterwards.tell(AMENDED)
    daily.daily_advance(REGION, AMENDED)
    people.release_all(AMENDED)


def _decide(samples: Path) -> None:
    """Whether each of the two comes onto the blacklist, once the days for an objection are over."""
    with held_at(OBJECTED):
        afterwards.object_to(samples / "异议书.txt", OBJECTED)
    with held_at(DECIDED):
        afterwards.uphold(DECIDED)
        afterwards.enter(DECIDED)
        people.release_all(DECIDED)
        daily.daily_advance(REGION, DECIDED)
