"""What a person wrote is searched where it is entered, when it is built and when it is released, and the
one who releases it reads it (第十条、第二十三条)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlmodel import select

from flows.cli import ssj
from models import database
from models.clock import held_at
from models.rules.leaving import Said
from models.rules.publications import PublicationKind
from models.tables import AuditEvent, InspectorEntry, Publication
from tasks.publish.due import build_due
from tasks.publish.packages import Content, Due, build
from tasks.publish.release import release, texts_in_words, unreleased
from tasks.publish.texts import as_read, check_listed
from tests import walk
from tests.refusal import reasons, refusal
from tests.tasks.publish import stories

DAY, NEXT = date(2026, 9, 2), date(2026, 9, 3)
PLAN = "350105/plan/WB-01/2026/1"
ONE_DATABASE = pytest.mark.parametrize("house", ["sqlite"], indirect=True)


@ONE_DATABASE
@pytest.mark.duty("10.2", "23.1")
def test_what_got_past_the_door_stops_its_package_and_no_other(house: Path) -> None:
    walk.prepared(house)
    stories.deducted("林虚甲住院，身份证350105199001011234", DAY)
    with held_at(DAY):
        answer = build_due(walk.REGION, DAY)
        [(matter, why)] = answer["stopped"].items()
        assert matter == PLAN
        assert [line.partition("，不得")[0] for line in why] == [
            f"{PLAN} 的「扣减原因」中疑似有身份证号",
            f"{PLAN} 的「扣减原因」中疑似有执法人员或负责人的姓名",
        ]
        assert "35010519" not in str(answer)
        assert "林虚甲" not in str(answer)
        assert any(each.startswith("350105/items/") for each in answer["built"])
        again = build_due(walk.REGION, DAY)
    assert (again["act"], list(again["stopped"])) == ("unchanged", [PLAN])
    assert not list((house / "packages").rglob("*plan*"))
    with database.reading() as session:
        assert session.exec(select(Publication).where(Publication.matter == PLAN)).all() == []


@ONE_DATABASE
@pytest.mark.duty("10.2", "23.1")
def test_who_releases_reads_every_written_text_and_the_record_says_so(house: Path) -> None:
    walk.prepared(house)
    stories.deducted("部署专项行动", DAY)
    cli = CliRunner()
    with held_at(DAY):
        built = cli.invoke(ssj, ["publish", "build"])
        assert "    扣减原因：部署专项行动" in built.stdout
        answer = release(PLAN, DAY, walk.LEADER)
        told = cli.invoke(ssj, ["publish", "release", PLAN, "--by", walk.LEADER])
    expected = [
        {"field": "扣减原因", "text": "部署专项行动"},
        {"field": "扣减依据", "text": "马公网〔2026〕1号"},
    ]
    assert answer["texts"] == expected
    assert "工作人员所写的文字 2 处" in texts_in_words(answer)
    assert "    扣减依据：马公网〔2026〕1号" in told.stdout
    with database.reading() as session:
        event = session.exec(select(AuditEvent).where(AuditEvent.action == "批准公示")).one()
    assert json.loads(event.payload)["texts"] == expected


@ONE_DATABASE
@pytest.mark.duty("10.2", "23.1")
def test_what_became_known_since_it_was_built_stops_the_release(house: Path) -> None:
    walk.prepared(house)
    stories.deducted("胡又新住院", DAY)
    with held_at(DAY):
        assert PLAN in build_due(walk.REGION, DAY)["built"]
    with database.writing() as session:
        known = session.exec(select(InspectorEntry)).first()
        assert known is not None
        values = known.model_dump(exclude={"id"}) | {"name": "胡又新", "badge_number": "039999"}
        session.add(InspectorEntry(**values))
    with held_at(NEXT):
        stopped = refusal(lambda: release(PLAN, NEXT, walk.LEADER))
    assert stopped.code == "personal-data"
    assert f"{PLAN} 的「扣减原因」中疑似有执法人员或负责人的姓名" in str(stopped)
    assert PLAN in unreleased(walk.REGION)


@ONE_DATABASE
@pytest.mark.duty("10.2", "23.1")
def test_a_page_is_read_as_it_leaves_and_names_the_firm_of_a_text(house: Path) -> None:
    walk.prepared(house)
    page = "credit-1.html"
    text = "<p>电话 <b>138</b>0013<span>8000</span></p><td>2026</td><td>0908</td>".encode()
    assert as_read(text).split("\n")[1:2] == ["电话 13800138000"]
    code = "92350105MA01583806"
    said = [
        Said("reason", "见 10.1.2.3", code, "某网吧"),
        Said("name", "林虚甲网吧", code, "某网吧"),
    ]
    content = Content(PublicationKind.CREDIT_LISTS, "名单", page, {page: text}, said=said)
    due = Due("350105/credit/1", [], lambda *_: content, {"名单": []})
    with held_at(DAY):
        assert [each.partition("，")[0] for each in reasons(build, due, DAY)] == [
            "350105/credit/1 的「列入或移出的原因」（某网吧）中疑似有机器的网络地址",
            "350105/credit/1 的页面中疑似有电话号码",
        ]


@pytest.mark.duty("10.2", "23.1")
def test_a_field_that_nobody_listed_is_not_packed() -> None:
    data = json.dumps([{"credit_code": "甲", "legal_representative": "乙"}]).encode()
    with pytest.raises(LookupError, match="legal_representative"):
        check_listed(PublicationKind.CREDIT_LISTS, {"a.json": data}, [])
    with pytest.raises(LookupError, match="phone"):
        check_listed(PublicationKind.RESULTS, {}, [{"name": "甲", "phone": "1"}])
    check_listed(PublicationKind.RESULTS, {}, [{"name": "甲", "result": "未发现问题"}])
