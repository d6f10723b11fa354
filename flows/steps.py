"""The steps as Prefect tasks: named in Chinese for the dashboard, retried when the machine fails,
never when the rule refuses. What a step does stands in ``tasks``; nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from prefect import Task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun

from models.faults import Refused
from tasks import (
    chase,
    credit,
    dispatch,
    draws,
    inbox,
    matters,
    messages,
    photos,
    plans,
    publication,
    special,
    substitutions,
)

P = ParamSpec("P")
R = TypeVar("R")


def _unless_refused(task: Task[..., Any], run: TaskRun, state: State[Any]) -> bool:
    """Retry what broke; what the rule refused would be refused again."""
    try:
        state.result()
    except Refused:
        return False
    except Exception:
        return True
    return False


def _step(function: Callable[P, R], name: str, *tags: str) -> Task[P, R]:
    return Task(
        function,
        name=name,
        tags=["双随机", *tags],
        retries=2,
        retry_delay_seconds=2,
        retry_condition_fn=_unless_refused,
        cache_policy=NO_CACHE,
        persist_result=False,
    )


refresh_rosters = _step(inbox.refresh_rosters, "更新名录库", "名录库")
sample_size = _step(draws.planned_sample, "测算样本量", "抽取")
announce = _step(draws.announce, "发布抽取公告", "抽取")
run_draw = _step(draws.run, "抽取对象与检查人员", "抽取")
confirm_draw = _step(draws.confirm, "确认抽取结果", "抽取", "领导决定")
attach_photo = _step(photos.attach_photo, "附抽取照片", "抽取")
dispatch_inspections = _step(dispatch.dispatch, "派发检查任务", "派发")
write_task_sheets = _step(dispatch.write_task_sheets, "印制任务单和登记表", "派发")
send_messages = _step(messages.send_pending, "发出消息", "派发")
import_returns = _step(inbox.import_returns, "回收登记表", "回收")
chase_returns = _step(chase.chase, "催办", "回收")
build_publication = _step(matters.build_due, "制作公示包", "公示")
release_publication = _step(publication.release, "批准公示", "公示", "领导决定")
deliver_publication = _step(publication.deliver_pending, "送达公示渠道", "公示")
refresh_credit = _step(credit.refresh, "更新诚信档案与名单", "信用")
archive = _step(publication.archive_ready, "归档", "归档")
open_special = _step(special.open_special, "立项专项检查", "专项检查")
apply_change = _step(substitutions.apply, "变更申请", "递补")
decide_change = _step(substitutions.decide, "决定变更申请", "递补", "领导决定")
approve_plan = _step(plans.approve_plan, "批准年度计划", "计划", "领导决定")
