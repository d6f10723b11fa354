"""What a house holds of persons, and everything that can be read in its folders: the one may not be
found in what leaves."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

FREE = ("remarks", "refusal_reason", "witness", "received_by", "situation", "opinion", "non_cooperation_detail", "evidence")  # fmt: skip
"""What officers write freely on a form."""

ADDRESS = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")


def of(home: Path) -> dict[str, set[str]]:
    """Every such value, by what it is."""
    with sqlite3.connect(home / "ssj.sqlite") as house:
        officers = house.execute("SELECT name, email FROM inspector_entry").fetchall()
        forms = [json.loads(row) for (row,) in house.execute("SELECT payload FROM record_return")]
        firms = house.execute("SELECT DISTINCT legal_representative FROM subject_entry").fetchall()
        applications = house.execute(
            "SELECT applicant, attachments FROM change_application"
        ).fetchall()
        steps = house.execute("SELECT files FROM handling_step WHERE files <> ''").fetchall()
    files = [json.loads(row) for _, row in applications] + [json.loads(row) for (row,) in steps]
    written = {each for form in forms for field in FREE for each in _several(form.get(field))}
    return {
        "人员姓名": {name for name, _ in officers},
        "邮箱": {email for _, email in officers if email},
        "负责人": {name for (name,) in firms},
        "登记表": written,
        "机器地址": {each for form in forms for each in ADDRESS.findall(json.dumps(form))},
        "申请人": {applicant for applicant, _ in applications},
        "材料名称": {file["name"] for each in files for file in each},
    }


def _several(value: object) -> list[str]:
    if isinstance(value, list):
        return [each for each in value if isinstance(each, str)]
    return [value] if isinstance(value, str) and value else []


def texts(*folders: Path) -> dict[str, str]:
    """Every file of the folders as text, what is packed unpacked."""
    found = {}
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        if path.suffix == ".db":
            found[path.as_posix()] = _database(path)
        for name, content in _unpacked(path.as_posix(), path.read_bytes()):
            found.setdefault(name, content.decode(errors="replace"))
    return found


def raw(folder: Path, value: str) -> list[str]:
    """The files of a folder in whose very bytes a value stands, free pages and logs included, whatever way
    JSON writes it."""
    once = json.dumps(value)[1:-1]
    written = {each.encode() for each in (value, once, json.dumps(once)[1:-1])}
    return [
        path.name
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(each in path.read_bytes() for each in written)
    ]


def _database(path: Path) -> str:
    """What a database holds, its texts as they are read, whatever way JSON writes them."""
    with sqlite3.connect(path) as opened:
        held = "\n".join(opened.iterdump())
    return re.sub(r"\\+u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), held)


def _unpacked(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        yield name, content
        return
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for each in packed.namelist():
            yield from _unpacked(f"{name}/{each}", packed.read(each))
