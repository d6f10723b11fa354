"""The public site: the pages exactly as they were frozen and released, and an index of them."""

from __future__ import annotations

import io
import zipfile
from datetime import date

from sqlmodel import col, select

from models import database
from models.home import home
from models.tables import Disclosure, Publication
from reports.public_site import Listed, index
from tasks.base.files import get, put
from tasks.base.terms import house, in_force

MANIFEST = "manifest.json"


def write_site(region: str, as_of: date) -> str:
    """Write the folder ``SSJ_HOME/site`` from the delivered packages; it can be written anew at
    any time. Returns the index page's path below ``SSJ_HOME``."""
    with database.reading() as session:
        terms = in_force(session, region, as_of)
        sites = [c.code for c in terms.channels if c.content == "site"][:1]
        rows = session.exec(
            select(Publication, Disclosure.file)
            .join(Disclosure, col(Disclosure.publication_id) == col(Publication.id))
            .where(
                Publication.region == region,
                Disclosure.state == "delivered",
                col(Disclosure.channel).in_(sites),
            )
            .order_by(col(Publication.id).desc())
        ).all()
    site = home() / "site" / region
    listed = []
    for publication, file in rows:
        listed.append(
            Listed(
                publication.kind,
                publication.title,
                publication.released_on or as_of,
                publication.page,
            )
        )
        if (site / publication.page).exists():
            continue
        with zipfile.ZipFile(io.BytesIO(get(file))) as packed:
            for name in packed.namelist():
                if name not in (MANIFEST, publication.page):
                    put(site / name, packed.read(name))
            put(site / publication.page, packed.read(publication.page))
    return put(site / "index.html", index(house(terms), listed))
