"""The page for the ceremony: a draw computed step by step on a big screen, one file, no network."""

from __future__ import annotations

from importlib.resources import files

from markupsafe import Markup

from models.rules.draw.ceremony import Ceremony
from models.rules.publisher import Publisher
from reports.check_page import carried, rules_script, script_hash
from reports.draw_sheet import SIGNATURES
from reports.public_site import page

PARTS = ("ceremony", "screens", "stage")
"""The scripts, after the protocol's own; ``stage`` is the one that begins."""


def show_page(publisher: Publisher, shown: Ceremony) -> bytes:
    """The page; its policy allows its own script and nothing else. It computes all it shows and
    stops where something differs.

    Duty: 17.1, 17.2 (第十七条).
    """
    scripts = files("reports") / "show_draw"
    own = "".join((scripts / f"{name}.js").read_text(encoding="utf-8") for name in PARTS)
    script = f'"use strict";\n{rules_script()}{own}'
    return page(
        "show_draw",
        publisher,
        "随机抽取演示",
        "",
        script=Markup(script),
        script_hash=script_hash(script),
        internal=shown.internal,
        carried=carried(
            shown.parts,
            shown.beside,
            names=dict(shown.names),
            channels=dict(shown.channels),
            officers=dict(shown.officers),
            signatures=SIGNATURES,
        ),
    )
