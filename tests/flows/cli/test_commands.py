"""Every command has help, stands in the README, and knows Prefect only if it runs a flow."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator

import click
import grimp
import pytest

from flows.cli import COMMANDS, ssj
from tests.conftest import SAMPLES

README = (SAMPLES.parent / "README.md").read_text(encoding="utf-8")
RUN_FLOWS = {"flows.cli.cycle", "flows.cli.serve"}
REPORTS_NOTHING = {"ssj serve"}


def _leaves(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield name, command
        return
    context = click.Context(command)
    for each in command.list_commands(context):
        below = command.get_command(context, each)
        assert below is not None
        yield from _leaves(below, f"{name} {each}")


EVERY = dict(_leaves(ssj, "ssj"))


def _chinese(text: str | None) -> bool:
    return bool(text and re.search(r"[\u4e00-\u9fff]", text))


@pytest.mark.parametrize("name", EVERY)
def test_a_command_and_each_of_its_options_has_help_in_chinese(name: str) -> None:
    command = EVERY[name]
    assert _chinese(command.help)
    for option in command.params:
        if isinstance(option, click.Option):
            assert _chinese(option.help), option.name


@pytest.mark.parametrize("name", EVERY)
def test_a_command_stands_in_the_readme(name: str) -> None:
    assert f"| `{name}" in README


def test_the_readme_names_no_command_that_is_not_there() -> None:
    written = re.findall(r"^\| `(ssj [^`]+)`", README, re.MULTILINE)
    assert len(written) >= len(EVERY)
    unknown = [line for line in written if not any(f"{line} ".startswith(f"{n} ") for n in EVERY)]
    assert unknown == []


def test_the_list_of_groups_is_whole() -> None:
    assert {name.split()[1] for name in EVERY} == set(COMMANDS)


@pytest.mark.parametrize("name", sorted(EVERY.keys() - REPORTS_NOTHING))
def test_a_command_answers_programs_too(name: str) -> None:
    assert "as_json" in {option.name for option in EVERY[name].params}


def _takes(command: click.Command, parameter: str) -> bool:
    return parameter in {option.name for option in command.params}


@pytest.mark.duty("10.3")
def test_who_acts_can_name_the_request() -> None:
    acts = {name for name, command in EVERY.items() if _takes(command, "by")}
    assert {name for name in acts if not _takes(EVERY[name], "request")} == set()


def test_only_commands_that_run_flows_import_prefect() -> None:
    graph = grimp.build_graph("flows", "tasks", include_external_packages=True)
    knows = {
        module
        for module in graph.find_children("flows.cli")
        if graph.find_shortest_chain(module, "prefect") is not None
    }
    assert knows == RUN_FLOWS


def test_showing_a_cycle_needs_no_prefect_either() -> None:
    look = (
        "import sys, click.testing; from flows.cli import ssj\n"
        "click.testing.CliRunner().invoke(ssj, ['cycle', 'show', '--region', '350105'])\n"
        "print('tasks.overview.cycles' in sys.modules, 'prefect' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["True", "False"]


def test_the_help_of_ssj_imports_no_command() -> None:
    look = (
        "import sys, click.testing; from flows.cli import ssj\n"
        "print(click.testing.CliRunner().invoke(ssj, ['--help']).exit_code)\n"
        "import json; print(json.dumps([m for m in sys.modules if m.startswith('flows.cli.')]))"
    )
    ran = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    code, loaded = ran.stdout.splitlines()
    assert code == "0"
    assert {f"flows.cli.{name}" for name in COMMANDS} & set(json.loads(loaded)) == set()
