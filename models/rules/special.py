"""When an inspection outside the random draw is allowed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.faults import Refused

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


def check(ground: int, document: str, badges: Sequence[str], minimum_officers: int) -> None:
    """A special inspection names exactly one ground and its document, and enough inspectors.

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
    if problems:
        raise Refused(*problems, code="special-incomplete")


@dataclass(frozen=True, slots=True)
class Case:
    """One subject's special inspection on one document; the first of ``badges`` leads."""

    document: str
    item_code: str
    ground: int
    badges: tuple[str, ...]


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
    raise Refused(
        f"「{asked.document}」已由 {standing.opened_by} 于 {standing.opened_on} 对该市场主体立项，"
        f"任务编号 {standing.number}，{'，'.join(differs)}，不能以同一文件另行立项",
        code="document-used",
    )
