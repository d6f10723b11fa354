"""``ssj draw`` where it writes or reads files: announcement, record, verification, large rosters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.common import AS_OF, BY, JSON, REQUEST, F, file_argument, report
from models.faults import Refused, by_the_machine
from models.rules import privacy

if TYPE_CHECKING:
    from models.rules.draw.shape import Record
    from models.rules.draw.verify import Report

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


PDF = click.option(
    "--pdf", type=click.Path(path_type=Path), metavar="文件", help="另写供签字归档的 A4 抽取记录。"
)


@click.command(help="写出抽取记录（含密文，检查结束后才可公开）。")
@DRAW_ID
@OUT_FILE
@click.option("--early", is_flag=True, help="检查尚未结束也写出，仅供内部审计，记入留痕。")
@click.option(
    "--sealed", is_flag=True, help="写出完整记录（含警号、申请），仅供内部审计，记入留痕。"
)
@PDF
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
    from models.rules.draw.document import document
    from tasks.draw.copies import copy_of

    copy = copy_of(
        draw_id, as_of, by, sealed=sealed, early=early, sheet=pdf is not None, request=request
    )
    files = {out: document(copy.record)}
    files |= {out.parent / name: text for name, text in copy.beside.items()}
    if pdf is not None and copy.sheet is not None:
        files[pdf] = copy.sheet
    for path, content in files.items():
        _write(path, content, private=sealed or early)
    names, digest = [path.name for path in files], copy.record["digest"]
    words = {"announce": "公告", "run": "抽取", "confirm": "确认", "abandon": "作废"}
    days = "，".join(f"{words[act]} {day}" for act, day in copy.days.items())
    report(
        as_json,
        {
            "files": names,
            "digest": digest,
            "draw_digest": copy.record["draw_digest"],
            "sealed": sealed,
            "days": copy.days,
        },
        f"已写出 {'、'.join(names)}\n{days}\n"
        f"抽取摘要 {copy.record['draw_digest']}\n记录摘要 {digest}",
    )


@click.command(help="写出供签字归档的 A4 抽取记录，记入留痕。")
@DRAW_ID
@OUT_FILE
@AS_OF
@BY
@REQUEST
@JSON
def sheet(
    draw_id: str, out: Path, as_of: date, by: str, request: str | None, as_json: bool
) -> None:
    """Write the sheet for signature, officers by name: it stays in the house."""
    from tasks.draw.copies import copy_of

    copy = copy_of(draw_id, as_of, by, sealed=True, early=True, sheet=True, request=request)
    _write(out, copy.sheet or b"", private=True)
    digest = copy.record["draw_digest"]
    report(
        as_json,
        {"files": [out.name], "draw_digest": digest, "days": copy.days},
        f"已写出 {out.name}\n抽取摘要 {digest}",
    )


@click.command(help="写出大屏演示页：当场一步步重算抽取；含密文和抽中对象，仅供内部，记入留痕。")
@DRAW_ID
@OUT_FILE
@click.option("--officers", is_flag=True, help="检查人员显示姓名（默认只显示代号）。")
@AS_OF
@BY
@REQUEST
@JSON
def show(
    draw_id: str,
    out: Path,
    officers: bool,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Write the page for the ceremony, for its owner's eyes only."""
    from tasks.draw.show import show

    content = show(draw_id, as_of, by, officers=officers, request=request)
    _write(out, content, private=True)
    text = f"已写出 {out.name}：用浏览器打开，按空格逐步演示"
    report(as_json, {"files": [out.name], "officers": officers}, text)


def _file_option(name: str, help_: str, multiple: bool = False) -> Callable[[F], F]:
    return click.option(
        name, type=click.Path(path_type=Path), metavar="文件", help=help_, multiple=multiple
    )


@click.command(help="只凭文件把一次抽取重算一遍，逐项说明相符、不符或没有可比对的。")
@file_argument(metavar="记录文件")
@_file_option("--announcement", "抽取之前保存的公告。")
@_file_option("--previous", "上一次抽取的记录。")
@_file_option("--next", "下一次抽取的公告。")
@_file_option("--superseded", "所接替的已作废抽取的记录。")
@_file_option("--results", "公示的检查结果文件，可多次给出。", multiple=True)
@_file_option("--authority", "时间戳机构的证书（PEM）。")
@click.option("--sheet", metavar="摘要", help="签字的抽取记录上印的抽取摘要。")
@JSON
def verify(
    file: Path,
    announcement: Path | None,
    previous: Path | None,
    next: Path | None,
    superseded: Path | None,
    results: tuple[Path, ...],
    authority: Path | None,
    sheet: str | None,
    as_json: bool,
) -> None:
    """Verify a record from files alone: no database, no network."""
    from models.rules.draw.timestamp import unusable
    from models.rules.draw.verify import verify
    from models.rules.draw.verify.case import Beside

    def content(path: Path | None) -> bytes | None:
        return _content(path) if path is not None else None

    trusted = content(authority)
    if trusted is not None and (wrong := unusable(trusted)):
        raise Refused(*wrong, code="wrong-authority")
    report_ = verify(
        _content(file),
        Beside(
            texts=_Beside(file.parent),
            announcement=content(announcement),
            previous=content(previous),
            next=content(next),
            superseded=content(superseded),
            sheet=sheet,
            results=[_content(path) for path in results] or None,
            authority=trusted,
        ),
    )
    report(as_json, report_.as_json(), "\n".join(_told(report_)))
    if not report_.ok:
        raise SystemExit(1)


STANDS = {True: "相符", False: "不符", None: "未比对"}


def _told(found: Report) -> Iterator[str]:
    for check in found.checks:
        yield f"{STANDS[check.ok]}  {check.words}" + (f"：{check.lacks}" if check.lacks else "")
        yield from (f"      {problem}" for problem in check.problems)
    yield f"可信程度：第 {found.level} 级，{found.level_words}。"
    if found.level:
        yield from (f"{sentence}。" for sentence in found.release_words)
    if found.look_up:
        yield f"请自行与公开结果对照：{'、'.join(found.look_up)}"
    yield f"结论：各项相符，{found.outcome_words}。" if found.ok else "结论：有不符之处，见上。"


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused(f"读不到文件：{path.name}", code="file") from error


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
    from models.rules.draw.document import UNREAD, read_document
    from models.rules.draw.reading import read

    value, problems = read_document(_content(file))
    record, misshapen = read(value) if value is not UNREAD else (None, [])
    if record is None or problems:
        raise Refused(
            *(f"{file.name}：{problem}" for problem in [*problems, *misshapen]), code="wrong-file"
        )
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


def _write(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write a file; a ``private`` one nobody else can read at any moment, whatever it was before."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if private:
            path.touch(privacy.FILE)
            path.chmod(privacy.FILE)
        path.write_bytes(content)
    except OSError as error:
        raise Refused(f"写不了文件「{path}」：{by_the_machine(error)}", code="file") from error
