"""``ssj articles``: what it finds in small source trees, and in this repository."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner

from flows.cli import citations
from flows.cli.articles import command
from flows.cli.citations import Standing, Status, standings
from models.faults import Refused


def write(root: Path, file: str, text: str) -> None:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dedent(text), encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty checkout."""
    write(tmp_path, "pyproject.toml", "")
    (tmp_path / "tests").mkdir()
    return tmp_path


def standing(root: Path, duty: str) -> Standing:
    [found] = [one for one in standings(root) if one.duty.id == duty]
    return found


CITES = '''
    def rule():
        """Decide.

        Duty: 9.1 (第九条).
        """
    '''
SHOWS = """
    import pytest

    @pytest.mark.duty("9.1")
    def test_rule():
        pass
    """


def test_a_checkout_without_citations_has_38_duties_not_done(root: Path) -> None:
    found = standings(root)
    assert len(found) == 38
    assert {one.status for one in found} == {Status.NOTHING}


def test_code_and_a_test_make_a_duty_done(root: Path) -> None:
    write(root, "models/rules/a.py", CITES)
    write(root, "tests/models/test_a.py", SHOWS)
    found = standing(root, "9.1")
    assert found.status == "已实现"
    assert list(map(str, found.code)) == ["models/rules/a.py:2 rule"]
    assert list(map(str, found.tests)) == ["tests/models/test_a.py:5 test_rule"]


def test_code_alone_lacks_a_test_and_a_test_alone_lacks_code(root: Path) -> None:
    write(root, "models/rules/a.py", CITES)
    assert standing(root, "9.1").status == "缺测试"
    (root / "models/rules/a.py").unlink()
    write(root, "tests/test_a.py", SHOWS)
    assert standing(root, "9.1").status == "缺代码"


def test_a_declared_gap_makes_a_tested_duty_partly_done(root: Path) -> None:
    write(root, "tests/test_a.py", SHOWS)
    write(
        root,
        "tasks/a.py",
        '''
        def step():
            """Do.

            Duty: 9.1 (第九条).
            Gap 9.1: 尚未
                核对比例
            Gap 24.1: 缺图表

            More prose.
            """
        ''',
    )
    assert standing(root, "9.1").status == "部分实现"
    assert standing(root, "9.1").gaps == ["尚未核对比例"]
    assert standing(root, "24.1").gaps == ["缺图表"]
    assert standing(root, "24.1").status == "未实现"


def test_citations_are_found_in_modules_classes_methods_and_attributes(root: Path) -> None:
    write(
        root,
        "models/a.py",
        '''
        """Guards.

        Duty: 18.2, 10.3 (第十八条、
        第十条末款).
        """

        POINTS = ()
        """Duty: 10.1,
        18.2 (第十条)."""

        class Chain:
            """A chain.

            Duty: 18.2 (第十八条).
            """

            size: int = 0
            """Duty: 18.2."""

            async def verify(self):
                """Duty: 18.2 (第十八条)."""

                def inner():
                    """Duty: 18.2 (第十八条)."""
        ''',
    )
    assert [(place.line, place.name) for place in standing(root, "18.2").code] == [
        (1, "models.a"),
        (8, "POINTS"),
        (12, "Chain"),
        (18, "Chain.size"),
        (21, "Chain.verify"),
        (24, "Chain.verify.inner"),
    ]
    assert len(standing(root, "10.3").code) == 1
    assert len(standing(root, "10.1").code) == 1


def test_marks_are_found_on_classes_modules_and_parameters(root: Path) -> None:
    write(
        root,
        "tests/tasks/test_a.py",
        """
        import pytest

        pytestmark = [pytest.mark.crash, pytest.mark.duty("3.1")]

        @pytest.mark.duty("3.1", "9.1")
        class TestAll:
            pytestmark = pytest.mark.duty("4.1")

            @pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.duty("3.1"))])
            def test_one(self, x):
                pass
        """,
    )
    names = [place.name for place in standing(root, "3.1").tests]
    assert names == ["tests.tasks.test_a", "TestAll", "TestAll.test_one"]
    assert [place.name for place in standing(root, "4.1").tests] == ["TestAll"]
    assert [place.name for place in standing(root, "9.1").tests] == ["TestAll"]


