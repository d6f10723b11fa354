"""Step 5, sources: the registry. A source is named by a closed grammar, is due at a stated time, and
gives a value of one spelling; nothing else is a source."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from models.rules.draw.forms import DAY, STRATUM, is_day, is_time

EVENING = "T21:00:00+08:00"
"""The lotteries are drawn after this."""

CLOSE = "T15:00:00+08:00"
"""The exchanges close."""

GROUP_HASH_HEX = 64

_EPOCH = datetime(1970, 1, 1, 8, tzinfo=timezone(timedelta(hours=8)))
_HEX = "[0-9a-f]"


@dataclass(frozen=True, slots=True)
class SourceKind:
    """A kind of source: how it is named, what it gives, what that is worth.

    ``example`` is a name; ``value`` is the form of what it gives, ``given_as`` the same in Chinese;
    ``digits`` is how many decimal digits nobody can choose; ``look_up`` says in Chinese where a
    reader compares it, and is empty where that needs or allows no look-up.
    """

    words: str
    name: re.Pattern[str]
    example: str
    value: re.Pattern[str]
    given_as: str
    digits: int
    look_up: str
    due_problem: Callable[[re.Match[str], str], str | None]


@dataclass(frozen=True, slots=True)
class Clockwork:
    """When the rounds of a drand chain come: every ``period_seconds`` from ``genesis`` on."""

    genesis: int
    period_seconds: int

    def due(self, number: int) -> str | None:
        """When a round comes; ``None`` beyond the calendar."""
        try:
            at = _EPOCH + timedelta(seconds=self.genesis + (number - 1) * self.period_seconds)
        except OverflowError:
            return None
        return at.isoformat()


QUICKNET, DEFAULT = Clockwork(1692803367, 3), Clockwork(1595431050, 30)


def _at_its_round(clockwork: Clockwork) -> Callable[[re.Match[str], str], str | None]:
    def problem(name: re.Match[str], due: str) -> str | None:
        exact = clockwork.due(int(name["round"]))
        if exact is None:
            return "这一轮的时间超出日历"
        return None if due == exact else f"这一轮的时间应为 {exact}，公告为 {due}"

    return problem


def _on_an_evening(name: re.Match[str], due: str) -> str | None:
    day = date.fromisoformat(due[:10])
    year = name["year"] if len(name["year"]) == 4 else "20" + name["year"]
    if int(year) != day.year:
        return f"期号的年份与开奖日 {day} 不符"
    if not 1 <= int(name["issue"]) <= day.timetuple().tm_yday:
        return f"至 {day} 不会有这一期"
    if due[10:] < EVENING:
        return "开奖时间应为当日 21:00:00 或以后"
    return None


def _at_the_close(name: re.Match[str], due: str) -> str | None:
    if not is_day(name["closing"]):
        return f"「{name['closing']}」不是日期"
    exact = name["closing"] + CLOSE
    return None if due == exact else f"收盘时间应为 {exact}，公告为 {due}"


def _when_asked(name: re.Match[str], due: str) -> str | None:
    return None


def _kind(
    words: str,
    name: str,
    example: str,
    value: str,
    given_as: str,
    digits: int,
    look_up: str,
    due_problem: Callable[[re.Match[str], str], str | None],
) -> SourceKind:
    patterns = re.compile(name), re.compile(value)
    return SourceKind(
        words, patterns[0], example, patterns[1], given_as, digits, look_up, due_problem
    )


_ROUND = "(?P<round>[1-9][0-9]{0,18})"
SOURCE_KINDS: dict[str, SourceKind] = {
    "drand/quicknet": _kind(
        "drand 公开随机信标（quicknet）",
        f"drand/(?P<chain>quicknet)/{_ROUND}",
        "drand/quicknet/34313812",
        f"{_HEX}{{96}}",
        "该轮签名，96 位小写十六进制数字",
        77,
        "drand 公布的 quicknet 链该轮的 signature",
        _at_its_round(QUICKNET),
    ),
    "drand/default": _kind(
        "drand 公开随机信标（default）",
        f"drand/(?P<chain>default)/{_ROUND}",
        "drand/default/6620000",
        f"{_HEX}{{192}} (?:{_HEX}{{192}}|{_HEX}{{64}})",
        "该轮签名 192 位、空格、上一轮签名 192 位（第 1 轮为 64 位），均为小写十六进制数字",
        77,
        "drand 公布的 default 链该轮的 signature 和 previous_signature",
        _at_its_round(DEFAULT),
    ),
    "fc3d": _kind(
        "福彩3D",
        "fc3d/(?P<year>[0-9]{4})(?P<issue>[0-9]{3})",
        "fc3d/2026309",
        "[0-9](?: [0-9]){2}",
        "三个数字，以空格分开",
        3,
        "中国福利彩票发行管理中心公布的该期开奖号码和开奖日期",
        _on_an_evening,
    ),
    "pl5": _kind(
        "体彩排列5",
        "pl5/(?P<year>[0-9]{2})(?P<issue>[0-9]{3})",
        "pl5/26309",
        "[0-9](?: [0-9]){4}",
        "五个数字，以空格分开",
        5,
        "国家体育总局体育彩票管理中心公布的该期开奖号码和开奖日期",
        _on_an_evening,
    ),
    "index/sse": _kind(
        "上证综指收盘点位",
        f"index/sse/(?P<closing>{DAY})",
        "index/sse/2026-11-24",
        r"[1-9][0-9]{0,5}\.[0-9]{2}",
        "当日收盘点位，两位小数",
        2,
        "上海证券交易所公布的上证综合指数当日收盘点位",
        _at_the_close,
    ),
    "index/szse": _kind(
        "深证成指收盘点位",
        f"index/szse/(?P<closing>{DAY})",
        "index/szse/2026-11-24",
        r"[1-9][0-9]{0,5}\.[0-9]{2}",
        "当日收盘点位，两位小数",
        2,
        "深圳证券交易所公布的深证成份指数当日收盘点位",
        _at_the_close,
    ),
    "witness-digits": _kind(
        "见证人给出的数字",
        f"witness-digits/(?P<label>{STRATUM})",
        "witness-digits/notary",
        "[0-9]{26,128}",
        "26 至 128 个数字",
        0,
        "",
        _when_asked,
    ),
    "witness-dice": _kind(
        "见证人掷出的骰子",
        f"witness-dice/(?P<label>{STRATUM})",
        "witness-dice/notary",
        "[1-6]{20,128}",
        "20 至 128 个 1 至 6 的点数，按掷出的次序",
        0,
        "",
        _when_asked,
    ),
}
"""Every kind of source, by how its names begin."""

CLOCKWORKS = {"drand/quicknet": QUICKNET, "drand/default": DEFAULT}


def kind_of(name: str) -> str | None:
    """The key in ``SOURCE_KINDS``; ``None`` if the registry knows no such name."""
    return next((key for key, kind in SOURCE_KINDS.items() if kind.name.fullmatch(name)), None)


def source_in_words(name: str) -> str:
    """A source as pages and papers name it: what it is, and its name behind that."""
    key = kind_of(name)
    return name if key is None else f"{SOURCE_KINDS[key].words}（{name}）"


def digits(name: str) -> int:
    """How many decimal digits of a source nobody can choose; none of a name that isn't known."""
    key = kind_of(name)
    return 0 if key is None else SOURCE_KINDS[key].digits


