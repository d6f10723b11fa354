"""The page on which anyone looks up one firm and verifies a draw: one file, no network."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from models.rules.draw import reasons
from models.rules.draw.level import LEVELS, Release
from models.rules.draw.verify.words import ABANDONED, CHECKS, CONFIRMED, LACKS, SAYS, UNSIGNED_STAMP
from models.rules.publisher import Publisher
from models.rules.states import Worded
from reports.public_site import page

FILE = "check-draw.html"
PARTS = (
    "hash", "document", "reader", "forms", "say", "texts", "keys", "tickets", "assign", "standing", "shape",
    "noble_bls12_381", "drand", "sources", "stamp", "terms", "order", "moves", "frozen", "beside", "sealed_part",
    "drawing", "changes", "verify", "level", "lookup", "chosen",
)  # fmt: skip
"""The scripts, each after those it uses; ``page`` comes last and is the only one to touch a page."""


def rules_script() -> str:
    """The protocol in JavaScript, with the words it shares with the rest of the system."""
    # No authority's certificate is at hand in a page: a stamp's signature is never checked here.
    releases = {each.value: each.words for each in Release} | {
        Release.STAMPED.value: UNSIGNED_STAMP
    }
    words = {
        "checks": CHECKS,
        "says": SAYS,
        "lacks": LACKS,
        "levels": LEVELS,
        "releases": releases,
        "outcomes": {"confirmed": CONFIRMED, "abandoned": ABANDONED},
    }
    shared = {"WORDS": words, "REASONS": _reasons()}
    said = (f"const {key} = {json.dumps(v, ensure_ascii=False)};\n" for key, v in shared.items())
    return "".join(said) + "".join(_read(f"{name}.js") for name in PARTS)


def check_page(
    publisher: Publisher | None = None,
    record: bytes | None = None,
    beside: Mapping[str, bytes] | None = None,
    names: Mapping[str, str] | None = None,
) -> bytes:
    """The page; its policy allows its own script and nothing else.

    ``record`` is the public record it carries, with the texts ``beside`` it; ``names`` are those of
    its subjects by id, which are no part of the protocol. Without a record the reader chooses a file.

    Duty: 17.1 (第十七条).
    """
    script = f'"use strict";\n{rules_script()}{_read("page.js")}'
    return page(
        "check_draw",
        publisher,
        "查企业、核验抽取",
        "",
        script=Markup(script),
        script_hash=script_hash(script),
        carried=None if record is None else carried(record, beside or {}, names=dict(names or {})),
    )


def script_hash(script: str) -> str:
    """By what a page's policy knows its own script."""
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"


def carried(record: bytes, beside: Mapping[str, bytes], **more: Any) -> Markup:
    """What a page carries, as JSON that ends no script and opens no comment."""
    whole = {
        "record": record.decode(),
        "beside": {name: content.decode() for name, content in beside.items()},
        **more,
    }
    return Markup(json.dumps(whole, ensure_ascii=False).replace("<", "\\u003c"))


def _reasons() -> dict[str, object]:
    """The closed lists with their words, and what follows from a reason."""

    def words(listed: type[Worded]) -> dict[str, str]:
        return {each.value: each.words for each in listed}

    fits = reasons.MOVE_REASONS.items()
    return {
        "recusal": words(reasons.RecusalReason),
        "ineligible": words(reasons.IneligibleReason),
        "move_kind": words(reasons.MoveKind),
        "move_reason": words(reasons.MoveReason),
        "move_fits": {kind.value: [reason.value for reason in fit] for kind, fit in fits},
        "change_kind": words(reasons.ChangeKind),
        "subject_leaves": words(reasons.SubjectLeaves),
        "carried_over": [each.value for each in reasons.SubjectLeaves if each.carried_over],
        "inspector_leaves": words(reasons.InspectorLeaves),
        "out_of_service": [each.value for each in reasons.InspectorLeaves if each.out_of_service],
        "abandon": words(reasons.AbandonReason),
        "role": words(reasons.DeciderRole),
    }


def _read(name: str) -> str:
    return (files("reports") / "check_draw" / name).read_text(encoding="utf-8")
