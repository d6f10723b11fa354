"""The two commands a newcomer runs: one whole cycle, through real flows on a real server."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from flows.cli import ssj
from flows.serving.settings import IN_USE
from models.rules import at_rest
from models.rules.draw.document import document
from tests import canaries
from tests.conftest import SAMPLES
from tests.flows.conftest import in_use
from tests.pages import text_of


def _ssj(home: Path, *words: str, code: int = 0) -> Result:
    ran = CliRunner().invoke(ssj, words, env={"SSJ_HOME": str(home)})
    assert ran.exit_code == code, ran.output
    assert "Traceback" not in ran.stderr
    return ran


def _started(home: Path, *words: str, umask: int = -1) -> subprocess.Popen[str]:
    """``ssj`` as a process."""
    return subprocess.Popen(
        [sys.executable, "-c", "from flows.cli import main; main()", *words],
        env={**os.environ, "SSJ_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        umask=umask,
    )


def _told(running: subprocess.Popen[str]) -> dict[str, Any]:
    out, error = running.communicate()
    assert running.returncode == 0, error
    assert "Traceback" not in error
    return dict(json.loads(out))


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, Any]]]:
    """A home in which the sample cycle was walked, by an account that hides nothing (umask 000).

    Its server stays for the flows that follow.
    """
    home = tmp_path_factory.mktemp("home")
    running = _started(home, "cycle", "sample", "--json", umask=0)
    while not (home / "prefect" / IN_USE).exists():
        with suppress(subprocess.TimeoutExpired):
            pytest.fail(f"ended with {running.wait(0.1)} and started no server")
    with in_use(home / "prefect"):
        yield home, _told(running)


@pytest.mark.duty("9.2", "10.3", "16.1", "17.1", "18.3", "20.2", "23.1")
def test_the_whole_cycle_ends_archived_and_published(finished: tuple[Path, dict[str, Any]]) -> None:
    home, told = finished
    # By hand: five drawn, one replaced; short logs twice, a refusal to sign, a refusal to let anybody in,
    # a closed door; the last came after the due date. One finding was rectified and rechecked, one
    # transferred and answered, one result corrected and one withdrawn, and so every file is closed.
    assert told["states"] == {"archived": 5, "replaced": 1}
    assert told["outcomes"] == {"发现问题": 2, "未发现问题": 1, "已撤回": 1, "已停业": 1}
    assert told["late_returns"] == 1
    assert told["audit"]["sound"]
    assert Path(told["public_page"]).is_file()
    _ssj(home, "audit", "verify", "--head", told["audit"]["head"])


def test_a_second_run_changes_nothing(finished: tuple[Path, dict[str, Any]]) -> None:
    home, told = finished
    again = _told(_started(home, "cycle", "sample", "--json"))
    assert again["audit"] == told["audit"]
    assert again["states"] == told["states"]


@pytest.mark.duty("17.1")
def test_the_record_verifies_alone_and_a_changed_byte_is_named(
    finished: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    _, told = finished
    record = Path(told["draw_record"])
    elsewhere = tmp_path / "empty"
    alone = json.loads(_ssj(elsewhere, "draw", "verify", str(record), "--json").stdout)
    assert (alone["ok"], alone["level"], alone["release"]) == (True, 2, "claimed")
    results = str(next(record.parent.glob("results-*.json")))
    beside = ("--results", results, "--sheet", json.loads(record.read_bytes())["draw_digest"])
    checks = json.loads(_ssj(elsewhere, "draw", "verify", str(record), *beside, "--json").stdout)[
        "checks"
    ]
    assert {c["key"]: c["ok"] for c in checks}["results"] is True
    kept = str(next(record.parent.glob("announcement-*.json")))
    said = _ssj(elsewhere, "draw", "verify", str(record), "--announcement", kept).stdout
    assert "相符  事先保存的公告" in said
    said = _ssj(elsewhere, "draw", "verify", str(record), "--announcement", str(record), code=1).stdout  # fmt: skip
    assert "不符  事先保存的公告" in said
    given = json.loads(record.read_text())
    given["draw"]["drawn"][0]["inspectors"].reverse()
    changed = tmp_path / "changed.json"
    changed.write_text(json.dumps(given))
    said = _ssj(elsewhere, "draw", "verify", str(changed), code=1).stdout
    assert "不符  检查人员" in said


def test_the_public_pages_open_from_disk(
    finished: tuple[Path, dict[str, Any]], chromium: Any
) -> None:
    _, told = finished
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: asked.append(str(error)))
    page.goto(Path(told["public_page"]).as_uri())
    assert page.title().startswith("双随机、一公开信息公示")
    page.get_by_role("link", name="2026年第5期（9—10月）结果").first.click()
    assert page.get_by_text("计费系统日志只保存了90天，规定不少于180天").count() == 2
    for became in ("责令改正（马公（网安）责改字〔2026〕样例1号），已改正", "接收部门已答复"):
        assert page.get_by_text(became).count() == 1
    assert page.get_by_text("已停业", exact=True).count() == 1
    for note in ("决定更正：企业当日已在检查记录上签字", "决定撤回：经核实"):
        assert page.get_by_text(note).count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert all(url.startswith("file://") for url in asked)
    page.close()


WITHDRAWN = ("不予配合：", "拒绝检查人员或其委托的专业机构进入")
"""By hand: what the result said that was withdrawn (第二十二条第一项)."""

NOT_INSPECTED = ("未抽中", "未参加抽取：停业", "抽中，后换下：停业")

STORIES = {
    "已改正": (
        "抽中2026-09-08已改正",
        "日志只保存了90天，规定不少于180天",
        "责改字〔2026〕样例1号），已改正",
        "企业的说明本店已更换日志存储设备",
        "企业2026年9月29日提交，原样刊登",
        "未列入黑名单、红名单",
    ),
    "未发现问题": (
        "抽中2026-09-08未发现问题",
        "更正2026-09-29马尾区公安局网安大队决定更正：企业当日已在检查记录上签字",
        "第2版更正现行2026年9月29日发布",
        "第1版检查意见2026年9月28日发布看当时的内容未发现问题。企业未在记录上签字",
        "未列入黑名单、红名单",
    ),
    "已撤回": (
        "抽中已撤回",
        "撤回2026-10-13马尾区公安局网安大队决定撤回：经核实，企业当日要求核对检查证件",
        "第2版撤回现行2026年10月13日发布",
        "第1版检查意见2026年9月28日发布原文已撤下。",
        "未列入黑名单、红名单",
    ),
    "已停业": ("抽中2026-09-08已停业", "未列入黑名单、红名单"),
    "已移送": (
        "递补抽中2026-09-23已移送",
        "移交区文化市场执法大队（样例）（马公（网安）移字〔2026〕样例1号），接收部门已答复",
        "黑名单已列入",
        "列入日期2026年10月13日可申请修复2027年1月13日起期满日期2027年10月13日",
    ),
}
"""By hand: state of a result -> what the page of its firm tells, without the spaces. Of the list: the
notice was served on 29 September, and its five working days ended on 12 October; a general entry may be
repaired after three months and ends after twelve."""


@pytest.mark.duty("3.1", "17.1", "18.3", "21.1", "22.1", "23.1", "23.2", "23.3")
def test_an_outsider_finds_every_firms_whole_story_in_the_files_of_the_site_alone(
    finished: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    _, told = finished
    site = tmp_path / "carried away"
    shutil.copytree(Path(told["public_page"]).parent, site)
    pages = {
        page.stem: "".join(text_of(page.read_bytes()).split())
        for page in (site / "firms").glob("*.html")
    }
    rows = json.loads((site / "data" / "results-2026.json").read_bytes())
    by_state = {row["state"]: row for row in rows}
    assert by_state.keys() == STORIES.keys()
    assert len(rows) == 5
    for state, story in STORIES.items():
        page = pages[by_state[state]["credit_code"]]
        assert [words for words in story if words not in page] == []
        assert page.count("企业的说明") == (state == "已改正")
        assert page.count("列入原因") == (state == "已移送")
    record = json.loads(next(site.glob("draw-*.json")).read_bytes())
    drawn = {each["id"] for each in record["draw"]["drawn"]}
    [replaced] = [change["out"] for change in record["changes"]]
    inspected = {row["credit_code"] for row in rows}
    assert inspected == drawn - {replaced} | {record["changes"][0]["in"]}
    others = pages.keys() - inspected
    # By hand: 48 firms in the roster, two of them suspended, five drawn and one of those replaced.
    came = Counter(
        next(words for words in NOT_INSPECTED if words in pages[code]) for code in others
    )
    assert came == {"未抽中": 40, "未参加抽取：停业": 2, "抽中，后换下：停业": 1}
    assert all("还没有公布过这家企业的检查结果。" in pages[code] for code in others)
    found = (site / "firms.js").read_text("utf-8")
    assert all(code in found for code in pages)
    on_list = "".join(text_of((site / "lists.html").read_bytes()).split())
    assert [row["state"] for row in rows if row["credit_code"] in on_list] == ["已移送"]


@pytest.mark.duty("23.1", "23.2")
def test_nothing_of_what_was_withdrawn_is_left_in_any_file_of_the_site(
    finished: tuple[Path, dict[str, Any]],
) -> None:
    _, told = finished
    site = Path(told["public_page"]).parent
    files = {path: path.read_text("utf-8") for path in site.rglob("*") if path.is_file()}
    assert len(files) > 50
    for words in WITHDRAWN:
        assert [path.name for path, text in files.items() if words in text] == []


@pytest.mark.duty("17.1")
def test_the_published_page_verifies_the_published_record(
    finished: tuple[Path, dict[str, Any]], chromium: Any
) -> None:
    _, told = finished
    site = Path(told["public_page"]).parent
    [record] = site.glob("draw-*.json")
    page = chromium.new_page()
    page.goto((site / record.with_suffix(".html").name).as_uri())
    page.get_by_role("link", name="公告", exact=True).click()
    announced = page.get_by_role("link", name="announcement-").get_attribute("href")
    digest = hashlib.sha256((site / announced).read_bytes()).hexdigest()
    assert digest == json.loads(record.read_text())["announcement_digest"]
    page.go_back()
    page.goto((site / "index.html").as_uri())
    page.get_by_role("link", name="核验2026年第5期（9—10月）抽取").first.click()
    assert page.url == Path(told["check_page"]).as_uri()
    page.fill("#query", json.loads(record.read_text())["draw"]["drawn"][0]["id"])
    page.click("#find button")
    page.locator("#answer", has_text="抽中").wait_for()
    page.click("#verify")
    page.locator("#conclusion", has_text="相符").wait_for()
    assert "不符" not in page.inner_text("#conclusion")
    page.close()


@pytest.mark.duty("17.1", "17.2")
def test_on_a_phone_a_firm_finds_itself_in_three_taps_from_the_public_index(
    finished: tuple[Path, dict[str, Any]], chromium: Any
) -> None:
    _, told = finished
    phone = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
    context = chromium.new_context(**phone)
    page = context.new_page()
    page.goto(Path(told["public_page"]).as_uri())
    field, button = page.locator("#q"), page.locator(".find button")
    drawn = json.loads(Path(told["draw_record"]).read_bytes())["draw"]["drawn"][1]["id"]
    for target in (
        field,
        button,
        page.locator("#found a"),
    ):  # nothing to scroll to, nothing too small for a finger
        box = target.bounding_box()
        assert box["height"] >= (44 if target in (field, button) else 24)
        assert box["y"] + box["height"] <= 740
        target.tap()
        if target is field:
            page.keyboard.type(f"{drawn[:8].lower()} {drawn[8:]}")
    card = page.locator(".card").first
    assert card.bounding_box()["y"] < 740
    assert "最近一次检查" in card.inner_text()
    assert "抽中" in page.inner_text("table")
    context.close()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("cycle", "run", "--year", "2026", "--period", "9"), "只有第 1 至第 6 期"),
        (
            ("cycle", "run", "--year", "2026", "--period", "5", "--region", "999999"),
            "没有行政区划「999999」",
        ),
        (("audit", "history", "X"), "从未有过「X」"),
        (("draw", "confirm", "350105/WB-01/2026-9"), "没有名为"),
        (("rosters", "import", "--kind", "subjects", "没有.xlsx"), "没有这个文件"),
    ],
)
def test_a_users_mistake_is_one_clear_line(
    finished: tuple[Path, dict[str, Any]], words: tuple[str, ...], said: str
) -> None:
    home, _ = finished
    assert said in _ssj(home, *words, code=1).stderr


def test_wrong_usage_is_said_in_chinese(tmp_path: Path) -> None:
    for words, said in (
        (("没有的命令",), "没有「没有的命令」这个命令"),
        (("calendar", "add", "2026-13-01", "3"), "不是日期"),
    ):
        running = _started(tmp_path, *words)
        assert said in running.communicate()[1]
        assert running.returncode == 2


@pytest.mark.duty("23.1")
def test_calendar_answers_as_others_rely_on(tmp_path: Path) -> None:
    told = json.loads(_ssj(tmp_path, "calendar", "add", "2026-09-18", "20", "--json").stdout)
    assert (told["date"], told["status"]) == ("2026-10-22", "official")
    assert "basis" in told
    told = json.loads(_ssj(tmp_path, "calendar", "is-working-day", "2026-09-20", "--json").stdout)
    assert told["working"] is True


BY_HAND = """
import json, sys
from datetime import date
from flows.serving.lifecycle import embedded_server
from flows.refresh import roster_refresh
from flows.special import special_inspection
with embedded_server():
    day = date(2026, 10, 14)
    refreshed = roster_refresh("350105", day)
    opened = [
        special_inspection("350105", 3, "投诉单（虚构）1号", sys.argv[1], sys.argv[2:], "内勤", day)
        for _ in range(2)
    ]
