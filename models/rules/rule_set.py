"""The closed sets an item file chooses from: how a measure is written down, what follows from it,
how measures hang together, and what the roster records of a subject.

What is chosen stands in ``models.rules.checklist``, and is applied in ``models.rules.findings`` and
``models.rules.consistency``.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from models.rules.states import Worded


class Kind(Worded):
    """How a measure is written down."""

    COUNT = "count", "整数"
    SHARE = "share", "占比"
    DATE = "date", "日期"
    SPAN = "span", "时段"
    TEXT = "text", "文字"
    TEXT_LIST = "text_list", "多项，用顿号隔开"
    TERMINALS = "terminals", "机器编号和地址，多台用顿号隔开"
    CHOICE = "choice", "单选"
    CHOICES = "choices", "多选"
    YES_NO = "yes_no", "是或否"

    @property
    def is_counted(self) -> bool:
        """Whether it has an amount: a number, or how many are named."""
        return self in (Kind.COUNT, Kind.TEXT_LIST, Kind.TERMINALS)

    @property
    def is_chosen(self) -> bool:
        """Whether the file lists what may be written."""
        return self in (Kind.CHOICE, Kind.CHOICES)


class Rule(Worded):
    """What can follow from what was measured: the whole set.

    Duty: 10.2 (第十条).
    """

    EQUAL = "equal", "两数相等"
    ZERO = "zero", "为零"
    AT_LEAST = "at_least", "不少于"
    AT_MOST = "at_most", "不多于"
    SHARE_AT_MOST = "share_at_most", "占比不超过"
    PART_AT_MOST = "part_at_most", "所填占比不超过"
    NOT_EXPIRED = "not_expired", "检查当日未过期"
    NUMBER_EQUALS_LAST_PART = "number_equals_last_part", "编号与地址末位一致"
    EQUALS_DOSSIER = "equals_dossier", "与登记一致"
    CONTAINS_DOSSIER = "contains_dossier", "含有登记的名称"
    IS_AMONG = "is_among", "为其中之一"
    NONE_THERE = "none_there", "没有发现"


class Relation(Worded):
    """How measures hang together; where they don't, the form goes back and nobody is accused.

    Duty: 10.2 (第十条).
    """

    NOT_MORE_THAN = "not_more_than", "合计不多于"
    NONE_WHEN_ZERO = "none_when_zero", "为零时才填没有"


class Dossier(Worded):
    """What the roster records of a subject and a measure can be held against."""

    NAME = "name", "市场主体名称"
    PREMISES = "premises", "住所（经营场所）"
    LEGAL_REPRESENTATIVE = "legal_representative", "法定代表人（负责人）"
    INDUSTRY = "industry", "行业"


@dataclass(frozen=True, slots=True)
class Takes:
    """What a rule reads: the kinds of measure, its parameters, the words its finding may use."""

    kinds: tuple[Kind, ...]
    of: bool = False
    limit: type[int] | type[Fraction] | None = None
    dossier: bool = False
    allowed: bool = False
    words: tuple[str, ...] = ()


TAKES = {
    Rule.EQUAL: Takes((Kind.COUNT, Kind.DATE, Kind.TEXT), of=True),
    Rule.ZERO: Takes((Kind.COUNT,)),
    Rule.AT_LEAST: Takes((Kind.COUNT,), limit=int, words=("limit",)),
    Rule.AT_MOST: Takes((Kind.COUNT,), limit=int, words=("limit",)),
    Rule.SHARE_AT_MOST: Takes((Kind.COUNT,), of=True, limit=Fraction, words=("limit",)),
    Rule.PART_AT_MOST: Takes((Kind.SHARE,), limit=Fraction, words=("limit",)),
    Rule.NOT_EXPIRED: Takes((Kind.DATE,)),
    Rule.NUMBER_EQUALS_LAST_PART: Takes(
        (Kind.TEXT_LIST, Kind.TERMINALS), words=("wrong", "wrong_count", "checked")
    ),
    Rule.EQUALS_DOSSIER: Takes((Kind.TEXT,), dossier=True, words=("dossier",)),
    Rule.CONTAINS_DOSSIER: Takes((Kind.TEXT,), dossier=True, words=("dossier",)),
    Rule.IS_AMONG: Takes((Kind.CHOICE, Kind.YES_NO), allowed=True),
    Rule.NONE_THERE: Takes((Kind.COUNT, Kind.TEXT, Kind.CHOICES)),
}
