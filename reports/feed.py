"""What was made public, newest first, as a feed (Atom, RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from xml.etree import ElementTree

from models.rules.public_site import Entry
from models.rules.publisher import Publisher

FEED_FILE = "feed.xml"
_ATOM = "http://www.w3.org/2005/Atom"


def feed(publisher: Publisher, region: str, entries: Sequence[Entry]) -> bytes:
    """The feed of ``entries``, the newest first.

    Duty: 3.1 (第三条).
    """
    root = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-CN"})
    address = publisher.site.address
    _text(root, "id", f"urn:ssj:{region}")
    _text(root, "title", f"{publisher.district}双随机、一公开公示更新")
    _text(root, "updated", _moment(entries[0].day if entries else date(1970, 1, 1)))
    _text(ElementTree.SubElement(root, "author"), "name", publisher.brigade)
    ElementTree.SubElement(root, "link", {"rel": "self", "href": f"{address}{FEED_FILE}"})
    ElementTree.SubElement(root, "link", {"href": f"{address}index.html"})
    for each in entries:
        entry = ElementTree.SubElement(root, "entry")
        _text(entry, "id", f"urn:ssj:{each.id}")
        _text(entry, "title", each.title)
        _text(entry, "updated", _moment(each.day))
        ElementTree.SubElement(entry, "link", {"href": f"{address}{each.page}"})
        if each.text:
            _text(entry, "summary", each.text)
    ElementTree.indent(root, " ")
    whole: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return whole + b"\n"


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = text


def _moment(day: date) -> str:
    return f"{day}T00:00:00+08:00"