print(json.dumps([refreshed, opened], ensure_ascii=False))
"""


@pytest.mark.duty("4.1", "13.1", "17.3")
def test_refresh_and_special_inspection_run_as_flows_and_again_is_harmless(
    finished: tuple[Path, dict[str, Any]],
) -> None:
    home, _ = finished
    changed = SAMPLES / "市场主体名录库-变更.xlsx"
    dropped = home / "inbox" / "350105" / "subjects" / changed.name
    dropped.write_bytes(changed.read_bytes())
    dropped.chmod(0o600)  # what others drop keeps the mode they gave it
    shown = json.loads(
        _ssj(home, "cycle", "show", "--as-of", "2026-10-13", "--json", "--year", "2026", "--period", "5").stdout
    )  # fmt: skip
    with sqlite3.connect(home / "ssj.sqlite") as database:
        code = database.execute("SELECT min(credit_code) FROM subject_entry").fetchone()[0]
        badges = database.execute(
            "SELECT badge_number FROM inspector_entry WHERE qualified AND duty = '在岗' LIMIT 2"
        ).fetchall()
    assert shown["draw"]["state"] == "confirmed"
    ran = subprocess.run(
        [sys.executable, "-c", BY_HAND, code, *(badge for (badge,) in badges)],
        env={**os.environ, "SSJ_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    refreshed, (opened, again) = json.loads(ran.stdout)
    assert again["number"] == opened["number"]
    assert opened["number"].startswith("350105-ZX-2026")
    assert (refreshed["subjects"]["added"], refreshed["subjects"]["removed"]) == (1, 1)
    with sqlite3.connect(home / "prefect" / "prefect.db") as database:
        runs = database.execute(
            "SELECT name, state_type FROM flow_run ORDER BY created DESC LIMIT 3"
        ).fetchall()
    assert sorted(runs) == sorted(
        [
            ("350105 名录库 2026-10-14", "COMPLETED"),
            *[("350105 专项检查 2026-10-14", "COMPLETED")] * 2,
        ]
    )


@pytest.mark.duty("17.1", "17.2")
def test_a_citizen_checks_the_draw_with_the_shell_lines_of_the_documents(
    finished: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    home, told = finished
    page = SAMPLES.parent / "docs" / "check-a-draw.md"
    [take_out] = [line for line in page.read_text().splitlines() if line.startswith("    sed ")]
    shutil.copy(page, tmp_path)
    record_file = Path(told["draw_record"])
    record = json.loads(record_file.read_text(encoding="utf-8"))
    kept = [
        each
        for each in (home / "site").rglob("*.json")
        if each.read_bytes() == document(record["announcement"])
    ]
    drawn = record["draw"]["drawn"][0]
    ran = subprocess.run(
        ["dash", "-c", f"{take_out} && dash check.sh"],
        cwd=tmp_path,
        env={
            **os.environ,
            "RECORD": str(record_file),
            "KEPT": str(kept[0]),
            "FIRM": drawn["id"],
            "SHEET": record["draw_digest"],
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    said = ran.stdout.splitlines()
    assert said[-1] == "结论：以上各项全部相符"
    assert f"{drawn['id']} 的签 {drawn['ticket']}" in said


@pytest.mark.duty("17.1")
def test_neither_secret_nor_seed_is_in_what_the_dashboard_or_the_audit_record_shows(
    finished: tuple[Path, dict[str, Any]],
) -> None:
    home, _ = finished
    with sqlite3.connect(home / "ssj.sqlite") as ours:
        [(draw_id, sealed, seed)] = ours.execute(
            "SELECT d.draw_id, s.secret, d.seed FROM draw_secret s JOIN draw d ON d.id = s.draw_pk"
        )
        events = "".join(row for (row,) in ours.execute("SELECT payload FROM audit_event"))
    with sqlite3.connect(home / "prefect" / "prefect.db") as theirs:
        shown = "\n".join(theirs.iterdump())
    assert "抽取对象与检查人员" in shown
    key = at_rest.read_key((home / "keys" / "draw.key").read_bytes())
    assert key is not None
    secret = at_rest.opened(key, draw_id, at_rest.SECRET, sealed)
    assert secret is not None
    for hidden in (secret.hex(), key.value.hex(), seed):
        assert hidden not in events
        assert hidden not in shown


@pytest.mark.duty("10.2", "10.3", "23.1")
def test_nothing_personal_is_in_what_left_nor_in_what_prefect_keeps(
    finished: tuple[Path, dict[str, Any]],
) -> None:
    home, _ = finished
    personal = canaries.of(home)
    assert all(personal.values())
    left = canaries.texts(home / "site", home / "delivered", home / "packages")
    assert len(left) > 20
    theirs = canaries.texts(home / "prefect")
    assert any("检查之后显示" in text and "检查人员警号" in text for text in theirs.values())
    for kind, values in personal.items():
        for value in values:
            assert [name for name, text in left.items() if value in text] == [], kind
            if (
                kind != "申请人"
            ):  # the clerk who applied also drew, and acts are shown by who did them
                assert [name for name, text in theirs.items() if value in text] == [], kind


@pytest.mark.duty("10.3", "17.1")
def test_who_is_to_be_visited_is_in_no_artifact_and_no_firm_in_a_subject_line(
    finished: tuple[Path, dict[str, Any]],
) -> None:
    home, _ = finished
    with sqlite3.connect(home / "ssj.sqlite") as ours:
        firms = {name for (name,) in ours.execute("SELECT DISTINCT name FROM subject_entry")}
        subjects = [each for (each,) in ours.execute("SELECT subject FROM message")]
    with sqlite3.connect(home / "prefect" / "prefect.db") as theirs:
        shown = theirs.execute("SELECT key, data FROM artifact WHERE key LIKE 'inspections-%'")
        rows = [row for _, data in shown for row in json.loads(json.loads(data))]
        texts = theirs.execute("SELECT count(*) FROM artifact WHERE key = 'texts-350105'")
        assert texts.fetchone()[0] > 0
    visited = {bool(row.get("检查日期")) for row in rows if "市场主体" in row}
    assert visited == {True, False}
    for row in rows:
        if not row.get("检查日期") and "市场主体" in row:
            assert row["市场主体"] == "检查之后显示"
    assert subjects
    assert [each for each in subjects if any(firm in each for firm in firms)] == []


def test_whatever_a_cycle_writes_is_private_but_for_what_leaves(
    finished: tuple[Path, dict[str, Any]],
) -> None:
    home, _ = finished
    modes: dict[bool, set[int]] = {True: set(), False: set()}
    for path in home.rglob("*"):
        if not path.is_symlink():
            leaves = path.relative_to(home).parts[0] == "site" or (
                path.relative_to(home).parts[0] == "delivered" and path != home / "delivered"
            )
            modes[leaves].add(path.stat().st_mode & 0o777)
    assert modes == {True: {0o755, 0o644}, False: {0o700, 0o600}}


def test_the_finished_draw_gives_record_and_sheet_on_command(
    finished: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    home, told = finished
    out, pdf = tmp_path / "draw.json", tmp_path / "抽取记录.pdf"
    words = ("draw", "record", told["draw_id"], "--out", str(out), "--pdf", str(pdf), "--json")
    said = json.loads(_ssj(home, *words).stdout)
    assert said["digest"] == json.loads(out.read_text())["digest"]
    assert pdf.read_bytes().startswith(b"%PDF")
    assert json.loads(_ssj(tmp_path, "draw", "verify", str(out), "--json").stdout)["ok"]
    sealed = tmp_path / "sealed.json"
    _ssj(home, "draw", "record", told["draw_id"], "--out", str(sealed), "--sealed")
    assert "sealed" in json.loads(sealed.read_text())
    assert json.loads(_ssj(tmp_path, "draw", "verify", str(sealed), "--json").stdout)["ok"]
