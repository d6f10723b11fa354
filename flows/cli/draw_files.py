"""``ssj draw`` where it writes or reads files: announcement, record, verification, large rosters."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.common import AS_OF, BY, JSON, REQUEST, file_argument, report
from models.faults import Refused, by_the_machine

if TYPE_CHECKING:
    from models.rules.draw.shape import Record
    from models.rules.draw.verify import Check

DRAW_ID = click.argument("draw_id", metavar="抽取编号")
OUT_FILE = click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="文件", help="写到哪里。"
)


@click.command(help="写出抽取公告：网页，和求公告摘要的文件，供抽取之前公布。")
@DRAW_ID
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="文件夹", help="写到哪里。"
)
@JSON
def announcement(draw_id: str, out: Path, as_json: bool) -> None:
    """Write the announcement for the public."""
    from tasks.publish.draws import announcement_files

    files = announcement_files(draw_id)
    for name, content in files.items():
        _write(out / name, content)
    report(as_json, {"files": sorted(files)}, f"已写出 {'、'.join(sorted(files))}")


@click.command(help="写出抽取记录（含密文，检查结束后才可公开）。")
@DRAW_ID
@OUT_FILE
@click.option("--early", is_flag=True, help="检查尚未结束也写出，仅供内部审计，记入留痕。")
@click.option(
    "--sealed", is_flag=True, help="写出完整记录（含警号、申请），仅供内部审计，记入留痕。"
)
@click.option(
    "--pdf", type=click.Path(path_type=Path), metavar="文件", help="另写供签字归档的 A4 抽取记录。"
)
@AS_OF
@BY
@REQUEST
@JSON
def record(
    draw_id: str,
    out: Path,
    early: bool,
    sealed: bool,
    pdf: Path | None,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Write the record, public or sealed, and the sheet for signature."""
    from models.rules.draw.record import written
    from tasks.draw.copies import copy_of

    copy = copy_of(
        draw_id, as_of, by, sealed=sealed, early=early, sheet=pdf is not None, request=request
    )
    files = {out: written(copy.record)}
    files |= {out.parent / name: text for name, text in copy.beside.items()}
    if pdf is not None and copy.sheet is not None:
        files[pdf] = copy.sheet
    for path, content in files.items():
        _write(path, content)
    names, digest = [path.name for path in files], copy.record["digest"]
    report(
        as_json,
        {"files": names, "digest": digest, "sealed": sealed, "days": copy.days},
        f"已写出 {'、'.join(names)}\n"
        f"公告 {copy.days['announce']}，抽取 {copy.days['run']}，确认 {copy.days['confirm']}\n"
        f"记录摘要 {digest}",
    )


@click.command(help="只凭抽取记录文件重算一遍，逐项说明是否相符。")
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
    checks = _verified(file, announcement)
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


def _verified(file: Path, announcement: Path | None) -> list[Check]:
    from models.rules.draw.verify import verify_file

    try:
        announced = announcement.read_bytes() if announcement else None
        return verify_file(file.read_bytes(), _Beside(file.parent), announced)
    except OSError as error:
        raise Refused(f"读不到文件：{Path(error.filename).name}", code="file") from error
    except (ValueError, RecursionError) as error:
        raise Refused(f"「{file.name}」不是有效的 JSON 抽取记录", code="wrong-file") from error


@click.command(help="按抽取记录，从名单文件重算大名单的抽中和递补次序（需要 ssj[large]）。")
@click.argument("text", type=click.Path(path_type=Path), metavar="名单文件")
@click.argument("record", type=click.Path(path_type=Path), metavar="记录文件")
@OUT_FILE
@JSON
def order(text: Path, record: Path, out: Path, as_json: bool) -> None:
    """Compute the drawn and the substitutes of a large roster from file to file."""
    from tasks.draw.large import sample_of_record

    rows = sample_of_record(text, _record(record), out)
    report(as_json, rows, f"已写出 {out}：" + "，".join(f"{k} {n} 行" for k, n in rows.items()))


def _record(file: Path) -> Record:
    from models.rules.draw.shape import read

    try:
        record, problems = read(json.loads(file.read_bytes()))
    except OSError as error:
        raise Refused(f"读不到文件：{file.name}", code="file") from error
    except ValueError as error:
        raise Refused(f"「{file.name}」不是有效的 JSON 抽取记录", code="wrong-file") from error
    if record is None:
        raise Refused(*(f"{file.name}：{problem}" for problem in problems), code="wrong-file")
    return record


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
        raise Refused(f"写不了文件「{path}」：{by_the_machine(error)}", code="file") from error
