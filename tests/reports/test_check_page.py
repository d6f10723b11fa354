"""The page that looks up one firm and verifies a draw in a browser (第十七条)."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from models.rules.draw.document import document
from models.rules.publisher import Publisher
from reports.check_page import FILE, check_page
from tests.models.rules.draw.cases import of_kind

RECORDS = {case["name"]: case["given"] for case in of_kind("record")}
R1 = RECORDS["R1 public, drand/quicknet, six changes, kept announcement"]
SEALED = RECORDS["R1 sealed, with results"]
R2 = RECORDS["R2 after R1: moves and carried over, lotteries to look up"]
ABANDONED = RECORDS["R3 abandoned after the draw: the result is shown"]
EXTRA = RECORDS["R4 extra draw after R3, witness, time-stamped"]
UNDRAWN = RECORDS["R5 abandoned before the witness threw: no result"]
PUBLISHER = Publisher("福州市马尾区公安局网络安全保卫大队", "福州市马尾区", "样例细则")


@pytest.fixture
def opened(tmp_path: Path, chromium: Any) -> Iterator[Any]:
    """The page as a phone shows it, from disk; it must ask for nothing."""
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def open_(
        record: str | None = None, names: dict[str, str] | None = None, **beside: bytes
    ) -> Any:
        content = None if record is None else record.encode()
        (tmp_path / FILE).write_bytes(check_page(PUBLISHER, content, beside, names))
        page.goto((tmp_path / FILE).as_uri())
        return page

    yield open_
    assert [url for url in asked if not url.startswith("file:")] == []
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert re.search("undefined|null|NaN", page.inner_text("main")) is None
    page.close()


def _asked(page: Any, written: str) -> str:
    page.fill("#query", written)
    page.click("#find button")
    page.wait_for_function("!document.getElementById('answer').textContent.includes('正在重算')")
    return str(page.inner_text("#answer"))


def _verified(page: Any) -> str:
    page.click("#verify")
    page.locator("#conclusion .card, #conclusion .wrong").first.wait_for()
    return str(page.inner_text("#conclusion"))


def _chosen(page: Any, folder: Path, **contents: str) -> str:
    paths = []
    for name, content in contents.items():
        paths.append(folder / f"{name}.json")
        paths[-1].write_text(content, encoding="utf-8")
    if not page.locator("#own").evaluate("(own) => own.open"):
        page.click("#own summary")
    # A click on the field forgets what was chosen, so that a changed file can be chosen again.
    page.evaluate("document.getElementById('files').onclick()")
    page.set_input_files("#files", paths)
    page.wait_for_function(
        "() => /结论|请|无关|中断/.test(document.getElementById('conclusion').textContent)"
    )
    return str(page.inner_text("#conclusion"))


@pytest.mark.duty("17.2")
def test_a_firm_finds_itself_by_name_or_code_in_one_step(opened: Any) -> None:
    record = json.loads(R1["file"])
    drawn, last = record["draw"]["drawn"][1], record["draw"]["substitutes"][4]
    page = opened(R1["file"], {drawn["id"]: "样例极光网吧", last["id"]: "样例星河网吧"})
    told = _asked(page, "极光 网吧")
    assert "抽中" in told
    assert "样例极光网吧" in told
    assert f"第{drawn['rank']}位" in told
    assert drawn["ticket"][:8] in told
    assert "任何人都不能选择的公开随机数" in told
    spaced = f"{last['id'][:6].lower()} {last['id'][6:]}"
    told = _asked(page, spaced)
    assert "没有抽中" in told
    assert f"递补次序第{last['rank'] - 3}位" in told
    assert "请选一家" in _asked(page, "样例")
    page.click("#answer button")
    assert "信用代码" in page.inner_text("#answer")


@pytest.mark.duty("18.2")
def test_who_left_and_who_came_is_told(opened: Any) -> None:
    record = json.loads(R1["file"])
    first, vacated, last = (record["changes"][i] for i in (0, 3, 5))
    page = opened(R1["file"])
    assert "抽中，后换下" in _asked(page, first["out"])
    assert "因停业换下" in page.inner_text("#answer")
    assert "递补，后换下" in _asked(page, first["in"])
    assert "这一位空缺" in _asked(page, vacated["out"])
    assert "递补上来" in _asked(page, last["in"])


def test_who_is_not_in_the_draw_is_told_why(opened: Any) -> None:
    page = opened(R1["file"])
    told = _asked(page, "92350105MANAHYGKHB")
    assert "未参加抽取" in told
    assert "正在注销" in told
    # 91350100M000100Y43 is the example of a valid code in GB 32100-2015.
    assert "没有这个代码，也不在未参加抽取的名单中" in _asked(page, "91350100M000100Y43")
    assert "校验位不符" in _asked(page, "91350100M000100Y44")
    # 15 digits: the registration number of an example in GS 15-2006, and one digit off.
    assert "校验位不符" not in _asked(page, "110108000000016")
    assert "注册号的校验位不符" in _asked(page, "110108000000017")
    assert "实为 4 位" in _asked(page, "1234")
    assert "本页没有附企业名称" in _asked(page, "极光网吧")


@pytest.mark.duty("17.1")
def test_the_whole_replay_is_one_button(opened: Any) -> None:
    page = opened(R1["file"])
    told = _verified(page)
    assert "结论：抽取结果可以重现，18项相符" in told
    assert "第3级（共3级）" in told
    assert "12项没有核对" in told
    assert "只有抽取单位自己的说法" in told


@pytest.mark.duty("17.1")
def test_files_kept_from_elsewhere_are_held_against_the_record(opened: Any, tmp_path: Path) -> None:
    page = opened(R1["file"])
    told = _chosen(page, tmp_path, kept=R1["announcement"])
    assert "19项相符" in told
    assert "已与核对人事先保存的公告比对" in told
    other = R1["announcement"].replace("2023-11-30", "2023-12-30")
    assert "不符：事先保存的公告" in _chosen(page, tmp_path, kept=other)
    results = {f"r{n}": json.dumps(each) for n, each in enumerate(SEALED["results"])}
    assert "19项相符" in _chosen(page, tmp_path, **results)
    page.fill("#sheet", json.loads(R1["file"])["draw_digest"].upper())
    page.locator("#sheet").blur()
    assert "20项相符" in _verified(page)


def test_the_previous_and_the_superseded_record_are_told_apart(opened: Any, tmp_path: Path) -> None:
    page = opened()
    told = _chosen(page, tmp_path, now=R2["file"], before=R2["previous"])
    assert "结论：抽取结果可以重现" in told
    assert "福彩3D第2023326期是不是“4 0 7”" in told
    told = _chosen(page, tmp_path, now=EXTRA["file"], before=EXTRA["superseded"])
    assert "第2级（共3级）" in told
    assert "签名没有核对" in told
    kept = document(json.loads(EXTRA["file"])["announcement"]).decode()
    told = _chosen(page, tmp_path, now=EXTRA["file"], before=EXTRA["superseded"], kept=kept)
    assert "已与核对人事先保存的公告比对，内容相同" in told
    assert "签名没有核对" in told
    told = _chosen(page, tmp_path, a=R2["file"], b=EXTRA["superseded"])
    assert "看不出要核验的是哪一份" in told
    page = opened(R1["file"])
    assert "「b.json」与这次抽取无关" in _chosen(page, tmp_path, b=ABANDONED["file"])


def test_an_abandoned_draw_says_so(opened: Any, tmp_path: Path) -> None:
    page = opened()
    told = _chosen(page, tmp_path, record=ABANDONED["file"])
    assert "这次抽取已经作废" in told
    assert "可以重现" not in told
    drawn = json.loads(ABANDONED["file"])["draw"]["drawn"][0]["id"]
    assert "如果没有作废，这一家会被抽中" in _asked(page, drawn)
    told = _chosen(page, tmp_path, record=UNDRAWN["file"])
    assert "这次抽取已经作废" in told
    assert "没有抽取结果" in _asked(page, drawn)


@pytest.mark.duty("18.2")
def test_a_changed_record_is_named_and_its_answers_doubted(opened: Any) -> None:
    page = opened(R1["file"].replace('"cap":5', '"cap":6'))
    told = _asked(page, json.loads(R1["file"])["draw"]["drawn"][0]["id"])
    assert told.startswith("这份记录有不符之处，下面的回答不要采信")
    assert "（共3级）" not in told
    told = _verified(page)
    assert "结论：3项不符，15项相符" in told
    assert "不要采信这份记录" in told
    assert "第3级" not in told


def test_what_is_no_record_is_said_plainly(opened: Any, tmp_path: Path) -> None:
    page = opened()
    assert "不是 JSON" in _chosen(page, tmp_path, record="x")
    assert "格式不对" in _chosen(page, tmp_path, record="[]\n")
    (tmp_path / "a.txt").write_bytes(b"x")
    page.set_input_files("#files", tmp_path / "a.txt")
    page.locator("#conclusion", has_text="请选择抽取记录").wait_for()


def test_large_texts_are_carried_or_chosen_with_the_record(opened: Any, tmp_path: Path) -> None:
    record = json.loads(R1["file"])
    record["texts"]["subjects"] = {"file": "subjects.txt", "bytes": 1048577}
    page = opened(document(record).decode())
    assert "缺少文件「subjects.txt」" in _verified(page)
    carried = {"subjects.txt": b"x"}
    page = opened(document(record).decode(), None, **carried)
    assert "缺少文件" not in _verified(page)


def test_a_record_cannot_put_markup_on_the_page(opened: Any) -> None:
    record = json.loads(R1["file"])
    record["announcement"]["item"]["name"] = "</script><b id=planted><!--<script>"
    record["changes"][0]["application"] = "<img src=x onerror=alert(1)>"
    page = opened(document(record).decode(), {"92350105MA81QR3M9Y": "<i id=named>"})
    _verified(page)
    _asked(page, "92350105MA81QR3M9Y")
    assert page.locator("#planted, #named, main img").count() == 0
    assert "<b id=planted>" in page.inner_text("#which")


def test_no_script_takes_the_name_of_another() -> None:
    folder = files("reports") / "check_draw"
    texts = [part.read_text() for part in folder.iterdir() if part.name.endswith(".js")]
    defined = re.findall(r"(?m)^(?:(?:async )?function\*?|const|let|class) (\w+)", "\n".join(texts))
    assert [name for name, n in Counter(defined).items() if n > 1] == []


def test_the_page_is_one_file_of_the_same_bytes() -> None:
    content = check_page(PUBLISHER, R1["file"].encode())
    assert content == check_page(PUBLISHER, R1["file"].encode())
    assert re.search(rb'(?:src|href)="(?:https?:|//)', content) is None
    assert b"default-src 'none'" in content


def test_the_curve_library_is_as_it_was_built() -> None:
    """The head of the file says how it is made, how long it is and its digest."""
    text = (files("reports") / "check_draw" / "noble_bls12_381.js").read_bytes()
    head, body = text.split(b"*/\n", 1)
    assert b"MIT License" in head
    told = re.search(rb"comes out as (\d+) bytes, SHA-256 ([0-9a-f]{64})", head)
    assert told is not None
    assert (int(told[1]), told[2].decode()) == (len(body), hashlib.sha256(body).hexdigest())
