"""A record form as it comes back: what it says, how it is stored and read again, and which form an
inspection takes. ``models.rules.judging`` judges one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, time
from typing import Any

from models.rules.checklist import Checklist
from models.rules.inspection import MADE_PUBLIC, InspectionState
from models.rules.observed import Measured, restored, stored


@dataclass(frozen=True, slots=True)
class Form:
    """What a form says. ``category`` is ``models.rules.form.VISITED`` or the code of a result
    without a visit; ``answers`` maps check points to (answer, what was observed). The fields from
    ``category`` on came with the second format of item files; a form without them says the same
    as before."""

    inspection: str
    visited_on: date | None
    officers: tuple[str, ...]
    police_id_shown: bool | None
    author: str
    answers: Mapping[str, tuple[str, str]]
    measured: Measured
    non_cooperation: tuple[int, ...]
    non_cooperation_detail: str
    signature: str
    refusal_reason: str
    witness: str
    remarks: str
    category: str = ""
    started_at: time | None = None
    ended_at: time | None = None
    received_by: str = ""
    situation: str = ""
    evidence: tuple[str, ...] = ()
    opinion: str = ""
    officers_signed_on: date | None = None
    signed_on: date | None = None
    witness_signed_on: date | None = None
    reason: str = ""
    """Why it replaces the one handed in before: of the act, not of what was seen."""

    def payload(self) -> dict[str, Any]:
        """The form as plain JSON values; what came with the second format only where it is filled
        in, so that a form of the first stays byte for byte what it was."""
        plain = {field.name: _plain(getattr(self, field.name)) for field in fields(self)}
        plain["answers"] = {code: list(pair) for code, pair in self.answers.items()}
        plain["measured"] = {code: stored(value) for code, value in self.measured.items()}
        del plain["reason"]
        return {name: value for name, value in plain.items() if name not in SINCE_2 or value}

    @classmethod
    def of(cls, payload: Mapping[str, Any], item: Checklist) -> Form:
        """The form that ``payload`` was made of, its measures typed by ``item``."""
        given = {name: payload[name] for name in (each.name for each in fields(cls)) if name in payload}  # fmt: skip
        kinds = {measure.code: measure.kind for measure in item.measures}
        given |= {name: date.fromisoformat(given[name]) for name in _DAYS if given.get(name)}
        given |= {name: time.fromisoformat(given[name]) for name in _TIMES if given.get(name)}
        given |= {name: tuple(given[name]) for name in _SEVERAL if name in given}
        given["answers"] = {code: (pair[0], pair[1]) for code, pair in payload["answers"].items()}
        given["measured"] = {
            code: restored(kinds[code], plain) for code, plain in payload["measured"].items()
        }
        return cls(**given)


SINCE_2 = tuple(field.name for field in fields(Form) if field.default is not MISSING)
"""What a form says only by an item file of the second format."""

_DAYS = tuple(field.name for field in fields(Form) if field.type == "date | None")
_TIMES = tuple(field.name for field in fields(Form) if field.type == "time | None")
_SEVERAL = tuple(field.name for field in fields(Form) if str(field.type).startswith("tuple"))


def _plain(value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()
        case time():
            return value.isoformat(timespec="minutes")
        case tuple():
            return list(value)
    return value


@dataclass(frozen=True, slots=True)
class Facts:
    """What the form is held against: the inspection as it was dispatched, with its item, and who may
    have entered it."""

    item: Checklist
    dossier: Mapping[str, str]
    dispatched_on: date
    as_of: date
    badges: Collection[str]
    minimum_officers: int
    clerk: str = ""
    """Who hands it in together with what the officers wrote and signed."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row of the form, named by its label."""

    label: str
    value: str
    expected: str


def closed_to_returns(state: str, *, told: bool = False, correcting: bool = False) -> str:
    """Why an inspection in ``state`` takes no form that differs from the one in force; empty if it
    does. ``told``: its result was released; ``correcting``: its correction was decided and waits for
    the corrected form, which is taken once.

    Duty: 20.1, 23.2 (第二十条、第二十三条).
    """
    if state == InspectionState.REPLACED:
        return "任务已被替换"
    if state == InspectionState.CANCELLED:
        return "专项检查已经取消"
    if (told or state in MADE_PUBLIC) and not correcting:
        return "结果已批准公示，更正须先经决定（ssj publish correct）"
    return ""


def printed_otherwise(
    item: Checklist, titles: Collection[str], labels: Collection[str]
) -> list[str]:
    """Check points and measures in which a form, by its printed ``titles`` and ``labels``, differs
    from ``item``: such a form was printed from another version and can't be judged.

    Duty: 7.2 (第七条).
    """
    points = [point.title for point in item.points]
    return [
        *(title for title in points if title not in titles),
        *(title for title in titles if title not in points),
        *(measure.label for measure in item.measures if measure.label not in labels),
    ]
