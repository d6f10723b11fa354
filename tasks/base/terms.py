"""The district file in force on a day, and what else every step looks up first."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from sqlmodel import Session, col, or_, select

from models import database
from models import district as files
from models.district import District
from models.district_papers import PaperTerms
from models.faults import Refused
from models.rules.items import ItemListKind
from models.rules.papers import Issuer
from models.rules.publisher import Publisher, Site
from models.tables import DistrictVersion, Item, ItemList
from models.toml_file import Term


def in_force(session: Session, region: str, as_of: date) -> District:
    """The district file of ``region`` in force on ``as_of``: the latest that began by then.

    Raises:
        Refused: no such region, or none in force on that day.

    Duty: 25.1 (第二十五条).
    """
    return _read(version_in_force(session, region, as_of).text, f"{region}.toml")


@lru_cache(maxsize=16)
def _read(text: str, file: str) -> District:
    """Nothing in it changes; every step asks for it, some for every package."""
    return files.read(text, file)


def district_on(region: str, day: date) -> District:
    """``in_force`` for who holds no session."""
    with database.reading() as session:
        return in_force(session, region, day)


def version_in_force(session: Session, region: str, as_of: date) -> DistrictVersion:
    """The row behind ``in_force``."""
    version = session.exec(
        select(DistrictVersion)
        .where(
            DistrictVersion.region == region,
            DistrictVersion.valid_from <= as_of,
            or_(col(DistrictVersion.valid_to).is_(None), col(DistrictVersion.valid_to) >= as_of),
        )
        .order_by(col(DistrictVersion.valid_from).desc(), col(DistrictVersion.id).desc())
        .limit(1)
    ).first()
    if version is not None:
        return version
    known = sorted(set(session.exec(select(DistrictVersion.region))))
    if region not in known:
        listed = "、".join(known) or "无，请先运行 ssj init"
        raise Refused(
            f"没有行政区划「{region}」的参数文件；已载入的有：{listed}", code="unknown-region"
        )
    raise Refused(
        f"行政区划「{region}」在 {as_of} 没有生效的参数文件，请检查 valid_from、valid_to",
        code="not-in-force",
    )


def only_region() -> str:
    """The one region whose district file is loaded.

    Raises:
        Refused: none is loaded, or several are and one must be named.

    Duty: 12.2 (第十二条).
    """
    with database.reading() as session:
        known = sorted(set(session.exec(select(DistrictVersion.region))))
    if len(known) != 1:
        raise Refused(
            "请用 --region 或 SSJ_REGION 指明行政区划"
            + (f"，已载入的有：{'、'.join(known)}" if known else "；尚未载入，请先运行 ssj init"),
            code="region-not-named",
        )
    return known[0]


def item_in_force(session: Session, region: str, code: str, as_of: date) -> Item:
    """The item ``code`` of the list version in force on ``as_of``.

    Raises:
        Refused: the item is on no list in force: nothing is inspected outside the list.

    Duty: 7.2, 8.1 (第七条、第八条).
    """
    lists = session.exec(
        select(ItemList)
        .where(ItemList.region == region, ItemList.effective_from <= as_of)
        .order_by(col(ItemList.number).desc())
    ).all()
    newest = [next((each for each in lists if each.kind == kind), None) for kind in ItemListKind]
    for item_list in newest:
        if item_list is None:
            continue
        item = session.exec(
            select(Item).where(Item.item_list_id == item_list.id, Item.code == code)
        ).first()
        if item is not None:
            return item
    raise Refused(
        f"{as_of} 生效的随机抽查事项清单中没有事项「{code}」，清单之外不得抽查（第七条）",
        code="item-not-listed",
    )


def paper_terms(terms: District) -> PaperTerms:
    """What a district says of its papers.

    Raises:
        Refused: nothing, and then it issues none.

    Duty: 25.1 (第二十五条).
    """
    if terms.papers is None:
        raise Refused(
            "区县参数文件没有 [papers]（制发机关、文号、告知的权利），不能制作文书；写法见 example.toml",
            code="no-paper-terms",
        )
    return terms.papers


def issuer_of(terms: District) -> Issuer:
    """Who issues a district's papers.

    Raises:
        Refused: as ``paper_terms``.
    """
    papers = paper_terms(terms)
    return Issuer(papers.body, papers.short, terms.site.phone, papers.sample)


def publisher(terms: District) -> Publisher:
    """Who publishes, as every page says it."""
    said = terms.site
    numbers = (
        ("网站标识码：", said.site_code),
        ("ICP备案号：", said.icp),
        ("公安备案号：", said.police_record),
    )
    site = Site(
        said.host,
        said.phone,
        said.hours,
        said.place,
        said.address,
        _in_words(said.object_within),
        _in_words(said.answered_within),
        tuple((name, number) for name, number in numbers if number),
    )
    return Publisher(terms.brigade, terms.name, terms.rule, site)


def _in_words(term: Term | None) -> str:
    return f"{term.value}{term.unit.words}" if term else ""


def chosen_item(terms: District, item_code: str | None) -> str:
    """The item meant in a district: the one named, or the only one.

    Raises:
        Refused: the district has no such item, or several and none was named.

    Duty: 6.1, 11.1 (第六条、第十一条).
    """
    listed = "、".join(terms.items)
    if item_code is None:
        if len(terms.items) > 1:
            raise Refused(
                f"{terms.name}有多个抽查事项，请用 --item 指明其一：{listed}", code="item-not-named"
            )
        return terms.items[0]
    if item_code not in terms.items:
        raise Refused(
            f"{terms.name}的参数文件里没有事项「{item_code}」，现有：{listed}", code="unknown-item"
        )
    return item_code
