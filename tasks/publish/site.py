"""The public site: each page exactly as it was frozen and released last, the ledger of each year, and
an index of them all."""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date
from itertools import chain
from pathlib import Path

from sqlmodel import Session, col, select

from models import clock
from models.home import home
from models.rules.names import read_matter
from models.rules.order import day_in_words
from models.rules.publications import PackageState
from models.tables import Disclosure, Publication, pk
from reports.home import INDEX_FILE
from reports.packages import MANIFEST
from reports.public_site import with_release
from tasks.base.acts import entered_on, latest, recorded_files
from tasks.base.files import HALF, get
from tasks.base.step import Result, Step, step
from tasks.base.terms import in_force
from tasks.publish.ledger import ledger_pages
from tasks.publish.replies import may_be_shown
from tasks.publish.site_pages import made_of, own_files

WRITTEN = "更新公示网页"
SITE_CONTENT = "site"
LOST_NAMED = 100
"""Of the files that were lost or altered, as many are named in the record."""


def write_site(region: str, as_of: date, *, request: str | None = None) -> Result:
    """Bring the folder ``SSJ_HOME/site/REGION`` up to date from the delivered packages; a page that
    is missing, or is not as it was written, is written anew. The answer names the index page below
    ``SSJ_HOME``, and the firms' own words that are kept from it (``stopped``) with the reasons.

    Duty: 3.1 (第三条).
    """
    with step(f"site:{region}", action=WRITTEN, as_of=as_of, region=region, request=request) as s:
        if s.known:
            return s.answer
        terms = in_force(s.session, region, as_of)
        channel = next((c.code for c in terms.channels if c.content == SITE_CONTENT), "")
        delivered = s.session.exec(
            select(Publication, Disclosure.file)
            .join(Disclosure, col(Disclosure.publication_id) == col(Publication.id))
            .where(
                Publication.region == region,
                Disclosure.state == PackageState.DELIVERED,
                Disclosure.channel == channel,
            )
            .order_by(col(Publication.id).desc())
        ).all()
        folder = _site() / region
        written = recorded_files(s.session, region, WRITTEN)
        _sweep(folder)
        lost = _not_as_written(written)
        newest: dict[str, tuple[Publication, str]] = {}
        for publication, file in delivered:
            newest.setdefault(publication.page, (publication, file))
        several = Counter(publication.page for publication, _ in delivered)
        released = _released(s.session, [each for each, _ in delivered])
        here = _name(folder)
        missing = [
            (page, each, file)
            for page, (each, file) in newest.items()
            if not _stands(
                f"{here}/{page}",
                written,
                lost,
                with_release(_page(file, page), *released[each.matter])
                if several[page] > 1
                else None,
            )
            or (lost and any(f"{here}/{name}" in lost for name in _names_in(file)))
        ]
        for page, each, file in missing:
            _unpack(s, folder, page, file, released[each.matter])
        on_site = [publication for publication, _ in delivered]
        # What stands on the site is read today, whatever day the act is entered under.
        ledgers = ledger_pages(s.session, terms, on_site, _today(s))
        replies, stopped = may_be_shown(s.session, terms)
        of = made_of(terms, delivered, replies)
        own: Iterator[tuple[str, bytes]] = iter(())
        if of != _made_of(s) or lost:
            own = own_files(s.session, terms, channel, delivered, released, ledgers, replies)
        made = chain(((each.file, each.content) for each in ledgers), own)
        changed = s.put_all(
            folder,
            (each for each in made if not _stands(f"{here}/{each[0]}", written, lost, each[1])),
            public=_site(),
        )
        answer = {
            "index": _name(folder / INDEX_FILE),
            "pages": len(newest),
            "made_of": of,
            "stopped": stopped,
        }
        if not missing and not changed:
            return s.unchanged(**answer)
        return s.record(**answer, lost=sorted(lost)[:LOST_NAMED])


def _made_of(s: Step) -> str:
    """What the site's own pages were made of last."""
    before = latest(s.session, s.subject)
    return str(json.loads(before.payload).get("made_of", "")) if before else ""


def _today(s: Step) -> date:
    """The day by the clock; one that was turned back takes nothing off the site again."""
    before = latest(s.session, s.subject)
    return max(clock.today(), clock.day_of(before.recorded_at)) if before else clock.today()


def _site() -> Path:
    return home() / "site"


def _name(path: Path) -> str:
    return path.relative_to(home()).as_posix()


def _sweep(folder: Path) -> None:
    """Take away what a run that died left half written; nobody else writes here at the same time."""
    for within in (folder, *(path for path in folder.glob("*") if path.is_dir())):
        for half in within.glob(f".*{HALF}"):
            half.unlink()


def _not_as_written(written: Mapping[str, str]) -> set[str]:
    """The files on record that are gone or hold anything else now, whatever their day."""
    house = home()
    return {name for name, digest in written.items() if _digest_of(house, name) != digest}


def _digest_of(house: Path, name: str) -> str | None:
    try:
        with open(os.path.join(house, name), "rb", buffering=0) as file:
            return hashlib.sha256(file.read()).hexdigest()
    except OSError:
        return None


def _stands(
    name: str, written: Mapping[str, str], lost: Set[str], content: bytes | None = None
) -> bool:
    """Whether the file is on record and as it was written, with this ``content`` if one is given."""
    digest = written.get(name)
    if digest is None or name in lost:
        return False
    return content is None or digest == hashlib.sha256(content).hexdigest()


def _names_in(package: str) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(get(package))) as packed:
        return packed.namelist()


def _page(package: str, page: str) -> bytes:
    """A page as its newest package has it."""
    with zipfile.ZipFile(io.BytesIO(get(package))) as packed:
        return packed.read(page)


def _released(session: Session, publications: Sequence[Publication]) -> dict[str, tuple[str, str]]:
    """Matter -> the days, in words, on which its first version and itself were released."""
    subjects = {each.matter: f"publish.release:{each.matter}" for each in publications}
    entered = entered_on(session, subjects.values())
    first: dict[str, str] = {}
    days = {}
    for each in sorted(publications, key=pk):
        assert each.released_on is not None
        own = day_in_words(each.released_on, entered.get(subjects[each.matter]))
        days[each.matter] = (first.setdefault(read_matter(each.matter).stem, own), own)
    return days


def _unpack(s: Step, folder: Path, page: str, package: str, released: tuple[str, str]) -> None:
    """The files of a package, its page last; every page with the days of its release."""
    with zipfile.ZipFile(io.BytesIO(get(package))) as packed:
        others = [name for name in packed.namelist() if name not in (MANIFEST, page)]
        for name in (*others, page):
            content = packed.read(name)
            if name.endswith(".html"):
                content = with_release(content, *released)
            s.put(folder / name, content, public=_site())
