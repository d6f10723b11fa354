"""What comes after the results of the sample cycle are public: a correction, a firm's own words, an
objection that is upheld and the withdrawal that follows, an entry of the blacklist."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import NamedTuple

from flows import decide
from flows.sample.answers import CONFORMS
from flows.sample.people import CHIEF, CLERK, LEADER, REGION, YEAR, hand_in, tasks_out
from models.home import home
from models.rules.credit_lists import EntryClass, ListName
from tasks.credit import notice, objections
from tasks.credit.propose import Proposal, propose
from tasks.credit.show import archive_of
from tasks.publish import amend, replies

ONCE = "sample"
"""The request under which each of these is asked: a second run asks the same and changes nothing."""


class Public(NamedTuple):
    """A result as anybody finds it on the site."""

    number: str
    credit_code: str
    name: str


class Results(NamedTuple):
    """The results by what became of each, in the order in which the forms were handed in."""

    rectified: Public
    corrected: Public
    withdrawn: Public
    closed: Public
    listed: Public


def results() -> Results:
    """Read them from the site's data."""
    file = home() / "site" / REGION / "data" / f"results-{YEAR}.json"
    rows = json.loads(file.read_bytes())
    found = [Public(row["number"], row["credit_code"], row["name"]) for row in rows]
    return Results(*sorted(found))


def entry_of(credit_code: str, day: date) -> str:
    """The number of a firm's entry of the blacklist."""
    lists = archive_of(REGION, credit_code, day)["lists"]
    return str(next(each["number"] for each in lists if each["list"] == ListName.BLACKLIST))


def reply(paper: Path, day: date) -> None:
    """The firm that has rectified adds words of its own."""
    words = "本店已更换日志存储设备，日志现保存一百八十日以上。（虚构）"
    replies.reply(results().rectified.number, words, paper, day, CLERK, LEADER, request=ONCE)


def correct(day: date, visited_on: date) -> None:
    """A form was entered wrongly: the correction is decided, and the form mended."""
    number = results().corrected.number
    reason = "登记表录入有误，企业负责人当日已签字（虚构）"
    note = "企业当日已在检查记录上签字，原登记为未签字有误"
    amend.correct(number, reason, note, day, LEADER, asked_by=CLERK, request=ONCE)
    mended = [task for task in tasks_out(day) if task.number == number]
    hand_in(mended, "更正", day, visited_on, [CONFORMS])


def tell(day: date) -> None:
    """The clerk proposes a second entry of the blacklist, and both firms are told."""
    listed = results().listed
    proposal = Proposal(
        ListName.BLACKLIST,
        EntryClass.GENERAL,
        reason="计费系统日志保存不足，经移送查实",
        basis="第二十三条第二款；国办发〔2020〕49号",
        facts="检查发现计费系统日志保存不足规定天数，移送区文化市场执法大队，该队函复已经查处（虚构）",
        inspections=(listed.number,),
    )
    propose(REGION, listed.credit_code, proposal, day, CLERK, request=ONCE)
    for each in (results().withdrawn, listed):
        number = entry_of(each.credit_code, day)
        notice.serve_notice(number, day, CLERK, taken_by="企业负责人（虚构）", request=ONCE)


def object_to(paper: Path, day: date) -> None:
    """One of them objects."""
    number = entry_of(results().withdrawn.credit_code, day)
    said = "值班人员要求核对检查证件，核对以后已同意进入，没有拒绝检查（虚构）"
    objections.object_to(number, said, [paper], day, CLERK, request=ONCE)


def uphold(day: date) -> None:
    """The objection is upheld, and the result withdrawn on which the proposal rested."""
    withdrawn = results().withdrawn
    number, reason = entry_of(withdrawn.credit_code, day), "经核对现场录像，异议属实（虚构）"
    objections.decide_objection(number, True, reason, day, CHIEF, request=ONCE)
    note = "经核实，企业当日要求核对检查证件，核对后同意进入，原结果与事实不符"
    amend.withdraw(withdrawn.number, reason, note, day, LEADER, asked_by=CLERK, request=ONCE)


def enter(day: date) -> None:
    """The other did not object in its days, and comes onto the blacklist."""
    decide.decide_list_entry(entry_of(results().listed.credit_code, day), True, CHIEF, day)
