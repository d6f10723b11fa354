"""What the public site tells of firms, read from what was delivered to it and from nothing else: the
versions as they were told, the published records of draws, the published lists."""

from __future__ import annotations

import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select as select_columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.rules import file_names, names
from models.rules.credit_lists import ListName
from models.rules.disclosure import PublicResult
from models.rules.draw.texts import rows
from models.rules.firm_story import (
    Firm,
    OnList,
    Result,
    Turn,
    Version,
    turns_in,
)
from models.rules.public_state import public_state
from models.rules.publications import PackageState, PublicationKind
from models.rules.results import ResultKind
from models.tables import Disclosure, Draw, Inspection, Item, Publication, ResultVersion, pk
from tasks.base.files import get
from tasks.draw.frozen import called, frozen
from tasks.draw.titles import period_called
from tasks.publish.published import HELD
from tasks.publish.told import Version as ToldVersion
from tasks.publish.told import in_words, read_told

OnSite = Sequence[tuple[Publication, str]]
"""What was delivered to the site, newest first, each with its package."""

EVERYBODY_UP_TO = 20_000
"""Firms of a roster of which each has a page, whether it was ever drawn or not. Of a larger one those
have that there is something to tell of; whoever else asks is answered by the page of each draw."""

Released = Mapping[str, tuple[str, str]]
"""Matter -> the days, in words, on which its first version and itself were released."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A version as it was told, its inspection's number and item."""

    told: ToldVersion
    number: str
    item: str


def firms_of(
    session: Session, region: str, channel: str, on_site: OnSite, released: Released
) -> list[Firm]:
    """Every firm that something was published of, by name: first by the usual signs, which their
    encoding sorts as they are pronounced.

    Duty: 3.1, 17.1, 23.1, 23.3 (第三条、第十七条、第二十三条).
    """
    draws = _draws(session, on_site)
    periods = {draw_id: period_called(session, draw) for draw_id, draw in draws.items()}
    results = _results(session, region, channel, periods, released)
    turns, called_so = _turns(session, on_site, draws, periods)
    lists, listed_so = _lists(on_site)
    called_so |= listed_so
    by_code: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        by_code[result.code].append(result)
        called_so[result.code] = result.name
    firms = [
        Firm(
            code,
            called_so.get(code) or code,
            tuple(sorted(by_code[code], key=_when, reverse=True)),
            tuple(turns.get(code, ())),
            tuple(lists.get(code, ())),
        )
        for code in {*by_code, *turns, *lists}
    ]
    return sorted(firms, key=lambda each: (each.name.encode("gb18030"), each.code))


def _when(result: Result) -> tuple[date, str]:
    return result.versions[-1].released_on, result.number


def _draws(session: Session, on_site: OnSite) -> dict[str, Draw]:
    told = {names.scope_of_matter(each.matter) for each, _ in on_site if _of_draws(each)}
    return {
        draw.draw_id: draw
        for draw in session.exec(select(Draw).where(col(Draw.draw_id).in_(sorted(told))))
    }


def _of_draws(publication: Publication) -> bool:
    return publication.kind in (PublicationKind.DRAW_RECORD, PublicationKind.RESULTS)


def _results(
    session: Session,
    region: str,
    channel: str,
    periods: Mapping[str, str],
    released: Released,
) -> list[Result]:
    by_inspection: dict[int, list[_Row]] = defaultdict(list)
    for row in _delivered(session, region, channel):
        by_inspection[row.told.inspection_id].append(row)
    every_one = (row.told for rows_of in by_inspection.values() for row in rows_of)
    spelt = in_words(session, [each for each in every_one if each.row is None])
    return [_result(every, spelt, periods, released) for every in by_inspection.values()]


def _delivered(session: Session, region: str, channel: str) -> Iterator[_Row]:
    """Every version that the site has, in its own package or in the later one that took it in."""
    sent = aliased(Disclosure)
    rows = session.execute(
        select_columns(
            col(ResultVersion.inspection_id),
            col(ResultVersion.version),
            col(ResultVersion.kind),
            col(ResultVersion.told),
            col(ResultVersion.note),
            col(ResultVersion.next_word_on),
            col(ResultVersion.publication_id),
            col(ResultVersion.return_id),
            col(Publication.page),
            col(Publication.matter),
            col(Publication.released_on),
            col(Inspection.number),
            col(Item.name),
        )
        .join(Publication, col(Publication.id) == col(ResultVersion.publication_id))
        .join(Disclosure, col(Disclosure.publication_id) == col(Publication.id))
        .join(sent, col(sent.id) == HELD)
        .join(Inspection, col(Inspection.id) == col(ResultVersion.inspection_id))
        .join(Item, col(Item.id) == col(Inspection.item_id))
        .where(
            col(Publication.region) == region,
            col(Disclosure.channel) == channel,
            col(sent.state) == PackageState.DELIVERED,
        )
        .order_by(col(ResultVersion.inspection_id), col(ResultVersion.version))
    )
    for inspection_id, version, kind, told, note, next_word_on, *of, number, item in rows:
        publication_id, return_id, page, matter, released_on = of
        facts, row = read_told(told)
        yield _Row(
            ToldVersion(
                inspection_id, version, ResultKind(kind), return_id, facts, row, note,
                next_word_on, publication_id, matter, page, released_on,
            ),
            number,
            item,
        )  # fmt: skip


