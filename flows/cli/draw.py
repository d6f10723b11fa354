"""``ssj draw``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import click

from flows.cli.common import AS_OF, BY, JSON, REGION, file_argument, report
from models.faults import Refused

DRAW_ID = click.argument("draw_id", metavar="抽取编号")
SOURCES = click.option(
    "--source", "sources", multiple=True, metavar="文字", help="公开随机源，可多次给出。"
)


@click.group(help="公告、抽取、确认、记录、核验。")
def command() -> None:
    """The draw, step by step."""


@command.command(help="冻结名录，封存密文，发布公告。")
@click.option("--year", type=int, required=True, help="年份。")
@click.option("--period", type=int, required=True, help="第几期。")
@click.option("--extra", is_flag=True, help="本期抽取已经作废，另行抽取（编号 …-X1）。")
@SOURCES
@REGION
@AS_OF
@BY
@JSON
def announce(
    year: int,
    period: int,
    extra: bool,
    sources: tuple[str, ...],
    region: str,
    as_of: date,
    by: str,
    as_json: bool,
) -> None:
    """Announce a draw."""
    from tasks.draw import run as draws

    done = draws.announce(region, year, period, as_of, by, sources, extra=extra)
    report(
        as_json,
        done,
        f"已公告 {done['draw_id']}\n公告摘要 {done['digest']}\n密文承诺 {done['commitment']}",
    )


@command.command(help="写出抽取公告：网页，和求公告摘要的文件，供抽取之前公布。")
@DRAW_ID
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="文件夹", help="写到哪里。"
)
@JSON
def notice(draw_id: str, out: Path, as_json: bool) -> None:
    """Write the announcement for the public."""
    from tasks.publish.draws import announcement_files

    files = announcement_files(draw_id)
    for name, content in files.items():
        _write(out / name, content)
    report(as_json, {"files": sorted(files)}, f"已写出 {'、'.join(sorted(files))}")


@command.command(help="按公告抽取对象、递补对象和检查人员。")
@DRAW_ID
@SOURCES
@AS_OF
@BY
@JSON
def run(draw_id: str, sources: tuple[str, ...], as_of: date, by: str, as_json: bool) -> None:
    """Draw."""
    from tasks.draw import run as draws

    done = draws.run(draw_id, as_of, by, sources)
    report(
        as_json,
        done,
        f"{draw_id}：抽中 {done['drawn']} 家，递补 {done['substitutes']} 家，待领导确认。",
    )


@command.command(help="确认抽取结果；此后不得变更。")
@DRAW_ID
@AS_OF
@BY
@JSON
def confirm(draw_id: str, as_of: date, by: str, as_json: bool) -> None:
    """Confirm."""
    from tasks.draw import run as draws

    done = draws.confirm(draw_id, as_of, by)
    report(as_json, done, f"{draw_id} 已由 {done['confirmed_by']} 确认。")


@command.command(help="作废尚未确认的抽取，写明原因，记录保留。")
@DRAW_ID
@click.option("--reason", required=True, help="原因。")
@AS_OF
@BY
@JSON
def abandon(draw_id: str, reason: str, as_of: date, by: str, as_json: bool) -> None:
    """Abandon."""
    from tasks.draw import run as draws

    report(as_json, draws.abandon(draw_id, reason, as_of, by), f"{draw_id} 已作废。")


@command.command(help="附抽取现场照片。")
@DRAW_ID
@file_argument(metavar="照片")
@AS_OF
@BY
@JSON
def photo(draw_id: str, file: Path, as_of: date, by: str, as_json: bool) -> None:
    """Attach a photograph."""
    from tasks.draw.photos import attach_photo

    done = attach_photo(draw_id, file, as_of, by)
    report(as_json, done, f"已附照片，摘要 {done['digest']}")


@command.command(help="写出抽取记录（含密文，检查结束后才可公开）。")
@DRAW_ID
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="文件", help="写到哪里。"
)
@click.option("--early", is_flag=True, help="检查尚未结束也写出，仅供内部审计，记入留痕。")
@click.option(
    "--sealed", is_flag=True, help="写出完整记录（含警号、申请），仅供内部审计，记入留痕。"
)
@click.option(
    "--pdf", type=click.Path(path_type=Path), metavar="文件", help="另写供签字归档的 A4 抽取记录。"
)
@AS_OF
@BY
@JSON
def record(
    draw_id: str,
    out: Path,
    early: bool,
    sealed: bool,
    pdf: Path | None,
    as_of: date,
    by: str,
    as_json: bool,
) -> None:
    """Write the record, public or sealed, and the sheet for signature."""
    from models.rules.draw.record import written
    from tasks.draw.copies import copy_of

    copy = copy_of(draw_id, as_of, by, sealed=sealed, early=early, sheet=pdf is not None)
    made = copy.record
    files = {out: written(made), **{out.parent / name: text for name, text in copy.beside.items()}}
    if pdf is not None and copy.sheet is not None:
        files[pdf] = copy.sheet
    for path, content in files.items():
        _write(path, content)
    names = [path.name for path in files]
    report(
        as_json,
        {"files": names, "digest": made["digest"], "sealed": sealed},
        f"已写出 {'、'.join(names)}\n记录摘要 {made['digest']}",
    )


@command.command(help="只凭抽取记录文件重算一遍，逐项说明是否相符。")
@file_argument(metavar="记录文件")
@click.option(
    "--announcement",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="抽取之前保存的公告，看与记录中的是否同一份。",
)
@JSON
def verify(file: Path, announcement: Path | None, as_json: bool) -> None:
    """Verify a record from the file alone, and the texts beside it if it names any."""
    from models.rules.draw.verify import verify_file

    try:
        content = file.read_bytes()
        announced = announcement.read_bytes() if announcement else None
        checks = verify_file(content, _Beside(file.parent), announced)
    except OSError as error:
        raise Refused(f"读不到文件：{Path(error.filename).name}") from error
    except (ValueError, RecursionError) as error:
        raise Refused(f"「{file.name}」不是有效的 JSON 抽取记录") from error
    sound = all(check.holds for check in checks)
    lines = []
    for check in checks:
        lines.append(f"{'相符' if check.holds else '不符'}  {check.name}")
        lines += [f"      {problem}" for problem in check.problems]
    lines.append("结论：抽取结果可以重现，各项相符。" if sound else "结论：有不符之处，见上。")
    values = {
        "sound": sound,
        "checks": [{"name": c.name, "holds": c.holds, "problems": c.problems} for c in checks],
    }
    report(as_json, values, "\n".join(lines))
    if not sound:
        raise SystemExit(1)


@command.command(help="按抽取记录，从名单文件重算大名单的抽中和递补次序（需要 ssj[large]）。")
@click.argument("text", type=click.Path(path_type=Path), metavar="名单文件")
@click.argument("record", type=click.Path(path_type=Path), metavar="记录文件")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="文件", help="写到哪里。"
)
@JSON
def order(text: Path, record: Path, out: Path, as_json: bool) -> None:
    """Compute the drawn and the substitutes of a large roster from file to file."""
    from models.rules.draw.shape import read
    from tasks.draw.large import sample_of_record

    try:
        made, problems = read(json.loads(record.read_bytes()))
    except OSError as error:
        raise Refused(f"读不到文件：{record.name}") from error
    except ValueError as error:
        raise Refused(f"「{record.name}」不是有效的 JSON 抽取记录") from error
    if made is None:
        raise Refused(*(f"{record.name}：{problem}" for problem in problems))
    written = sample_of_record(text, made, out)
    report(
        as_json, written, f"已写出 {out}：" + "，".join(f"{k} {n} 行" for k, n in written.items())
    )


class _Beside(Mapping[str, bytes]):
    """The files of a folder by name, read when asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __getitem__(self, name: str) -> bytes:
        try:
            return (self.folder / name).read_bytes()
        except OSError as error:
            raise KeyError(name) from error

    def __iter__(self) -> Iterator[str]:
        return (path.name for path in self.folder.iterdir() if path.is_file())

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise Refused(f"写不了文件：{path}（{error.strerror}）") from error
