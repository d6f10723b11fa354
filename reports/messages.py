"""What inspectors and supervisors are told, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jinja2 import Environment, PackageLoader, StrictUndefined

from models.rules.messages import BY_HAND, MessageKind
from models.rules.task import Task

_TEMPLATES = Environment(
    loader=PackageLoader("reports"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    autoescape=False,
)

SUBJECTS = {
    MessageKind.DISPATCH: "{words}（{count}件）",
    MessageKind.REMINDER: "{words}：{count}件检查情况登记表将到回传期限",
    MessageKind.OVERDUE: "{words}：{count}件检查情况登记表已过回传期限",
    MessageKind.REPLACED: "{words}（{count}件）",
    MessageKind.HANDLING: "{words}：{count}件问题的处理将到或已过期限",
    MessageKind.CANCELLED: "{words}（{count}件）",
    MessageKind.SENT_BACK: "{words}（{count}件）",
    MessageKind.SUPERVISOR: "{words}（{count}件）",
}
OPENINGS = {
    MessageKind.DISPATCH: "现派发以下检查任务，请在回传期限前完成实地检查并交回登记表（见附件）：",
    MessageKind.REMINDER: "以下任务的检查情况登记表将到回传期限，请抓紧交回：",
    MessageKind.OVERDUE: "以下任务的检查情况登记表已过回传期限，请立即交回并说明原因：",
    MessageKind.HANDLING: "以下任务查出的问题，改正、复查或答复的期限将到或已过，请跟进（各项期限见 ssj handle show）：",
    MessageKind.REPLACED: "因变更申请获得批准，以下任务不再执行，请勿前往检查：",
    MessageKind.CANCELLED: "以下专项检查已经取消，不再执行，请勿前往检查，任务单和登记表作废：",
    MessageKind.SENT_BACK: "以下任务的检查情况登记表退回补正，原定各项期限照常计算，请补正后尽快交回：",
}

NOT_TO_BE_MADE = (
    MessageKind.REPLACED,
    MessageKind.HANDLING,
    MessageKind.CANCELLED,
    MessageKind.SENT_BACK,
)
"""Messages about inspections that nobody is sent to."""


def to_inspector(
    kind: MessageKind,
    name: str,
    brigade: str,
    tasks: Sequence[Task],
    as_of: date,
    minimum_officers: int,
    without_mail: Sequence[str] = (),
    opinion: str = "",
) -> tuple[str, str]:
    """Subject and body of a message to one inspector about ``tasks``, each to be made by no fewer
    than ``minimum_officers`` unless it is withdrawn; ``without_mail`` are those who assist and can
    only be told face to face. ``opinion`` is with what a form is sent back.

    Duty: 19.1 (第十九条).
    """
    body = _TEMPLATES.get_template("message_inspector.txt.j2").render(
        opening=OPENINGS[kind],
        name=name,
        brigade=brigade,
        tasks=tasks,
        as_of=as_of,
        to_be_made=kind not in NOT_TO_BE_MADE,
        minimum_officers=minimum_officers,
        without_mail=without_mail,
        by_hand=BY_HAND,
        opinion=opinion,
    )
    return _subject(kind, len(tasks)), body


def to_supervisor(brigade: str, matters: Sequence[str], as_of: date) -> tuple[str, str]:
    """Subject and body of a message to the supervisor about ``matters``, a line each."""
    template = _TEMPLATES.get_template("message_supervisor.txt.j2")
    body = template.render(brigade=brigade, matters=matters, as_of=as_of)
    return _subject(MessageKind.SUPERVISOR, len(matters)), body


def _subject(kind: MessageKind, count: int) -> str:
    return SUBJECTS[kind].format(words=kind.words, count=count)
