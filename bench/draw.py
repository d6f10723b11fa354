"""The draw of millions, and of many inspectors: ``python -m bench.draw [ROWS]`` (10,000,000).

Each measurement is a process of its own; memory is its peak. Ours begins with its engine loaded,
and its memory is also given above that of a process that only loads the engine. The floor is a streaming SHA-256 of
the canonical text, read from the same file. The peer, where it is installed, is
consistent_sampler 1.0.10, which draws by tickets too.
"""

from __future__ import annotations

import hashlib
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SEED = bytes(range(32))
PEER_MOST = 10_000_000


def write_text(path: Path, rows: int) -> None:
    """The canonical text of invented subjects."""
    step = 100_000
    with path.open("wb") as file:
        for start in range(0, rows, step):
            block = (
                b"92350105MA%08d\tgeneral\n" % n for n in range(start, min(rows, start + step))
            )
            file.write(b"".join(block))


def floor(path: Path, rows: int) -> None:
    """Hash the text as a stream."""
    with path.open("rb") as file:
        hashlib.file_digest(file, "sha256")


def idle(path: Path, rows: int) -> None:
    """Load the engine and nothing else: what its memory is measured against."""
    import datafusion  # noqa: F401
    import pyarrow.compute
    import pyarrow.csv  # noqa: F401

    import tasks.draw.large  # noqa: F401


def ours(path: Path, rows: int) -> None:
    """5 % drawn and as many substitutes, in order, written."""
    from tasks.draw.large import sample_file

    wanted = {"general": rows // 10}
    sample_file(path, path.with_suffix(".places"), SEED, {"general": rows}, wanted)


def in_memory(path: Path, rows: int) -> None:
    """The same by the rules as a small district runs them, ids in memory."""
    from models.rules.draw.sample import Tickets, order
    from models.rules.draw.texts import by_stratum

    half = {"general": rows // 20}
    order(Tickets("sha256", SEED), by_stratum(path.read_bytes()), half, half)


def peer(path: Path, rows: int) -> None:
    """consistent_sampler, 5 %."""
    from consistent_sampler import sampler

    ids = [line.partition("\t")[0] for line in path.read_text().splitlines()]
    found = sampler(ids, seed=SEED.hex(), take=rows // 20, with_replacement=False)
    assert sum(1 for _ in found) == rows // 20


def assignment(path: Path, subjects: int, inspectors: int) -> None:
    """Two inspectors for each subject, a tenth of the pairs recused."""
    from models.rules.draw.assign import assign
    from models.rules.draw.sample import Tickets

    chance = random.Random(1)
    ids = [f"92350105MA{n:08d}" for n in range(subjects)]
    codes = [f"J{n:03d}" for n in range(inspectors)]
    recused = {id_: set(chance.sample(codes, inspectors // 10)) for id_ in ids}
    begun = time.perf_counter()
    assign(Tickets("sha256", SEED), ids, codes, recused, 2)
    print(json.dumps({"inner": time.perf_counter() - begun}))


WORK: dict[str, Callable[[Path, int], None]] = {
    work.__name__: work for work in (floor, idle, ours, in_memory, peer)
}


def measured(*words: str, times: int = 1) -> tuple[float, float]:
    """Median seconds and peak MiB of a process that does one thing."""
    told = []
    for _ in range(times):
        done = subprocess.run(
            [sys.executable, "-m", "bench.draw", *words], capture_output=True, text=True, check=True
        )
        told.append(json.loads(done.stdout.splitlines()[-1]))
    return statistics.median(t["s"] for t in told), max(t["mib"] for t in told)


def main() -> None:
    """Print the table."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "subjects.txt"
        write_text(path, rows)
        words = (str(path), str(rows))
        least, _ = measured("--one", "floor", *words, times=5)
        _, base = measured("--one", "idle", *words)
        print(f"{rows:,} rows, floor {least:.3f} s; the engine at rest {base:.0f} MiB")
        seconds, most = measured("--one", "ours", *words, times=5)
        bound = 64 + 64 * (rows // 20) / 2**20
        print(
            f"ours: {seconds:.2f} s = {seconds / least:.1f} × floor; "
            f"{most:.0f} MiB, {most - base:.0f} MiB above rest (aim {bound:.0f})"
        )
        if rows > PEER_MOST or "--short" in sys.argv:
            return
        for name in ("in_memory", "peer"):
            try:
                slower, much = measured("--one", name, *words)
            except subprocess.CalledProcessError:
                print(f"{name}: not installed")
                continue
            print(f"{name}: {slower:.1f} s = {slower / seconds:.0f} × ours; {much:.0f} MiB")
        for subjects, inspectors in ((500, 50), (5_000, 200)):
            spent = []
            for _ in range(5):
                done = subprocess.run(
                    [
                        sys.executable,
                        "-m",
                        "bench.draw",
                        "--assign",
                        str(subjects),
                        str(inspectors),
                    ],
                    capture_output=True,
                    text=True,
                    check=True,
                )
                spent.append(json.loads(done.stdout.splitlines()[0])["inner"])
            print(f"{subjects:,} × {inspectors}: {statistics.median(spent):.3f} s")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        if sys.argv[2] == "ours":
            idle(Path(), 0)
        started = time.perf_counter()
        WORK[sys.argv[2]](Path(sys.argv[3]), int(sys.argv[4]))
        took = time.perf_counter() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"s": took, "mib": peak}))
    elif sys.argv[1:2] == ["--assign"]:
        assignment(Path(), int(sys.argv[2]), int(sys.argv[3]))
    else:
        main()
