"""Everything that is made public, built when it is due."""

from __future__ import annotations

from datetime import date
from functools import partial

from sqlmodel import Session, col, select

from models import database
from models.district import District
from models.tables import AnnualPlan, Item, ItemList, ListMembership, Publication, SubjectEntry
from reports.public_site import page
from tasks.base.step import Result
from tasks.base.terms import house
from tasks.plan.find import deductions, periods, plan_of
from tasks.publish.draws import build_draw_matters
from tasks.publish.packages import Content, build, file_name
from tasks.publish.results import due_batches, results


def build_due(region: str, as_of: date) -> Result:
    """Build everything whose publication is due: draws, results, item lists, plans,
    credit lists.

    Duty: 8.1, 16.1, 23.1, 23.3 (第八条、第十六条、第二十三条).
    """
    built = build_draw_matters(region, as_of)
    for scope, ids in due_batches(region, as_of):
        with database.reading() as session:
            before = session.exec(
                select(Publication.matter).where(
                    col(Publication.matter).startswith(f"{scope}/results/")
                )
            ).all()
        n = len(before) + 1
        matter = f"{scope}/results/{n}"
        build(matter, region, as_of, partial(results, matter=matter, ids=ids, n=n))
        built.append(matter)
    for matter, kind, number in _item_list_matters(region):
        build(matter, region, as_of, partial(_item_list, kind=kind, number=number))
        built.append(matter)
    built += _plans(region, as_of) + _credit_lists(region, as_of)
    return {"built": built}


def _item_list_matters(region: str) -> list[tuple[str, str, int]]:
    """(matter, kind, number) of item lists that were never built for publication."""
    with database.reading() as session:
        lists = session.exec(select(ItemList).where(ItemList.region == region)).all()
        known = set(session.exec(select(Publication.matter)))
    found = [(f"{region}/items/{x.kind}/{x.number}", x.kind, x.number) for x in lists]
    return [each for each in found if each[0] not in known]


def _item_list(
    session: Session, terms: District, released: str, *, kind: str, number: int
) -> Content:
    item_list = session.exec(
        select(ItemList).where(
            ItemList.region == terms.region, ItemList.kind == kind, ItemList.number == number
        )
    ).one()
    items = session.exec(select(Item).where(Item.item_list_id == item_list.id)).all()
    name = "单一部门" if kind == "single" else "跨部门联合"
    title = f"{name}随机抽查事项清单（第 {number} 版）"
    file = f"items-{terms.region}-{kind}-{number}.html"
    files = {file: page("item_list", house(terms), title, released, items=items)}
    return Content("item_list", title, file, files)


def _plans(region: str, as_of: date) -> list[str]:
    with database.reading() as session:
        plans = session.exec(
            select(AnnualPlan).where(
                AnnualPlan.region == region, col(AnnualPlan.approved_on).is_not(None)
            )
        ).all()
        known = set(session.exec(select(Publication.matter)))
        wanted = []
        for plan in plans:
            n = len(deductions(session, plan))
            matter = f"{region}/plan/{plan.year}/{n + 1}"
            if matter not in known:
                wanted.append((matter, plan.year, plan.item_code))
    for matter, year, code in wanted:
        build(matter, region, as_of, partial(_plan, matter=matter, year=year, item_code=code))
    return [matter for matter, _, _ in wanted]


def _plan(
    session: Session, terms: District, released: str, *, matter: str, year: int, item_code: str
) -> Content:
    plan = plan_of(session, terms.region, year, item_code=item_code)
    title = f"{year} 年度抽查计划"
    file = f"plan-{file_name(matter)}.html"
    made = page(
        "annual_plan",
        house(terms),
        title,
        released,
        draws_due=plan.draws_due,
        periods=periods(session, plan),
        deductions=deductions(session, plan),
    )
    return Content("annual_plan", title, file, {file: made})


def _credit_lists(region: str, as_of: date) -> list[str]:
    """The lists as they stand, whenever they differ from what was last made public."""
    with database.reading() as session:
        changes = len(
            session.exec(select(ListMembership.id).where(ListMembership.region == region)).all()
        )
        changes += len(
            session.exec(
                select(ListMembership.id).where(
                    ListMembership.region == region, col(ListMembership.exited_on).is_not(None)
                )
            ).all()
        )
        matter = f"{region}/credit/{changes}"
        if (
            changes == 0
            or session.exec(select(Publication).where(Publication.matter == matter)).first()
        ):
            return []
    build(matter, region, as_of, partial(_lists, matter=matter))
    return [matter]


def _lists(session: Session, terms: District, released: str, *, matter: str) -> Content:
    standing = session.exec(
        select(ListMembership)
        .where(ListMembership.region == terms.region, col(ListMembership.exited_on).is_(None))
        .order_by(col(ListMembership.credit_code))
    ).all()
    names = {
        e.credit_code: e.name
        for e in session.exec(
            select(SubjectEntry)
            .where(col(SubjectEntry.credit_code).in_([m.credit_code for m in standing]))
            .order_by(col(SubjectEntry.id))
        )
    }
    lists = {
        heading: [
            {**m.model_dump(), "name": names.get(m.credit_code, "")}
            for m in standing
            if m.list == name
        ]
        for name, heading in (("blacklist", "黑名单"), ("honour_list", "红名单"))
    }
    file = f"credit-{file_name(matter)}.html"
    title = "黑名单、红名单"
    return Content(
        "credit_lists",
        title,
        file,
        {file: page("credit_lists", house(terms), title, released, lists=lists)},
    )
