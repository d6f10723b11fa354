"""A paper from its template: head, QR, fonts, and the bytes."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import segno
import typst

from models.rules.papers import Head, day_in_words
from reports.papers.fonts import fonts_for

FOLDER = Path(__file__).parent
QR_QUIET_ZONE = 4
"""Modules."""


def printed(
    template: str,
    head: Head,
    data: Mapping[str, Any],
    fields: Mapping[str, str],
    *,
    alike: Mapping[str, Any] | None = None,
) -> bytes:
    """The PDF of ``template``, filled with ``data``; the same gives the same bytes. ``fields`` are what
    people wrote of it, by what each is called, so that a character no font has is found again. What
    replaced by ``alike`` leaves the same paper has parts as high, which are measured once.

    Raises:
        Refused: a font or a character is missing.
    """
    return typeset(template, _head(head), data, fields, alike=alike)


def typeset(
    template: str,
    head: Mapping[str, Any],
    data: Mapping[str, Any],
    fields: Mapping[str, str],
    *,
    alike: Mapping[str, Any] | None = None,
) -> bytes:
    """The same of what is no paper of a visit: its ``head`` is what the layout takes, as plain values.

    Raises:
        Refused: as ``printed``.
    """
    words = [each for name, each in head.items() if name != "qr"]
    fonts = fonts_for(fields, [*_texts(data), *_texts(words), *_template(template)])
    whole = {**data, "fonts": fonts, "head": head}
    if alike is not None:
        blank = {"matter": "", "number": "", "day": "", "qr": _qr("-")}
        plain = {**whole, **alike, "head": {**head, **blank}}
        whole["heights"] = _heights(template, json.dumps(plain, ensure_ascii=False))
    pdf = _compiler(template).compile(
        format="pdf", timestamp=0, sys_inputs={"data": json.dumps(whole, ensure_ascii=False)}
    )
    if not isinstance(pdf, bytes):
        raise TypeError("typst gives a PDF as one piece of bytes")
    return pdf


def _head(head: Head) -> dict[str, Any]:
    return {
        "body": head.issuer.body,
        "title": head.title or head.kind.words,
        "number": head.number,
        "marks": head.marks,
        "copies": head.kind.copies,
        "matter": head.matter,
        "called": head.called,
        "qr": _qr(head.matter),
        "phone": head.issuer.phone,
        "day": day_in_words(head.issued_on) if head.issued_on else "",
    }


def _qr(number: str) -> str:
    out = io.BytesIO()
    segno.make(number, error="m", micro=False, boost_error=False).save(
        out, kind="svg", border=QR_QUIET_ZONE, xmldecl=False
    )
    return out.getvalue().decode()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


@cache
def _template(name: str) -> tuple[str, ...]:
    files = (f"{name}.typ", "layout.typ")
    return tuple((FOLDER / file).read_text(encoding="utf-8") for file in files)


@lru_cache(maxsize=64)
def _heights(name: str, data: str) -> Any:
    """How high the parts of a paper are, as its template says (label ``heights``)."""
    measuring = typst.Compiler(FOLDER / f"{name}.typ", root=FOLDER, sys_inputs={"data": data})
    return json.loads(measuring.query("<heights>", field="value", one=True))


@cache
def _compiler(name: str) -> Any:
    return typst.Compiler(FOLDER / f"{name}.typ", root=FOLDER)
