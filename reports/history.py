"""A subject's history: as text for a terminal, as a page to read and print. Internal: it names people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

from models.rules.publisher import Publisher
from reports.public_site import page

INTERNAL = "内部资料，不得公开"
NOTHING = "没有记录"

Values = Mapping[str, Any]


def title(history: Values) -> str:
    """Whose it is."""
    return f"{history['name']}检查档案"


def summary(history: Values) -> str:
    """Which subject it is, in one line."""
    former = "、".join(history["former_names"])
    return "；".join(
        filter(
            None,
            [
                f"信用代码{history['credit_code']}",
                f"曾用名{former}" if former else "",
                history["premises"],
                f"事项{'、'.join(history['items'])}",
                "" if history["on_a_roster"] else "已移出名录库",
            ],
        )
    )


def history_in_words(history: Values) -> str:
    """The six steps of each year, one line an act."""
    lines = [title(history), summary(history)]
    for year in history["years"]:
        lines.append(f"{year['year']} 年")
        for step in year["steps"]:
            lines.append(f"  {step['step_name']}" + ("" if step["entries"] else f"：{NOTHING}"))
            lines += [
                "    "
                + "  ".join(filter(None, [each["day"], each["by"], each["act"], each["what"]]))
                for each in step["entries"]
            ]
    return "\n".join(lines)


def as_page(history: Values, publisher: Publisher) -> bytes:
    """The page: a heading for each year, a table for each step.

    Duty: 10.3 (第十条末款).
    """
    return page(
        "history",
        publisher,
        title(history),
        "",
        history=history,
        summary=summary(history),
        internal=INTERNAL,
        nothing=NOTHING,
        unbroken=_unbroken,
    )


_WHOLE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{6}[-/][0-9A-Za-z/-]+)")


def _unbroken(words: str) -> Markup:
    """Words in which no day is broken, and no number of the house that has room in a line."""
    return Markup(_WHOLE.sub(r'<span class="whole">\1</span>', str(escape(words))))
