"""What an assessment is called, what it covers, and its score in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Values = Mapping[str, Any]

INTERNAL = "内部资料：载有检查人员姓名，不得公开"


def title(assessed: Values) -> str:
    """What is assessed."""
    period = f"第{assessed['period']}期" if assessed["period"] else "度"
    return f"{assessed['year']}年{period}双随机抽查考评"


def scope(assessed: Values) -> str:
    """Which items, and as of which day."""
    return f"事项：{'、'.join(assessed['items'])}；截至{assessed['as_of']}"


def score_in_words(assessed: Values) -> str:
    """The score in one sentence."""
    scored = assessed["score"]
    if scored is None:
        return "区县参数文件没有考评标准（[assessment]），只列数据，不评分。"
    if not scored["possible"]:
        return "还没有可以评分的事项。"
    left = scored["most"] - scored["possible"]
    without = f"，另有{left}分因没有发生或尚未到期不计" if left else ""
    draft = "。标准待核" if not scored["checked"] else ""
    return (
        f"得{scored['points']}分（可得{scored['possible']}分{without}），{scored['level']}{draft}。"
    )
