"""The deployments of a brigade: what runs by itself, and what people start from the dashboard."""

from __future__ import annotations

from typing import Any

from prefect import Flow
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron

from flows.cycle import bimonthly_cycle
from flows.daily import daily_advance
from flows.decide import (
    approve_plan,
    confirm_draw,
    decide_change,
    decide_difference,
    decide_list_entry,
    release_publication,
    send_back_return,
)
from flows.refresh import roster_refresh
from flows.special import special_inspection
from models.clock import SHANGHAI
from models.district import District


def deployments(terms: District) -> list[RunnerDeployment]:
    """Every deployment of one district, with its schedule from the district file: a cycle for each
    of its items, and once what serves them all.

    Duty: 6.1, 9.2 (第六条、第九条).
    """
    schedule = terms.schedule
    cycles = [
        _scheduled(bimonthly_cycle, terms, f"两月一期 {item}", schedule.bimonthly_cycle, item)
        for item in terms.items
    ]
    return [
        *cycles,
        _scheduled(daily_advance, terms, "逐日推进", schedule.daily_advance),
        _scheduled(roster_refresh, terms, "更新名录库", schedule.roster_refresh),
        _by_hand(special_inspection, terms, "专项检查"),
        _by_hand(confirm_draw, terms, "确认抽取结果", "领导决定"),
        _by_hand(decide_change, terms, "决定变更申请", "领导决定"),
        _by_hand(decide_difference, terms, "决定现场差异", "领导决定"),
        _by_hand(send_back_return, terms, "退回登记表", "领导决定"),
        _by_hand(release_publication, terms, "批准公示", "领导决定"),
        _by_hand(decide_list_entry, terms, "决定列入名单", "领导决定"),
        _by_hand(approve_plan, terms, "批准年度计划", "领导决定"),
    ]


def _scheduled(
    flow: Flow[..., Any], terms: District, name: str, cron: str, item_code: str | None = None
) -> RunnerDeployment:
    about = {"region": terms.region}
    return RunnerDeployment.from_flow(
        flow,
        name=f"{terms.name} {name}",
        schedule=Cron(cron, timezone=SHANGHAI.key),
        parameters=about if item_code is None else {**about, "item_code": item_code},
        tags=_tags(terms, name),
    )


def _by_hand(flow: Flow[..., Any], terms: District, name: str, *tags: str) -> RunnerDeployment:
    return RunnerDeployment.from_flow(
        flow, name=f"{terms.name} {name}", tags=_tags(terms, name, *tags)
    )


def _tags(terms: District, *tags: str) -> list[str]:
    return ["双随机", terms.region, *tags]
