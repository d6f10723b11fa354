"""The deployments of a brigade: what runs by itself, and what people start from the dashboard."""

from __future__ import annotations

from typing import Any

from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron

from flows.cycle import bimonthly_cycle
from flows.daily import daily_advance
from flows.decide import approve_plan, confirm_draw, decide_change, release_publication
from flows.refresh import roster_refresh
from flows.special import special_inspection
from models.district import District

ZONE = "Asia/Shanghai"


def deployments(terms: District) -> list[RunnerDeployment]:
    """Every deployment of one district, with its schedule from the district file.

    Duty: 9.2 (第九条).
    """
    region = terms.region

    def scheduled(flow: Any, name: str, cron: str, *tags: str) -> RunnerDeployment:
        made: RunnerDeployment = flow.to_deployment(
            name=f"{terms.name} {name}",
            schedule=Cron(cron, timezone=ZONE),
            parameters={"region": region},
            tags=["双随机", region, *tags],
        )
        return made

    def by_hand(flow: Any, name: str, *tags: str) -> RunnerDeployment:
        made: RunnerDeployment = flow.to_deployment(
            name=f"{terms.name} {name}", tags=["双随机", region, *tags]
        )
        return made

    return [
        scheduled(bimonthly_cycle, "两月一期", terms.schedule.bimonthly_cycle, "抽取"),
        scheduled(daily_advance, "逐日推进", terms.schedule.daily_advance, "催办", "公示"),
        scheduled(roster_refresh, "更新名录库", terms.schedule.roster_refresh, "名录库"),
        by_hand(special_inspection, "专项检查", "专项检查"),
        by_hand(confirm_draw, "确认抽取结果", "领导决定"),
        by_hand(decide_change, "决定变更申请", "领导决定"),
        by_hand(release_publication, "批准公示", "领导决定"),
        by_hand(approve_plan, "批准年度计划", "领导决定"),
    ]
