"""Whose word a form is (谁检查、谁录入): who may enter it, why a version replaces another, and when one is
sent back with an opinion."""

from __future__ import annotations

from models.faults import Refused
from models.rules.identity import unfit
from models.rules.inspection import MADE_PUBLIC, InspectionState
from models.rules.people import same_person
from models.rules.task import Task

AUTHOR_EXPECTED = (
    "谁检查、谁录入：应为检查人员之一；由内勤代录的填经办人本人姓名，"
    "并附检查人员手写签字的登记表（--record）（第二十三条）"
)


def may_enter(author: str, officers: tuple[str, ...], clerk: str) -> bool:
    """Whether ``author`` may have entered a form: one of the ``officers`` who made the visit, or the
    ``clerk`` who hands it in with the officers' written record (empty without one).

    Duty: 23.2 (第二十三条).
    """
    return author in officers or bool(author and clerk and same_person(author, clerk))


def reason_wanted(version: int, reason: str) -> str:
    """What is missing of a later ``version`` that does not say why it replaces the one before; empty
    if nothing is.

    Duty: 23.2 (第二十三条).
    """
    if version == 1 or reason.strip():
        return ""
    return f"这是第 {version} 版，应写明改动原因（也可用 --reason 写明）（第二十三条）"


def check_words(words: str, what: str) -> str:
    """Words of a person's own that are kept, without spaces around them.

    Raises:
        Refused: nothing is written, or what must not be.

    Duty: 10.2, 23.2 (第十条、第二十三条).
    """
    kept = " ".join(words.split())
    if not kept:
        raise Refused(f"应写明{what}", code="nothing-written")
    if expected := unfit(kept):
        raise Refused(f"{what}{expected}", code="unfit-words")
    return kept


def of_another_firm(task: Task, code: str) -> str:
    """What is wrong with a form that carries the number of ``task`` and was printed for the firm with
    another ``code``; empty if it is its own or says none.

    Duty: 20.1 (第二十条).
    """
    if not code or code == task.credit_code:
        return ""
    return (
        f"任务 {task.number} 的检查对象是「{task.subject}」（{task.credit_code}），"
        "与登记表所印的不符：请核对是不是别的任务的登记表"
    )


def check_form_stands(what: str, state: InspectionState) -> None:
    """Nothing is done about ``what`` (a finding, in Chinese) while the form that says so is sent back.

    Raises:
        Refused: it is.

    Duty: 21.1, 23.2 (第二十一条、第二十三条).
    """
    if state == InspectionState.SENT_BACK:
        raise Refused(f"{what}所在的登记表已退回补正，补正的一份交回之后再处理", code="sent-back")


def check_sending_back(
    number: str, state: InspectionState, *, told: bool, recheck: bool = False
) -> None:
    """A form may be sent back while it waits to be made public; after that there is only a correction.
    What a recheck came to is entered with its form.

    Raises:
        Refused: ``nothing-returned``, ``already-public``, ``a-recheck`` or ``wrong-state``.

    Duty: 20.1, 23.2 (第二十条、第二十三条).
    """
    if told or state in MADE_PUBLIC:
        raise Refused(
            f"任务 {number} 的结果已批准公示，不能退回补正；有误的应先决定更正（ssj publish correct）",
            code="already-public",
        )
    if state == InspectionState.DISPATCHED:
        raise Refused(f"任务 {number} 的登记表还没有交回，无可退回", code="nothing-returned")
    if recheck:
        raise Refused(
            f"任务 {number} 是复查，登记表交回时已登记复查结果，不退回；有误的请直接交回改好的一份",
            code="a-recheck",
        )
    if state in (InspectionState.REPLACED, InspectionState.CANCELLED):
        raise Refused(f"任务 {number} {state.words}，无可退回", code="wrong-state")
