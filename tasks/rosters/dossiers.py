"""The premises' dossiers (场所档案): taken in from a file, each firm's version by version, and shown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import insert
from sqlmodel import Session, col, select

from models import database
from models.faults import Fault, Refused
from models.rules.credit_code import problem
from models.rules.dossiers import Fact, Facts, brought_up_to_date, read_facts
from models.rules.draw.forms import subject_id
from models.rules.identity import shown
from models.rules.order import Basis
from models.tables import Dossier, SubjectEntry
from tasks.base.queries import chunks
from tasks.base.step import Result, Step, step
from tasks.intake.tables import Column, Table

OTHER_HEADINGS = {
    Fact.LICENCE: ("网络文化经营许可证编号", "许可证号"),
    Fact.LICENCE_EXPIRES: ("许可证有效期至",),
    Fact.TERMINALS: ("终端数量", "计算机终端数", "机器数"),
    Fact.SERVERS: ("服务器数量",),
    Fact.AREA: ("营业面积（㎡）", "面积"),
    Fact.ISP: ("宽带运营商", "运营商", "ISP"),
    Fact.ADDRESSES: ("IP地址", "公网IP地址", "地址段"),
    Fact.OFFICER: ("安全员", "信息网络安全员"),
    Fact.CERTIFICATE: ("证书编号", "安全员证书"),
    Fact.CERTIFICATE_EXPIRES: ("安全员证书有效期", "证书有效期至"),
}
COLUMNS = (
    Column("credit_code", ("统一社会信用代码", "社会信用代码", "信用代码", "统一代码"), code=True),
    *(
        Column(fact.value, (fact.words, *OTHER_HEADINGS.get(fact, ())), required=False)
        for fact in Fact
    ),
)


def named_in(headings: Iterable[str]) -> list[str]:
    """Those of a table's headings under which something of a dossier stands."""
    known = {heading for column in COLUMNS[1:] for heading in column.headings}
    return [heading for heading in headings if heading in known]


def import_beside(
    path: Path, region: str, as_of: date, actor: str, *, request: str | None = None
) -> Result:
    """Take in the dossiers that stand in a subject roster which is in force already. What is wrong with
    them is in the answer (``faults``) and leaves the roster as it is.

    Duty: 10.1, 13.1 (第十条、第十三条).
    """
    try:
        return import_dossiers(path, region, as_of, actor, request=request)
    except Refused as refusal:
        return {"file": path.name, "faults": list(refusal.reasons)}


