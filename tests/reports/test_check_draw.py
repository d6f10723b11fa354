"""The page that verifies a draw in a browser: the same protocol, told in the same words (第十七条)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.rules.draw.announcement import canonical
from models.rules.draw.record import digest_of, written
from models.rules.draw.verify import verify_file
from reports.check_page import FILE, check_page, rules_script
from tests.models.rules.draw import made
from tests.models.rules.draw.test_vectors import CASES

VERIFY = """([written, beside]) => {
    const files = new Map(Object.entries(beside).map(([name, text]) => [name, utf8(text)]));
    return [...new Replay(written, files).checks()].map(({name, problems}) => [name, problems]);
}"""
VECTOR = """(vector) => {
    const seed = seedOf(vector.suite, vector.draw_id, vector.secret, vector.sources);
    const [ids, strata] = readSubjects(vector.subjects_text);
    const codes = readInspectors(vector.inspectors_text);
    const recusals = readRecusals(vector.recusals_text, codes);
    const tickets = new Tickets(vector.suite, seed), words = tickets.all(ids);
    const order = {}, drawn = {}, all = [];
    for (const name of Object.keys(vector.ratios)) {
        const among = ids.map((_, i) => i).filter((i) => strata[i] === name);
        const sorted = [...byTicket(among, words, ids)];
        const n = sampleSize(vector.ratios[name], among.length);
        order[name] = sorted.map((i) => ids[i]);
        drawn[name] = order[name].slice(0, n);
        all.push(...sorted.slice(0, n));
    }
    const byAll = [...byTicket(all, words, ids)];
    const [cap, assigned] = assign(tickets, byAll.map((i) => ids[i]), codes, recusals,
        vector.inspectors_per_subject, vector.slack);
    const digestOf = (text) => hex(digest(vector.suite, utf8(text)));
    return {
        subjects_digest: digestOf(vector.subjects_text),
        inspectors_digest: digestOf(vector.inspectors_text),
        recusals_digest: digestOf(vector.recusals_text),
        commitment: hex(digest(vector.suite, bytesOf(vector.secret))),
        seed: hex(seed), order, drawn, cap,
        inspectors: Object.fromEntries([...assigned].map(
            ([id, seats]) => [id, seats.map((code) => codes[code])])),
        tickets: Object.fromEntries(byAll.map((i) => [ids[i], hex(words, 8 * i)])),
    };
}"""


@pytest.fixture(scope="module")
def rules(chromium: Any) -> Iterator[Any]:
    """A page that has the protocol's scripts and nothing else."""
    page = chromium.new_page()
    page.add_script_tag(content=rules_script())
    yield page
    page.close()


@pytest.mark.duty("17.1", "17.2", "17.3")
@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_vector_gives_the_published_result_in_the_browser(
    rules: Any, case: dict[str, Any]
) -> None:
    expect = {**case["expect"], "commitment": case["commitment"]}
    assert rules.evaluate(VECTOR, case) == expect


def _both(
    rules: Any, content: bytes, beside: dict[str, str] | None = None
) -> tuple[list[Any], list[Any]]:
    files = {name: text.encode() for name, text in (beside or {}).items()}
    here = [[c.name, c.problems] for c in verify_file(content, files)]
    return here, rules.evaluate(VERIFY, [content.decode(), beside or {}])


@pytest.mark.duty("17.1", "18.2")
@pytest.mark.parametrize(("suite", "with_sealed"), [("sha256", True), ("sm3", False)])
def test_page_and_command_say_the_same_of_every_changed_value(
    rules: Any, suite: str, with_sealed: bool
) -> None:
    record = made.record(suite, with_sealed=with_sealed)
    here, there = _both(rules, written(record))
    assert here == there
    assert all(problems == [] for _, problems in there)
    for path, changed in made.changes(record):
        here, there = _both(rules, written(changed))
        assert here == there, path
        assert any(problems for _, problems in there), path


def _without(*path: str | int) -> dict[str, Any]:
    record = made.record(with_sealed=True)
    here: Any = record
    for part in path[:-1]:
        here = here[part]
    del here[path[-1]]
    return record


def _with(value: Any, *path: str | int) -> dict[str, Any]:
    record = made.record(with_sealed=True)
    here: Any = record
    for part in path[:-1]:
        here = here[part]
    here[path[-1]] = value
    return record


SUBJECTS = made.record()["texts"]["subjects"]


