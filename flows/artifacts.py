"""What the supervisor sees on the dashboard: where every inspection stands, and the draw."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)

from models.rules.file_names import cycle_key, specials_key
from reports.dashboard import cycle_in_words, draw_in_words, proposal_in_words, unnamed
from reports.specials import specials_in_words
from tasks.inspect.dossier_proposals import waiting_proposals
from tasks.overview import cycles
from tasks.overview.specials import specials
from tasks.publish.release import unreleased
from tasks.publish.texts import waiting_texts

NOT_VISITED_YET = "检查之后显示"


def show_cycle(
    region: str, year: int, period: int, as_of: date, item_code: str | None = None
) -> dict[str, Any]:
    """Publish the cycle's table and the draw's summary; give back the counts. Who is to be visited is
    not in it until they were, and no officer's name: what the dashboard shows, its server keeps."""
    shown = cycles.cycle(region, year, period, as_of, item_code)
    key = cycle_key(region, shown["item_code"], year, period)
    create_table_artifact(
        [
            {
                "任务编号": row["number"],
                "市场主体": row["subject"] if row["visited_on"] else NOT_VISITED_YET,
                "检查人员警号": "、".join(row["badges"]),
                "状态": row["state_name"],
                "检查日期": row["visited_on"] or "",
                "结果": row["outcome"] or "",
                "期限": row["due_on"] or "",
                "剩余工作日": "" if row["days_left"] is None else row["days_left"],
                "公示": row["result_deadline"]["words"] if row["result_deadline"] else "",
            }
            for row in shown["inspections"]
        ]
        or [{"状态": "尚未派发"}],
        key=f"inspections-{key}",
        description=cycle_in_words(shown),
    )
    waiting = waiting_proposals(region, as_of)
    if waiting:
        create_markdown_artifact(
            "\n".join(f"- {proposal_in_words(unnamed(each)).strip()}" for each in waiting),
            key=f"dossier-differences-{region}",
            description="现场差异，待决定（看板的“决定现场差异”）",
        )
    if shown["draw"] is not None:
        create_markdown_artifact(
            draw_in_words(shown["draw"]), key=f"draw-{key}", description="抽取情况"
        )
    return {"states": shown["states"], "overdue": shown["overdue"]}


def show_specials(region: str, as_of: date) -> None:
    """Publish the table of the year's special inspections; what somebody wrote of one, and on what it
    rests, is told by ``ssj special list`` and not kept by the dashboard's server."""
    shown = specials(region, as_of)
    create_table_artifact(
        [
            {
                "任务编号": row["number"],
                "市场主体": row["subject"] if row["visited_on"] else NOT_VISITED_YET,
                "检查人员警号": "、".join(row["badges"]),
                "情形": row["ground_words"],
                "立项": row["opened_in_words"],
                "状态": row["state_name"],
                "检查日期": row["visited_on"] or "",
                "结果": row["outcome"] or "",
                "期限": row["due_on"] or "",
                "同一次检查": "、".join(row["same_visit"]),
            }
            for row in shown["specials"]
        ]
        or [{"状态": "没有专项检查"}],
        key=specials_key(region, shown["year"]),
        description=specials_in_words(shown).partition("\n")[0],
    )


def show_texts(region: str) -> None:
    """Publish what persons wrote in the packages that wait for their release."""
    rows = [
        {"公示编号": matter, "内容": each["field"], "文字": each["text"]}
        for matter in unreleased(region)
        for each in waiting_texts(matter)
    ]
    create_table_artifact(
        rows or [{"公示编号": "没有"}],
        key=f"texts-{region}",
        description="待批准的公示件中工作人员所写的文字：批准公示即一并放行，请先看过。",
    )


class Progress:
    """How far a run has come, in whole stages."""

    def __init__(self, artifact: UUID, stages: int) -> None:
        self.artifact, self.stages, self.done = artifact, stages, 0

    def stage(self, name: str) -> None:
        """Say that the stage ``name`` begins."""
        update_progress_artifact(
            self.artifact, progress=100 * self.done / self.stages, description=f"正在：{name}"
        )
        self.done += 1

    def finish(self) -> None:
        """Say that the run has gone as far as it can."""
        update_progress_artifact(self.artifact, progress=100.0, description="本次推进完成")


@contextmanager
def progress(key: str, stages: int) -> Iterator[Progress]:
    """A progress artifact over a run of ``stages`` stages."""
    artifact = create_progress_artifact(0.0, key=key, description="开始")
    assert isinstance(artifact, UUID)
    shown = Progress(artifact, stages)
    yield shown
    shown.finish()
