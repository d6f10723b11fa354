"""Officers by badge number or by name, within those who were sent (第十九、二十三条)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.notations.people import badges
from models.rules.notations.plain import Unclear

SENT = (("035023", "林虚甲"), ("035036", "陈虚"), ("035041", "欧阳虚丙"))
WAYS = ["{b}", "{n}", "{n} {b}", "{n}{b}", "{b}{n}", "{n}（{b}）", "{b} {n}"]


@pytest.mark.duty("19.1", "23.2")
@given(
    st.lists(st.sampled_from(SENT), min_size=1, unique=True),
    st.sampled_from(WAYS),
    st.sampled_from(["、", "，", ",", " ", "；", "/", "\n", " 和 "]),
)
def test_officers_are_read_by_number_or_by_name(
    who: list[tuple[str, str]], way: str, between: str
) -> None:
    written = between.join(way.format(b=badge, n=name) for badge, name in who)
    assert badges(written, SENT) == tuple(badge for badge, _ in who)


def test_a_name_is_read_with_spaces_in_it_and_a_number_without_its_noughts() -> None:
    assert badges("林 虚 甲、陈　虚", SENT) == ("035023", "035036")
    assert badges("林虚甲和陈虚", SENT) == ("035023", "035036")
    assert badges(35023, SENT) == ("035023",)
    assert badges(35023.0, SENT) == ("035023",)


@pytest.mark.duty("19.1")
def test_who_was_not_sent_stays_as_written() -> None:
    assert badges("王五、035099、陈虚乙", SENT) == ("王五", "035099", "035036", "乙")
    assert badges("林虚甲", ()) == ("林虚甲",)


@pytest.mark.duty("23.2")
def test_a_name_that_two_officers_share_is_asked_about() -> None:
    alike = (("035001", "林虚"), ("035002", "林虚"))
    with pytest.raises(Unclear, match=r"「林虚」有 2 名检查人员同名，请填警号（035001、035002）"):
        badges("林虚", alike)
    assert badges("035002", alike) == ("035002",)