def import_dossiers(
    path: Path, region: str, as_of: date, actor: str, *, request: str | None = None
) -> Result:
    """Bring the dossiers up to date from a file of their own or a subject roster with their columns.
    A blank cell leaves what is on file; a firm of which nothing changes keeps its version.

    Raises:
        Refused: every fault of the file; nothing of it is stored then.

    Duty: 10.1, 13.1 (第十条、第十三条).
    """
    if not path.is_file():
        raise Refused(f"没有这个文件：{path.name}", code="file")
    with step(
        f"dossier.import:{region}",
        action="更新场所档案",
        as_of=as_of,
        region=region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        said = _read(s.session, path, region)
        before = newest(s.session, region, list(said))
        now = {
            code: brought_up_to_date(facts_of(before.get(code)), facts)
            for code, facts in said.items()
        }
        changed = {
            code: facts for code, facts in now.items() if facts != facts_of(before.get(code))
        }
        answer = {"file": path.name, "total": len(now), "changed": sorted(changed)}
        if not changed:
            return s.unchanged(**answer)
        store(s, region, changed, before, path.name)
        return s.record(**answer)


def store(
    s: Step,
    region: str,
    changed: Mapping[str, Facts],
    before: Mapping[str, Dossier],
    source: str,
) -> None:
    """Store the next version of each firm's dossier.

    Raises:
        Refused: it comes before the version it replaces.
    """
    last = max((before[code].as_of for code in changed if code in before), default=None)
    s.rests_on(Basis("上一版场所档案", last))
    rows = [
        {
            "region": region,
            "credit_code": code,
            "version": before[code].version + 1 if code in before else 1,
            "facts": json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
            "as_of": s.as_of,
            "source": source,
            "entered_by": s.actor,
        }
        for code, facts in changed.items()
    ]
    s.session.execute(insert(Dossier), rows)


def _read(session: Session, path: Path, region: str) -> dict[str, dict[str, int | str | None]]:
    table = Table(path, COLUMNS)
    faults, said, at = table.faults, dict[str, dict[str, int | str | None]](), dict[str, int]()
    places = []
    for row in table.rows():
        code = subject_id(row.values.get("credit_code", ""))
        facts, problems = read_facts(row.values)
        if wrong := problem(code):
            problems = [("credit_code", wrong), *problems]
        elif code in at:
            problems = [("credit_code", f"与第 {at[code]} 行重复"), *problems]
        at.setdefault(code, row.number)
        said[code] = facts
        places.append((code, row))
        faults += [
            Fault(
                table.file,
                expected,
                row.sheet,
                row.number,
                table.headings[field],
                shown(row.values.get(field, "")),
            )
            for field, expected in problems
        ]
    if not said:
        raise Refused(faults=[Fault(table.file, "表头下面没有任何数据行")])
    known = _known(session, region, list(said))
    faults += [
        Fault(
            table.file,
            "市场主体名录库中从未有过这一家",
            row.sheet,
            row.number,
            table.headings["credit_code"],
            code,
        )
        for code, row in places
        if code not in known and not problem(code)
    ]
    if faults:
        raise Refused(faults=sorted(faults, key=lambda fault: fault.row or 0))
    return said


def _known(session: Session, region: str, codes: Sequence[str]) -> set[str]:
    return {
        code
        for some in chunks(codes)
        for code in session.exec(
            select(SubjectEntry.credit_code)
            .where(SubjectEntry.region == region, col(SubjectEntry.credit_code).in_(some))
            .distinct()
        )
    }


def newest(
    session: Session, region: str, codes: Iterable[str], as_of: date | None = None
) -> dict[str, Dossier]:
    """Credit code -> the newest version of its dossier, or the one of that day."""
    found: dict[str, Dossier] = {}
    for some in chunks(sorted(set(codes))):
        wanted = select(Dossier).where(Dossier.region == region, col(Dossier.credit_code).in_(some))
        if as_of is not None:
            wanted = wanted.where(Dossier.as_of <= as_of)
        for dossier in session.exec(wanted.order_by(col(Dossier.version))):
            found[dossier.credit_code] = dossier
    return found


def facts_of(dossier: Dossier | None) -> dict[str, int | str]:
    """What a version says; nothing if there is none."""
    facts: dict[str, int | str] = json.loads(dossier.facts) if dossier else {}
    return facts


def show_dossier(region: str, credit_code: str, as_of: date) -> Result:
    """What was on file of a firm on a day, and every version until then.

    Raises:
        Refused: nothing was.

    Duty: 10.1, 13.1 (第十条、第十三条).
    """
    code = subject_id(credit_code)
    with database.reading() as session:
        versions = session.exec(
            select(Dossier)
            .where(Dossier.region == region, Dossier.credit_code == code, Dossier.as_of <= as_of)
            .order_by(col(Dossier.version))
        ).all()
        if not versions:
            raise Refused(f"{as_of} 没有「{code}」的场所档案", code="no-dossier")
        last = facts_of(versions[-1])
        return {
            "credit_code": code,
            "facts": {fact.value: last[fact.value] for fact in Fact if fact.value in last},
            "versions": [
                {
                    "version": each.version,
                    "as_of": each.as_of.isoformat(),
                    "source": each.source,
                    "entered_by": each.entered_by,
                }
                for each in versions
            ],
        }
