"""What the public reads of an inspection, and when (第二十三条)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from flows.sample.answers import SHORT_LOGS
from models import database
from models.clock import held_at
from models.rules.dispositions import DispositionKind
from models.rules.draw.document import document
from models.rules.draw.verify import verify
from models.rules.draw.verify.case import Beside
from models.tables import DeadlineRecord, DrawEntry
from tasks.draw.record import record_of
from tasks.inspect.dispositions import dispose, undisposed
from tasks.inspect.returns import import_returns
from tasks.publish.due import build_due
from tasks.publish.release import release
from tests import walk
from tests.pages import text_of, without_spans
from tests.refusal import reasons
from tests.tasks.change import changing
from tests.tasks.publish import stories
from tests.tasks.publish.stories import NEXT

RECEIVED, LATER = date(2026, 9, 11), date(2026, 9, 28)
RESULTS = "350105/WB-01/2026-5/results/1"


def _page(house: Path) -> str:
    (page,) = (house / "site" / walk.REGION).glob("results-*.html")
    return without_spans(page.read_text("utf-8"))


@pytest.mark.duty("22.1", "23.1", "23.2")
def test_the_public_page_tells_results_and_names_no_officer(house: Path) -> None:
    walk.made_public(house, RECEIVED, LATER)
    said = _page(house)
    # By hand: the sample answer keeps half of the 180 days that are asked for.
    assert "计费系统日志只保存了90天，规定不少于180天" in said
    assert "不予配合：拒绝检查人员或其委托的专业机构进入" in said
    assert "企业未在记录上签字" in said
    assert "（虚构）" not in said  # what officers wrote in their own words stays in the house
    assert "共5家，其中未发现问题3家" in text_of(said)
    assert "2026年第5期（9—10月）抽查结果" in said
    for line in walk.INSPECTORS.read_text(encoding="gb18030").splitlines()[2:]:
        badge, name, *_ = line.split(",")
        assert badge not in said
        assert name not in said


@pytest.mark.duty("21.1", "23.1")
@pytest.mark.parametrize("decided", [False, True])
def test_a_finding_nobody_decided_on_is_said_to_be_in_hand(house: Path, decided: bool) -> None:
    walk.dispatched(house)
    first, *others = walk.open_ones()
    walk.hand_in(house, first, RECEIVED, SHORT_LOGS)
    for each in others:
        walk.hand_in(house, each, RECEIVED)
    if decided:
        with held_at(RECEIVED):
            ((number, point),) = undisposed(walk.REGION)
            dispose(
                number, point, DispositionKind.TRANSFER, "移字1号", RECEIVED, walk.LEADER, "文旅局"
            )
    walk.published(LATER)
    said = _page(house)
    assert ("正在处理" in said) is not decided
    assert ("移交文旅局（移字1号）" in said) is decided


@pytest.mark.duty("23.1")
def test_a_return_that_came_later_is_not_in_a_batch_of_an_earlier_day(house: Path) -> None:
    walk.returned(house, RECEIVED)
    with held_at(LATER):
        assert RESULTS not in build_due(walk.REGION, date(2026, 9, 10))["built"]
        assert RESULTS in build_due(walk.REGION, RECEIVED)["built"]


@pytest.mark.duty("17.2", "18.3", "23.1")
def test_results_after_changes_are_those_of_the_record_and_an_empty_place_is_said(
    house: Path,
) -> None:
    walk.dispatched(house)
    with database.reading() as session:
        must = session.exec(
            select(DrawEntry.credit_code).where(DrawEntry.stratum == "must", DrawEntry.rank == 1)
        ).one()
    first, *_ = changing.general()
    with held_at(changing.DAY):
        changing.changed(first)
        changing.changed(must)
    walk.all_in(house, RECEIVED)
    walk.published(LATER)
    said = _page(house)
    assert "共4家" in text_of(said)
    assert "必查第1位：空缺，停业，2026-09-03批准变更，没有可递补的对象" in said
    assert must not in said
    (file,) = (house / "site" / walk.REGION).glob("results-*.json")
    stated = json.loads(file.read_bytes())
    assert (stated["of"], stated["vacated"]) == (1, [{"stratum": "must", "rank": 1}])
    with database.reading() as session:
        record, _ = record_of(session, changing.the_draw(session))
    checks = verify(document(record), Beside(results=[file.read_bytes()])).checks
    assert [check.ok for check in checks if check.key in ("changes", "results")] == [True, True]
    stated["results"][0]["subject"] = first  # as if the change had been hidden
    checks = verify(document(record), Beside(results=[json.dumps(stated).encode()])).checks
    assert [check.ok for check in checks if check.key == "results"] == [False]


@pytest.mark.duty("21.1", "23.1")
def test_a_disposition_entered_after_the_package_was_frozen_goes_out_with_it(house: Path) -> None:
    walk.dispatched(house)
    walk.all_in(house, RECEIVED)
    with held_at(LATER):
        assert RESULTS in build_due(walk.REGION, LATER)["built"]
    number = stories.handled(LATER)
    with held_at(LATER):
        [said] = reasons(release, RESULTS, LATER, walk.LEADER)
        assert said == (
            f"内容已有变动：{number} 问题及处理已有变动。"
            f"{RESULTS} 已于 2026-09-28 被取代，请批准 {stories.matter(2)}"
        )
        assert stories.state(RESULTS) == "overtaken"
        [again] = reasons(release, RESULTS, LATER, walk.LEADER)
        assert again == f"{RESULTS} 已于 2026-09-28 被取代，请批准 {stories.matter(2)}"
        assert release(stories.matter(2), LATER, walk.LEADER)["act"] == "done"
    walk.published(LATER)
    said, rows = stories.on_site(house)
    assert "依法查处（罚字1号）" in said
    assert "正在处理" not in said
    assert {row["version"] for row in rows.values()} == {1}
    assert stories.kept(number) == [(1, "opinion", RESULTS), (1, "opinion", stories.matter(2))]


@pytest.mark.duty("20.1", "23.1")
def test_a_form_corrected_before_the_release_is_what_is_published(house: Path) -> None:
    walk.dispatched(house)
    walk.all_in(house, RECEIVED)
    with held_at(LATER):
        build_due(walk.REGION, LATER)
    clean = stories.each_one(4)
    stories.form_again(house, clean, NEXT, SHORT_LOGS)
    with held_at(NEXT):
        # As of the day before nothing had changed.
        assert build_due(walk.REGION, LATER)["act"] == "unchanged"
        answer = build_due(walk.REGION, NEXT)
        assert answer["overtaken"] == {
            RESULTS: [f"{clean.task.number} 检查结果、检查结果分类、问题及处理已有变动"]
        }
        assert stories.matter(2) in answer["built"]
    walk.published(NEXT)
    _, rows = stories.on_site(house)
    assert rows[clean.task.number]["clean"] is False


@pytest.mark.duty("21.1", "23.1")
def test_a_handling_result_is_a_version_of_its_own_with_the_deadline_of_its_decision(
    house: Path,
) -> None:
    stories.told(house)
    with held_at(NEXT):
        assert build_due(walk.REGION, NEXT)["act"] == "unchanged"
    number = stories.handled()
    with held_at(NEXT):
        # Nobody else is being handled, so nothing is waited for.
        assert build_due(walk.REGION, NEXT)["built"] == [stories.matter(2)]
        assert build_due(walk.REGION, NEXT)["act"] == "unchanged"
    assert _deadline("handling", f"{number}/2") == (NEXT, date(2026, 10, 14), None)
    walk.published(NEXT)
    # Seven working days from 29 September: 30, then 8 to 10 (Saturday, worked), 12 to 14 October.
    assert _deadline("handling", f"{number}/2") == (NEXT, date(2026, 10, 14), NEXT)
    said, rows = stories.on_site(house)
    assert (rows[number]["version"], rows[number]["kind"]) == (2, "handling")
    assert "第2版　处理结果" in said
    assert len(rows) == 5
    index = (house / "site" / walk.REGION / "index.html").read_text("utf-8")
    # The card of the newest period, and its row: one page for all versions.
    assert index.count(f"{stories.PAGE}.html") == 2


@pytest.mark.duty("21.1", "23.1")
def test_what_is_being_handled_says_by_which_day_more_is_told_and_that_day_is_kept(
    house: Path,
) -> None:
    stories.told(house)
    [(number, _)] = undisposed(walk.REGION)
    said, _ = stories.on_site(house)
    # Sixty working days from 28 September 2026: 2 in September, 18 in October (8 to 10, Saturday
    # worked, then the weeks), 21 in November, 19 up to 25 December.
    assert "正在处理，2026-12-25 前公布处理结果" in said
    assert _deadline("next_word", f"{number}/1") == (LATER, date(2026, 12, 25), None)
    stories.handled()
    walk.published(NEXT)
    assert _deadline("next_word", f"{number}/1") == (LATER, date(2026, 12, 25), NEXT)


def _deadline(kind: str, matter: str) -> tuple[date, date, date | None]:
    with database.reading() as session:
        record = session.exec(
            select(DeadlineRecord).where(
                DeadlineRecord.kind == kind, DeadlineRecord.matter == matter
            )
        ).one()
        return record.event_on, record.due_on, record.met_on


@pytest.mark.duty("23.1")
def test_a_result_that_comes_while_a_package_waits_goes_with_the_next_unless_it_is_pressing(
    house: Path,
) -> None:
    walk.dispatched(house)
    first, second, *others = walk.open_ones()
    walk.hand_in(house, first, RECEIVED)
    near, nearer = date(2026, 9, 30), date(2026, 10, 12)
    with held_at(near):
        # Visited on 8 September, due on 12 October: 8, 9, 10 and 12 October are left.
        assert RESULTS in build_due(walk.REGION, near)["built"]
    with held_at(near):
        path = walk.fill(house, second, near)
        import_returns(path, walk.REGION, near, walk.CLERK, reason=walk.CHANGED)
        assert build_due(walk.REGION, near)["act"] == "unchanged"
    for each in others:
        with held_at(near):
            import_returns(walk.fill(house, each), walk.REGION, near, walk.CLERK)
    with held_at(nearer):
        answer = build_due(walk.REGION, nearer)
    assert answer["overtaken"] == {RESULTS: ["另有4件结果须一并公示"]}
    assert stories.matter(2) in answer["built"]
