"""A draw goes step by step, and what is settled stays (ssj-draw/2, step 5): nothing is drawn before
its announcement is received everywhere and its day has come, nothing confirmed before it is drawn.

Moments are texts of one form (``models.clock.moment``), so they compare as they stand.

Duty: 17.1, 18.1, 18.2 (第十七条、第十八条).
"""

from __future__ import annotations

from collections.abc import Mapping

from models.guards.secrets import SECRET
from models.guards.shapes import Kept, Opening, Refusal, along, beginning
from models.rules.draw import state as draw
from models.rules.draw.state import DrawState, Role
from models.rules.draw.texts import NAMES as TEXTS

_SETTLED = "抽取结果一经确认不得变更（第十八条）"
_FINAL = "抽取已经作废，其记录不得增补"
_DRAW = "(SELECT d.state FROM draw d WHERE d.id = NEW.draw_pk)"
# Substitutes go on to the end of the roster: beyond the published ones the next may be added.
_NEXT_SUBSTITUTE = (
    f"NEW.role = '{Role.SUBSTITUTE}' AND NEW.rank = 1 + (SELECT max(e.rank) FROM draw_entry e "
    "WHERE e.draw_pk = NEW.draw_pk AND e.stratum = NEW.stratum)"
)
_SAID = "(SELECT d.announcement FROM draw d WHERE d.id = NEW.draw_pk)"
_LISTED = f"replace(replace({_SAID}, '[', ','), ']', ',')"


def _unsaid(part: str, in_what: str, *values: str) -> str:
    """``part`` doesn't stand in the announcement's document, or one of its ``values`` holds a quotation mark:
    a document escapes them, so such a value would be more than one of its strings."""
    several = " || ".join(f"NEW.{value}" for value in values)
    return (
        f"replace({in_what}, {part}, '') = {in_what} OR replace({several}, '\"', '') <> {several}"
    )


_SOURCE = """'{"due":"' || NEW.due || '","name":"' || NEW.name || '"}'"""
_UNSAID_SOURCE = _unsaid(_SOURCE, _SAID, "due", "name")
# No other list of an announcement holds plain strings.
_UNSAID_CHANNEL = _unsaid("""',"' || NEW.channel || '",'""", _LISTED, "channel")
_FIVE = ", ".join(f"'{name}'" for name in TEXTS)
# As previous or as superseded, an announcement's document writes the two keys side by side.
_NAMING = '"draw_id":"\' || d.draw_id || \'","record_digest":"'

RECORD_NAMED = Refusal(
    "EXISTS (SELECT 1 FROM draw d JOIN draw n "
    f"ON replace(n.announcement, '{_NAMING}', '') <> n.announcement WHERE d.id = NEW.draw_pk)",
    "抽取记录的摘要已写入以后的公告，不得再增加照片和变更",
)
"""What would come to the record of draw ``NEW.draw_pk`` after an announcement named its digest."""

