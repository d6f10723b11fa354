"""What must be so before something is done about an entry of a list; every fault is told at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.faults import Refused
from models.rules.credit_lists import ActDone, ActKind, Entry, EntryClass, EntryState, ListName
from models.rules.people import same_person


def check_proposal(
    list_: ListName,
    entry_class: EntryClass | None,
    basis: str,
    facts: str,
    inspections: Sequence[str],
) -> None:
    """A proposal says what it is for, by which law, and on which inspections it rests.

    Raises:
        Refused: every part that is missing.

    Duty: 23.3 (第二十三条).
    """
    problems = []
    if list_ == ListName.BLACKLIST and entry_class is None:
        problems.append(f"须写明失信类别（--class）：{EntryClass.all_words()}")
    if list_ == ListName.HONOUR_LIST and entry_class is not None:
        problems.append(f"{list_.words}不分失信类别，不写 --class")
    if not basis.strip():
        problems.append("须写明列入依据（--basis）：哪部法律、法规、规定的哪一条")
    if not facts.strip():
        problems.append("须写明事实（--facts）")
    if not inspections:
        problems.append("须写明依据哪些检查（--inspection，可多次给出）")
    if problems:
        raise Refused(*problems, code="proposal-incomplete")


def check_notice(entry: Entry) -> None:
    """A prior notice may be served.

    Raises:
        Refused: it was, or it isn't that far, or it is the honour list.

    Duty: 23.3 (第二十三条).
    """
    if entry.list == ListName.HONOUR_LIST:
        raise Refused(f"{entry.list.words}无须事先告知，直接决定即可", code="wrong-state")
    entry.moves_to(EntryState.NOTIFIED)


def check_objection(entry: Entry, received_on: date) -> EntryState:
    """The state that an objection leads to: before the decision within its days, after it at any time.

    Raises:
        Refused: it is not the time for one.

    Duty: 23.3 (第二十三条).
    """
    after = EntryState.DISPUTED if entry.state == EntryState.LISTED else EntryState.OBJECTED
    entry.moves_to(after)
    notice = entry.last(ActKind.NOTIFIED)
    until = notice.until if notice else None
    if after == EntryState.OBJECTED and until is not None and received_on > until:
        raise Refused(
            f"提出异议的期限至 {until}，{received_on} 已过；列入以后仍可提出", code="too-late"
        )
    return after


def check_decider(entry: Entry, decider: str) -> None:
    """Who decides is none of those who proposed it or served its notice.

    Raises:
        Refused: they are.

    Duty: 23.3 (第二十三条).
    """
    kinds = (ActKind.PROPOSED, ActKind.NOTIFIED)
    handled = [each for each in entry.acts if each.kind in kinds and same_person(each.by, decider)]
    if handled:
        raise Refused(
            f"{decider} 已对 {entry.number} {handled[-1].kind.words}，须由另一人决定",
            code="decided-by-proposer",
        )


def check_entry(entry: Entry, decider: str, as_of: date) -> None:
    """An entry may be decided on: the time for an objection is over, and none is open.

    Raises:
        Refused: every reason against it.

    Duty: 23.3 (第二十三条).
    """
    if entry.list == ListName.BLACKLIST and entry.state == EntryState.PROPOSED:
        raise Refused(
            f"{entry.number} 尚未送达事先告知书（ssj credit notice），不得决定列入",
            code="not-notified",
        )
    if entry.state == EntryState.OBJECTED:
        raise Refused(f"{entry.number} 的异议尚未处理，不得决定列入", code="objection-open")
    entry.moves_to(EntryState.LISTED)
    check_decider(entry, decider)
    notice = entry.last(ActKind.NOTIFIED)
    if notice is not None and notice.until is not None and as_of <= notice.until:
        raise Refused(
            f"{entry.number} 提出异议的期限至 {notice.until}，期满以后才能决定列入",
            code="too-early",
        )


def check_repair_asked(entry: Entry, as_of: date, missing: Sequence[str]) -> None:
    """Repair may be applied for: the shortest term is over, and nothing is ``missing`` (Chinese).

    Raises:
        Refused: every reason against it.

    Duty: 23.3 (第二十三条).
    """
    if entry.list == ListName.HONOUR_LIST:
        raise Refused(f"{entry.list.words}没有信用修复", code="wrong-state")
    entry.moves_to(EntryState.REPAIRED)
    problems = [f"申请信用修复须：{each}" for each in missing]
    if entry.repairable_from is not None and as_of < entry.repairable_from:
        problems.append(f"最短公示期未满，{entry.repairable_from} 起才可以申请信用修复")
    if entry.repair_asked is not None:
        problems.append(f"{entry.repair_asked.on} 的申请尚未决定，不必再次申请")
    if problems:
        raise Refused(*problems, code="repair-not-possible")


def check_repair_decided(entry: Entry) -> ActDone:
    """The application for repair that is to be decided on.

    Raises:
        Refused: there is none.

    Duty: 23.3 (第二十三条).
    """
    entry.moves_to(EntryState.REPAIRED)
    if entry.repair_asked is None:
        raise Refused(f"{entry.number} 没有待决定的信用修复申请", code="nothing-to-decide")
    return entry.repair_asked


REPAIR_NEEDS = ("已改正违法行为", "已履行法定义务", "已作出信用承诺")
"""What an applicant for repair has done: corrected, performed, committed."""
