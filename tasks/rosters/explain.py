"""Why a subject's part in the draw changed: said in a list's own column, or afterwards by hand.

What was said is never changed; of several the newest is in force.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlmodel import col, select

from models.faults import Refused
from models.rules.draw.forms import subject_id
from models.rules.draw.reasons import MoveReason
from models.rules.draw.state import SETTLED
from models.rules.order import Basis
from models.rules.roster_moves import read_reason, reason_problem
from models.rules.rosters import RosterKind
from models.tables import Draw, RosterReason, RosterVersion
from tasks.base.step import Result, Step, step
from tasks.rosters.compare import DIFFERENCES_LISTED, Comparison
from tasks.rosters.moves import Compared, Move, compare_with_last_draw
from tasks.rosters.versions import item_of, newest_version

REASON_DOES_NOT_FIT = "reason-does-not-fit"


def explain(
    region: str,
    credit_code: str,
    reason: str,
    as_of: date,
    actor: str,
    *,
    note: str = "",
    item_code: str | None = None,
    request: str | None = None,
) -> Result:
    """Say why a subject's part in the draw changed since the item's last confirmed draw.

    Raises:
        Refused: the reason is none of the list or doesn't fit the change, the subject hasn't
            changed, no draw was confirmed yet, the change is announced already, or a day before
            the roster in force or the reason in force.

    Duty: 13.1 (第十三条).
    """
    stated, note, code = read_reason(reason), " ".join(note.split()), subject_id(credit_code)
    item = item_of(region, as_of, item_code)
    with step(
        f"roster.explain:{region}/{item}/{code}",
        action="说明变动原因",
        as_of=as_of,
        region=region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        newest = newest_version(s.session, region, item, RosterKind.SUBJECTS)
        compared = (
            compare_with_last_draw(s.session, region, item, newest.number, as_of)
            if newest
            else None
        )
        if newest is None or compared is None:
            raise Refused(
                f"事项「{item}」还没有按现行规则确认过的抽取，名录库没有须说明原因的变动",
                code="nothing-to-explain",
            )
        move = _move_of(compared, code)
        if wrong := reason_problem(move.changed, move.kind, stated):
            raise Refused(wrong, code=REASON_DOES_NOT_FIT)
        if move.reason == stated and note == (move.statement.note if move.statement else ""):
            return s.unchanged(**_explained(item, move, stated, note), **_by_whom(move.statement))
        s.rests_on(
            Basis(f"{RosterKind.SUBJECTS.words}第 {newest.number} 版", newest.as_of),
            Basis("此前说明变动原因", move.statement.stated_on if move.statement else None),
        )
        _store(s, newest, [(move, stated)], note)
        return s.record(
            **_explained(item, move, stated, note), stated_by=s.actor, stated_on=as_of.isoformat()
        )


def _move_of(compared: Compared, code: str) -> Move:
    move = compared.moves.get(code)
    if move is None:
        raise Refused(
            f"「{code}」自「{compared.draw_id}」所冻结的市场主体名录库以来没有变动，无须说明原因",
            code="nothing-to-explain",
        )
    return move


def _explained(item: str, move: Move, reason: MoveReason, note: str) -> Result:
    return {
        "item": item,
        "credit_code": move.changed.credit_code,
        "name": move.changed.name,
        "kind": move.kind.value,
        "reason": reason.value,
        "note": note,
    }


def _by_whom(statement: RosterReason | None) -> Result:
    if statement is None:
        return {"stated_by": None, "stated_on": None}
    return {"stated_by": statement.stated_by, "stated_on": statement.stated_on.isoformat()}


@dataclass(frozen=True, slots=True)
class StatedReasons:
    """What a list says of the changes it makes: ``fresh`` is not in force yet; ``idle`` counts
    reasons of subjects that haven't changed, ``unexplained`` changes without any."""

    fresh: list[tuple[Move, MoveReason]] = field(default_factory=list)
    idle: int = 0
    unexplained: int = 0

    def counts(self) -> Result:
        """How many of each, and some of what is fresh by name."""
        return {
            "explained": len(self.fresh),
            "explained_names": [
                f"{move.changed.credit_code} {move.changed.name}：{reason.words}"
                for move, reason in self.fresh[:DIFFERENCES_LISTED]
            ],
            "idle_reasons": self.idle,
            "unexplained": self.unexplained,
        }

    def store(self, s: Step, version: RosterVersion) -> None:
        """Keep what is not in force yet, as said of a version."""
        _store(s, version, self.fresh, "")


def stated_reasons(comparison: Comparison, newest: RosterVersion, as_of: date) -> StatedReasons:
    """What the list beside the roster in force says of the changes since the last confirmed draw.

    Raises:
        Refused: every reason that doesn't fit its change.

    Duty: 13.1 (第十三条).
    """
    compared = compare_with_last_draw(
        comparison.session,
        comparison.region,
        comparison.item_code,
        newest.number,
        as_of,
        coming=comparison.standing_changes,
    )
    moves = compared.moves if compared else {}
    fresh, problems, idle, explained = [], [], 0, set()
    for code, reason in comparison.stated_reasons():
        move = moves.get(code)
        if move is None:
            idle += 1
        elif wrong := reason_problem(move.changed, move.kind, reason):
            problems.append(f"「{code}」：{wrong}")
        else:
            explained.add(code)
            if move.reason != reason:
                fresh.append((move, reason))
    if problems:
        more = len(problems) - DIFFERENCES_LISTED
        beyond = [f"另有 {more} 处错误未列出"] if more > 0 else []
        raise Refused(*problems[:DIFFERENCES_LISTED], *beyond, code=REASON_DOES_NOT_FIT)
    silent = (move for code, move in moves.items() if code not in explained)
    return StatedReasons(fresh, idle, sum(move.reason is None for move in silent))


def _store(
    s: Step, version: RosterVersion, reasons: list[tuple[Move, MoveReason]], note: str
) -> None:
    """Keep reasons as said of a version.

    Raises:
        Refused: a draw that froze it is announced, and with it what changed and why.
    """
    announced = s.session.exec(
        select(Draw.draw_id).where(
            Draw.subject_version_id == version.id, col(Draw.state).not_in(SETTLED)
        )
    ).first()
    if reasons and announced is not None:
        raise Refused(
            f"{RosterKind.SUBJECTS.words}第 {version.number} 版已为「{announced}」冻结，"
            "变动原因已随抽取公告公布，不得另行说明",
            code="announced",
        )
    for move, reason in reasons:
        s.session.add(
            RosterReason(
                region=version.region,
                item_code=version.item_code,
                credit_code=move.changed.credit_code,
                version=version.number,
                kind=move.kind,
                reason=reason,
                note=note,
                stated_on=s.as_of,
                stated_by=s.actor,
            )
        )
    s.session.flush()
