"""Frozen packages: the same content gives the same bytes, so that a digest says what was published."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime

import xlsxwriter

EPOCH = (2000, 1, 1, 0, 0, 0)
MANIFEST = "manifest.json"


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
    """The credit publicity batch: one sheet, the district file's columns, all text."""
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        out,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    workbook.set_properties({"created": datetime(*EPOCH)})  # noqa: DTZ001
    sheet = workbook.add_worksheet("公示信息")
    head = workbook.add_format({"bold": True, "border": 1, "bg_color": "#E8EDF3"})
    text = workbook.add_format({"num_format": "@", "border": 1})
    for place, (heading, field) in enumerate(columns):
        sheet.write_string(0, place, heading, head)
        sheet.set_column(place, place, 24)
        for number, row in enumerate(rows, start=1):
            sheet.write_string(number, place, row.get(field, ""), text)
    sheet.freeze_panes(1, 0)
    workbook.close()
    return out.getvalue()
