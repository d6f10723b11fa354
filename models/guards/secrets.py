"""A draw's secret is sealed from the beginning; one of an earlier release is sealed once.

Duty: 18.2 (第十八条第二款).
"""

from __future__ import annotations

from models.guards.shapes import Kept, Opening, Refusal
from models.rules.at_rest import CODES_KEY, SEALED
from models.rules.at_rest import SECRET as OF_THE_DRAW
from models.rules.draw.state import DrawState

_KEPT = (OF_THE_DRAW, CODES_KEY)
_ANNOUNCED = "(SELECT d.state FROM draw d WHERE d.id = NEW.draw_pk)"


def _sealed(row: str, column: str) -> str:
    return f"substr({row}.{column}, 1, {len(SEALED)}) = '{SEALED}'"


_BOTH = " AND ".join(_sealed("NEW", column) for column in _KEPT)
_NEITHER = " AND ".join(f"NOT {_sealed('OLD', column)}" for column in _KEPT)

SECRET = Kept(
    "抽取密文",
    may_change=(Opening(_KEPT, f"{_NEITHER} AND {_BOTH}", "抽取密文一经加密封存不得修改"),),
    not_added=(
        Refusal(f"{_ANNOUNCED} <> '{DrawState.ANNOUNCED}'", "抽取密文须在公告时封存"),
        Refusal(f"NOT ({_BOTH})", "抽取密文须加密封存"),
    ),
)
