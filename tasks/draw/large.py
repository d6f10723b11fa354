"""The sample of a roster too large for memory, from its canonical text: file in, file out.

Tickets are those of ``models.rules.draw.sample``, computed by DataFusion (extra ``large``): its
engine reads, hashes and filters in threads what a loop in Python would take one at a time. Rows
that can be among the first are put by ticket into runs on disk, and each run is sorted in memory.
"""

from __future__ import annotations

import hashlib
import math
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import numpy as np

from models.faults import Refused
from models.rules.draw.keys import text_key
from models.rules.draw.shape import Record
from models.rules.draw.texts import PIECE_BYTES

if TYPE_CHECKING:
    import pyarrow as pa

ROWS_PER_RUN = 10_000
"""Rows sorted in memory at a time, as long as that makes no more than ``MOST_RUNS`` files."""

MOST_RUNS = 250


def sample_of_record(subjects: Path, record: Record, out: Path) -> dict[str, int]:
    """Write the drawn and the published substitutes that a record's seed gives for ``subjects``.

    Raises:
        Refused: no such file, not the text that was announced, nothing drawn, or a suite other
            than SHA-256.
    """
    announced = record.announcement
    if announced.suite != "sha256":
        raise Refused(
            f"按文件抽取大名单只支持 sha256，记录用的是 {announced.suite}", code="wrong-suite"
        )
    if record.draw is None:
        raise Refused("记录没有抽取结果，不能重算次序", code="not-drawn")
    key = text_key(announced.suite, announced.draw_id, bytes.fromhex(record.secret))
    try:
        with subjects.open("rb") as file:
            digest = _keyed(key, file)
    except OSError as error:
        raise Refused(f"读不到文件：{subjects.name}", code="file") from error
    if digest != announced.subjects.digest:
        raise Refused(
            f"「{subjects.name}」不是公告的名单：摘要公告为 {announced.subjects.digest}，实为 {digest}",
            code="wrong-list",
        )
    return sample_file(
        subjects,
        out,
        bytes.fromhex(record.draw.seed),
        {stated.code: stated.count for stated in announced.strata},
        {stated.code: stated.sample_size + stated.substitutes for stated in announced.strata},
    )


def _keyed(key: bytes, file: IO[bytes]) -> str:
    """The keyed digest of a text, a piece at a time."""
    hashed = hashlib.sha256(key)
    while piece := file.read(PIECE_BYTES):
        hashed.update(piece)
    return hashed.hexdigest()


def sample_file(
    subjects: Path, out: Path, seed: bytes, counts: Mapping[str, int], wanted: Mapping[str, int]
) -> dict[str, int]:
    """Write ``STRATUM TAB RANK TAB ID TAB TICKET`` lines of the ``wanted`` first of each stratum.

    ``subjects`` is the canonical text, ``counts`` its subjects by stratum as announced, ``wanted``
    the drawn and the substitutes together. Returns the rows written by stratum. SHA-256 only.

    Raises:
        Refused: the extra is not installed, or the text has fewer rows than announced.

    Duty: 17.1, 17.2 (第十七条).
    """
    try:
        import datafusion  # noqa: F401
        import pyarrow as pa
    except ImportError as error:
        raise Refused("按文件抽取大名单需要安装 ssj[large]", code="not-installed") from error
    # Arrow's own pool keeps what it has freed; this one gives it back.
    pa.set_memory_pool(pa.system_memory_pool())
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        runs = _Runs(Path(folder), counts, wanted)
        for rows in _possible(subjects, seed, runs.bounds):
            runs.add(rows)
        with out.open("wb") as file:
            written = {stratum: runs.write(stratum, file) for stratum in sorted(wanted)}
    short = [name for name, n in wanted.items() if written[name] < min(n, counts[name])]
    if short:
        raise Refused(
            *(f"名单中类别「{name}」不足公告的 {counts[name]} 家" for name in short),
            code="wrong-list",
        )
    return written


def _bound(wanted: int, count: int) -> bytes:
    """A ticket that the ``wanted`` smallest of ``count`` stay below but for one time in 10^15."""
    share = (wanted + 8 * math.sqrt(wanted) + 64) / count if count else 1.0
    return b"\xff" * 32 if share >= 1 else int(share * 2**64).to_bytes(8, "big") + b"\xff" * 24


