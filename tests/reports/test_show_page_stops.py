"""The page for the ceremony stops where a value of the draw was changed, and runs nobody else's words (第十七条)."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.rules.draw.document import document
from reports.check_page import rules_script
from tests.models.rules.draw.records import R1, R4, changed_at, leaves
from tests.reports.ceremony import (
    Open,
    ids_of,
    parts_of,
    told_under,
    walked,
)

SCRIPTS = Path(__file__).resolve().parents[2] / "reports" / "show_draw"


def _set(*path: str | int) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda parts: changed_at(parts, path)


def _swapped(parts: dict[str, Any]) -> dict[str, Any]:
    """The first drawn and the first substitute of their class, with their tickets, changed over."""
    drawn, spare = parts["draw"]["drawn"][0], parts["draw"]["substitutes"][0]
    for key in ("id", "ticket"):
        drawn[key], spare[key] = spare[key], drawn[key]
    return parts


def _read_early(parts: dict[str, Any]) -> dict[str, Any]:
    parts["sources"][0]["read_at"] = parts["announcement"]["announced_at"]
    return parts


TAMPERED = {
    "count": (_set("announcement", "strata", 0, "count"), "第1步", "公告摘要"),
    "text": (_set("texts", "recusals"), "第1步", "五份名单"),
    "receipt": (_set("receipts", 0, "announcement_digest"), "第1步", "各渠道的收讫"),
    "read early": (_read_early, "第2步", "先后次序"),
    "source": (_set("sources", 0, "value"), "第2步", "随机源"),
    "seed": (_set("draw", "seed"), "第3步", "种子"),
    "ticket": (_set("draw", "drawn", 0, "ticket"), "第4步", "抽中对象"),
    "drawn": (_swapped, "第4步", "抽中对象"),
    "cutoff": (_set("draw", "cutoffs", 0, "ticket"), "第4步", "入选分界"),
    "substitute": (_set("draw", "substitutes", 0, "ticket"), "第5步", "递补对象"),
    "cap": (_set("draw", "cap"), "第6步", "检查人员任务上限"),
    "seat": (_set("draw", "drawn", 0, "inspectors", 0), "第6步", "检查人员"),
    "digest": (_set("draw_digest"), "第7步", "抽取摘要"),
}


@pytest.mark.duty("17.1", "17.2", "17.3")
@pytest.mark.parametrize(("change", "step", "what"), TAMPERED.values(), ids=TAMPERED)
def test_a_difference_is_shown_in_red_and_the_ceremony_stops(
    opened: Open, change: Callable[[dict[str, Any]], dict[str, Any]], step: str, what: str
) -> None:
    page = opened(change(parts_of(R1)))
    _, last = walked(page)[-1]
    assert page.inner_text("#step").startswith(step)
    assert last.startswith("不一致")
    assert f"{what}：" in last
    assert page.inner_text("#verdict") == ""
    red = page.locator(".stop").evaluate("(each) => getComputedStyle(each).color")
    assert red == "rgb(125, 26, 23)"
    for key in ("Space", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    page.click("#screen")
    assert page.inner_text("#screen") == last


FREE = re.compile(r"receipts/\d+/(received_at|package_digest)|sources/\d+/read_at|time_stamp/token")
"""What only a kept announcement, a channel or an authority could tell (step 10)."""


@pytest.mark.duty("17.1", "17.2")
@pytest.mark.parametrize("name", [R1, R4])
def test_no_changed_value_comes_through_the_whole_ceremony(opened: Open, name: str) -> None:
    parts = parts_of(name)
    paths = sorted(leaves(parts), key=str)
    passed = opened(parts).evaluate(
        """(texts) => texts.map((text) => {
            const ceremony = new Ceremony(text, {});
            return STAGES.every((stage) => ceremony.wrongAt(stage).length === 0);
        })""",
        [document(changed_at(parts, path)).decode() for path in paths],
    )
    through = {"/".join(map(str, path)) for path, came in zip(paths, passed, strict=True) if came}
    assert {path for path in through if not FREE.fullmatch(path)} == set()


@pytest.mark.parametrize("text", ["", "[]\n", "{", '{"draw":null}\n'])
def test_what_is_no_draw_stops_at_once(tmp_path: Path, opened: Open, text: str) -> None:
    page = opened(parts_of(R1))
    content = (tmp_path / "演示.html").read_text(encoding="utf-8")
    start = content.index('id="carried">') + len('id="carried">')
    carried = json.loads(content[start : content.index("</script>", start)])
    altered = json.dumps({**carried, "record": text}).replace("<", "\\u003c")
    (tmp_path / "演示.html").write_text(
        content[:start] + altered + content[content.index("</script>", start) :], encoding="utf-8"
    )
    page.reload()
    assert page.inner_text("#screen").startswith("不一致")
    assert page.is_disabled("#next")


def test_an_altered_script_does_not_run(tmp_path: Path, opened: Open, chromium: Any) -> None:
    opened(parts_of(R1))
    file = tmp_path / "演示.html"
    content = file.read_text(encoding="utf-8")
    file.write_text(content.replace("const MAY_BE_OPEN", "const  MAY_BE_OPEN"), encoding="utf-8")
    page = chromium.new_page()
    page.goto(file.as_uri())
    assert "本页没有运行起来" in page.inner_text("#screen")
    page.close()


def test_no_script_takes_the_name_of_another() -> None:
    scripts = rules_script() + "".join(
        path.read_text(encoding="utf-8") for path in sorted(SCRIPTS.glob("*.js"))
    )
    named = re.findall(r"^(?:function\*?|class|const|let) ?(?:\* )?(\w+)", scripts, re.MULTILINE)
    assert [name for name, n in Counter(named).items() if n > 1] == []


def test_a_name_cannot_put_markup_on_the_page(opened: Open) -> None:
    parts = parts_of(R1)
    planted = "</script><b id=planted>网吧</b>"
    page = opened(parts, names=dict.fromkeys(ids_of(parts), planted))
    assert planted in told_under(walked(page), "抽中对象").replace("<bid", "<b id")
    assert page.locator("#planted").count() == 0