def _result(
    every: Sequence[_Row],
    spelt: Mapping[tuple[int, int], PublicResult],
    periods: Mapping[str, str],
    released: Released,
) -> Result:
    """A result with its versions, newest first; what was withdrawn keeps its place and loses its text."""
    taken_back = max(
        (each.told.version for each in every if each.told.kind == ResultKind.WITHDRAWAL), default=0
    )
    of = names.read_inspection_number(every[0].number)
    versions = []
    for each in every[::-1]:
        told = each.told
        row = told.row or spelt[told.inspection_id, told.version]
        gone = told.version < taken_back
        versions.append(
            Version(
                told.version,
                told.kind,
                "" if gone else public_state(told.kind, told.facts, row.result),
                None if gone else row,
                told.note,
                None if gone else told.next_word_on,
                told.page,
                told.released_on,
                _late(told, released),
            )
        )
    period = periods.get(of.draw_id or "", "")
    return Result(every[0].number, every[0].item, of.draw_id, of.year, period, tuple(versions))


def _late(told: ToldVersion, released: Released) -> str:
    own = released.get(told.matter, ("", ""))[1]
    return own.removeprefix(str(told.released_on))


def _turns(
    session: Session, on_site: OnSite, draws: Mapping[str, Draw], periods: Mapping[str, str]
) -> tuple[dict[str, list[Turn]], dict[str, str]]:
    """Firm -> its turns in the draws whose record is on the site, the newest first; and what each firm
    was called last."""
    newest: dict[str, tuple[Publication, str]] = {}
    for publication, file in on_site:
        if publication.kind == PublicationKind.DRAW_RECORD:
            newest.setdefault(names.scope_of_matter(publication.matter), (publication, file))
    turns: dict[str, list[Turn]] = defaultdict(list)
    called_so: dict[str, str] = {}
    for draw_id, (publication, file) in sorted(
        newest.items(), key=lambda each: pk(draws[each[0]]), reverse=True
    ):
        draw = draws[draw_id]
        record = json.loads(_part(file, publication.page.removesuffix(".html") + ".json"))
        texts = frozen(session, draw)
        everybody = texts.subjects.count(b"\n") <= EVERYBODY_UP_TO
        subjects = [row[0] for row in rows(texts.subjects)] if everybody else []
        came = turns_in(record, subjects, ((row[0], row[1]) for row in rows(texts.ineligible)))
        called_so |= called(session, draw, came.keys() - called_so.keys())
        for code, words in came.items():
            turn = Turn(draw_id, draw.year, periods[draw_id], words, publication.page)
            turns[code].append(turn)
    return turns, called_so


def _lists(on_site: OnSite) -> tuple[dict[str, list[OnList]], dict[str, str]]:
    """Firm -> its stays on lists as the newest version of them tells, and who left by it; and what each
    was called. Earlier releases published no data of them."""
    told = (each for each in on_site if each[0].kind == PublicationKind.CREDIT_LISTS)
    publication, file = next(told, (None, ""))
    lists: dict[str, list[OnList]] = defaultdict(list)
    called_so: dict[str, str] = {}
    data = _part_if_there(file, file_names.data_file(publication.page)) if publication else None
    if publication is None or data is None:
        return lists, called_so
    for row in (*data["listed"], *data["gone"]):
        called_so[row["credit_code"]] = row["name"]
        kind = row.get("entry_class")
        lists[row["credit_code"]].append(
            OnList(
                ListName(row["list"]).words,
                f"{row['reason']}（{kind}）" if kind else row["reason"],
                row["entered_on"],
                row["state"],
                publication.page,
                row.get("exited_on") or "",
                row.get("due_off_on") or "",
                row.get("repairable_from") or "",
                row.get("basis", ""),
                row.get("note", ""),
                tuple(row.get("measures", ())),
            )
        )
    return lists, called_so


def _part_if_there(package: str, name: str) -> dict[str, Any] | None:
    try:
        read: dict[str, Any] = json.loads(_part(package, name))
    except KeyError:
        return None
    return read


def _part(package: str, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(get(package))) as packed:
        return packed.read(name)
