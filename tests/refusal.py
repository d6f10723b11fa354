"""What a refused act answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from models.faults import Refused


def refusal(act: Callable[..., Any], *given: Any, **named: Any) -> Refused:
    """The refusal of ``act``; a test that expects one fails where there is none."""
    with pytest.raises(Refused) as refused:
        act(*given, **named)
    return refused.value


def reasons(act: Callable[..., Any], *given: Any, **named: Any) -> list[str]:
    """Every reason for which ``act`` is refused."""
    return list(refusal(act, *given, **named).reasons)
