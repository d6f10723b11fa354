"""``ssj draw stamp``: a time-stamp over the announcement, brought by hand or fetched."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from flows.cli.common import AS_OF, BY, JSON, REQUEST, acted, report
from flows.cli.draw_files import DRAW_ID
from models.rules.order import moment_in_words

SIGNATURES = {
    True: "签名属于区县参数中的时间戳机构",
    False: "签名与现行区县参数中的证书不符",
    None: "签名没有核对：区县参数里没有时间戳机构的证书",
}


@click.command(
    help="附上公告的时间戳（RFC 3161 令牌文件，DER 或 base64），或向区县参数中的机构申请，须在抽取之前。"
)
@DRAW_ID
@click.argument("file", type=click.Path(path_type=Path), metavar="[令牌文件]", required=False)
@click.option(
    "--fetch", is_flag=True, help="不附文件，向区县参数中的时间戳机构申请；已有的不再申请。"
)
@AS_OF
@BY
@REQUEST
@JSON
def stamp(
    draw_id: str,
    file: Path | None,
    fetch: bool,
    as_of: date,
    by: str,
    request: str | None,
    as_json: bool,
) -> None:
    """Attach a time-stamp, brought by hand or fetched."""
    from tasks.draw.fetch_stamp import fetch_stamp
    from tasks.draw.stamp import attach_stamp

    if (file is None) != fetch:
        raise click.UsageError("令牌文件和 --fetch 写一个，也只写一个")
    answer = (
        fetch_stamp(draw_id, as_of, by, request=request)
        if file is None
        else attach_stamp(draw_id, file, as_of, by, request=request)
    )
    at, signature = moment_in_words(answer["time"]), SIGNATURES[answer.get("signature")]
    stands = f"{draw_id} 的公告已附 {at} 的时间戳，{signature}"
    report(as_json, answer, acted(answer, f"{stands}。", stands))
