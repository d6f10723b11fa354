"""What several papers say alike."""

from __future__ import annotations

from models.rules.checklist import Checklist
from models.rules.firm_visits import count_in_words
from models.rules.papers import Head, Visit

WAYS = ("实地检查", "书面检查", "网络监测")
"""How a visit may be made; the item says which one it is."""


def officer(badge: str, name: str) -> str:
    """黄虚丙（警号035049）."""
    return f"{name}（警号{badge}）"


def groups_in_words(item: Checklist) -> str:
    """What is checked, by groups, and of how many points."""
    groups = dict.fromkeys(point.group for point in item.points)
    return f"{'、'.join(groups)}，共{len(item.points)}项"


def ways(item: Checklist) -> list[tuple[bool, str]]:
    """The ways to check, the item's own ticked; one that is none of them stands behind."""
    method = item.elements["method"]
    offered = [(way == method, way.removesuffix("检查")) for way in WAYS]
    return offered if method in WAYS else [*offered, (True, method)]


def counted_in_words(visit: Visit) -> str:
    """How often the firm was visited this year before, and how often it may be."""
    cap = f"；上限{visit.cap}" if visit.cap else ""
    return f"本次之前{count_in_words(visit.counted).replace(' ', '')}{cap}"


def fields_of(head: Head, visit: Visit) -> dict[str, str]:
    """What people wrote, by what it is called."""
    task = visit.task
    return {
        "制发机关": head.issuer.body,
        "文号": head.number,
        "市场主体名称": task.subject,
        "住所（经营场所）": task.premises,
        "法定代表人（负责人）": task.legal_representative,
        "检查人员": "".join(name for _, name in task.officers),
        "抽查事项": "".join(task.item.elements.values()),
        "依据文件": visit.source.document,
    }
