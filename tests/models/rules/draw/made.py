"""An invented draw with everything a record can hold, and every way to change one value of it."""

from __future__ import annotations

import copy
import hashlib
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Literal

from models.rules.draw import canonical, sealed
from models.rules.draw.assign import assign
from models.rules.draw.record import public_record, sealed_record
from models.rules.draw.sample import Tickets, order
from models.rules.draw.seed import commitment, seed
from models.rules.draw.shape import (
    Announcement,
    Application,
    Attachment,
    Ineligible,
    InspectorReplaced,
    Sealed,
    StatedText,
    Stratum,
    SubjectReplaced,
)
from models.rules.draw.standing import Standing

SECRET = hashlib.sha256("样例密文，虚构".encode()).digest()
CODES_KEY = bytes(range(32, 64))
CODES = [f"J{n:02d}" for n in range(1, 8)]
SOURCES = ["福彩3D 2026309期"]
READ = ["福彩3D 2026309期 4 0 7"]
STRATA = {
    "general": ("一般", Fraction(1, 20), 50),
    "key": ("重点", Fraction(1, 4), 7),
    "must": ("必查", Fraction(1), 2),
}


def subjects() -> list[tuple[str, str]]:
    """59 invented firms in three strata."""
    numbers = iter(range(100, 200))
    return [
        (f"92350105MA{next(numbers)}AAAA{n % 10}", stratum)
        for stratum, (_, _, count) in STRATA.items()
        for n in range(count)
    ]


def record(
    suite: Literal["sha256", "sm3"] = "sha256", *, with_sealed: bool = False
) -> dict[str, Any]:
    """A record with recusals, substitutes, a subject replaced twice and an inspector replaced."""
    draw_id = "350105/WB-01/2026-6"
    ids = {name: [i for i, s in subjects() if s == name] for name in STRATA}
    tickets = Tickets(suite, seed(suite, draw_id, SECRET, READ))
    sizes, more = {"general": 3, "key": 2, "must": 2}, {"general": 6, "key": 4, "must": 0}
    places = order(tickets, ids, sizes, more)
    drawn = sorted((p.ticket, p.id) for found in places.values() for p in found if p.drawn)
    first, second = (places["general"][n].id for n in (0, 3))
    recusals = [("J01", first), ("J02", second), ("J03", ids["must"][0]), ("J03", ids["key"][1])]
    texts = {
        "subjects": canonical.subjects_text(subjects()),
        "inspectors": canonical.inspectors_text(CODES),
        "recusals": canonical.recusals_text(recusals),
    }
    recused = canonical.read_recusals(texts["recusals"], CODES)
    cap, assigned = assign(tickets, [i for _, i in drawn], CODES, recused, 2, 0)

    places_as_drawn = {id_: list(seats) for id_, seats in assigned.items()}
    standing = Standing(
        tickets,
        {name: called for name, (called, _, _) in STRATA.items()},
        lambda name, n: places[name][sizes[name] + n].id,
        CODES,
        recused,
        cap,
        places=places_as_drawn,
        stratum_of={p.id: p.stratum for found in places.values() for p in found if p.drawn},
        used=Counter(),
    )
    made: list[SubjectReplaced | InspectorReplaced] = []
    for n, old in enumerate((first, second), start=1):
        new, seats = standing.subject_leaves(old)
        made.append(
            SubjectReplaced(
                application=f"{draw_id}/C{n}",
                decided_on=f"2026-11-0{n + 1}",
                replaced=old,
                substitute=new,
                inspectors=seats,
            )
        )
    key = places["key"][0].id
    leaving = standing.places[key][1]
    made.append(
        InspectorReplaced(
            application=f"{draw_id}/C3",
            decided_on="2026-11-05",
            subject=key,
            inspector=leaving,
            inspectors=standing.inspector_leaves(key, leaving),
        )
    )
    left_out = sealed.ineligible_text([("92350105MA999AAAA0", "停业")])
    badges = sealed.codes_text((code, f"{35010500 + n}") for n, code in enumerate(CODES))
    photo = hashlib.sha256(b"photo").hexdigest()
    said = Announcement(
        format="ssj-draw/1",
        suite=suite,
        draw_id=draw_id,
        item={"code": "WB-01", "name": "互联网上网服务营业场所检查", "version": 1},
        regulation={"name": "虚构的实施办法", "version": "2026-01", "digest": "ab" * 32},
        date="2026-11-02",
        subjects=StatedText.of(suite, texts["subjects"]),
        inspectors=StatedText.of(suite, texts["inspectors"]),
        recusals=StatedText.of(suite, texts["recusals"]),
        ineligible=Ineligible(by_reason={"停业": 1}, digest=sealed.digest(suite, left_out)),
        strata={
            name: Stratum(
                name=called,
                count=count,
                ratio=f"{ratio.numerator}/{ratio.denominator}",
                sample_size=sizes[name],
                substitutes=more[name],
            )
            for name, (called, ratio, count) in STRATA.items()
        },
        inspectors_per_subject=2,
        load_slack=0,
        inspector_codes_digest=sealed.codes_digest(suite, CODES_KEY, badges),
        commitment=commitment(suite, SECRET),
        sources=SOURCES,
    ).model_dump()
    public = public_record(
        said,
        SECRET,
        READ,
        tickets_seed(suite, draw_id),
        {name: text.decode() for name, text in texts.items()},
        places,
        cap,
        assigned,
        made,
        [photo],
        "cd" * 32,
    )
    if not with_sealed:
        return public
    evidence = [Attachment(name="停业说明.txt", digest=hashlib.sha256(b"closed").hexdigest())]
    return sealed_record(
        public,
        Sealed(
            inspector_codes=badges.decode(),
            codes_key=CODES_KEY.hex(),
            ineligible=left_out.decode(),
            confirmed_on="2026-11-02",
            confirmed_by="分管领导",
            applications=[
                Application(
                    number=each.application,
                    subject=each.replaced if isinstance(each, SubjectReplaced) else each.subject,
                    inspector=None if isinstance(each, SubjectReplaced) else each.inspector,
                    reason="停业",
                    attachments=evidence,
                    applicant="经办民警",
                    applied_on="2026-11-02",
                    decision="approved",
                    decided_by="分管领导",
                    decided_on=each.decided_on,
                )
                for each in made
            ],
            photos=[Attachment(name="现场.png", digest=photo)],
        ),
    )


def tickets_seed(suite: str, draw_id: str) -> bytes:
    """The seed of the invented draw."""
    return seed(suite, draw_id, SECRET, READ)


Path = tuple[str | int, ...]


def changes(given: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every value of a record by its path, each changed by one character or by one."""
    for path in _leaves(given, ()):
        changed = copy.deepcopy(given)
        here: Any = changed
        for part in path[:-1]:
            here = here[part]
        here[path[-1]] = _other(here[path[-1]])
        yield path, changed


def _leaves(value: Any, path: Path) -> Iterator[Path]:
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from _leaves(inside, (*path, key))
    elif isinstance(value, list):
        for place, inside in enumerate(value):
            yield from _leaves(inside, (*path, place))
    elif value is not None:
        yield path


def _other(value: str | int) -> str | int:
    if isinstance(value, int):
        return value + 1
    last = "1" if value.endswith("0") else "0"
    return value[:-1] + last if value and not value.endswith("\n") else last + value[1:]