def _possible(subjects: Path, seed: bytes, bounds: Mapping[str, bytes]) -> Iterator[pa.Table]:
    """Batches of stratum, id and ticket of the rows whose ticket is within its stratum's bound."""
    import pyarrow as pa
    from datafusion import SessionConfig, SessionContext, col, functions, lit

    session = SessionContext(SessionConfig().with_target_partitions(2).with_batch_size(8_192))
    session.register_csv(
        "subjects",
        subjects,
        schema=pa.schema([("id", pa.string()), ("stratum", pa.string())]),
        has_header=False,
        delimiter="\t",
        file_extension=subjects.suffix,
    )
    label = functions.concat(lit(seed), col("id").cast(pa.binary()))
    possible = lit(False)
    for stratum, bound in bounds.items():
        possible = possible | ((col("stratum") == lit(stratum)) & (col("ticket") <= lit(bound)))
    frame = (
        session.table("subjects")
        .select(col("stratum"), col("id"), functions.sha256(label).alias("ticket"))
        .filter(possible)
    )
    schema = pa.schema([("stratum", pa.string()), ("id", pa.string()), ("ticket", pa.binary(32))])
    kept: list[pa.Table] = []
    for batch in frame.execute_stream():
        kept.append(pa.Table.from_batches([batch.to_pyarrow()]).cast(schema))
        if sum(map(len, kept)) >= ROWS_PER_RUN:
            yield pa.concat_tables(kept)
            kept.clear()
    if kept:
        yield pa.concat_tables(kept)


class _Runs:
    """Rows by stratum and by the beginning of their ticket, on disk until they are sorted."""

    def __init__(self, folder: Path, counts: Mapping[str, int], wanted: Mapping[str, int]) -> None:
        self.folder, self.wanted = folder, wanted
        self.number = {
            name: min(MOST_RUNS, math.ceil(n / ROWS_PER_RUN)) for name, n in wanted.items()
        }
        self.bounds = {name: _bound(n, counts[name]) for name, n in wanted.items() if n}
        self.writers: dict[tuple[str, int], Any] = {}

    def add(self, rows: pa.Table) -> None:
        """Put each row into its run: smaller tickets in lower runs."""
        import pyarrow.compute as pc

        for stratum, bound in self.bounds.items():
            mine = rows.filter(pc.equal(rows["stratum"], stratum))
            if not len(mine):
                continue
            begins = _bytes(mine["ticket"])[:, :4].copy().view(">u4")[:, 0].astype(np.int64)
            runs = begins * self.number[stratum] // (int.from_bytes(bound[:4], "big") + 1)
            order = np.argsort(runs, kind="stable")
            mine, runs = mine.select(["id", "ticket"]).take(order), runs[order]
            for run in np.unique(runs).tolist():
                first, last = np.searchsorted(runs, [run, run + 1])
                self._writer(stratum, run, mine).write_table(mine.slice(first, last - first))

    def _writer(self, stratum: str, run: int, like: pa.Table) -> Any:
        import pyarrow as pa

        if (stratum, run) not in self.writers:
            file = self.folder / f"{len(self.writers)}.arrow"
            self.writers[stratum, run] = (file, pa.ipc.new_stream(file, like.schema))
        return self.writers[stratum, run][1]

    def write(self, stratum: str, out: IO[bytes]) -> int:
        """Write the stratum's first rows in ticket order; returns how many there were."""
        import pyarrow as pa
        from pyarrow import csv

        rank, options = (
            0,
            csv.WriteOptions(include_header=False, delimiter="\t", quoting_style="none"),
        )
        for run in range(self.number[stratum]):
            if (stratum, run) not in self.writers or rank == self.wanted[stratum]:
                continue
            file, writer = self.writers[stratum, run]
            writer.close()
            rows = pa.ipc.open_stream(file.read_bytes()).read_all()
            rows = rows.sort_by([("ticket", "ascending"), ("id", "ascending")])
            rows = rows.slice(0, self.wanted[stratum] - rank)
            written = _bytes(rows["ticket"]).tobytes().hex().encode()
            ticket = pa.FixedSizeBinaryArray.from_buffers(
                pa.binary(64), len(rows), [None, pa.py_buffer(written)]
            ).cast(pa.string())
            ranks = pa.array(np.arange(rank + 1, rank + len(rows) + 1))
            names = pa.array([stratum] * len(rows))
            table = pa.table({"stratum": names, "rank": ranks, "id": rows["id"], "ticket": ticket})
            csv.write_csv(table, out, options)
            rank += len(rows)
        return rank


def _bytes(tickets: pa.ChunkedArray) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """The tickets as rows of 32 bytes."""
    whole = tickets.combine_chunks()
    every = np.frombuffer(whole.buffers()[1], np.uint8)
    return every[32 * whole.offset : 32 * (whole.offset + len(whole))].reshape(-1, 32)