_DRAWING = f"OLD.state <> NEW.state AND NEW.state = '{DrawState.DRAWN}'"
_CONFIRMING = f"OLD.state <> NEW.state AND NEW.state = '{DrawState.CONFIRMED}'"
_ABANDONING = f"OLD.state <> NEW.state AND NEW.state = '{DrawState.ABANDONED}'"
_RECEIVED = (
    "SELECT r.received_at FROM receipt r JOIN disclosure i ON i.id = r.disclosure_id "
    "JOIN publication p ON p.id = i.publication_id "
    "WHERE p.matter = NEW.draw_id || '/announcement' AND i.channel = c.channel"
)
_OF_THE_ITEM = (
    "SELECT 1 FROM draw d JOIN annual_plan p ON p.id = d.plan_id JOIN annual_plan mine "
    "ON mine.id = NEW.plan_id WHERE p.region = mine.region AND p.item_code = mine.item_code "
    "AND d.announced_at IS NOT NULL"
)
_CHANNEL_WITHOUT = (
    "EXISTS (SELECT 1 FROM draw_channel c WHERE c.draw_pk = NEW.id AND NOT EXISTS "
    f"({_RECEIVED} AND r.received_at >= NEW.announced_at AND r.received_at < NEW.drawn_at))"
)
_CHANNEL_LATE = (
    "EXISTS (SELECT 1 FROM draw_channel c JOIN draw_source s ON s.draw_pk = c.draw_pk "
    f"WHERE c.draw_pk = NEW.id AND EXISTS ({_RECEIVED} AND r.received_at >= s.due))"
)
_ORDER = (
    Refusal(
        f"{_DRAWING} AND OLD.announced_at IS NULL", "第 1 版公告的抽取不再进行，请作废后另行抽取"
    ),
    Refusal(
        f"{_DRAWING} AND EXISTS ({_OF_THE_ITEM} AND d.id > NEW.id "
        f"AND d.state <> '{DrawState.ABANDONED}')",
        "同一事项其后的抽取已经公告，不得再抽取",
    ),
    Refusal(f"{_DRAWING} AND NEW.drawn_at IS NULL", "抽取须写明时间"),
    Refusal(
        f"{_DRAWING} AND substr(NEW.drawn_at, 1, 10) < CAST(NEW.not_before AS TEXT)",
        "未到公告的最早抽取日，不得抽取",
    ),
    Refusal(f"{_DRAWING} AND {_CHANNEL_WITHOUT}", "抽取公告未送达各公告渠道，不得抽取"),
    Refusal(f"{_DRAWING} AND {_CHANNEL_LATE}", "抽取公告送达不早于随机源的时间，不得抽取"),
    Refusal(
        f"{_DRAWING} AND EXISTS (SELECT 1 FROM draw_source s WHERE s.draw_pk = NEW.id "
        "AND (s.read_at IS NULL OR s.read_at > NEW.drawn_at))",
        "公告的随机源尚未读取，不得抽取",
    ),
    Refusal(
        f"{_DRAWING} AND NEW.stamp_first AND NEW.time_stamp IS NULL",
        "公告尚未附时间戳，不得抽取",
    ),
    Refusal(
        f"{_ABANDONING} AND OLD.announced_at IS NOT NULL AND NEW.abandoned_at IS NULL",
        "作废抽取须写明时间",
    ),
    Refusal(
        f"{_ABANDONING} AND NEW.abandoned_at < coalesce(OLD.drawn_at, OLD.announced_at)",
        "作废抽取的时间不得早于公告或者抽取",
    ),
    Refusal(
        f"{_ABANDONING} AND OLD.announced_at IS NOT NULL AND NEW.seed IS NULL AND NOT EXISTS "
        "(SELECT 1 FROM draw_source s WHERE s.draw_pk = NEW.id AND s.value IS NULL)",
        "作废的抽取须算出结果，与其记录一并公开",
    ),
    Refusal(
        f"{_CONFIRMING} AND (NEW.confirmed_at IS NULL OR NEW.confirmed_at < NEW.drawn_at)",
        "确认抽取的时间不得早于抽取",
    ),
    Refusal(
        f"{_CONFIRMING} AND NEW.photographs_first "
        "AND NOT EXISTS (SELECT 1 FROM draw_photo f WHERE f.draw_pk = NEW.id)",
        "尚未附抽取照片，不得确认（第十八条）",
    ),
)
DRAWS: Mapping[str, Kept] = {
    "draw": Kept(
        "抽取公告一经发布",
        may_change=(
            Opening(("state",), along(draw.MOVES), _SETTLED),
            Opening(
                ("seed", "cap", "drawn_on", "drawn_at"),
                f"OLD.state = '{DrawState.ANNOUNCED}' AND NEW.state = '{DrawState.DRAWN}' "
                "AND NEW.drawn_on IS NOT NULL "
                f"OR OLD.state = '{DrawState.ANNOUNCED}' AND NEW.state = '{DrawState.ABANDONED}' "
                "AND OLD.seed IS NULL AND NEW.drawn_on IS NULL",
                "一次抽取只有一个种子，抽取结果不得修改",
            ),
            Opening(
                ("confirmed_on", "confirmed_by", "confirmed_at"),
                f"OLD.state = '{DrawState.DRAWN}' AND NEW.state = '{DrawState.CONFIRMED}' "
                "AND NEW.confirmed_on IS NOT NULL",
                _SETTLED,
            ),
            Opening(
                ("abandon_reason", "abandoned_at", "abandon_decider", "abandon_evidence"),
                _ABANDONING,
                "抽取作废的原因不得修改",
            ),
            Opening(
                ("draw_digest",),
                f"OLD.draw_digest IS NULL AND ({_CONFIRMING} OR {_ABANDONING})",
                _SETTLED,
            ),
            Opening(
                ("time_stamp",),
                f"OLD.time_stamp IS NULL AND NEW.state = '{DrawState.ANNOUNCED}'",
                "时间戳须在抽取之前附上，不得更换",
            ),
        ),
        not_changed=_ORDER,
        not_added=(
            beginning(draw.MOVES, "抽取须先公告"),
            Refusal(
                "EXISTS (SELECT 1 FROM draw d WHERE d.plan_id = NEW.plan_id "
                f"AND d.period = NEW.period AND d.state <> '{DrawState.ABANDONED}')",
                "一期只抽取一次（第九条），作废后方可另行抽取",
            ),
            Refusal(
                "EXISTS (SELECT 1 FROM draw d WHERE d.plan_id = NEW.plan_id "
                "AND d.period = NEW.period AND d.abandoned_at > NEW.announced_at)",
                "另行抽取的公告不得早于作废",
            ),
            Refusal(
                "CAST(NEW.not_before AS TEXT) < substr(NEW.announced_at, 1, 10)",
                "最早抽取日不得早于公告之日",
            ),
            Refusal(
                f"EXISTS ({_OF_THE_ITEM} AND d.state = '{DrawState.DRAWN}')",
                "同一事项的上一次抽取尚未确认也没有作废，不得公告下一次",
            ),
        ),
    ),
    "draw_text": Kept(
        "抽取名单",
        not_added=(
            Refusal(f"{_DRAW} <> '{DrawState.ANNOUNCED}'", "抽取名单须在公告时冻结"),
            Refusal(f"NEW.name NOT IN ({_FIVE})", "公告没有这份抽取名单"),
        ),
    ),
    "draw_channel": Kept(
        "公告渠道",
        not_added=(
            Refusal(
                f"{_DRAW} <> '{DrawState.ANNOUNCED}' OR {_UNSAID_CHANNEL}", "公告渠道须在公告时写明"
            ),
        ),
    ),
    "draw_source": Kept(
        "随机源",
        may_change=(
            Opening(
                ("value", "read_at", "read_by"),
                f"OLD.value IS NULL AND NEW.value IS NOT NULL AND {_DRAW} = '{DrawState.ANNOUNCED}'",
                "随机源的值不得修改",
            ),
        ),
        not_changed=(
            Refusal("NEW.read_at IS NULL OR NEW.read_at < NEW.due", "随机源未到时间，不得读取"),
        ),
        not_added=(
            Refusal(
                f"{_DRAW} <> '{DrawState.ANNOUNCED}' OR {_UNSAID_SOURCE}", "随机源须在公告时写明"
            ),
            Refusal("NEW.value IS NOT NULL", "随机源须先公告，再读取"),
            Refusal(
                "substr(NEW.due, 1, 10) < (SELECT CAST(d.not_before AS TEXT) FROM draw d "
                "WHERE d.id = NEW.draw_pk)",
                "随机源的时间不得早于最早抽取日",
            ),
        ),
    ),
    "draw_secret": SECRET,
    "draw_entry": Kept(
        "抽取结果",
        not_added=(
            Refusal(
                f"{_DRAW} <> '{DrawState.ANNOUNCED}' "
                f"AND NOT ({_DRAW} = '{DrawState.CONFIRMED}' AND {_NEXT_SUBSTITUTE})",
                _SETTLED,
            ),
        ),
    ),
    "assignment": Kept(
        "抽取结果", not_added=(Refusal(f"{_DRAW} <> '{DrawState.ANNOUNCED}'", _SETTLED),)
    ),
    "draw_photo": Kept(
        "抽取照片",
        not_added=(Refusal(f"{_DRAW} = '{DrawState.ABANDONED}'", _FINAL), RECORD_NAMED),
    ),
}
