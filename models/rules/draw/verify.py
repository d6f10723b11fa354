"""Replay a draw record from the record alone and say, check by check, what holds and what doesn't."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from models.faults import Refused
from models.rules.draw import canonical
from models.rules.draw.announcement import canonical as canonical_json
from models.rules.draw.assign import assign
from models.rules.draw.record import FORMAT, cutoffs
from models.rules.draw.replacement import inherit, next_substitute
from models.rules.draw.sample import Place, Tickets, order, sample_size
from models.rules.draw.seed import check_sources, commitment, seed
from models.rules.draw.suite import digest


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name, and in Chinese what is wrong, if anything."""

    name: str
    problems: list[str]

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def verify(record: Any) -> list[Check]:
    """Every check of the protocol on a record (parsed JSON); never raises on a bad record.

    Duty: 17.1, 17.2, 17.3 (第十七条).
    """
    checks: list[Check] = []
    try:
        for check in _replay(record):
            checks.append(check)
    except Refused as refusal:
        checks.append(Check("重放抽取", list(refusal.reasons)))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        checks.append(Check("记录格式", [f"记录缺少内容或格式不对：{error}"]))
    return checks


def _replay(record: Any) -> Iterator[Check]:
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        yield Check("记录格式", [f"不是 {FORMAT} 格式的抽取记录"])
        return
    known = {
        "format", "announcement", "announcement_digest", "secret", "sources", "seed", "texts",
        "drawn", "substitutes", "cutoffs", "cap", "replacements", "photos", "audit_head",
    }  # fmt: skip
    strange = sorted(set(record) - known)
    yield Check("记录格式", [f"不认识「{key}」这一项" for key in strange])
    said = record["announcement"]
    suite = said["suite"]
    yield _same("公告摘要", record["announcement_digest"], digest(suite, canonical_json(said)))

    texts = {
        name: record["texts"][name].encode() for name in ("subjects", "inspectors", "recusals")
    }
    names = {"subjects": "市场主体名录", "inspectors": "检查人员代号", "recusals": "回避名单"}
    for name, text in texts.items():
        yield _same(f"{names[name]}摘要", said[name]["digest"], digest(suite, text))
        yield _same(f"{names[name]}行数", said[name]["count"], text.count(b"\n"))
    subjects = canonical.pairs(texts["subjects"])
    codes = canonical.lines_of(texts["inspectors"])
    recusals: dict[str, set[str]] = {}
    for code, id_ in canonical.pairs(texts["recusals"]):
        recusals.setdefault(id_, set()).add(code)

    secret = bytes.fromhex(record["secret"])
    yield _same("密文承诺", said["commitment"], commitment(suite, secret))
    yield _attempt("随机源", lambda: check_sources(said["sources"], record["sources"]))
    seeded = seed(suite, said["draw_id"], secret, record["sources"])
    yield _same("种子", record["seed"], seeded.hex())

    by_stratum: dict[str, list[str]] = {}
    for id_, stratum in subjects:
        by_stratum.setdefault(stratum, []).append(id_)
    yield Check("抽取数量", list(_sizes(said["strata"], by_stratum)))
    tickets = Tickets(suite, seeded)
    sizes = {name: stated["sample_size"] for name, stated in said["strata"].items()}
    more = {name: stated["substitutes"] for name, stated in said["strata"].items()}
    places = order(tickets, by_stratum, sizes, more)
    flat = [p for found in places.values() for p in found]
    yield Check("抽中对象及排位", _compare([p for p in flat if p.drawn], record["drawn"]))
    yield Check("递补对象及排位", _compare([p for p in flat if not p.drawn], record["substitutes"]))
    yield _same("入选分界", record["cutoffs"], cutoffs(places))

    by_ticket = sorted((p for p in flat if p.drawn), key=lambda p: (p.ticket, p.id))
    m = said["inspectors_per_subject"]
    cap, assigned = assign(
        tickets, [p.id for p in by_ticket], codes, recusals, m, said["load_slack"]
    )
    yield _same("检查人员任务上限", record["cap"], cap)
    yield Check(
        "检查人员",
        [
            f"「{entry['id']}」的检查人员应为 {'、'.join(assigned[entry['id']])}，"
            f"记录为 {'、'.join(entry['inspectors'])}"
            for entry in record["drawn"]
            if entry["id"] in assigned and entry["inspectors"] != assigned[entry["id"]]
        ],
    )
    yield Check(
        "递补", list(_replacements(record, tickets, places, assigned, recusals, codes, cap))
    )


def _same(name: str, stated: Any, found: Any) -> Check:
    return Check(name, [] if stated == found else [f"记录为 {stated}，重算为 {found}"])


def _attempt(name: str, action: Callable[[], None]) -> Check:
    try:
        action()
    except Refused as refusal:
        return Check(name, list(refusal.reasons))
    return Check(name, [])


def _sizes(strata: dict[str, Any], by_stratum: dict[str, list[str]]) -> Iterator[str]:
    for name in sorted(set(strata) | set(by_stratum)):
        count = len(by_stratum.get(name, []))
        if name not in strata:
            yield f"类别「{name}」不在公告中"
            continue
        stated = strata[name]
        if stated["count"] != count:
            yield f"类别「{name}」公告为 {stated['count']} 家，名录中为 {count} 家"
        due = sample_size(Fraction(stated["ratio"]), count)
        if stated["sample_size"] != due:
            yield f"类别「{name}」应抽 {due} 家，公告为 {stated['sample_size']} 家"


def _compare(found: list[Place], stated: list[dict[str, Any]]) -> list[str]:
    problems = []
    listed = {(entry["stratum"], entry["rank"]): entry for entry in stated}
    if len(listed) != len(stated):
        problems.append("同一类别的同一排位出现多次")
    for p in found:
        entry = listed.pop((p.stratum, p.rank), None)
        if entry is None:
            problems.append(f"缺少类别「{p.stratum}」第 {p.rank} 位「{p.id}」")
        elif entry["id"] != p.id:
            problems.append(
                f"类别「{p.stratum}」第 {p.rank} 位应为「{p.id}」，记录为「{entry['id']}」"
            )
        elif entry["ticket"] != p.ticket:
            problems.append(f"「{p.id}」的签号应为 {p.ticket}，记录为 {entry['ticket']}")
    return problems + [f"多出类别「{s}」第 {r} 位「{e['id']}」" for (s, r), e in listed.items()]


def _replacements(
    record: dict[str, Any],
    tickets: Tickets,
    places: dict[str, list[Place]],
    assigned: dict[str, list[str]],
    recusals: dict[str, set[str]],
    codes: list[str],
    cap: int,
) -> Iterator[str]:
    stratum_of = {p.id: name for name, found in places.items() for p in found}
    standing, used = dict(assigned), set[str]()
    for r in record["replacements"]:
        old, new = r["replaced"], r["substitute"]
        if old not in standing:
            yield f"申请 {r['application']}：「{old}」不在抽中对象中"
            continue
        stratum = stratum_of[old]
        substitutes = [p.id for p in places[stratum] if not p.drawn]
        due = next_substitute(stratum, substitutes, used)
        inspectors = standing.pop(old)
        load = Counter(code for seats in standing.values() for code in seats)
        seats = inherit(tickets, due, inspectors, recusals.get(due, ()), codes, load, cap)
        if new != due:
            yield f"申请 {r['application']}：应递补「{due}」，记录为「{new}」"
        elif r["inspectors"] != seats:
            yield f"申请 {r['application']}：「{new}」的检查人员应为 {'、'.join(seats)}"
        used.add(due)
        standing[due] = seats
