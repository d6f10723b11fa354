"""The page on which anyone verifies a draw: one file, no network, the scripts of ``check_draw``."""

from __future__ import annotations

import base64
import hashlib
import json
from importlib.resources import files

from markupsafe import Markup

from models.rules.draw.announcement import LEVELS
from reports.public_site import page

FILE = "check-draw.html"
PARTS = (
    "hash", "canonical", "tickets", "assign", "standing", "replay", "shape", "sealed", "verify", "lookup",
)  # fmt: skip
"""The scripts, each after those it uses; ``page`` comes last and is the only one to touch a page."""


def rules_script() -> str:
    """The protocol in JavaScript, with the words it shares with the rest of the system."""
    words = f"const LEVELS = {json.dumps(LEVELS, ensure_ascii=False)};\n"
    return words + "".join(_part(name) for name in PARTS)


def check_page() -> bytes:
    """The page; its policy allows its own script and nothing else.

    Duty: 17.1 (第十七条).
    """
    script = f'"use strict";\n{rules_script()}{_part("page")}'
    hashed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return page(
        "check_draw",
        None,
        "核验一次抽取",
        "",
        script=Markup(script),
        script_hash=f"sha256-{hashed}",
    )


def _part(name: str) -> str:
    return (files("reports") / "check_draw" / f"{name}.js").read_text(encoding="utf-8")
