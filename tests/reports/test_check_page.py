"""The page that looks up one firm and verifies a draw in a browser (第十七条)."""

from __future__ import annotations

import copy
import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from models.faults import Refused
from models.rules.draw.document import document, read_document
from models.rules.draw.reasons import CHANGE_REASONS, ChangeKind
from models.rules.draw.standing import Standing
from models.rules.draw.verify import verify
from models.rules.draw.verify.case import Beside
from models.rules.publisher import Publisher
from reports.check_page import FILE, check_page, rules_script
from tests.models.rules.draw.cases import MISPRINTED_STEPS, VECTORS, name_of, of_kind
from tests.models.rules.draw.drawn import drawn
from tests.models.rules.draw.records import (
    ALL_DIGESTS,
    R1_SEALED,
    R3,
    R5,
    changed_at,
    forged,
    leaves,
    record_of,
    redone,
)
from tests.models.rules.draw.test_vectors_changes import standing_of

DRIVER = (Path(__file__).parent / "check_page.js").read_text(encoding="utf-8")
RECORDS = {case["name"]: case["given"] for case in of_kind("record")}
R1 = RECORDS["R1 public, drand/quicknet, six changes, kept announcement"]
SEALED = RECORDS["R1 sealed, with results"]
R2 = RECORDS["R2 after R1: moves and carried over, lotteries to look up"]
ABANDONED = RECORDS["R3 abandoned after the draw: the result is shown"]
EXTRA = RECORDS["R4 extra draw after R3, witness, time-stamped"]
UNDRAWN = RECORDS["R5 abandoned before the witness threw: no result"]
PUBLISHER = Publisher("福州市马尾区公安局网络安全保卫大队", "福州市马尾区", "样例细则")


@pytest.fixture(scope="module")
def rules(chromium: Any) -> Iterator[Any]:
    """A page that has the protocol's scripts and nothing else."""
    page = chromium.new_page()
    page.add_script_tag(content=rules_script() + DRIVER)
    yield page
    page.close()


def _expected(case: dict[str, Any]) -> Any:
    """What a vector says, but for the step whose published seats are those after the next one."""
    expect = copy.deepcopy(case["expect"])
    if case["kind"] == "changes":
        for n, step in enumerate(expect["steps"]):
            if "refused" in step:
                step["refused"] = True
            elif (case["name"], n) in MISPRINTED_STEPS:
                step["inspectors"] = MISPRINTED_STEPS[case["name"], n]
    return expect


@pytest.mark.duty("17.1", "17.2", "17.3", "18.3")
@pytest.mark.parametrize("case", VECTORS["cases"], ids=name_of)
def test_every_vector_gives_the_published_result_in_the_browser(
    rules: Any, case: dict[str, Any]
) -> None:
    given, kind = case["given"], case["kind"]
    if kind in ("tampered", "anchored"):
        given = {**given, "file": forged(case).decode()}
    found = rules.evaluate(
        "([kind, given, expect]) => KINDS_OF_VECTORS[kind](given, expect)",
        [kind, given, case["expect"]],
    )
    if kind in ("tampered", "anchored"):
        assert case["expect"]["wrong"] in found
    else:
        assert found == _expected(case)


def _beside(given: dict[str, Any]) -> Beside:
    files = {
        key: given[key].encode()
        for key in ("announcement", "previous", "next", "superseded")
        if key in given
    }
    results = (
        [json.dumps(each).encode() for each in given["results"]] if "results" in given else None
    )
    return Beside(sheet=given.get("sheet"), results=results, **files)


def _there(rules: Any, contents: list[bytes], given: dict[str, Any] | None = None) -> list[Any]:
    """What the page says of records, each with the same beside it."""
    given = given or {}
    asked = {key: value for key, value in given.items() if key not in ("record", "edits", "redo")}
    found: list[Any] = rules.evaluate(
        "(each) => each.map((given) => KINDS_OF_VECTORS.whole(given))",
        [{**asked, "file": content.decode()} for content in contents],
    )
    return found


@pytest.mark.duty("17.1", "18.2")
@pytest.mark.parametrize("case", of_kind("record", "tampered", "anchored"), ids=name_of)
def test_page_and_command_say_the_same_of_every_record(rules: Any, case: dict[str, Any]) -> None:
    content, given = forged(case), case["given"]
    assert _there(rules, [content], given) == [verify(content, _beside(given)).as_json()]