def test_every_unknown_duty_is_refused_with_its_place(root: Path) -> None:
    write(root, "tasks/a.py", 'def step():\n    """Duty: 9.1, 9.9 (第九条)."""\n')
    write(root, "tasks/b.py", 'def step():\n    """Gap 99.1: 缺"""\n')
    write(root, "tests/test_a.py", SHOWS.replace('"9.1"', '"31.1", *MORE'))
    with pytest.raises(Refused) as refusal:
        standings(root)
    assert [(fault.file, fault.row, fault.value) for fault in refusal.value.faults] == [
        ("tasks/a.py", 1, "9.9"),
        ("tasks/b.py", 1, "99.1"),
        ("tests/test_a.py", 5, "31.1"),
        ("tests/test_a.py", 5, "*MORE"),
    ]


def test_an_unreadable_source_is_refused_with_its_line(root: Path) -> None:
    write(root, "flows/a.py", "x = 1\ndef (\n")
    with pytest.raises(Refused) as refusal:
        standings(root)
    assert refusal.value.reasons == ("文件「flows/a.py」第2行：不是有效的 Python 源文件",)


def test_sources_are_not_run(root: Path) -> None:
    write(root, "models/a.py", f"raise SystemExit\n{dedent(CITES)}")
    assert standing(root, "9.1").status == "缺测试"


def test_without_the_tests_folder_the_command_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "models/a.py", CITES)
    assert standing(tmp_path, "9.1").status == "测试未随附"
    monkeypatch.setattr("flows.cli.articles.has_tests", lambda: False)
    answer = CliRunner().invoke(command, ["--json"])
    assert "tests 目录" in answer.stderr
    assert len(json.loads(answer.stdout)) == 38


def test_this_repository_cites_only_known_duties_and_lists_each_once() -> None:
    answer = CliRunner().invoke(command, ["--json"])
    assert answer.exit_code == 0
    listed = json.loads(answer.stdout)
    assert len({one["id"] for one in listed}) == len(listed) == 38
    for one in listed:
        assert list(one) == ["id", "article", "title", "status", "code", "tests", "gaps"]


def test_a_duty_claimed_as_done_has_code_and_a_test_that_really_exist() -> None:
    for one in standings():
        if one.status is not Status.DONE:
            continue
        assert one.code, one.duty.id
        assert one.tests, one.duty.id
        for place in (*one.code, *one.tests):
            path = citations.CHECKOUT / place.file
            if place.line == 1 and place.name.startswith(Path(place.file).parts[0]):
                assert path.is_file()  # the module as a whole
                continue
            line = path.read_text(encoding="utf-8").splitlines()[place.line - 1]
            assert place.name.rpartition(".")[2] in line, place


def test_the_table_is_aligned_by_the_width_of_chinese_and_ends_with_the_counts() -> None:
    answer = CliRunner().invoke(command, [])
    assert answer.exit_code == 0
    head, *rest = answer.stdout.splitlines()
    assert head.split() == ["编号", "条文", "状态", "代码", "测试", "要求"]
    starts = {
        len(row.encode("gb18030")) - len(row.split()[5].encode("gb18030"))
        for row in [head, *rest]
        if len(row.split()) == 6 and row[0] != " "
    }
    assert len(starts) == 1  # GB18030 writes a Chinese character in two bytes: its width
    assert rest[-1].startswith("共 38 项：")


def test_missing_leaves_out_what_is_done() -> None:
    answer = CliRunner().invoke(command, ["--missing", "--json"])
    shown = {one["id"] for one in json.loads(answer.stdout)}
    assert shown == {one.duty.id for one in standings() if one.status is not Status.DONE}


def test_no_duty_of_this_repository_has_a_gap() -> None:
    assert [one.duty.id for one in standings() if one.gaps] == []
    answer = CliRunner().invoke(command, ["--missing", "--json"])
    assert json.loads(answer.stdout) == []


def test_the_command_needs_neither_prefect_nor_the_database() -> None:
    look = (
        "import sys, flows.cli.articles\n"
        "print(sorted({'prefect', 'sqlmodel', 'sqlalchemy', 'pandas'} & set(sys.modules)))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", look], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"
