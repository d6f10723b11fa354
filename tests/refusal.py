"""What a refused act answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from models.faults import Refused


def reasons(act: Callable[..., Any], *given: Any, **named: Any) -> list[str]:
    """Every reason for which ``act`` is refused; a test that expects some fails where none is."""
    with pytest.raises(Refused) as refused:
        act(*given, **named)
    return list(refused.value.reasons)
