"""A roster of millions is drawn from file to file, with the same tickets (第十七条)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.faults import Refused
from models.rules.draw.reading import read
from models.rules.draw.sample import Tickets, order
from models.rules.draw.texts import subjects_text
from tasks.draw import large as large_sample
from tasks.draw.large import sample_file, sample_of_record
from tests.conftest import examples
from tests.models.rules.draw.cases import name_of, of_kind
from tests.models.rules.draw.records import R1, R5, record_of

SEED = bytes(range(32))


def _lines(ids: dict[str, list[str]], wanted: dict[str, int]) -> list[str]:
    none = dict.fromkeys(ids, 0)
    places = order(Tickets("sha256", SEED), ids, wanted, none)
    return [
        f"{p.stratum}\t{p.rank}\t{p.id}\t{p.ticket}\n"
        for stratum in sorted(places)
        for p in places[stratum]
    ]


@pytest.mark.duty("17.1", "17.2")
def test_three_strata_over_many_runs_are_in_the_protocols_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large_sample, "ROWS_PER_RUN", 100)
    ids = {
        "general": [f"92350105MA{n:08d}" for n in range(30_000)],
        "key": [f"35010510{n:07d}" for n in range(700)],
        "must": ["92350105MB00000000"],
    }
    wanted = {"general": 4_500, "key": 700, "must": 1}
    text = tmp_path / "subjects.txt"
    text.write_bytes(subjects_text((i, s) for s, found in ids.items() for i in found))
    counts = {name: len(found) for name, found in ids.items()}
    out = tmp_path / "places.tsv"
    assert sample_file(text, out, SEED, counts, wanted) == wanted
    assert out.read_text().splitlines(keepends=True) == _lines(ids, wanted)
    assert list(tmp_path.iterdir()) == [text, out] or list(tmp_path.iterdir()) == [out, text]


@settings(max_examples=examples(15), deadline=None)
@given(st.integers(1, 300), st.integers(1, 300), st.integers(0, 50))
def test_any_size_gives_the_first_of_the_order(
    tmp_path_factory: pytest.TempPathFactory, count: int, wanted: int, other: int
) -> None:
    folder = tmp_path_factory.mktemp("large")
    ids = {
        "general": [f"A{n:017d}" for n in range(count)],
        "key": [f"B{n:014d}" for n in range(other)],
    }
    ids = {name: found for name, found in ids.items() if found}
    wanted_of = {name: min(wanted, len(found)) for name, found in ids.items()}
    text, out = folder / "s.txt", folder / "p.tsv"
    text.write_bytes(subjects_text((i, s) for s, found in ids.items() for i in found))
    counts = {name: len(found) for name, found in ids.items()}
    assert sample_file(text, out, SEED, counts, wanted_of) == wanted_of
    assert out.read_text().splitlines(keepends=True) == _lines(ids, wanted_of)


@pytest.mark.duty("17.1", "17.2")
@pytest.mark.parametrize(
    "case", [c for c in of_kind("draw") if c["given"]["suite"] == "sha256"], ids=name_of
)
def test_every_published_draw_comes_in_its_order_from_a_file_too(
    tmp_path: Path, case: dict[str, Any]
) -> None:
    published, text, out = case["expect"], tmp_path / "s.txt", tmp_path / "p.tsv"
    text.write_text(case["given"]["subjects"])
    counts = {stratum: len(ids) for stratum, ids in published["order"].items()}
    sample_file(text, out, bytes.fromhex(published["seed"]), counts, counts)
    rows = [line.split("\t") for line in out.read_text().splitlines()]
    found: dict[str, list[str]] = {stratum: [] for stratum in counts}
    for stratum, rank, id_, _ in rows:
        found[stratum].append(id_)
        assert int(rank) == len(found[stratum])
    assert found == published["order"]
    tickets = {id_: ticket for _, _, id_, ticket in rows}
    assert {id_: tickets[id_] for id_ in published["tickets"]} == published["tickets"]


def test_a_text_shorter_than_announced_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "s.txt"
    text.write_bytes(subjects_text([("A" * 18, "general"), ("B" * 18, "general")]))
    with pytest.raises(Refused, match="类别「general」不足公告的 5 家"):
        sample_file(text, tmp_path / "p.tsv", SEED, {"general": 5}, {"general": 3})


def test_a_records_places_come_out_of_its_text_and_no_other(tmp_path: Path) -> None:
    given_record = record_of(R1)
    record, _ = read(given_record)
    assert record is not None
    text, out = tmp_path / "s.txt", tmp_path / "p.tsv"
    text.write_text(given_record["texts"]["subjects"])
    sample_of_record(text, record, out)
    every = [*given_record["draw"]["drawn"], *given_record["draw"]["substitutes"]]
    every.sort(key=lambda e: (e["stratum"], e["rank"]))
    assert out.read_text() == "".join(
        f"{e['stratum']}\t{e['rank']}\t{e['id']}\t{e['ticket']}\n" for e in every
    )
    text.write_text(given_record["texts"]["subjects"][:-1])
    with pytest.raises(Refused, match="不是公告的名单"):
        sample_of_record(text, record, out)
    with pytest.raises(Refused, match="读不到文件"):
        sample_of_record(tmp_path / "none.txt", record, out)


def test_sm3_and_a_draw_without_a_result_are_not_for_files(tmp_path: Path) -> None:
    given_record = record_of(R1)
    given_record["announcement"]["suite"] = "sm3"
    record, _ = read(given_record)
    assert record is not None
    with pytest.raises(Refused, match="只支持 sha256"):
        sample_of_record(tmp_path / "s.txt", record, tmp_path / "p.tsv")
    undrawn, _ = read(record_of(R5))
    assert undrawn is not None
    with pytest.raises(Refused, match="没有抽取结果"):
        sample_of_record(tmp_path / "s.txt", undrawn, tmp_path / "p.tsv")
