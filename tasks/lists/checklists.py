"""Item files bound to the items of a list, and the check points an inspection is bound to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlmodel import Session

from models import item_file
from models.faults import Fault, Refused
from models.rules.checklist import Checklist
from models.rules.items import ELEMENTS, ItemRow
from models.tables import Item, ItemList


@dataclass(frozen=True, slots=True)
class Bound:
    """An item of a list with its check points, and how forms name the version."""

    checklist: Checklist
    version: str


def bind(
    list_file: Path, items: Sequence[ItemRow], given: Sequence[Path]
) -> dict[str, tuple[str, Checklist]]:
    """Item code -> (text, check points) of the item file of each item that has one.

    The first of these that there is: a file given, ``CODE.toml`` beside the list (whatever its
    case), a file that came with the software. Nothing is carried over from the version before: what
    binds is what is found now, and the step says it. An item without a file stands on the list, but
    nothing is announced or dispatched for it.

    Raises:
        Refused: every fault of the files; two given for one item, or one for an item not listed.

    Duty: 7.2, 10.1 (第七条、第十条).
    """
    listed = {item.code for item in items}
    faults: list[Fault] = []
    bound: dict[str, tuple[str, Checklist]] = {}
    for path in given:
        found = _read(path, faults)
        if found is None:
            continue
        code = found[1].code
        if code not in listed:
            faults.append(Fault(path.name, f"清单里没有事项「{code}」"))
        elif code in bound:
            faults.append(Fault(path.name, f"事项「{code}」给了两个事项文件"))
        else:
            bound[code] = found
    beside = {p.stem.upper(): p for p in list_file.parent.iterdir() if p.suffix.lower() == ".toml"}
    for code in sorted(listed - bound.keys()):
        own = beside.get(code.upper())
        found = _read(own, faults) if own else None
        if own and found is not None and found[1].code != code:
            faults.append(Fault(own.name, f"文件名与其中的事项编号「{found[1].code}」不一致"))
        elif found is not None:
            bound[code] = found
    if faults:
        raise Refused(faults=faults)
    shipped = {code: (text, checklist) for code, text, checklist in _shipped()}
    return {**{code: shipped[code] for code in listed & shipped.keys()}, **bound}


def _read(path: Path, faults: list[Fault]) -> tuple[str, Checklist] | None:
    try:
        text = path.read_text(encoding="utf-8-sig")
        return text, item_file.read(text, path.name)
    except UnicodeDecodeError:
        faults.append(Fault(path.name, "文字编码应为 UTF-8"))
    except OSError:
        faults.append(Fault(path.name, "没有这个文件，或不能读取"))
    except Refused as refusal:
        faults += refusal.faults
    return None


def _shipped() -> list[tuple[str, str, Checklist]]:
    found = []
    for path in item_file.shipped():
        text = path.read_text(encoding="utf-8")
        checklist = item_file.read(text, path.name)
        found.append((checklist.code, text, checklist))
    return found


def stated_otherwise(item: ItemRow, checklist: Checklist) -> list[str]:
    """The elements that the item file words otherwise; the list's binds, for it is published."""
    return [
        heading
        for element, heading in ELEMENTS.items()
        if getattr(item, element) != checklist.elements[element]
    ]


def bound_item(session: Session, item: Item) -> Bound:
    """An item as it was listed, with the check points of that version.

    Raises:
        Refused: it has no item file.

    Duty: 7.2, 10.1 (第七条、第十条).
    """
    number = session.get_one(ItemList, item.item_list_id).number
    if not item.file:
        raise Refused(
            f"事项「{item.code}」在事项清单第 {number} 版中没有检查要点，不能抽取、派发："
            "请连同事项文件重新载入清单（ssj items import 清单 --item 事项文件.toml）",
            code="no-check-points",
        )
    read = item_file.read(item.file, f"{item.code}.toml")
    elements: Mapping[str, str] = {name: getattr(item, name) for name in ELEMENTS}
    checklist = replace(read, code=item.code, elements=elements)
    return Bound(checklist, f"清单第 {number} 版，要点 {checklist.version} 版")