def _ends(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every value, of a list only those in its first and its last entry."""
    if path:
        yield path
    inside = value.items() if isinstance(value, dict) else []
    if isinstance(value, list) and value:
        inside = {0: value[0], len(value) - 1: value[-1]}.items()
    for part, each in inside:
        yield from _ends(each, (*path, part))


@pytest.mark.duty("17.1", "18.2")
@pytest.mark.parametrize("redo", [[], ALL_DIGESTS], ids=["as it is", "digests written anew"])
@pytest.mark.parametrize("name", [R1_SEALED, R3])
def test_page_and_command_say_the_same_of_every_changed_value(
    rules: Any, name: str, redo: list[str]
) -> None:
    record = record_of(name)
    # No digest can be written anew by a suite that is none.
    paths = (set(leaves(record)) & set(_ends(record))) - {("announcement", "suite")}
    contents = [document(redone(changed_at(record, path), redo)) for path in sorted(paths, key=str)]
    found = _there(rules, contents)
    assert found == [verify(content).as_json() for content in contents]
    assert redo or not any(each["ok"] for each in found)


@pytest.mark.parametrize("instead", [None, [], {}, "x", -1, "nothing at all"], ids=repr)
def test_page_and_command_say_the_same_of_misshapen_records(rules: Any, instead: Any) -> None:
    contents = []
    for path in _ends(record_of(R5)):
        record = record_of(R5)
        here: Any = record
        for part in path[:-1]:
            here = here[part]
        if instead == "nothing at all":
            del here[path[-1]]
        else:
            here[path[-1]] = instead
        contents.append(document(record))
    assert _there(rules, contents) == [verify(content).as_json() for content in contents]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "92350105MA03KJ2GXC\tgeneral",
        "92350105MA03KJ2GXC general\n",
        "92350105MA03KJ2GXc\tgeneral\n",
        "92350105MA03KJ2GXC\tgeneral\textra\n",
        "92350105MA03KJ2GXC\tgeneral\n92350105MA03KJ2GXC\tkey\n",
        "92350105MA10PUA8UR\tgeneral\n92350105MA03KJ2GXC\tgeneral\n",
        "92350105MA03KJ2GXC\tgeneral\n\n",
        "92350105MA03KJ2GXC\tGeneral\n网吧\tgeneral\n\u200b\tx\n\x00\n",
        "92350105MA03KJ2GXC\tgeneral\nx\r\n" + "y\n" * 30,
        "x" * 200 + "\n",
        "92350105MA03KJ2GXC\tother\n92350105MA10PUA8UR\tmust\n",
        "92350105MAEAD9UC0M\tgeneral\n",
    ],
)
@pytest.mark.parametrize("which", ["subjects", "inspectors", "recusals", "ineligible", "moves"])
def test_page_and_command_say_the_same_of_odd_texts(rules: Any, which: str, text: str) -> None:
    record = record_of(R3)
    record["texts"][which] = text
    content = document(record)
    assert _there(rules, [content]) == [verify(content).as_json()]


def _random_draw(chance: random.Random, n: int) -> dict[str, Any]:
    """A small draw with so many recusals that a greedy choice often leaves somebody unserved."""
    m = chance.choice([2, 2, 3])
    codes = [f"J{k:02d}" for k in range(chance.randint(m + 1, 8))]
    ids = [f"92350105MA{k:08d}" for k in range(chance.randint(3, 24))]
    recusals = sorted(
        f"{code}\t{id_}\tother\n"
        for id_ in ids
        for code in chance.sample(codes, chance.randint(0, len(codes) - m))
    )
    return {
        "suite": chance.choice(["sha256", "sm3"]),
        "draw_id": "350105/WB-01/2026-1",
        "secret": f"{n:064x}",
        "source_lines": [],
        "strata": [["general", chance.choice(["1/4", "1/2", "2/3"])], ["must", "1/1"]],
        "inspectors_per_subject": m,
        "slack": chance.choice([0, 0, 1]),
        "subjects": "".join(f"{id_}\t{chance.choice(['general', 'must'])}\n" for id_ in ids),
        "inspectors": "".join(f"{code}\n" for code in codes),
        "recusals": "".join(recusals),
    }


def _random_steps(chance: random.Random, standing: Standing) -> tuple[list[Any], list[Any]]:
    """Changes of whoever stands, and what the rules make of each."""
    steps, outcomes = [], []
    for _ in range(8):
        place = chance.choice([place for place in standing.places if place.subject] or [None])
        if place is None:
            break
        kind = chance.choice(list(CHANGE_REASONS))
        out = place.subject if kind is ChangeKind.SUBJECT else chance.choice(place.inspectors)
        reason = chance.choice(CHANGE_REASONS[kind].values())
        steps.append({"kind": kind, "subject": place.subject, "out": out, "reason": reason})
        try:
            found = standing.change(kind, str(place.subject), str(out), reason)
            outcomes.append({"in": found.comes_in, "inspectors": found.inspectors})
        except Refused:
            outcomes.append({"refused": True})
    return steps, outcomes


@pytest.mark.duty("17.1", "17.2", "17.3", "18.3")
def test_page_and_rules_seat_and_replace_the_same_in_tight_draws(rules: Any) -> None:
    chance = random.Random(20261128)
    asked, expected = [], []
    for n in range(150):
        given = _random_draw(chance, n)
        standing = standing_of(drawn(given))
        seats = sorted([p.stratum, p.rank, list(p.inspectors)] for p in standing.places)
        steps, outcomes = _random_steps(chance, standing)
        asked.append([given, steps])
        expected.append([seats, outcomes])
    found = rules.evaluate(
        """(asked) => asked.map(([draw, steps]) => {
            const { standing, codes } = drawOf(draw);
            const seats = standing.places.map(({ stratum, rank, seats }) =>
                [stratum, rank, seats.map((code) => codes[code])]);
            return [seats, KINDS_OF_VECTORS.changes({ draw, steps }).steps];
        })""",
        asked,
    )
    for mine, its, given in zip(expected, found, asked, strict=True):
        assert its == mine, given


STRANGE = [
    b'{"a":1}\n',
    b"\xff\xfe",
    "{\"a\":\"\u4e00\u4e8c\"}\n".encode()[:-6] + b"\xe4\xb8\n",
    b"",
    b"{",
    b'{"a":1,}\n',
    b'{"a" 1}\n',
    b'{\n "a": 1,\n x}\n',
    b"[1 2]\n",
    b'"open\n',
    b'"open',
    b'["a\\x"]\n',
    b'["a\\',
    b'{"a":"\\u12g4"}\n',
    b'{"a":1}{}\n',
    b'{"a":1}',
    b'{"a": 1}\n',
    b'{"b":1,"a":2}\n',
    b'{"a":"\\u0061"}\n',
    b'{"a":1,"a":2}\n',
    b'{"a":{"b":1,"b":1,"b":2},"c":{"b":1,"b":1}}\n',
    b'{"a":1.0}\n',
    b'{"a":1e0}\n',
    b'{"a":-0}\n',
    b'{"a":-1}\n',
    b'{"a":true,"b":[false,true]}\n',
    b'{"a":9007199254740991,"b":9007199254740992}\n',
    b'{"a":-9007199254740992}\n',
    b'{"a":123456789012345678901234567890}\n',
    b'{"a":"\\ud800"}\n',
    b'{"a":"\\ud83d\\ude00"}\n',
    "{\"a\":\"😀\",\"\ue000\":1,\"😀\":2}\n".encode(),
    b"[" * 80 + b"]" * 80 + b"\n",
    b"[" * 60 + b"]" * 60 + b"\n",
    b'{"__proto__":{"a":1},"constructor":2}\n',
    b'{"__proto__":1,"__proto__":2}\n',
    b"null\n",
    b"7\n",
]  # fmt: skip


@pytest.mark.parametrize("content", STRANGE, ids=repr)
def test_page_and_command_say_the_same_of_strange_bytes(rules: Any, content: bytes) -> None:
    found = rules.evaluate(
        """(bytes) => {
            const { value, problems } = readDocument(Uint8Array.from(bytes));
            return [value === undefined ? null : JSON.stringify(value), problems];
        }""",
        list(content),
    )
    value, problems = read_document(content)
    assert found[1] == problems
    if not problems:
        assert json.loads(found[0]) == value


def test_hashes_are_the_published_ones(rules: Any) -> None:
    # FIPS 180-4 and GB/T 32905: "abc", and 64 bytes of "abcd".
    hashed = "([suite, text]) => hex(digest(suite, utf8(text)))"
    known = {
        ("sha256", "abc"): "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        ("sm3", "abc"): "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
        ("sm3", "abcd" * 16): "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
    }
    assert {key: rules.evaluate(hashed, list(key)) for key in known} == known


def test_the_chains_of_drand_are_proven_by_their_hash(rules: Any) -> None:
    assert rules.evaluate(
        "() => Object.values(CHAINS).every((chain) => chainHash(chain) === chain.hash)"
    )


def test_a_point_outside_the_subgroup_is_no_signature(rules: Any) -> None:
    """Few points of the curve are in it: of those with the smallest x none is."""
    found = rules.evaluate(
        """() => Array.from({ length: 20 }, (_, x) => {
            const bytes = new Uint8Array(48);
            bytes[0] = 0x80;
            bytes[47] = x;
            try {
                return String(NobleBls.G1.Point.fromBytes(bytes).isTorsionFree());
            } catch (error) {
                return error.message;
            }
        })"""
    )
    assert "true" not in found
    assert any("subgroup" in message for message in found)


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
