"""Rosters as files: doubles, faults and how many of them are listed (第十二、十四条)."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.faults import Refused
from tasks.rosters import read
from tasks.rosters.read import FAULTS_LISTED, read_inspectors, read_subjects
from tests import walk

HEADINGS = "统一社会信用代码,市场主体名称,住所,法定代表人,行业\n"
ONE = "92350105MA0007919C,样例网吧,某路1号,林样,互联网上网服务\n"


def _csv(folder: Path, *rows: str) -> Path:
    path = folder / "名录.csv"
    path.write_text(HEADINGS + "".join(rows), "utf-8")
    return path


@pytest.mark.duty("12.1")
def test_a_code_in_small_or_full_width_letters_is_the_same_code(tmp_path: Path) -> None:
    full = "９２350105ma0007919c,样例网吧,某路1号,林样,互联网上网服务\n"
    ((subject,),) = read_subjects(_csv(tmp_path, full), walk.REGION)
    assert subject.credit_code == "92350105MA0007919C"
    with pytest.raises(Refused, match="与第 2 行重复"):
        list(read_subjects(_csv(tmp_path, ONE, full), walk.REGION))


@pytest.mark.duty("12.1")
def test_nothing_of_a_faulty_file_is_given_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "ROWS_PER_CHUNK", 1)
    given = read_subjects(_csv(tmp_path, ONE, "坏,样例,路,人,业\n", ONE), walk.REGION)
    assert len(next(given)) == 1
    with pytest.raises(Refused) as refusal:
        next(given)
    assert [fault.row for fault in refusal.value.faults] == [3, 4]


def test_more_faults_than_a_person_reads_are_counted(tmp_path: Path) -> None:
    rows = [f"坏{n},样例,路,人,业\n" for n in range(FAULTS_LISTED + 5)]
    with pytest.raises(Refused) as refusal:
        list(read_subjects(_csv(tmp_path, *rows), walk.REGION))
    assert len(refusal.value.faults) == FAULTS_LISTED
    assert refusal.value.sentences == ("另有 5 处错误未列出",)


def test_a_list_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="表头下面没有任何数据行"):
        list(read_subjects(_csv(tmp_path), walk.REGION))


@pytest.mark.duty("14.1", "15.1")
def test_inspectors_are_read_with_their_qualification() -> None:
    inspectors = read_inspectors(walk.INSPECTORS)
    assert len({each.badge_number for each in inspectors}) == len(inspectors)
    assert all(each.unit and each.post for each in inspectors)
