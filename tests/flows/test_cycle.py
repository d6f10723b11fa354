"""The flow and a draw by hand: it says what it waits for, goes on by itself, follows an extra draw,
and has its announcement stamped (第十七条)."""

from __future__ import annotations

import json
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows import cycle, steps
from flows.cli import ssj
from flows.daily import daily_advance
from flows.serving.lifecycle import embedded_server
from models import clock
from models.rules.names import announcement_matter
from models.rules.order import moment_in_words
from reports.dashboard import draw_in_words
from tasks.archive.ready import archive_ready
from tasks.credit.refresh import refresh
from tasks.inspect.messages import send_pending
from tasks.publish.deliver import deliver_pending
from tasks.publish.due import build_due
from tasks.publish.release import release
from tasks.rosters.causes import apply_causes
from tests import walk
from tests.models.rules.draw.authority import Authority
from tests.tasks.channels.loopback import answer, serving
from tests.tasks.draw import stamped
from tests.tasks.rosters.lists import two_inspectors_left

RECEIVED, LATER = date(2026, 9, 11), date(2026, 9, 28)
RESULTS = "350105/WB-01/2026-5/results/1"
PATIENCE = 20  # times


def _ssj(*words: str, code: int = 0) -> Result:
    ran = CliRunner().invoke(ssj, words)
    assert ran.exit_code == code, ran.output
    return ran


@pytest.mark.duty("3.1", "17.1", "18.2")
def test_the_cycle_stops_and_says_what_it_waits_for_and_goes_on_with_the_extra_draw(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prefect_folder: Path
) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    (tmp_path / "prefect").symlink_to(prefect_folder)
    done = walk.prepared(tmp_path)
    scarce = two_inspectors_left(tmp_path)

    def cycle() -> tuple[str, str, list[str]]:
        words = ("cycle", "run", "--year", "2026", "--period", "5", "--json")
        draw = json.loads(_ssj(*words).stdout)["draw"]
        return draw["draw_id"], draw["state"], draw["waits"]

    today = clock.today().isoformat()
    period = ("--year", "2026", "--period", "5", "--not-before", today, "--no-source")
    _ssj("draw", "announce", *period)
    assert cycle() == (done.draw_id, "announced", ["待批准公告公示"])
    [letter] = [parsed for file in (tmp_path / "outbox").glob("*.eml") if (parsed := _read(file))]
    assert letter["To"] == "supervisor@example.invalid"
    assert scarce in letter.get_content()
    refused = _ssj("draw", "run", done.draw_id, code=1).stderr
    assert "还不能抽取：待批准公告公示" in refused
    matter = f"{done.draw_id}/announcement"
    _ssj("publish", "release", matter, "--by", walk.LEADER)
    # It is delivered at once, and drawn once the second in which a channel received it is over.
    advanced = next(told for _ in range(PATIENCE) if (told := cycle())[1] != "announced")
    assert advanced[1:] == ("drawn", ["待附抽取照片", "待领导确认抽取结果"])
    _ssj("draw", "abandon", done.draw_id, "--reason", "名单有误")
    assert cycle() == (done.draw_id, "abandoned", [])
    _ssj("draw", "announce", *period, "--extra")
    extra = "350105/WB-01/2026-X1"
    assert cycle() == (extra, "announced", ["待批准公告公示"])
    with embedded_server():
        assert daily_advance(walk.REGION)["waits"] == {extra: ["待批准公告公示"]}
        release(announcement_matter(extra), clock.today(), walk.LEADER)
        told = (daily_advance(walk.REGION)["waits"] for _ in range(PATIENCE))
        photographed = ["待附抽取照片", "待领导确认抽取结果"]
        assert {extra: photographed} in told


@pytest.mark.duty("17.1")
def test_the_flows_have_the_announcement_stamped_say_when_they_could_not_and_try_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prefect_folder: Path
) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    (tmp_path / "prefect").symlink_to(prefect_folder)
    done, asked = walk.prepared(tmp_path), list[bytes]()
    (tmp_path / "authority").mkdir()
    authority, today = Authority(tmp_path / "authority"), clock.today()

    def reply(handler: BaseHTTPRequestHandler, query: bytes) -> None:
        asked.append(query)
        if len(asked) == 1:
            answer(handler, 503, b"")
        else:
            answer(handler, 200, authority.answer(query))

    words = ("--year", "2026", "--period", "5")
    with serving(reply) as url:
        stamped.load(tmp_path, stamped.terms(url, authority.pem))
        ran = _ssj("cycle", "run", *words)
        why = f"时间戳机构 {url} 没有受理（HTTP 503）"
        assert f"{done.draw_id} 的公告没有取得时间戳：{why}\n" in ran.stderr
        assert "；公告时间戳尚未取得，推进时再申请" in ran.stdout
        with embedded_server():
            advanced = [daily_advance(walk.REGION, today) for _ in range(2)]
    assert [each["unstamped"] for each in advanced] == [{}, {}]
    assert len(asked) == 2  # once it is there, nobody is asked
    shown = _ssj("cycle", "show", *words)
    assert "时间戳" not in shown.stdout
    draw = json.loads(_ssj("cycle", "show", *words, "--json").stdout)["draw"]
    assert draw["time_stamp"] == {
        "time": draw["time_stamp"]["time"],
        "words": moment_in_words(draw["time_stamp"]["time"]),
        "pending": False,
    }
    assert f"- 公告时间戳：{draw['time_stamp']['words']}" in draw_in_words(draw)


def _read(file: Path) -> EmailMessage:
    return message_from_bytes(file.read_bytes(), policy=default)


@pytest.mark.duty("3.1", "23.1", "23.3")
def test_what_a_run_writes_to_the_supervisor_goes_out_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    for name, step in {
        "build_publication": build_due, "deliver_publication": deliver_pending,
        "send_messages": send_pending, "refresh_credit": refresh, "apply_causes": apply_causes,
        "archive": archive_ready,
    }.items():  # fmt: skip
        monkeypatch.setattr(steps, name, step)
    monkeypatch.setattr(cycle, "show_texts", lambda region: None)
    walk.returned(tmp_path, RECEIVED)
    away = tmp_path / "delivered" / "city-police"
    away.rename(tmp_path / "kept")
    away.write_text("not a folder")

    def told() -> list[str]:
        files = (tmp_path / "outbox").glob("*.eml")
        bodies = [_read(file).get_body() for file in files]
        return [body.get_content() for body in bodies if body is not None]

    with clock.held_at(LATER):
        build_due(walk.REGION, LATER)
        release(RESULTS, LATER, walk.LEADER)
        assert [failed[: len(RESULTS)] for failed in cycle.publish(walk.REGION, LATER)] == [RESULTS]
        assert any(f"没有收下 {RESULTS}" in each for each in told())
        away.unlink()
        deliver_pending(walk.REGION, LATER, at_once=True)
        assert cycle.settle(walk.REGION, LATER) == []
        assert any("须在10个工作日内送达事先告知书" in each for each in told())
