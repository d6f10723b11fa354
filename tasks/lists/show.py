"""An item in force, for whoever wants to see what is checked and by which numbers."""

from __future__ import annotations

from datetime import date
from typing import Any

from models import database
from models.rules.categories import Results
from models.rules.items import ELEMENTS, ratio_in_words
from tasks.base.step import Result
from tasks.base.terms import item_in_force
from tasks.lists.checklists import bound_item


def show_item(region: str, code: str, as_of: date) -> Result:
    """The item ``code`` in force on ``as_of``: elements, check points, numbers with their meaning.

    Duty: 7.1, 7.2, 10.1 (第七条、第十条).
    """
    with database.reading() as session:
        bound = bound_item(session, item_in_force(session, region, code, as_of))
    item = bound.checklist
    return {
        "code": item.code,
        "version": bound.version,
        "elements": dict(item.elements),
        "points": [
            {
                "code": point.code,
                "group": point.group,
                "label": point.label,
                "article": point.article,
                "measures": [measure.label for measure in point.measures],
                "rules": [consequence.rule.words for consequence in point.consequences],
            }
            for point in item.points
        ],
        "numbers": [
            {
                "of": of,
                "value": str(number),
                "unit": number.unit,
                "article": number.article,
                "meaning": number.meaning,
                "checked": number.checked,
            }
            for of, number in item.numbers()
        ],
        "agreements": [
            {"rule": each.relation.words, "measures": list(each.measures), "of": each.of}
            for each in item.agreements
        ],
        "results": _results(item.results),
    }


def _results(results: Results | None) -> dict[str, Any] | None:
    """The results a visit can come to; ``None`` of an item that lists none."""
    if results is None:
        return None
    return {
        "version": results.version,
        "source": results.source,
        "categories": [
            {
                "code": each.code,
                "words": each.words,
                "choice": each.choice,
                "needs": each.needs.words,
                "counts_clean": each.counts_clean,
                "substitute": each.substitute,
                "tag": each.tag.value,
                "source": each.source,
                "checked": each.checked,
            }
            for each in results.categories
        ],
    }


def item_in_words(shown: Result) -> str:
    """The same for a person."""
    lines = [f"{shown['code']}（{shown['version']}）"]
    elements = shown["elements"] | {"ratio": ratio_in_words(shown["elements"]["ratio"])}
    lines += [f"  {ELEMENTS[name]}：{words}" for name, words in elements.items()]
    lines.append("检查要点")
    for point in shown["points"]:
        measured = f"；记录：{'、'.join(point['measures'])}" if point["measures"] else ""
        follows = f"；规则：{'、'.join(point['rules'])}" if point["rules"] else ""
        lines.append(
            f"  {point['code']} {point['label']}（{point['group']}，{point['article']}）{measured}{follows}"
        )
    lines.append("数字")
    lines += [
        f"  {n['value']} {n['unit']}　{n['meaning']}（{n['of']}；{n['article']}）{_unchecked(n)}"
        for n in shown["numbers"]
    ]
    if shown["results"] is not None:
        lines.append(f"检查结果（{shown['results']['version']} 版）")
        lines += map(_category_in_words, shown["results"]["categories"])
    return "\n".join(lines)


def _category_in_words(one: Result) -> str:
    how = f"登记表选「{one['choice']}」" if one["choice"] else one["needs"]
    clean = "，算作未发现问题" if one["counts_clean"] else ""
    substitute = "，由递补对象接替" if one["substitute"] else ""
    return f"  {one['words']}　{how}{clean}{substitute}（{one['source']}）{_unchecked(one)}"


def _unchecked(one: Result) -> str:
    """What no jurist of the district has confirmed yet."""
    return "" if one["checked"] else "（待核）"
