"""Orders to rectify (责令改正) and the evidence that firms answer them with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlmodel import select

from models.faults import Refused
from models.home import home
from models.rules.file_kinds import not_evidence
from models.rules.handling import OPEN_TO_EVIDENCE, Act, Stage
from models.tables import HandlingStep
from tasks.base.step import Result, Step
from tasks.base.terms import in_force
from tasks.inspect import handling_deadlines
from tasks.inspect.handling import Finding, answer_of, finding_of, handling_step, take

FOLDER = "evidence"


def order(
    number: str,
    check_point: str,
    document: str,
    as_of: date,
    actor: str,
    *,
    until: date | None = None,
    request: str | None = None,
) -> Result:
    """Order a firm to rectify a finding until a day, or within the district's term.

    The order that stands, again, changes nothing.

    Raises:
        Refused: no such finding, no document number, a day before the visit, a term that ends before
            the order, or the finding is handled otherwise.

    Duty: 21.1 (第二十一条).
    """
    with handling_step(
        f"handling.order:{number}:{check_point}", "责令改正", number, as_of, actor, request
    ) as s:
        if s.known:
            return s.answer
        finding = finding_of(s.session, number, check_point)
        terms = in_force(s.session, finding.inspection.region, as_of)
        due_on = handling_deadlines.term_of_order(terms, as_of, until)
        problems = []
        if not document.strip():
            problems.append("责令改正须写明文号（第二十一条）")
        if due_on < as_of:
            problems.append(f"改正期限 {due_on} 早于责令之日 {as_of}")
        if problems:
            raise Refused(*problems, code="order-incomplete")
        before = finding.handled.order if finding.handled.stage == Stage.ORDERED else None
        same = before is not None and before.document == document.strip()
        if before is not None and same and until in (None, before.due_on):
            return s.unchanged(**answer_of(finding, before))
        entered = take(s, finding, Act.ORDER, Stage.ORDERED, document.strip(), due_on=due_on)
        handling_deadlines.over(s.session, finding, as_of)
        handling_deadlines.ordered(s.session, terms, finding, entered.number, as_of, due_on)
        return s.record(**answer_of(finding, entered))


def submit(
    number: str,
    check_point: str,
    files: Sequence[Path],
    as_of: date,
    actor: str,
    *,
    request: str | None = None,
) -> Result:
    """Keep the evidence of rectification that a firm handed in; more may follow until it is rechecked.

    Raises:
        Refused: nothing was ordered, no file or one that cannot be read or is empty, a day before the
            order.

    Duty: 21.1 (第二十一条).
    """
    with handling_step(
        f"handling.evidence:{number}:{check_point}", "登记改正材料", number, as_of, actor, request
    ) as s:
        if s.known:
            return s.answer
        finding = finding_of(s.session, number, check_point)
        contents = _read(finding, files)
        before = _kept(s, finding)
        digests = [digest for _, _, digest in contents]
        if finding.handled.stage == Stage.SUBMITTED and set(digests) <= set(before):
            return s.unchanged(**answer_of(finding, finding.handled.steps[-1]), evidence=digests)
        assert finding.handled.order is not None
        kept = [_keep(s, *each) for each in contents]
        document = finding.handled.order.document
        entered = take(s, finding, Act.EVIDENCE, Stage.SUBMITTED, document, files=kept)
        if finding.handled.stage != Stage.SUBMITTED:
            terms = in_force(s.session, finding.inspection.region, as_of)
            handling_deadlines.submitted(s, terms, finding)
        return s.record(**answer_of(finding, entered), evidence=digests)


def _read(finding: Finding, files: Sequence[Path]) -> list[tuple[Path, bytes, str]]:
    """The files, each content once.

    Raises:
        Refused: naming everything that is wrong.
    """
    problems = []
    if finding.handled.stage not in OPEN_TO_EVIDENCE:
        problems.append(
            f"{finding.name}现为「{finding.handled.stage.words}」，没有待改正的责令，不收改正材料"
        )
    if not files:
        problems.append("改正材料须附文件（照片、说明等）")
    found: dict[str, tuple[Path, bytes, str]] = {}
    for path in files:
        try:
            content = path.read_bytes() if path.is_file() else None
        except OSError:
            problems.append(f"无法读取这个文件：{path.name}")
            continue
        if content is None:
            problems.append(f"没有这个文件：{path.name}")
        elif why := not_evidence(path.name, content):
            problems.append(f"改正材料{why}：{path.name}")
        else:
            digest = hashlib.sha256(content).hexdigest()
            found.setdefault(digest, (path, content, digest))
    if problems:
        raise Refused(*problems, code="evidence-incomplete")
    return list(found.values())


def _keep(s: Step, path: Path, content: bytes, digest: str) -> dict[str, str]:
    s.put(home() / FOLDER / f"{digest}{path.suffix}", content)
    return {"name": path.name, "digest": digest}


def _kept(s: Step, finding: Finding) -> list[str]:
    """The digests of the evidence that was handed in."""
    rows = s.session.exec(
        select(HandlingStep.files).where(
            HandlingStep.finding_id == finding.root, HandlingStep.act == Act.EVIDENCE
        )
    )
    return [each["digest"] for files in rows for each in json.loads(files)]
