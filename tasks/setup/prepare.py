"""Create or migrate the database and load the district file; safe to repeat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from alembic.util import CommandError
from pydantic import BaseModel
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from models import database, district
from models.district import District
from models.faults import Fault, Refused
from models.home import close, kept
from models.rules.validity import Span, gaps_and_overlaps
from models.tables import DistrictVersion
from tasks.base.acts import latest
from tasks.base.step import SYSTEM, Result, step
from tasks.channels import open_channel
from tasks.setup.keys import ready_key
from tasks.setup.upgrade import on_record


def prepare(
    as_of: date,
    file: Path | None = None,
    actor: str = SYSTEM,
    *,
    new_key: bool = False,
    request: str | None = None,
) -> Result:
    """Bring the database up to date, leave what is kept to its owner alone, have a key for the
    draws, and load ``file`` (the shipped file of Mawei by default).

    The answer says beside the district file's version what became of the ``key``
    (``tasks.setup.keys``) and how many files and folders were ``closed`` that had been too open.

    Raises:
        Refused: the file is wrong, the database is none of ours or of a later release, or there
            can be no key.
    """
    path = file or district.SHIPPED / "mawei.toml"
    text = _text(path)
    loaded = district.read(text, path.name)
    closed = len(close(kept()))
    _migrate()
    key = ready_key(actor, new=new_key)
    return {**_load(loaded, text, as_of, actor, request), "key": key, "closed": closed}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise Refused(faults=[Fault(path.name, "文字编码应为 UTF-8", code="encoding")]) from error
    except OSError as error:
        raise Refused(f"没有这个文件，或不能读取：{path.name}", code="file") from error


def _migrate() -> None:
    try:
        database.migrate(around=on_record)
    except CommandError as error:
        raise Refused(
            "数据库由更新的版本建立，本版本不认识它的结构，未作改动；请升级软件",
            code="database-of-a-later-release",
        ) from error
    except DBAPIError as error:
        cause = str(error.orig).splitlines()[0]
        raise Refused(
            f"数据库不能建立或升级，未作改动：{cause}。它可能不是本软件建立的，或没有建完；"
            "请移走后重新运行 ssj init，或从备份恢复",
            code="database-not-ours",
        ) from error


def _load(loaded: District, text: str, as_of: date, actor: str, request: str | None) -> Result:
    """Make a district file known; the version in force on a day is then found by date.

    The same version with the same numbers is loaded once, whatever its comments or its format; a table
    that may be left out, and was, stays so, and is named, and so are other columns of the batch, which
    are no numbers.

    Raises:
        Refused: other numbers stand under the same version; a channel is of no kind there is.

    Duty: 25.1 (第二十五条).
    """
    subject = f"district.load:{loaded.region}/{loaded.version}"
    with step(
        subject,
        action="载入区县参数文件",
        as_of=as_of,
        region=loaded.region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        versions = s.session.exec(
            select(DistrictVersion)
            .where(DistrictVersion.region == loaded.region)
            .order_by(col(DistrictVersion.id))
        ).all()
        same = next((each for each in versions if each.version == loaded.version), None)
        if same is not None:
            stands = district.read(same.text, f"{loaded.region}.toml")
            without, added = _without_what_is_added(loaded, stands)
            columns = {"credit_publicity_batch": stands.credit_publicity_batch}
            if stands != without.model_copy(update=columns):
                event = latest(s.session, subject)
                by = f"（{event.actor} 于 {event.as_of}）" if event else ""
                raise Refused(
                    f"{loaded.name} {loaded.version} 版参数已经载入{by}且内容不同："
                    "改动数字请另立新的 version",
                    code="version-taken",
                )
            answer = _standing(same, versions)
            answer["notes"] += [
                f"{same.version} 版载入时没有 [{name}]，现不适用；要采用请另立新的 version"
                for name in added
            ]
            if loaded.credit_publicity_batch != stands.credit_publicity_batch:
                answer["notes"].append(
                    f"{same.version} 版载入时公示信息的列与此不同，仍用载入时的；要采用请另立新的 version"
                )
            return s.unchanged(**answer)
        _check_ways_out(loaded)
        version = DistrictVersion(
            region=loaded.region,
            version=loaded.version,
            valid_from=loaded.valid_from,
            valid_to=loaded.valid_to,
            digest=district.digest(text),
            text=text,
        )
        s.session.add(version)
        return s.record(**_standing(version, [*versions, version]))


def _without_what_is_added(
    loaded: BaseModel, stands: BaseModel, within: str = ""
) -> tuple[BaseModel, list[str]]:
    """``loaded`` without its tables, at any place, that ``stands`` leaves out; and what they are called."""
    names: list[str] = []
    changed: dict[str, BaseModel | None] = {}
    for name, value in loaded:
        before = getattr(stands, name)
        if not isinstance(value, BaseModel) or hasattr(value, "value"):
            continue  # no table: a number with its unit and article
        if before is None:
            names.append(f"{within}{name}")
            changed[name] = None
        else:
            changed[name], more = _without_what_is_added(value, before, f"{within}{name}.")
            names += more
    return loaded.model_copy(update=changed), names


def _check_ways_out(loaded: District) -> None:
    """Every channel of a file, and the one for messages, is of a kind there is and has what that needs.

    Raises:
        Refused: every one that is not or has not.
    """
    ways = {f"公示渠道「{each.code}」": each.delivery for each in loaded.channels}
    problems = []
    for name, delivery in {**ways, "[messages]": loaded.messages.delivery}.items():
        try:
            open_channel(delivery)
        except Refused as refusal:
            problems += [f"{name}：{reason}" for reason in refusal.reasons]
    if problems:
        raise Refused(*problems, code="wrong-channel")


def _standing(version: DistrictVersion, versions: Sequence[DistrictVersion]) -> Result:
    spans = [Span(each.version, each.valid_from, each.valid_to) for each in versions]
    return {
        "region": version.region,
        "version": version.version,
        "digest": version.digest,
        "valid_from": version.valid_from.isoformat(),
        "valid_to": version.valid_to.isoformat() if version.valid_to else None,
        "notes": gaps_and_overlaps(spans),
    }
