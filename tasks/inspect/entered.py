"""Who hands forms in and on what: the officers' written record, and why a version replaces another."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.district import District
from models.faults import Fault, Refused
from models.home import home
from models.rules import form as rows
from models.rules.entries import check_words, of_another_firm, reason_wanted
from models.rules.file_kinds import kind_of
from models.rules.form import FIELDS
from models.rules.returns import Facts, Form
from models.rules.task import Task
from models.tables import Inspection
from tasks.base.step import SYSTEM, Step
from tasks.draw.photos import LARGEST_BYTES
from tasks.inspect.amended import Open
from tasks.inspect.inspections import Assigned
from tasks.inspect.send_back import SentBack
from tasks.inspect.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Entered:
    """How a file of forms is handed in: its words for every later version, and what the officers
    wrote and signed, where a clerk entered it."""

    reason: str = ""
    content: bytes = b""
    suffix: str = ""

    @property
    def stored(self) -> str:
        """Where the written record is kept; empty without one."""
        if not self.content:
            return ""
        return f"written_records/{hashlib.sha256(self.content).hexdigest()}.{self.suffix}"

    def clerk(self, s: Step) -> str:
        """Who may have entered the forms beside the officers: a person, who shows their record."""
        return s.actor if self.content and s.actor != SYSTEM else ""

    def keep(self, s: Step) -> None:
        """Keep the written record."""
        if self.content:
            s.put(home() / self.stored, self.content)


def entered(reason: str, record: Path | None) -> Entered:
    """What is said and shown with a file of forms.

    Raises:
        Refused: the reason is unfit; there is no such file, it is too large or no picture or PDF.

    Duty: 23.2 (第二十三条).
    """
    words = check_words(reason, "改动原因") if reason else ""
    return Entered(words, *_written_record(record)) if record else Entered(words)


def _written_record(path: Path) -> tuple[bytes, str]:
    if not path.is_file():
        raise Refused(f"没有这个文件：{path.name}", code="file")
    if path.stat().st_size > LARGEST_BYTES:
        raise Refused(faults=[Fault(path.name, "不得超过 20 MiB", value=str(path.stat().st_size))])
    content = path.read_bytes()
    if suffix := kind_of(content):
        return content, suffix
    expected = "应为 PDF、PNG 或 JPEG（按内容判断，须完整，不看扩展名）"
    raise Refused(faults=[Fault(path.name, expected)])


def of_another(sheet: Sheet, task: Task) -> list[Fault]:
    """That a form carries the number of ``task`` and is another firm's."""
    code = sheet.text(rows.CREDIT_CODE)
    expected = of_another_firm(task, code)
    return [sheet.fault(rows.CREDIT_CODE, code, expected)] if expected else []


def without_reason(sheet: Sheet, version: int, reason: str) -> list[Fault]:
    """That a later version does not say why."""
    expected = reason_wanted(version, reason)
    return [sheet.fault(FIELDS["reason"].label, "", expected)] if expected else []


def reason_of(form: Form, given: str, decided: str) -> str:
    """Why a form replaces another: as it says itself, as whoever hands it in does, or as was decided
    before."""
    return form.reason or given or decided


def decided_before(correction: Open | None, sent_back: SentBack | None) -> str:
    """Why another version is awaited, as it was decided; empty if nobody decided anything."""
    if correction is not None:
        return f"决定更正：{correction.reason}"
    return f"退回补正：{sent_back['opinion']}" if sent_back is not None else ""


def of_another_version(sheet: Sheet, known: Assigned, otherwise: Sequence[str]) -> Fault:
    """That a form was printed from another version of its item."""
    printed = f"「{sheet.item_version}」" if sheet.item_version else "另一版"
    return sheet.fault(
        rows.ITEM,
        sheet.item_version,
        f"登记表按事项{printed}印制，本任务适用「{known.task.item_version}」，"
        f"检查要点或测量项不一致：{'、'.join(otherwise)}；请用本任务的登记表填写",
    )


def facts_of(
    s: Step, inspection: Inspection, known: Assigned, terms: District, handed: Entered
) -> Facts:
    """What a form of the inspection is held against."""
    return Facts(
        item=known.task.item,
        dossier=known.task.dossier(),
        dispatched_on=inspection.dispatched_on,
        as_of=s.as_of,
        badges=[badge for badge, _ in known.task.officers],
        minimum_officers=terms.inspection.minimum_officers.value,
        clerk=handed.clerk(s),
    )
