"""One subject's whole history: the six steps of article 10 across the years, from the audit record and what
the house has on it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from models import clock, database
from models.rules import names
from models.rules.history import HistoryStep, in_words, step_of
from models.rules.order import day_in_words, entered_late
from models.rules.rosters import RiskClass
from models.tables import AuditEvent, SubjectEntry, pk
from tasks.base.acts import about, about_all
from tasks.base.step import COVERS, Result
from tasks.overview.history_words import words_of
from tasks.overview.list_told import told_of_lists
from tasks.overview.named import events_naming, naming
from tasks.overview.subjects import on_rosters, subject_meant
from tasks.overview.work import Turn, Work, work_on

WRITTEN = "history.write"
"""What the record calls it that a history was written."""

NO_STEP = (WRITTEN, "site:")
"""What is none of the six steps, though it names the subject."""

OF_A_DRAW = ("draw.announce", "draw.run", "draw.confirm", "draw.abandon")
NUMBERED = "papers.number"
MADE = "publish.build"
OF_A_MATTER = ("publish.release", "publish.withdraw")
OF_A_PLAN = ("plan.make", "plan.approve")


def history(text: str, as_of: date) -> Result:
    """Everything on record about one subject until ``as_of``, by code or by name: year by year, in each
    the six steps, in each what was done, the oldest first.

    Raises:
        Refused: no roster had it by then, or the name is several subjects'.

    Duty: 10.3 (第十条末款).
    """
    with database.reading() as session:
        entries, stands = on_rosters(session, subject_meant(session, text), as_of)
        work = work_on(session, entries)
        newest = max(entries, key=lambda entry: (pk(entry) in stands, pk(entry)))
        found = _told(session, entries, work, as_of)
        told = sorted(found, key=lambda each: (each["on"], each["number"]))
    by_year: dict[int, dict[HistoryStep, list[Result]]] = defaultdict(lambda: defaultdict(list))
    for each in told:
        by_year[int(each["on"][:4])][HistoryStep(each["step"])].append(each)
    return {
        "credit_code": newest.credit_code,
        "name": newest.name,
        "former_names": sorted({entry.name for entry in entries} - {newest.name}),
        "premises": newest.premises,
        "region": newest.region,
        "items": sorted({entry.item_code for entry in entries}),
        "on_a_roster": bool(stands),
        "as_of": as_of.isoformat(),
        "lists": _numbers(work),
        "years": [
            {
                "year": year,
                "steps": [
                    {"step": step.value, "step_name": step.words, "entries": steps[step]}
                    for step in HistoryStep
                ],
            }
            for year, steps in sorted(by_year.items())
        ],
    }


def _told(
    session: Session, entries: Sequence[SubjectEntry], work: Work, as_of: date
) -> Iterator[Result]:
    """Each event until a day that bears on the subject, once: those that name it, and those of its draws,
    its plans and its publications, which don't."""
    code, region = entries[0].credit_code, entries[0].region
    matters = dict.fromkeys(each.matter for each in work.told)
    named = [code, *work.dispatched, *_numbers(work), *matters]
    sentences = _of_the_whole(work)
    events = {event.number: event for event in events_naming(session, named)}
    on_lists = told_of_lists(session, region, events.values(), work.lists)
    events |= {event.number: event for event in events_naming(session, list(on_lists))}
    for matter, words in on_lists.items():
        sentences |= {f"{act}:{matter}": words for act in (MADE, *OF_A_MATTER)}
    for draw_id in dict.fromkeys(work.draw_of.values()):
        events |= {event.number: event for event in about_all(session, f"{NUMBERED}:{draw_id}:")}
    for subject in sentences:
        events |= {event.number: event for event in about(session, subject)}
    versions: dict[str, int] = defaultdict(int)
    for _, event in sorted(events.items(), key=lambda each: each[0] or 0):
        subject = event.key.rpartition("@")[0] or event.key
        if subject.startswith(NO_STEP):
            continue
        payload = json.loads(event.payload)
        forms = [n for n in payload.get("received", ()) if n in work.dispatched]
        said = sentences.get(subject)
        if subject.startswith("returns") and forms:
            said = "；".join(_form(work, number, versions) for number in forms)
        elif subject.startswith("roster.refresh"):
            said = _entry(entries, payload)
        elif subject.startswith("change.decide"):
            said = _change(session, work, code, payload)
        elif subject.startswith(NUMBERED):
            said = "、".join(work.numbered.get(event.as_of, ()))
            if not said:  # it numbered the papers of other firms in the draw
                continue
        said = said or words_of(subject, payload, work, code)
        if event.as_of <= as_of:
            yield _shown(event, subject, said or in_words(payload), payload, named)


