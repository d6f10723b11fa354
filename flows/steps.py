"""The steps as Prefect tasks: named in Chinese for the dashboard, retried when the machine fails,
never when the rule refuses. What a step does stands in ``tasks``; nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar

from prefect import Task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.runtime import task_run

from models.faults import Refused
from tasks.archive import ready
from tasks.change import applications
from tasks.credit import refresh
from tasks.draw import announce as announcing
from tasks.draw import confirm, photos
from tasks.draw import run as drawing
from tasks.inspect import chase, dispatch, messages, special, task_sheets
from tasks.inspect import received as received_returns
from tasks.plan import annual as plans
from tasks.publish import deliver, due, release
from tasks.rosters import received as received_rosters

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


def as_task(function: Callable[P, R], name: str) -> Task[P, R]:
    """``function`` as a task that names its request after its run: tried again by Prefect it is the
    same request, and what was committed before the machine failed is known.

    What takes no request stores nothing, or names one itself for each file that was delivered.
    """

    @wraps(function)
    def requested(*args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **{**kwargs, "request": task_run.id})

    # No tags on tasks: each tagged task run asks the server for a concurrency slot, which was
    # measured to take nine tenths of a run. Deployments carry the tags.
    return Task(
        requested if "request" in signature(function).parameters else function,
        name=name,
        retries=2,
        retry_delay_seconds=2,
        retry_condition_fn=_unless_refused,
        cache_policy=NO_CACHE,
        persist_result=False,
    )


refresh_rosters = as_task(received_rosters.refresh_rosters, "更新名录库")
sample_size = as_task(announcing.planned_sample, "测算样本量")
announce = as_task(announcing.announce, "发布抽取公告")
run_draw = as_task(drawing.run, "抽取对象与检查人员")
confirm_draw = as_task(confirm.confirm, "确认抽取结果")
attach_photo = as_task(photos.attach_photo, "附抽取照片")
dispatch_inspections = as_task(dispatch.dispatch, "派发检查任务")
write_task_sheets = as_task(task_sheets.write_task_sheets, "印制任务单和登记表")
send_messages = as_task(messages.send_pending, "发出消息")
import_returns = as_task(received_returns.take_in_returns, "回收登记表")
chase_returns = as_task(chase.chase, "催办")
build_publication = as_task(due.build_due, "制作公示包")
release_publication = as_task(release.release, "批准公示")
deliver_publication = as_task(deliver.deliver_pending, "送达公示渠道")
refresh_credit = as_task(refresh.refresh, "更新诚信档案与名单")
archive = as_task(ready.archive_ready, "归档")
open_special = as_task(special.open_special, "立项专项检查")
apply_change = as_task(applications.apply, "变更申请")
decide_change = as_task(applications.decide, "决定变更申请")
approve_plan = as_task(plans.approve_plan, "批准年度计划")
