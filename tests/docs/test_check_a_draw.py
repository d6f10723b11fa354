"""docs/check-a-draw: its own commands, taken from the page and run by every shell a reader may have."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SAMPLES, needs
from tests.models.rules.draw.cases import of_kind
from tests.models.rules.draw.records import BY_NAME, R1, R2, R3, R4, R5, file_of, forged, record_of

PAGE = SAMPLES.parent / "docs" / "check-a-draw.md"
SHELLS = {"dash": ["dash"], "bash": ["bash"], "busybox": ["busybox", "sh"]}
LOCALES = {"none": None, "C": "C", "unicode": "C.UTF-8", "absent": "zh_CN.GB18030"}
ALL_RIGHT = "结论：以上各项全部相符"


def canonical(value: Any) -> bytes:
    """What RFC 8785 makes of the plain values of a record, and one LF."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + b"\n"


@dataclass(frozen=True)
class Reader:
    """A reader's folder with the commands taken from the page, and what they keep there."""

    folder: Path

    def checks(
        self,
        content: bytes,
        announcement: bytes | None,
        *,
        shell: str = "dash",
        locale: str | None = None,
        before: str = "",
        **settings: str,
    ) -> subprocess.CompletedProcess[str]:
        """The commands run on a record and the announcement kept, ``before`` put in front."""
        (self.folder / "draw.json").write_bytes(content)
        if announcement is not None:
            (self.folder / "announcement.json").write_bytes(announcement)
        script = before + "\n" + (self.folder / "check.sh").read_text(encoding="utf-8")
        (self.folder / "run.sh").write_text(script, encoding="utf-8")
        env = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG"))}
        env |= {} if locale is None else {"LC_ALL": locale}
        env |= {} if announcement is not None else {"KEPT": ""}
        return subprocess.run(
            [str(shutil.which(SHELLS[shell][0])), *SHELLS[shell][1:], "run.sh"],
            cwd=self.folder,
            env=env | settings,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    for tool in ("dash", "bash", "busybox", "jq", "openssl"):
        if shutil.which(tool) is None:
            needs("shells", f"no {tool} on this machine")
    page = tmp_path / PAGE.name
    page.write_bytes(PAGE.read_bytes())
    [line] = [each for each in page.read_text().splitlines() if each.startswith("    sed ")]
    subprocess.run(["dash", "-c", line], cwd=tmp_path, check=True)
    page.unlink()
    return Reader(tmp_path)


def kept_of(name: str) -> bytes:
    return canonical(record_of(name)["announcement"])


def by_ticket(record: dict[str, Any], stratum: str) -> list[tuple[str, str]]:
    """(ticket, id) of a stratum in order, by nothing but the words of the protocol."""
    seed = bytes.fromhex(record["draw"]["seed"])
    suite = record["announcement"]["suite"]
    lines = (line.split("\t") for line in record["texts"]["subjects"].splitlines())
    ids = [id_ for id_, of in lines if of == stratum]
    return sorted((hashlib.new(suite, seed + id_.encode()).hexdigest(), id_) for id_ in ids)


@pytest.mark.parametrize("locale", LOCALES.values(), ids=LOCALES)
@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.duty("17.1")
def test_in_every_shell_and_locale_a_sound_record_is_found_sound_and_a_firm_its_rank(
    reader: Reader, shell: str, locale: str | None
) -> None:
    record = record_of(R1)
    ticket, firm = by_ticket(record, "general")[7]
    ran = reader.checks(file_of(R1), kept_of(R1), shell=shell, locale=locale, FIRM=firm)
    # A bash without the locale says so, and goes on.
    told = [line for line in ran.stderr.splitlines() if "cannot change locale" not in line]
    assert (ran.returncode, told) == (0, [])
    lines = ran.stdout.splitlines()
    assert lines[0] == "自检通过（sha256，openssl）"
    assert lines[1] == f"公告摘要 {hashlib.sha256(kept_of(R1)).hexdigest()}"
    assert f"{firm} 的签 {ticket}" in lines
    assert f"{firm} 在类别 general 排第 8 位，该类别抽 3 家：没有抽中" in lines
    assert lines[-1] == ALL_RIGHT
    assert "不符" not in ran.stdout


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.duty("17.1")
def test_in_every_shell_a_forged_record_is_found(reader: Reader, shell: str) -> None:
    record = record_of(R1)
    record["draw"]["drawn"][0]["id"], record["draw"]["drawn"][1]["id"] = (
        record["draw"]["drawn"][1]["id"],
        record["draw"]["drawn"][0]["id"],
    )
    ran = reader.checks(canonical(record), kept_of(R1), shell=shell)
    assert ran.returncode == 1
    wrong = [line.split("：公布的是")[0] for line in ran.stdout.splitlines() if "不符 " in line]
    assert wrong == [
        "不符 记录：记录摘要",
        "不符 抽取：抽取摘要",
        "不符 类别 general：抽中 3 家、递补 5 家的次序和签",
    ]
    assert ran.stdout.splitlines()[-1] == "结论：有 3 项不符"


def test_a_machine_with_nothing_but_busybox_and_jq_says_the_same(
    reader: Reader, tmp_path: Path
) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    subprocess.run(["busybox", "--install", "-s", str(tools)], check=True)
    (tools / "jq").symlink_to(str(shutil.which("jq")))
    assert not (tools / "openssl").exists()
    settings = {"PATH": str(tools)}
    ran = reader.checks(file_of(R1), kept_of(R1), shell="busybox", **settings)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.splitlines()[0] == "自检通过（sha256，sha256sum）"
    assert ran.stdout.splitlines()[-1] == ALL_RIGHT
    ran = reader.checks(file_of(R4), kept_of(R4), shell="busybox", **settings)
    assert ran.returncode == 2
    assert ran.stderr == ("自检失败：这次抽取用 SM3，要有 openssl。没有核验，不能下任何结论。\n")
    assert ran.stdout == ""


BROKEN = {
    "printf writes escapes as they are": "printf() { case $1 in *'\\0'*|*'\\3'*) command printf %s"
    ' "$1";; *) command printf "$@";; esac; }',
    "printf ends every text with a line": 'printf() { command printf "$@"; echo; }',
    "printf writes nothing": "printf() { :; }",
    "printf loses zero bytes": 'printf() { command printf "$@" | tr -d "\\000"; }',
    "sort goes backwards": "sort() { command sort -r; }",
    "sort ignores case": "sort() { command sort -f; }",
    "jq leaves keys where they are": 'jq() { [ "$1" != -cS ] || { shift; set -- -c "$@"; };'
    ' command jq "$@"; }',
    "jq escapes what is not ASCII": 'jq() { [ "$1" != -cS ] || set -- -a "$@"; command jq "$@"; }',
    "jq ends what it joins with a line": 'jq() { command jq "$@"; echo; }',
    "openssl takes another hash": 'openssl() { shift 2; command openssl dgst -sha512 "$@"; }',
    "openssl writes capitals": 'openssl() { command openssl "$@" | tr a-f A-F; }',
    "cut leaves everything": "cut() { cat; }",
    "awk takes codes for numbers": 'awk() { shift 2; cat >/dev/null; echo "0 2 no"; }',
    "cmp finds all the same": "cmp() { cat >/dev/null; }",
    "xargs gives only one": "xargs() { command xargs -n 1 echo; }",
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_machine_that_reckons_wrong_is_told_so_and_nothing_of_the_record(
    reader: Reader, broken: str
) -> None:
    ran = reader.checks(file_of(R1), kept_of(R1), before=broken)
    assert ran.returncode == 2
    assert "自检失败" in ran.stderr
    assert "没有核验，不能下任何结论" in ran.stderr
    assert ran.stdout == ""


@pytest.mark.parametrize("name", [R2, R3, R4, R5])
@pytest.mark.duty("17.1", "18.2")
def test_sound_records_of_either_suite_abandoned_or_not_are_found_sound(
    reader: Reader, name: str
) -> None:
    record = record_of(name)
    signed = (record["draw_digest"] or "").upper()
    copied = " ".join(signed[at : at + 8] for at in range(0, len(signed), 8))
    ran = reader.checks(file_of(name), kept_of(name), SHEET=copied)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.splitlines()[-1] == ALL_RIGHT
    assert ("本次抽取已经作废" in ran.stdout) == (record["abandoned"] is not None)
    assert ("记录里没有抽取结果" in ran.stdout) == (record["draw"] is None)


FOUND_BY_COMMANDS = {
    *("bytes", "digest", "announcement", "kept", "secret", "texts", "seed"),
    *("drawn", "substitutes", "draw-digest"),
}
FORGED = [case for case in of_kind("tampered") if case["expect"]["wrong"] in FOUND_BY_COMMANDS]


@pytest.mark.parametrize("case", FORGED, ids=[case["name"] for case in FORGED])
@pytest.mark.duty("17.1")
def test_what_the_commands_compare_is_found_in_every_forged_record(
    reader: Reader, case: dict[str, Any]
) -> None:
    kept = case["given"].get("announcement")
    ran = reader.checks(forged(case), None if kept is None else kept.encode())
    assert ran.returncode == 1
    assert "不符 " in ran.stdout


@pytest.mark.duty("17.1")
def test_only_the_kept_announcement_finds_another_one_and_its_lack_is_said(reader: Reader) -> None:
    case = BY_NAME["R1p: forger, announcement kept"]
    ran = reader.checks(forged(case), kept_of(R1))
    assert ran.returncode == 1
    assert "不符 公告：保存的与记录所附的" in ran.stdout
    ran = reader.checks(forged(case), None)
    assert ran.returncode == 0
    assert "注意：没有事先保存的公告" in ran.stdout
    assert ran.stdout.splitlines()[-1] == f"{ALL_RIGHT}；但是没有与事先保存的公告比对"


@pytest.mark.duty("17.1")
@pytest.mark.parametrize("sheet", ["0" * 64, "没有"])
def test_another_digest_on_the_sheet_is_found(reader: Reader, sheet: str) -> None:
    ran = reader.checks(file_of(R1), kept_of(R1), SHEET=sheet)
    assert ran.returncode == 1
    assert "不符 抽取：签字表上的抽取摘要" in ran.stdout


@pytest.mark.duty("17.1")
def test_each_firm_is_told_how_it_stands(reader: Reader) -> None:
    record = record_of(R1)
    drawn = record["changes"][0]["out"]
    left_out, reason = record["texts"]["ineligible"].splitlines()[0].split("\t")
    says = {
        f" {drawn[:6]} {drawn[6:].lower()} ": f"{drawn} 在类别 general 排第 1 位，该类别抽 3 家：抽中",
        left_out: f"{left_out} 在名录里，没有参加本次抽取，原因：{reason}",
        "91350105000000000X": "91350105000000000X 不在本次抽取的名单里",
    }
    for firm, told in says.items():
        ran = reader.checks(file_of(R1), kept_of(R1), FIRM=firm)
        assert ran.returncode == 0
        assert told in ran.stdout.splitlines()
    ran = reader.checks(file_of(R1), kept_of(R1), FIRM="$(id)")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "代码应为 18 位或 15 位数字和大写字母\n"


@pytest.mark.duty("17.2", "18.3")
def test_a_firm_that_was_replaced_or_came_in_is_told_the_change(reader: Reader) -> None:
    change = record_of(R1)["changes"][0]
    for firm in (change["out"], change["in"]):
        ran = reader.checks(file_of(R1), kept_of(R1), FIRM=firm)
        [told] = [
            line for line in ran.stdout.splitlines() if line.startswith("抽取以后的变更：[1,")
        ]
        assert json.loads(told.partition("：")[2])[2:5] == [
            change["out"],
            change["in"],
            change["reason"],
        ]


def test_a_text_beside_the_record_is_read_and_its_lack_is_wrong(reader: Reader) -> None:
    record = record_of(R1)
    text = record["texts"]["subjects"].encode()
    record["texts"]["subjects"] = {"file": "subjects.txt", "bytes": len(text)}
    rest = {key: value for key, value in record.items() if key != "digest"}
    record["digest"] = hashlib.sha256(canonical(rest)).hexdigest()
    assert reader.checks(canonical(record), kept_of(R1)).returncode == 1
    (reader.folder / "subjects.txt").write_bytes(text)
    ran = reader.checks(canonical(record), kept_of(R1))
    assert (ran.returncode, ran.stdout.splitlines()[-1]) == (0, ALL_RIGHT)
    record["texts"]["subjects"]["file"] = "../draw.json"
    assert "名字不合规定" in reader.checks(canonical(record), kept_of(R1)).stderr


@pytest.mark.duty("17.1")
def test_a_time_stamp_is_checked_against_its_authority(reader: Reader, tmp_path: Path) -> None:
    authority = tmp_path / "authority.pem"
    authority.write_text(BY_NAME[R4]["given"]["tsa_certificate"])
    ran = reader.checks(file_of(R4), kept_of(R4), AUTHORITY=str(authority))
    assert ran.returncode == 0
    assert "Time stamp: Nov 25 " in ran.stdout
    assert "相符 时间戳：所盖的是这份公告，签名属于所给的机构" in ran.stdout
    assert "签名没有核对" in reader.checks(file_of(R4), kept_of(R4)).stdout
    case = BY_NAME["R4: time-stamp of another announcement"]
    ran = reader.checks(forged(case), None, AUTHORITY=str(authority))
    assert ran.returncode == 1
    assert "不符 时间戳" in ran.stdout


def test_nothing_of_a_record_is_run_or_shown_as_it_stands(reader: Reader) -> None:
    record = record_of(R1)
    trap = "a[$(touch trapped >&2)]"
    record["announcement"]["strata"][0]["ratio"] = f"{trap}/20"
    record["announcement"]["strata"][0]["count"] = trap
    record["secret"] = "`touch trapped`\x1b[2J$(touch trapped)"
    record["announcement"]["draw_id"] = "%s%n\x1b]0;x\x07"
    record["digest"] = "\x1b[31m"
    record["texts"]["subjects"] = "../../trapped\tgeneral\n$(touch trapped)\tkey\n"
    for shell in SHELLS:
        ran = reader.checks(canonical(record), None, shell=shell)
        assert ran.returncode == 1
        assert "\x1b" not in ran.stdout + ran.stderr
        assert "不符 公告：类别的写法" in ran.stdout
    assert not list(reader.folder.glob("**/trapped"))
    assert not (reader.folder.parent / "trapped").exists()


def test_files_that_are_missing_or_no_json_are_said_so(reader: Reader) -> None:
    ran = reader.checks(b"not a record", kept_of(R1))
    assert (ran.returncode, ran.stderr) == (2, "draw.json 不是抽取记录\n")
    ran = reader.checks(file_of(R1), b"[]")
    assert (ran.returncode, ran.stderr) == (2, "announcement.json 不是抽取公告\n")
    ran = reader.checks(file_of(R1), kept_of(R1), KEPT="other.json")
    assert (ran.returncode, ran.stderr) == (2, "读不到保存的公告 other.json；没有保存的写 KEPT=\n")
