"""Frozen packages: the same content gives the same bytes, so that a digest says what was published."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence

import xlsxwriter

from reports import cells

EPOCH = (2000, 1, 1, 0, 0, 0)
MANIFEST = "manifest.json"
BATCH = "公示信息"


def package(matter: str, channel: str, audit_head: str, files: Mapping[str, bytes]) -> bytes:
    """A zip of ``files`` with a manifest of their digests; deterministic.

    Duty: 3.1 (第三条).
    """
    manifest = {
        "matter": matter,
        "channel": channel,
        "audit_head": audit_head,
        "files": {
            name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())
        },
    }
    every = {**files, MANIFEST: json.dumps(manifest, ensure_ascii=False, indent=1).encode()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in sorted(every.items()):
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(member, content)
    return out.getvalue()


def batch(columns: Sequence[tuple[str, str]], rows: Sequence[Mapping[str, str]]) -> bytes:
    """The credit publicity batch: one sheet, the district file's columns, all text; to be printed, A4
    laid across, its head on each page."""
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, cells.OPTIONS)
    workbook.set_properties({"created": cells.EPOCH, "title": BATCH})
    sheet = workbook.add_worksheet(BATCH)
    named = cells.looks(workbook)
    texts = [[heading, *(row.get(field, "") for row in rows)] for heading, field in columns]
    widths = cells.widths_of(texts, across=True)
    cells.page(sheet, widths, BATCH, across=True)
    for number, values in enumerate(zip(*texts, strict=True)):
        for place, value in enumerate(values):
            sheet.write_string(
                number, place, value, named["cell_text"] if number else named["head"]
            )
        sheet.set_row(number, cells.height(max(map(cells.lines, values, widths))))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, len(rows), len(columns) - 1)
    workbook.close()
    return out.getvalue()