@pytest.mark.parametrize(
    "record",
    [
        _without("seed"),
        _without("announcement", "strata"),
        _without("announcement", "strata", "key"),
        _without("drawn", 2),
        _without("substitutes", 0),
        _without("cutoffs", "must"),
        _without("replacements", 0),
        _without("replacements", 0, "substitute"),
        _without("sealed", "applications", 1),
        _without("sealed"),
        _with("x", "extra"),
        _with("x", "announcement", "extra"),
        _with(None, "sealed"),
        _with([], "replacements", 0),
        _with(True, "cap"),
        _with(1.5, "cap"),
        _with("0/7", "announcement", "strata", "key", "ratio"),
        _with("21/14", "announcement", "strata", "key", "ratio"),
        _with(5, "announcement", "load_slack"),
        _with(8, "announcement", "inspectors_per_subject"),
        _with(10**6, "announcement", "strata", "general", "sample_size"),
        _with(10**6, "announcement", "strata", "general", "substitutes"),
        _with([], "sources"),
        _with(["福彩3D 2026309期 4 0 7", "另一个"], "sources"),
        _with(["  "], "sources"),
        _with(["福彩3D 2026309期\n4"], "sources"),
        _with("", "texts", "subjects"),
        _with(SUBJECTS[:-1], "texts", "subjects"),
        _with("".join(reversed(SUBJECTS.splitlines(keepends=True))), "texts", "subjects"),
        _with(SUBJECTS.replace("\t", " "), "texts", "subjects"),
        _with(SUBJECTS.replace("MA1", "Ma1"), "texts", "subjects"),
        _with("A\tgeneral\nA\tkey\n", "texts", "subjects"),
        _with("A\tgeneral\nB\t别的\n", "texts", "subjects"),
        _with("", "texts", "inspectors"),
        _with("J01\n", "texts", "inspectors"),
        _with("", "texts", "recusals"),
        _with("J99\tX\n", "texts", "recusals"),
        _with("一\tX\n\U00010000\tX\n￿\tX\n", "texts", "recusals"),
        _with({"file": "subjects.txt", "digest": "0" * 64}, "texts", "subjects"),
        _with({"file": "../subjects.txt", "digest": "0" * 64}, "texts", "subjects"),
        _with({"file": "missing.txt", "digest": "0" * 64}, "texts", "subjects"),
        _with("2026-11-09", "sealed", "applications", 0, "decided_on"),
        _with("经办民警", "sealed", "applications", 0, "decided_by"),
        _with("refused", "sealed", "applications", 0, "decision"),
        _with([], "sealed", "photos"),
    ],
)  # fmt: skip
def test_page_and_command_say_the_same_of_odd_records(rules: Any, record: dict[str, Any]) -> None:
    here, there = _both(rules, written(record), {"subjects.txt": SUBJECTS})
    assert here == there


def test_page_and_command_see_bytes_that_parse_to_the_same(rules: Any) -> None:
    content = written(made.record())
    for changed in (content + b"\n", content.replace(b'"cap"', b'"cap" ')):
        here, there = _both(rules, changed)
        assert here == there
        assert [name for name, problems in there if problems] == ["文件写法"]


@pytest.fixture
def opened(tmp_path: Path, chromium: Any) -> Iterator[Any]:
    """The page as a phone shows it, from disk; it must ask for nothing."""
    (tmp_path / FILE).write_bytes(check_page())
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto((tmp_path / FILE).as_uri())
    yield page
    assert len(asked) == 1
    assert complaints == []
    page.close()


def _choose(page: Any, folder: Path, *contents: tuple[str, bytes]) -> None:
    for name, content in contents:
        (folder / name).write_bytes(content)
    page.set_input_files("#files", [folder / name for name, _ in contents])
    page.locator("#conclusion", has_text=re.compile("结论|请选择|不是有效")).wait_for()


@pytest.mark.duty("17.1")
def test_a_record_is_verified_step_by_step_from_disk_on_a_phone(
    opened: Any, tmp_path: Path
) -> None:
    _choose(opened, tmp_path, ("draw.json", written(made.record())))
    assert opened.inner_text("#conclusion") == "结论：抽取结果可以重现，各项相符。"
    assert opened.locator("#steps li.right").count() == 24
    assert "第 3 级" in opened.inner_text("#summary")
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390
    assert "undefined" not in opened.inner_text("body")


