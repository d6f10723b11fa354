"""Every flow and each of its parameters is described in Chinese: it is what the dashboard shows."""

from __future__ import annotations

import importlib
import pkgutil
import re
from typing import Any

import pytest
from prefect import Flow
from prefect.deployments.runner import RunnerDeployment

import flows


def every_flow() -> dict[str, Flow[..., Any]]:
    """Each flow of the house by its name."""
    modules = pkgutil.walk_packages(flows.__path__, "flows.")
    return {
        value.name: value
        for module in modules
        for value in vars(importlib.import_module(module.name)).values()
        if isinstance(value, Flow)
    }


def chinese(text: str | None) -> bool:
    return bool(text and re.search(r"[\u4e00-\u9fff]", text))


def test_the_house_has_its_flows() -> None:
    assert set(every_flow()) == {
        "两月一期抽查",
        "逐日推进",
        "更新名录库",
        "专项检查",
        "领导决定：确认抽取结果",
        "领导决定：变更申请",
        "领导决定：现场差异",
        "领导决定：退回登记表",
        "领导决定：批准公示",
        "领导决定：批准年度计划",
        "领导决定：列入名单",
    }


@pytest.mark.parametrize("name", every_flow())
def test_a_flow_and_its_parameters_speak_chinese(name: str) -> None:
    found = every_flow()[name]
    assert chinese(found.name)
    assert chinese(found.description)
    assert found.parameters.properties
    deployed = RunnerDeployment.from_flow(found, name="x")._parameter_openapi_schema
    assert deployed.properties.keys() == found.parameters.properties.keys()
    for shown in (*found.parameters.properties.values(), *deployed.properties.values()):
        assert chinese(shown["title"])
        assert chinese(shown["description"])


def test_the_reason_of_a_decision_on_a_difference_is_asked_for_in_its_own_words() -> None:
    said = every_flow()["领导决定：现场差异"].parameters.properties["reason"]["description"]
    assert "采纳" in said
    assert "列入" not in said
