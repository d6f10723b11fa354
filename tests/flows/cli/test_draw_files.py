"""``ssj draw record`` and ``ssj draw verify``: from the file alone; too early is refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.clock import held_at
from models.rules.draw.document import document
from tasks.publish.draws import announcement_files
from tests import walk
from tests.flows.cli.conftest import Ssj
from tests.models.rules.draw.authority import sm2_certificate
from tests.models.rules.draw.records import (
    BY_NAME,
    R1,
    R1_SEALED,
    R2,
    R3,
    R4,
    R5,
    file_of,
    record_of,
)


@pytest.mark.duty("10.3", "17.1")
def test_a_record_taken_early_is_asked_for_as_such_and_verifies(house: Path, run: Ssj) -> None:
    made = walk.dispatched(house)
    out = house / "记录.json"
    words = (
        *("draw", "record", made.draw_id, "--out", str(out)),
        *("--as-of", "2026-09-01", "--by", "审计员"),
    )
    with held_at(walk.DRAW_DAY):
        refused = run(*words)
        assert (refused.exit_code, out.exists()) == (1, False)
        assert "检查尚未全部结束" in refused.stderr
        assert run(*words, "--early").exit_code == 0
    verified = run("draw", "verify", str(out))
    assert verified.exit_code == 0
    assert verified.stdout.endswith("结论：各项相符，抽取结果可以重现。\n")
    for lacking in (
        "事先保存的公告：没有给出",
        "时间戳：公告没有时间戳",
        "确认或作废：已经确认，没有作废",
        "上一次抽取的记录：公告写明没有上一次抽取",
        "公示的检查结果：没有给出",
        "变更申请：这是公开的记录，没有封存部分",
    ):
        assert f"未比对  {lacking}\n" in verified.stdout
    told = json.loads(run("draw", "verify", str(out), "--json").stdout)
    assert (told["ok"], told["level"], told["release"], len(told["checks"])) == (
        True,
        1,
        "claimed",
        30,
    )
    announced, digest = house / "公告.json", json.loads(out.read_bytes())["draw_digest"]
    announced.write_bytes(_announcement(made.draw_id))
    kept = run("draw", "verify", str(out), "--announcement", str(announced), "--sheet", digest)
    assert (kept.exit_code, "已与核对人事先保存的公告比对" in kept.stdout) == (0, True)
    other = run("draw", "verify", str(out), "--sheet", "0" * 64)
    assert other.exit_code == 1
    assert "可信程度：第 0 级" in other.stdout


@pytest.mark.duty("10.3", "18.1")
def test_what_tells_who_is_coming_or_who_they_are_is_written_for_its_owner_alone(
    house: Path, run: Ssj
) -> None:
    made = walk.dispatched(house)
    walk.all_in(house, date(2026, 9, 20))
    record, sheet, paper = (house / name for name in ("记录.json", "抽取记录.pdf", "签字.pdf"))
    taking = ("draw", "record", made.draw_id, "--out", str(record), "--pdf", str(sheet))
    signed = ("draw", "sheet", made.draw_id, "--out", str(paper))
    with held_at(date(2026, 9, 24)):
        for words, written in (
            ((*taking, "--sealed"), (record, sheet)),
            ((*taking, "--early"), (record, sheet)),
            (signed, (paper,)),
        ):
            for path in written:
                path.touch()
                path.chmod(0o644)
            assert run(*words).exit_code == 0
            assert {path.stat().st_mode & 0o777 for path in written} == {0o600}


@pytest.mark.duty("10.3", "17.1")
def test_the_page_for_the_ceremony_is_for_its_owners_eyes_and_comes_to_its_end(
    house: Path, run: Ssj, chromium: Any
) -> None:
    made = walk.dispatched(house)
    out = house / "大屏" / "演示.html"
    out.parent.mkdir()
    out.write_text("旧的", encoding="utf-8")
    out.chmod(0o644)
    words = ("draw", "show", made.draw_id, "--out", str(out), "--as-of", "2026-09-01")
    with held_at(walk.DRAW_DAY):
        done = run(*words, "--by", "内勤甲")
        assert (done.exit_code, "按空格逐步演示" in done.stdout) == (0, True)
        digest = json.loads(run("draw", "confirm", made.draw_id, "--json").stdout)["draw_digest"]
        refused = run("draw", "show", "350105/WB-01/2026-6", "--out", str(out), "--json")
    assert (refused.exit_code, json.loads(refused.stdout)["code"]) == (1, "unknown-draw")
    assert out.stat().st_mode & 0o777 == 0o600
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(out.as_uri())
    while page.is_enabled("#next"):
        page.keyboard.press("Space")
    assert page.inner_text("#step") == "第7步，共7步"
    assert "".join(page.locator(".digest span").all_inner_texts()) == digest
    context.close()


def _verified(home: Path, run: Ssj, record: str, *beside: tuple[str, str]) -> tuple[int, Any]:
    """The exit code and ``--json`` of a published record, with files beside it by option."""
    file = home / "记录.json"
    file.write_bytes(file_of(record))
    words: list[str] = []
    for n, (option, content) in enumerate(beside):
        if option != "--sheet":
            (home / f"{n}.json").write_text(content, "utf-8")
        words += [option, content if option == "--sheet" else str(home / f"{n}.json")]
    done = run("draw", "verify", str(file), *words, "--json")
    return done.exit_code, json.loads(done.stdout)


NEXT = "R1 with the printed sheet and the next announcement"
BATCHES = [json.dumps(each) for each in BY_NAME[R1_SEALED]["given"]["results"]]
ANNOUNCED = document(record_of(R1)["announcement"]).decode()
SHEET = record_of(R1)["draw_digest"]


@pytest.mark.duty("17.1", "18.2", "18.3")
@pytest.mark.parametrize(
    ("check", "record", "right", "wrong"),
    [
        ("kept", R1, [("--announcement", ANNOUNCED)], [("--announcement", ANNOUNCED + " ")]),
        ("sheet", R1, [("--sheet", SHEET.upper())], [("--sheet", SHEET[::-1])]),
        (
            "next",
            R1,
            [("--next", BY_NAME[NEXT]["given"]["next"])],
            [("--next", ANNOUNCED)],
        ),
        (
            "previous",
            R2,
            [("--previous", file_of(R1).decode())],
            [("--previous", file_of(R3).decode())],
        ),
        (
            "supersedes",
            R4,
            [("--superseded", file_of(R3).decode())],
            [("--superseded", file_of(R5).decode())],
        ),
        (
            "results",
            R1,
            [("--results", batch) for batch in BATCHES],
            [("--results", BATCHES[0]), ("--results", BATCHES[0])],
        ),
    ],
)
def test_what_is_given_beside_is_compared_under_its_own_key_and_decides_the_exit_code(
    home: Path,
    run: Ssj,
    check: str,
    record: str,
    right: list[tuple[str, str]],
    wrong: list[tuple[str, str]],
) -> None:
    for beside, exit_code, stands in (((), 0, None), (right, 0, True), (wrong, 1, False)):
        done, told = _verified(home, run, record, *beside)
        assert done == exit_code
        assert list(told) == ["ok", "level", "release", "look_up", "checks"]
        assert {tuple(each) for each in told["checks"]} == {("key", "ok", "problems")}
        assert told["ok"] is (exit_code == 0)
        assert (told["level"] == 0) is (exit_code == 1)
        found = {each["key"]: each for each in told["checks"]}
        assert found[check]["ok"] is stands
        assert bool(found[check]["problems"]) is (stands is False)


@pytest.mark.duty("18.2")
def test_of_an_abandoned_draw_it_is_said_that_it_was_given_up(home: Path, run: Ssj) -> None:
    for name in (R3, R5):
        file = home / "作废.json"
        file.write_bytes(file_of(name))
        verified = run("draw", "verify", str(file))
        assert verified.exit_code == 0
        assert verified.stdout.endswith("结论：各项相符，这次抽取已经作废，记录没有不符。\n")
        assert "可以重现" not in verified.stdout


def _announcement(draw_id: str) -> bytes:
    [content] = [c for name, c in announcement_files(draw_id).items() if name.endswith(".json")]
    return content


@pytest.mark.parametrize("content", [b"", b"[", b"\xff", b"[" * 100_000])
def test_what_is_no_record_is_refused_by_name(home: Path, run: Ssj, content: bytes) -> None:
    file = home / "别的.json"
    file.write_bytes(content)
    refused = run("draw", "verify", str(file), "--json")
    assert refused.exit_code == 1
    told = json.loads(refused.stdout)
    assert (told["ok"], told["level"]) == (False, 0)
    assert told["checks"][0]["key"] == "bytes"
    assert told["checks"][0]["ok"] is False
    missing = run("draw", "verify", str(home / "没有.json"), "--json")
    assert (missing.exit_code, json.loads(missing.stdout)["code"]) == (1, "file")


@pytest.mark.duty("17.1")
def test_a_stamps_signature_is_checked_where_an_authority_is_given_and_else_said_to_be_unchecked(
    run: Ssj, home: Path
) -> None:
    record, authority = home / "记录.json", home / "机构.pem"
    record.write_bytes(file_of(R4))
    authority.write_text(BY_NAME[R4]["given"]["tsa_certificate"])
    unchecked = "签名没有核对，请用时间戳机构的证书核对"
    assert unchecked in run("draw", "verify", str(record)).stdout
    told = run("draw", "verify", str(record), "--authority", str(authority))
    assert (told.exit_code, unchecked in told.stdout) == (0, False)
    assert "公告带有可信时间戳，证明公告在先。" in told.stdout


def test_certificates_that_check_nothing_are_refused_and_give_no_verdict(
    run: Ssj, home: Path
) -> None:
    record, authority = home / "记录.json", home / "机构.pem"
    record.write_bytes(file_of(R4))
    for pem, why in (
        (b"no certificate", "时间戳机构的证书不是 PEM 文件"),
        (sm2_certificate(home), "时间戳机构的证书用本程序不能核对的签名算法（如 SM2）"),
    ):
        authority.write_bytes(pem)
        told = run("draw", "verify", str(record), "--authority", str(authority), "--json")
        assert told.exit_code == 1
        assert json.loads(told.stdout) == {
            "code": "wrong-authority",
            "refused": [why],
            "faults": [],
        }
