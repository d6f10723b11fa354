"""When an inspection outside the random draw is allowed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.faults import Refused
from models.rules.draw.reasons import RecusalReason
from models.rules.firm_visits import VisitSource, source_of
from models.rules.inspection import MOVES, InspectionState
from models.rules.states import check_move

GROUNDS = {
    1: "法律法规规章对监督方式另有规定",
    2: "上级人民政府或部委有专门要求或重点部署",
    3: "被投诉举报涉嫌违法违规",
    4: "市场监管突发事件",
    5: "上级交办、督办案件",
    6: "履职中发现涉嫌违法违规",
    7: "其他部门移交案件线索",
}
"""The seven grounds of 第四条."""


def check(
    ground: int, document: str, badges: Sequence[str], minimum_officers: int, source: str = ""
) -> None:
    """A special inspection names exactly one ground and its document, and enough inspectors; what it
    comes from is one of a list, where that is said.

    Raises:
        Refused: every reason.

    Duty: 4.1, 17.3 (第四条、第十七条).
    """
    problems = []
    if ground not in GROUNDS:
        problems.append(f"专项检查须写明第四条七种情形之一（1 至 7），实为 {ground}")
    if not document.strip():
        problems.append("专项检查须写明依据的文件或编号（第四条）")
    if len(set(badges)) < minimum_officers:
        problems.append(f"检查人员不得少于 {minimum_officers} 人")
    if source:
        try:
            VisitSource.read(source, "检查来源")
        except Refused as refused:
            problems += refused.reasons
    if problems:
        raise Refused(*problems, code="special-incomplete")


def source_named(written: str) -> str:
    """What a person named as the source, by its value or its words, as it is stored; what is none of the
    list stays as it is written, for ``check`` to refuse."""
    text = written.strip()
    return next((each.value for each in VisitSource if text == each.words), text)


def check_officers(
    badges: Sequence[str], can_inspect: Collection[str], recused: Mapping[str, RecusalReason]
) -> None:
    """Every inspector may inspect, and none of them keeps away from the subject; both by badge.

    Raises:
        Refused: naming each, and why.

    Duty: 14.1, 17.1 (第十四条、第十七条).
    """
    refusals = []
    absent = [badge for badge in badges if badge not in can_inspect]
    if absent:
        reasons = [f"警号「{badge}」不在名录库，或不在岗、无执法资格" for badge in absent]
        refusals.append(Refused(*reasons, code="unknown-inspector"))
    away = [badge for badge in badges if badge in recused]
    if away:
        reasons = [f"警号「{badge}」应当回避该市场主体：{recused[badge].words}" for badge in away]
        refusals.append(Refused(*reasons, code="recused"))
    if refusals:
        raise Refused.together(refusals)


def check_cancelling(number: str, state: str, reason: str) -> None:
    """A special inspection is cancelled with a reason, and only before its form came in.

    Raises:
        Refused: every reason.

    Duty: 4.1 (第四条).
    """
    refusals = []
    if not reason.strip():
        refusals.append(Refused("取消专项检查须写明原因", code="no-reason"))
    try:
        check_move(MOVES, f"任务 {number} ", InspectionState(state), InspectionState.CANCELLED)
    except Refused as refused:
        refusals.append(refused)
    if refusals:
        raise Refused.together(refusals)


@dataclass(frozen=True, slots=True)
class Case:
    """One subject's special inspection on one document; the first of ``badges`` leads."""

    document: str
    item_code: str
    ground: int
    badges: tuple[str, ...]
    source: str = ""
    joint_with: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A case that stands: under which inspection, who opened it and when."""

    case: Case
    number: str
    opened_on: date
    opened_by: str


def stands_already(asked: Case, standing: Opened) -> bool:
    """Whether what is asked is the very case that stands on the same document.

    Raises:
        Refused: a document opens one inspection of a subject; on another ground or with other
            inspectors it contradicts the one that stands.

    Duty: 4.1 (第四条).
    """
    if asked == standing.case:
        return True
    differs = []
    if asked.item_code != standing.case.item_code:
        differs.append(f"事项为 {standing.case.item_code}")
    if asked.ground != standing.case.ground:
        differs.append(f"情形为第 {standing.case.ground} 种")
    if asked.badges != standing.case.badges:
        differs.append(f"检查人员为 {'、'.join(standing.case.badges)}")
    if (asked.source, asked.joint_with) != (standing.case.source, standing.case.joint_with):
        differs.append(f"来源为 {_from(standing.case)}")
    raise Refused(
        f"「{asked.document}」已由 {standing.opened_by} 于 {standing.opened_on} 对该市场主体立项，"
        f"任务编号 {standing.number}，{'，'.join(differs)}，不能以同一文件另行立项",
        code="document-used",
    )


def _from(case: Case) -> str:
    source = source_of(case.ground, case.source)
    joint = f"会同{case.joint_with}" if case.joint_with else ""
    return "，".join(filter(None, [source.words if source else "依情形确定", joint]))


def ground_in_words(ground: int, document: str, joint_with: str = "") -> str:
    """On what ground and document, and with whom, a special inspection is made: as its form says it.

    Duty: 4.1 (第四条).
    """
    joint = f"，会同{joint_with}联合检查" if joint_with else ""
    return (
        f"第四条第{'一二三四五六七'[ground - 1]}种情形：{GROUNDS[ground]}；依据：{document}{joint}"
    )