@pytest.mark.duty("18.2")
def test_a_changed_record_is_named_on_the_page(opened: Any, tmp_path: Path) -> None:
    record = made.record()
    record["drawn"][0]["inspectors"].reverse()
    record["digest"] = digest_of(record)
    _choose(opened, tmp_path, ("draw.json", written(record)))
    assert opened.inner_text("#conclusion") == "结论：有 1 项不符：检查人员。"
    told = opened.inner_text("#steps li.wrong")
    assert "检查人员" in told
    assert record["drawn"][0]["id"] in told


@pytest.mark.duty("17.2")
def test_one_firm_sees_its_ticket_rank_and_why(opened: Any, tmp_path: Path) -> None:
    record = made.record()
    _choose(opened, tmp_path, ("draw.json", written(record)))

    def asked(code: str) -> str:
        opened.fill("#code", code)
        opened.click("#firm button")
        return str(opened.inner_text("#answer"))

    drawn, replaced = record["drawn"][1], record["replacements"][0]
    told = asked(drawn["id"].lower())
    assert "抽中" in told
    assert drawn["ticket"] in told
    assert f"排第 {drawn['rank']} 位" in told
    assert "抽中，后经变更由他户递补" in asked(replaced["replaced"])
    assert "递补，后又变更" in asked(replaced["substitute"])
    last = record["substitutes"][3]
    assert "没有抽中" in asked(last["id"])
    assert f"第 {last['rank'] - 3} 位递补" in opened.inner_text("#answer")
    told = asked("92350105MA000XXXX0")
    assert "不在参加抽取的名录中" in told
    assert "停业 1 家" in told


def test_texts_in_files_are_chosen_with_the_record(opened: Any, tmp_path: Path) -> None:
    record = made.record()
    record["texts"]["subjects"] = {
        "file": "subjects.txt",
        "digest": record["announcement"]["subjects"]["digest"],
    }
    record["digest"] = digest_of(record)
    draw = ("draw.json", written(record))
    _choose(opened, tmp_path, draw)
    assert "缺少文件「subjects.txt」" in opened.inner_text("#steps li.wrong")
    _choose(opened, tmp_path, draw, ("subjects.txt", SUBJECTS.encode()))
    assert "各项相符" in opened.inner_text("#conclusion")


@pytest.mark.duty("17.1")
def test_the_announcement_kept_from_before_is_held_against_the_record(
    opened: Any, tmp_path: Path
) -> None:
    record = made.record()
    kept = canonical(record["announcement"])
    # A forger who draws again from another secret makes a record that is sound in itself.
    other = kept.replace(record["announcement"]["commitment"].encode(), b"0" * 64)
    draw = ("draw.json", written(record))
    _choose(opened, tmp_path, draw, ("announcement-2026-6 (1).json", kept))
    assert "各项相符" in opened.inner_text("#conclusion")
    assert opened.locator("#steps li.right", has_text="事先公告").count() == 1
    _choose(opened, tmp_path, draw, ("announcement.json", other))
    assert opened.inner_text("#conclusion") == "结论：有 1 项不符：事先公告。"
    told = opened.inner_text("#steps li.wrong")
    named = {check.name: check.problems for check in verify_file(draw[1], None, other)}
    assert [name for name, problems in named.items() if problems] == ["事先公告"]
    assert named["事先公告"][0] in told
    assert hashlib.sha256(other).hexdigest() in told


def test_what_is_no_record_is_said_plainly(opened: Any, tmp_path: Path) -> None:
    _choose(opened, tmp_path, ("draw.json", b"\xff\xfe"))
    assert opened.inner_text("#conclusion") == "「draw.json」不是有效的 JSON 抽取记录"
    _choose(opened, tmp_path, ("a.txt", b"x"))
    assert "请选择一份抽取记录" in opened.inner_text("#conclusion")


def test_a_record_cannot_put_markup_on_the_page(opened: Any, tmp_path: Path) -> None:
    record = made.record()
    record["announcement"]["draw_id"] = "<img src=x onerror=alert(1)>"
    record["replacements"][0]["application"] = "</script><b id=planted>"
    _choose(opened, tmp_path, ("draw.json", written(record)))
    assert opened.locator("#planted, dd img").count() == 0
    assert "<img src=x" in opened.inner_text("#summary")


def test_the_page_is_one_file_of_the_same_bytes() -> None:
    content = check_page()
    assert content == check_page()
    assert b"http://" not in content
    assert b"https://" not in content