def _numbers(work: Work) -> list[str]:
    return [each.number for each in work.lists]


def _of_the_whole(work: Work) -> dict[str, str]:
    """Subject of an event -> what it says of this subject, of acts that concern many at once; nothing where
    the act's own words say it."""
    sentences: dict[str, str] = {}
    for turn in work.turns:
        sentences |= _of_a_turn(turn)
    for number, draw_id in work.draw_of.items():
        sentences[f"dispatch:{draw_id}"] = work.dispatched[number]
    for each in work.told:
        for act in OF_A_MATTER:
            subject = f"{act}:{each.matter}"
            before = f"{sentences[subject]}；" if subject in sentences else ""
            sentences[subject] = before + each.words
    return sentences


def _of_a_turn(turn: Turn) -> dict[str, str]:
    said = {f"{act}:{turn.draw_id}": turn.draw_id for act in OF_A_DRAW}
    said[f"draw.run:{turn.draw_id}"] = f"{turn.draw_id} {turn.words}"
    said |= {f"draw.photo:{turn.draw_id}:{each}": turn.draw_id for each in turn.photographs}
    region = names.region_of(turn.draw_id)
    for act in OF_A_PLAN:
        said[f"{act}:{region}/{turn.item}/{turn.year}"] = f"{turn.year}年度，事项{turn.item}"
    said |= {f"plan.deduct:{region}/{turn.item}/{turn.year}/{each}": "" for each in turn.deductions}
    return said


def _form(work: Work, number: str, versions: dict[str, int]) -> str:
    """What the next version of an inspection's form says."""
    versions[number] += 1
    said = (
        each.words
        for each in work.forms
        if each.number == number and each.version == versions[number]
    )
    return next(said, f"任务{number}")


def _entry(entries: Sequence[SubjectEntry], payload: dict[str, Any]) -> str:
    """What a refresh of a roster changed about the subject."""
    version, item = payload.get("version"), payload.get("item")
    of_item = [entry for entry in entries if entry.item_code == item]
    came = next((entry for entry in of_item if entry.since_version == version), None)
    went = next((entry for entry in of_item if entry.until_version == version), None)
    if came is not None:
        reason = f"（{came.risk_reason}）" if came.risk_reason else ""
        what = "变更为" if went is not None else "列入名录库"
        return (
            f"{what}：{came.name}，{came.premises}，{came.legal_representative}，"
            f"{RiskClass(came.risk_class).words}{reason}，{came.status}"
        )
    if went is not None:
        return f"移出名录库：{went.name}"
    return "、".join(
        said
        for said in payload.get("explained_names", ())
        if said.startswith(entries[0].credit_code)
    )


def _change(session: Session, work: Work, code: str, payload: dict[str, Any]) -> str:
    """What a decided application changed for the subject: it left its place, or moved up into one."""
    words = in_words(payload)
    left, came = payload.get("replaced"), payload.get("substitute")
    if left == code:
        by = f"由{_called(session, came)}递补" if came else "没有可递补的，位置空缺"
        return f"被替换，{by}；{words}"
    if came == code:
        task = work.dispatched.get(payload.get("inspection", ""), "")
        return "；".join(filter(None, [f"递补{_called(session, left)}", task, words]))
    return words


def _called(session: Session, code: Any) -> str:
    name = session.exec(
        select(SubjectEntry.name)
        .where(SubjectEntry.credit_code == str(code))
        .order_by(col(SubjectEntry.id).desc())
    ).first()
    return f"{name}（{code}）" if name else str(code)


def _shown(
    event: AuditEvent, subject: str, said: str, payload: dict[str, Any], named: list[str]
) -> Result:
    recorded_on = clock.day_of(event.recorded_at)
    return {
        "step": step_of(subject).value,
        "number": event.number,
        "on": event.as_of.isoformat(),
        "day": day_in_words(event.as_of, recorded_on),
        "entered_late": entered_late(event.as_of, recorded_on),
        "by": event.actor,
        "act": event.action,
        "what": said,
        "details": _about(payload, named),
    }


def _about(payload: dict[str, Any], named: list[str]) -> dict[str, Any]:
    """The parts of an event's payload that name the subject, and its plain values."""
    exactly = naming(named)
    told: dict[str, Any] = {}
    for key, value in payload.items():
        if key in COVERS:
            continue
        if isinstance(value, list):
            parts = [part for part in value if exactly.search(json.dumps(part))]
            if parts:
                told[key] = parts
        elif isinstance(value, str | int):
            told[key] = value
    return told
