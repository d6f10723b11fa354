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

import tasks.archive.ready
import tasks.change.applications
import tasks.credit.decide
import tasks.credit.refresh
import tasks.draw.announce
import tasks.draw.confirm
import tasks.draw.fetch_stamp
import tasks.draw.photos
import tasks.draw.run
import tasks.draw.sources
import tasks.inspect.chase
import tasks.inspect.dispatch
import tasks.inspect.dossier_proposals
import tasks.inspect.messages
import tasks.inspect.received
import tasks.inspect.scarce
import tasks.inspect.send_back
import tasks.inspect.special
import tasks.inspect.task_sheets
import tasks.plan.annual
import tasks.publish.deliver
import tasks.publish.due
import tasks.publish.release
import tasks.rosters.causes
import tasks.rosters.received
from flows.forgetting import discreet
from models.faults import Refused

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


refresh_rosters = as_task(tasks.rosters.received.refresh_rosters, "更新名录库")
sample_size = as_task(tasks.draw.announce.planned_sample, "测算样本量")
announce = as_task(tasks.draw.announce.announce, "发布抽取公告")
fetch_stamps = as_task(tasks.draw.fetch_stamp.fetch_stamps, "申请公告时间戳")
read_source = as_task(tasks.draw.sources.read_source, "读取随机源")
run_draw = as_task(tasks.draw.run.run, "抽取对象与检查人员")
confirm_draw = as_task(tasks.draw.confirm.confirm, "确认抽取结果")
attach_photo = as_task(tasks.draw.photos.attach_photo, "附抽取照片")
dispatch_inspections = as_task(tasks.inspect.dispatch.dispatch, "派发检查任务")
write_task_sheets = as_task(tasks.inspect.task_sheets.write_task_sheets, "印制任务单和登记表")
send_messages = as_task(tasks.inspect.messages.send_pending, "发出消息")
import_returns = as_task(tasks.inspect.received.take_in_returns, "回收登记表")
tell_scarce = as_task(tasks.inspect.scarce.tell_scarce, "告知检查人员所剩无几的对象")
chase_returns = as_task(tasks.inspect.chase.chase, "催办")
build_publication = as_task(tasks.publish.due.build_due, "制作公示包")
release_publication = as_task(tasks.publish.release.release, "批准公示")
deliver_publication = as_task(tasks.publish.deliver.deliver_pending, "送达公示渠道")
refresh_credit = as_task(tasks.credit.refresh.refresh, "更新诚信档案与名单")
archive = as_task(tasks.archive.ready.archive_ready, "归档")
open_special = as_task(discreet(tasks.inspect.special.open_special), "立项专项检查")
decide_difference = as_task(discreet(tasks.inspect.dossier_proposals.decide), "决定现场差异")
send_back = as_task(discreet(tasks.inspect.send_back.send_back), "退回补正")
decide_change = as_task(tasks.change.applications.decide, "决定变更申请")
approve_plan = as_task(tasks.plan.annual.approve_plan, "批准年度计划")
decide_list_entry = as_task(discreet(tasks.credit.decide.decide), "决定是否列入名单")
apply_causes = as_task(tasks.rosters.causes.apply_causes, "按重点对象事由调整名录库")
