"""What inspectors and supervisors are told, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jinja2 import Environment, PackageLoader, StrictUndefined

from models.rules.task import Task

_TEMPLATES = Environment(
    loader=PackageLoader("reports"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    autoescape=False,
)

SUBJECTS = {
    "dispatch": "检查任务单（{count}件）",
    "reminder": "催办：{count}件检查情况登记表将到回传期限",
    "overdue": "逾期催办：{count}件检查情况登记表已过回传期限",
    "replaced": "检查任务变更（{count}件）",
    "supervisor": "需要领导知悉或决定的事项（{count}件）",
}


def to_inspector(
    kind: str, name: str, brigade: str, tasks: Sequence[Task], as_of: date
) -> tuple[str, str]:
    """Subject and body of a message of ``kind`` to one inspector about ``tasks``."""
    template = _TEMPLATES.get_template("message_inspector.txt.j2")
    body = template.render(kind=kind, name=name, brigade=brigade, tasks=tasks, as_of=as_of)
    return SUBJECTS[kind].format(count=len(tasks)), body


def to_supervisor(brigade: str, matters: Sequence[str], as_of: date) -> tuple[str, str]:
    """Subject and body of a message to the supervisor about ``matters``, a line each."""
    template = _TEMPLATES.get_template("message_supervisor.txt.j2")
    body = template.render(brigade=brigade, matters=matters, as_of=as_of)
    return SUBJECTS["supervisor"].format(count=len(matters)), body
