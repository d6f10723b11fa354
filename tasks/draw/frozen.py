"""Rosters frozen for a draw: what it announces, and the same again whatever was refreshed since."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from models.district import District
from models.faults import Refused
from models.rules import rosters as rule
from models.rules.draw import announcement, canonical, sealed, seed, suite
from models.rules.draw.assign import check_feasible
from models.rules.draw.sample import sample_sizes
from models.tables import Draw, InspectorEntry, Item, ItemList, RosterVersion, SubjectEntry
from tasks.base.terms import version_in_force


class Roster:
    """The rosters in force, as a draw would freeze them."""

    def __init__(self, session: Session, terms: District) -> None:
        self.session, self.terms = session, terms
        self.by_stratum: dict[str, list[str]] = {}
        self.left_out: list[tuple[str, str]] = []
        rows = session.execute(
            select(SubjectEntry.credit_code, SubjectEntry.risk_class, SubjectEntry.status)
            .where(
                SubjectEntry.region == terms.region,
                SubjectEntry.item_code == terms.draw.item_code,
                col(SubjectEntry.until_version).is_(None),
            )
            .execution_options(yield_per=20_000)
        )
        for code, stratum, status in rows:
            if rule.can_be_drawn(status):
                self.by_stratum.setdefault(stratum, []).append(code)
            else:
                self.left_out.append((code, status))
        self.ineligible = dict(Counter(status for _, status in self.left_out))

    def sizes(self) -> dict[str, int]:
        """Sample size by stratum."""
        draw = self.terms.draw
        return sample_sizes(
            {name: len(ids) for name, ids in self.by_stratum.items()},
            draw.ratios(),
            draw.floor_ratio.value,
            draw.floor_subjects.value,
        )

    def subjects(self) -> Iterable[tuple[str, str]]:
        """``(id, stratum)`` of everyone who can be drawn."""
        return ((id_, name) for name, ids in self.by_stratum.items() for id_ in ids)

    def coded(self, key: bytes) -> dict[str, InspectorEntry]:
        """Inspectors who can be drawn under opaque codes, in an order only the ``key`` knows."""
        entries = [
            entry
            for entry in self.session.exec(
                select(InspectorEntry).where(
                    InspectorEntry.region == self.terms.region,
                    InspectorEntry.item_code == self.terms.draw.item_code,
                    col(InspectorEntry.until_version).is_(None),
                )
            )
            if rule.can_inspect(entry.qualified, entry.duty)
        ]
        entries.sort(key=lambda e: hashlib.sha256(key + e.badge_number.encode()).digest())
        width = max(2, len(str(len(entries))))
        return {f"J{n:0{width}d}": entry for n, entry in enumerate(entries, start=1)}


def stated_by(
    session: Session,
    roster: Roster,
    coded: dict[str, InspectorEntry],
    item: Item,
    draw_id: str,
    secret: bytes,
    codes_key: bytes,
    as_of: date,
    sources: Sequence[str],
) -> dict[str, Any]:
    terms, h = roster.terms, roster.terms.draw.suite
    texts = texts_of(roster.subjects(), coded)
    recused = rule.recusals((code, entry.recused_from) for code, entry in coded.items())
    check_feasible(
        [id_ for id_ in recused if any(id_ in ids for ids in roster.by_stratum.values())],
        list(coded),
        recused,
        terms.draw.inspectors_per_subject.value,
        terms.draw.minimum_inspectors.value,
    )
    sizes, extra = roster.sizes(), terms.draw.substitutes_per_drawn.value
    strata = {
        name: (
            rule.STRATA[name],
            len(ids),
            terms.draw.ratios()[name],
            sizes[name],
            min(len(ids) - sizes[name], extra * sizes[name]),
        )
        for name, ids in sorted(roster.by_stratum.items())
    }
    codes = sealed.codes_text((code, entry.badge_number) for code, entry in coded.items())
    item_list = session.get_one(ItemList, item.item_list_id)
    return announcement.Terms(
        suite=h,
        draw_id=draw_id,
        item={
            "code": item.code,
            "name": item.name,
            "list": item_list.kind,
            "version": item_list.number,
        },
        regulation={
            "name": terms.rule,
            "version": terms.version,
            "digest": version_in_force(session, terms.region, as_of).digest,
        },
        announced_on=as_of,
        subjects=announcement.Frozen.of(h, texts["subjects"]),
        inspectors=announcement.Frozen.of(h, texts["inspectors"]),
        recusals=announcement.Frozen.of(h, texts["recusals"]),
        ineligible=roster.ineligible,
        ineligible_digest=suite.digest(h, sealed.ineligible_text(roster.left_out)),
        strata=strata,
        inspectors_per_subject=terms.draw.inspectors_per_subject.value,
        load_slack=terms.draw.load_slack.value,
        inspector_codes=sealed.codes_digest(h, codes_key, codes),
        commitment=seed.commitment(h, secret),
        sources=sources,
    ).announcement()


def texts_of(
    subjects: Iterable[tuple[str, str]], coded: dict[str, InspectorEntry]
) -> dict[str, bytes]:
    """The three canonical texts."""
    return {
        "subjects": canonical.subjects_text(subjects),
        "inspectors": canonical.inspectors_text(coded),
        "recusals": canonical.recusals_text(
            (code, id_) for code, entry in coded.items() for id_ in entry.recused_from.split()
        ),
    }


class Frozen:
    """The rosters exactly as an announced draw froze them, whatever was refreshed since."""

    def __init__(self, session: Session, draw: Draw) -> None:
        version = session.get_one(RosterVersion, draw.subject_version_id)
        self.by_stratum: dict[str, list[str]] = {}
        self.left_out: list[tuple[str, str]] = []
        self.entry_ids: dict[str, int] = {}
        rows = session.execute(
            select(
                SubjectEntry.id,
                SubjectEntry.credit_code,
                SubjectEntry.risk_class,
                SubjectEntry.status,
            )
            .where(
                SubjectEntry.region == version.region,
                SubjectEntry.item_code == version.item_code,
                SubjectEntry.since_version <= version.number,
                col(SubjectEntry.until_version).is_(None)
                | (col(SubjectEntry.until_version) > version.number),
            )
            .execution_options(yield_per=20_000)
        )
        for entry_id, code, stratum, status in rows:
            if rule.can_be_drawn(status):
                self.by_stratum.setdefault(stratum, []).append(code)
                self.entry_ids[code] = entry_id
            else:
                self.left_out.append((code, status))
        self.codes: dict[str, int] = json.loads(draw.inspector_codes)
        inspectors = {
            entry.id: entry
            for entry in session.exec(
                select(InspectorEntry).where(col(InspectorEntry.id).in_(self.codes.values()))
            )
        }
        self.coded = {code: inspectors[id_] for code, id_ in self.codes.items()}
        self.recusals = rule.recusals((code, e.recused_from) for code, e in self.coded.items())

    def texts(self) -> dict[str, bytes]:
        """The canonical texts whose digests were announced."""
        subjects = ((id_, name) for name, ids in self.by_stratum.items() for id_ in ids)
        return texts_of(subjects, self.coded)


def newest_version(session: Session, terms: District, kind: str) -> int:
    found = session.exec(
        select(RosterVersion.id)
        .where(
            RosterVersion.region == terms.region,
            RosterVersion.item_code == terms.draw.item_code,
            RosterVersion.kind == kind,
        )
        .order_by(col(RosterVersion.number).desc())
        .limit(1)
    ).first()
    if found is None:
        name = "市场主体" if kind == "subjects" else "执法检查人员"
        raise Refused(f"还没有{name}名录库，请先运行 ssj rosters import")
    return found
