"""A flow as people meet it on the dashboard: its name, what it does and what each of its parameters
means, in Chinese. A parameter that is not described here cannot be given to a flow."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from prefect import Flow, flow

P = ParamSpec("P")
R = TypeVar("R")

PARAMETERS = {
    "region": ("行政区划", "行政区划代码，例如 350105"),
    "item_code": ("抽查事项", "事项编号，例如 WB-01；该区划只有一个抽查事项时可以不填"),
    "year": ("年份", "例如 2026；与「第几期」都不填时，为所给日期所在的一期"),
    "period": ("第几期", "一年中的第几期，从 1 起"),
    "as_of": ("以哪一天为准", "法定日期；不填为今天"),
    "draw_id": ("抽取编号", "例如 350105/WB-01/2026-5"),
    "number": ("申请编号", "变更申请的编号，例如 350105/WB-01/2026-5/C1"),
    "matter": ("公示编号", "待批准公示件的编号，见 ssj publish build"),
    "approved": ("是否批准", "勾选为批准，不勾选为不批准"),
    "decided_by": ("决定人", "作出决定的领导姓名，记入留痕"),
    "opened_by": ("经办人", "立项人姓名，记入留痕"),
    "ground": ("法定情形", "第四条七种情形中的第几种，1 至 7"),
    "document": ("依据文件", "依据的文件名称或文号"),
    "credit_code": ("统一社会信用代码", "被检查的市场主体，18 位"),
    "badges": ("检查人员警号", "至少两名，首位为主检"),
}
"""Name of a parameter: its title and a line that says what to enter."""


def described_flow(
    name: str, description: str, run_name: Callable[[], str] | str
) -> Callable[[Callable[P, R]], Flow[P, R]]:
    """Make a function the flow ``name``. Prefect keeps none of its results: they are in our tables.

    Raises:
        KeyError: a parameter of the function is not described in ``PARAMETERS``.
    """

    def make(function: Callable[P, R]) -> Flow[P, R]:
        made: Flow[P, R] = flow(
            name=name, description=description, flow_run_name=run_name, persist_result=False
        )(function)
        for parameter, shown in made.parameters.properties.items():
            shown["title"], shown["description"] = PARAMETERS[parameter]
        return made

    return make
