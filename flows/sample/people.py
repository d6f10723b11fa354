"""What people do in the sample cycle: leave files in the inbox, apply, decide, visit, fill in."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from flows import decide
from flows.sample.answers import CONFORMS, form
from models.home import home, make_folder
from models.rules import names, privacy
from models.rules.dispositions import DispositionKind
from models.rules.draw.reasons import SubjectLeaves
from models.rules.handling import Answer, Stage
from models.rules.task import Task
from reports.record_form import render
from tasks.base.files import put
from tasks.change import applications
from tasks.draw import announce as announcing
from tasks.draw import photos, sources
from tasks.inspect import dispositions, recheck, rectify, transfers
from tasks.inspect.task_sheets import forms_out
from tasks.overview.handling import handling
from tasks.publish.due import build_due
from tasks.publish.release import unreleased

REGION, YEAR, PERIOD = "350105", 2026, 5
DRAW_ID = names.draw_id(REGION, "WB-01", YEAR, PERIOD)
WITNESS, WITNESSED = "witness-digits/notary", "27182818284590452353602874713527"
CLERK, LEADER, CHIEF = "内勤（样例）", "大队领导（样例）", "分管领导（样例）"


def leave_in_inbox(file: Path, kind: str) -> None:
    """Leave a list in the inbox, as another body would."""
    target = home() / "inbox" / REGION / kind / file.name
    make_folder(target.parent)
    shutil.copyfile(file, target)
    target.chmod(privacy.FILE)


def announce(day: date, not_before: date) -> None:
    """Announce the draw with a witness's digits for a source."""
    announcing.announce(REGION, YEAR, PERIOD, day, CLERK, [WITNESS], not_before=not_before)


def read_witness(day: date) -> None:
    """Keep the digits that the witness gave."""
    sources.read_source(DRAW_ID, WITNESS, WITNESSED, day, CLERK)


def photograph(samples: Path, day: date) -> None:
    """Keep the photographs taken at the draw."""
    for picture in sorted(samples.glob("抽取现场-*.png")):
        photos.attach_photo(DRAW_ID, picture, day, CLERK)


def release_all(day: date) -> None:
    """Release whatever waits for the supervisor."""
    for matter in unreleased(REGION):
        decide.release_publication(matter, LEADER, day)


def replace_one(evidence: Path, day: date) -> None:
    """One subject has closed for works: applied for, and approved by the chief in charge."""
    applied = applications.apply(
        DRAW_ID, tasks_out(day)[0].credit_code, SubjectLeaves.SUSPENDED, [evidence], day, CLERK
    )
    decide.decide_change(applied["number"], True, CHIEF, day)


def tasks_out(day: date) -> list[Task]:
    """What has not come back, by number."""
    books = forms_out(REGION, day, lead_only=True).values()
    return sorted((task for book in books for task in book.tasks), key=lambda task: task.number)


def hand_in(
    returned: Sequence[Task], name: str, day: date, visited_on: date, stories: Sequence[str]
) -> None:
    """Fill in the forms, in turn by the ``stories`` (the last serves all that follow), and leave a
    workbook of each lead inspector in the inbox."""
    filled = {
        task.number: form(task, visited_on, stories[min(n, len(stories) - 1)])
        for n, task in enumerate(returned)
    }
    for book in forms_out(REGION, day, lead_only=True).values():
        theirs = [task for task in book.tasks if task.number in filled]
        if theirs:
            answered = {task.number: filled[task.number] for task in theirs}
            path = home() / "inbox" / REGION / "returns" / f"{name}-{book.badge_number}.xlsx"
            put(path, render(replace(book, tasks=theirs, filled=answered)))


def order_to_rectify(day: date, until: date) -> None:
    """Order what was found to be rectified until a day."""
    for number, point in _at(day, Stage.PENDING):
        rectify.order(number, point, "马公（网安）责改字〔2026〕样例1号", day, LEADER, until=until)


def bring_evidence(file: Path, day: date) -> None:
    """The firm says that it has rectified, and a recheck is sent out."""
    for number, point in _at(day, Stage.ORDERED):
        rectify.submit(number, point, [file], day, CLERK)
        recheck.open_recheck(number, [], day, CLERK)


def recheck_done(day: date) -> None:
    """What is out to be rechecked is found in order."""
    out = [task for task in tasks_out(day) if task.number in _rechecks(day)]
    hand_in(out, "复查", day, day, [CONFORMS])


def transfer(day: date) -> None:
    """Hand what was found over to another department."""
    for number, point in _at(day, Stage.PENDING):
        document, to = "马公（网安）移字〔2026〕样例1号", "区文化市场执法大队（样例）"
        dispositions.dispose(number, point, DispositionKind.TRANSFER, document, day, LEADER, to)


def be_answered(day: date) -> None:
    """The department answers that it has dealt with it, and what was built before is built anew."""
    for number, point in _at(day, Stage.TRANSFERRED):
        transfers.answer(number, point, Answer.DEALT_WITH, "文执函〔2026〕样例1号", day, CLERK)
    build_due(REGION, day)


def _at(day: date, stage: Stage) -> list[tuple[str, str]]:
    """The findings whose handling stands at a stage on a day."""
    listed = handling(REGION, day)
    return [(each["number"], each["check_point"]) for each in listed if each["stage"] == stage]


def _rechecks(day: date) -> set[str]:
    return {
        step["document"]
        for each in handling(REGION, day, every=True)
        if each["stage"] == Stage.RECHECKING
        for step in each["steps"][-1:]
    }
