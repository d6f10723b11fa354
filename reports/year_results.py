"""A year's results as one table, as files, and what each field of those means."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from models.rules.file_names import results_page
from models.rules.firm_story import Result
from models.rules.publisher import Publisher
from models.rules.results import ResultKind
from reports.public_site import own_page, sliced, turning

FIELDS: tuple[tuple[str, str, str, str], ...] = (
    ("number", "任务编号", "文本", "一次检查的编号"),
    ("credit_code", "信用代码", "文本", "统一社会信用代码，18位；旧登记号15位"),
    ("name", "企业名称", "文本", "公布时的名称"),
    ("item", "检查事项", "文本", "抽查事项清单上的名称"),
    ("method", "由来", "文本", "双随机抽查或专项检查"),
    ("draw_id", "抽取编号", "文本", "所属的随机抽取；专项检查为空"),
    ("visited_on", "检查日期", "日期", "年-月-日；已撤回的为空"),
    ("state", "状态", "文本", "未发现问题、正在处理、已改正、逾期未改正、已查处、已移送、不予配合、已撤回等"),
    ("result", "检查结果", "文本", "现行版本的原文"),
    ("disposition", "处理情况", "文本", "现行版本的原文；无须处理的为空"),
    ("clean", "未发现问题", "真假", "true 未发现问题，false 发现问题、不予配合或未能检查，空为不作评价（已撤回）"),
    ("version", "版本", "整数", "现行版本是第几版"),
    ("kind", "版本性质", "文本", "检查意见、处理结果、更正、撤回"),
    ("first_released_on", "首次发布", "日期", "第1版发布之日"),
    ("released_on", "发布日期", "日期", "现行版本发布之日"),
    ("next_word_on", "下次公布", "日期", "正在处理的，最迟哪天再公布；没有的为空"),
    ("notes", "说明", "文本", "更正、撤回和延期的说明，新的在前；JSON 为数组，CSV 以分号分隔"),
    ("page", "网页", "文本", "公布原文的文件名"),
)  # fmt: skip
"""Every field that leaves, and nothing else does: what is not here is in no file."""


def year_pages(
    publisher: Publisher, year: int, results: Sequence[Result]
) -> Iterator[tuple[str, bytes]]:
    """A year's results, the last visits first; file -> page.

    Duty: 3.1, 23.1 (第三条、第二十三条).
    """
    parts = sliced(results)
    states = Counter(each.now.state for each in results).most_common()
    for here, part in enumerate(parts, start=1):

        def file(number: int) -> str:
            return results_page(year, number)

        title = f"{year}年检查结果"
        yield (
            file(here),
            own_page(
                "year_results",
                publisher,
                title if here == 1 else f"{title}（第{here}页）",
                year=year,
                count=len(results),
                states=states,
                results=part,
                turning=turning(here, len(parts), file),
            ),
        )


def year_data(year: int, results: Sequence[Result]) -> Iterator[tuple[str, bytes]]:
    """The same as CSV and JSON; file -> content."""
    rows = [row_of(each) for each in results]
    lines_of_json = ",\n ".join(map(_indented, rows))
    yield f"data/results-{year}.json", f"[\n {lines_of_json}\n]\n".encode()
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow([field for field, *_ in FIELDS])
    lines.writerows(map(_cell, row.values()) for row in rows)
    yield f"data/results-{year}.csv", b"\xef\xbb\xbf" + out.getvalue().encode()


def _indented(row: Mapping[str, Any]) -> str:
    """A row as one of a list that ``json`` indents by one, which it does slowly: a line for each field."""
    if row["notes"]:
        return json.dumps(row, ensure_ascii=False, indent=1).replace("\n", "\n ")
    fields = json.dumps(row, ensure_ascii=False, separators=(",\n  ", ": "))
    return f"{{\n  {fields[1:-1]}\n }}"


def row_of(result: Result) -> dict[str, Any]:
    """A result as open data, in the fields' order."""
    now, row = result.now, result.now.row
    gone = now.kind == ResultKind.WITHDRAWAL
    values = {
        "number": result.number,
        "credit_code": result.code,
        "name": result.name,
        "item": result.item,
        "method": row.method if row else "",
        "draw_id": result.draw_id,
        "visited_on": result.visited_on or None,
        "state": now.state,
        "result": row.result if row else "",
        "disposition": row.disposition if row else "",
        "clean": None if gone or row is None else row.clean,
        "version": now.version,
        "kind": now.kind.words,
        "first_released_on": result.versions[-1].released_on.isoformat(),
        "released_on": now.released_on.isoformat(),
        "next_word_on": now.next_word_on.isoformat() if now.next_word_on else None,
        "notes": [each.note for each in result.notes],
        "page": now.page,
    }
    return {field: values[field] for field, *_ in FIELDS}


def _cell(value: Any) -> str:
    """A value in a CSV cell; none begins a formula in a spreadsheet."""
    if not isinstance(value, str):
        value = _in_a_cell(value)
    return f"'{value}" if value and value[0] in "=+-@\t\r\n" else value


def _in_a_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "；".join(value) if isinstance(value, list) else str(value)


def dictionary() -> bytes:
    """What each field means, as data."""
    return json.dumps(_fields(), ensure_ascii=False, indent=1).encode() + b"\n"


def data_page(publisher: Publisher, years: Sequence[int]) -> bytes:
    """The page that leads to the files and says what their fields mean."""
    return own_page("data", publisher, "数据文件和字段说明", years=years, fields=_fields())


def _fields() -> list[dict[str, str]]:
    return [dict(zip(("field", "name", "type", "meaning"), each, strict=True)) for each in FIELDS]