def drand_round(name: str) -> tuple[str, int] | None:
    """Chain and round of a source that is a drand round; ``None`` of any other."""
    key = kind_of(name)
    found = None if key is None else SOURCE_KINDS[key].name.fullmatch(name)
    if found is None or "chain" not in found.groupdict():
        return None
    return found["chain"], int(found["round"])


def due_of(name: str) -> str | None:
    """When a source is due where its name alone says it: a drand round, an exchange's close."""
    key = kind_of(name)
    if key is None or (found := SOURCE_KINDS[key].name.fullmatch(name)) is None:
        return None
    if (clockwork := CLOCKWORKS.get(key)) is not None:
        return clockwork.due(int(found["round"]))
    return (
        found["closing"] + CLOSE
        if "closing" in found.groupdict() and is_day(found["closing"])
        else None
    )


def check_name(name: str, due: str, not_before: str | None) -> list[str]:
    """What is wrong, in Chinese, with announcing a source by this name, due at this time.

    Duty: 17.1 (第十七条).
    """
    key = kind_of(name)
    found = None if key is None else SOURCE_KINDS[key].name.fullmatch(name)
    if key is None or found is None:
        return [f"随机源「{name}」不在登记的种类之列，可用：{examples()}"]
    if not is_time(due):
        return [f"随机源「{name}」的时间「{due}」不是规定的写法，例如 2026-11-27T10:00:00+08:00"]
    problems = []
    if (problem := SOURCE_KINDS[key].due_problem(found, due)) is not None:
        problems.append(f"随机源「{name}」：{problem}")
    if not_before is not None and due[:10] < not_before:
        problems.append(f"随机源「{name}」的时间 {due} 早于最早抽取日 {not_before}")
    return problems


def check_value(name: str, value: str) -> list[str]:
    """What is wrong, in Chinese, with the spelling of what a source gave. Whether a drand signature
    holds is for ``drand.verify`` to say.

    Duty: 17.1 (第十七条).
    """
    key = kind_of(name)
    if key is None:
        return [f"随机源「{name}」不在登记的种类之列，可用：{examples()}"]
    kind = SOURCE_KINDS[key]
    if kind.value.fullmatch(value) is None or not _previous_fits(name, value):
        return [f"随机源「{name}」的值「{_shown(value)}」应为{kind.given_as}"]
    return []


def examples() -> str:
    """A name of every kind, for a refusal."""
    return "、".join(kind.example for kind in SOURCE_KINDS.values())


def _previous_fits(name: str, value: str) -> bool:
    """Before the first round of the default chain stands the group's hash, before every other the
    signature of the round before."""
    at = drand_round(name)
    if at is None or " " not in value:
        return True
    return (len(value.partition(" ")[2]) == GROUP_HASH_HEX) == (at[1] == 1)


def _shown(value: str) -> str:
    return value if len(value) <= 60 else value[:60] + "…"
