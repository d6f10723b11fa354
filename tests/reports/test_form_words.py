"""What a record form says to whoever fills it in."""

from __future__ import annotations

from models.rules.form import FIELDS
from models.rules.notations import days, machines, plain
from models.rules.rule_set import Kind
from reports.form_words import EXAMPLES, HOW, MESSAGES


def test_every_example_is_read_as_what_it_is_an_example_of() -> None:
    readers = {
        Kind.SHARE: plain.share,
        Kind.DATE: days.day,
        Kind.SPAN: days.span,
        Kind.TERMINALS: machines.terminals,
    }
    for kind, read in readers.items():
        assert read(EXAMPLES[kind].partition("例如 ")[2])
    assert set(MESSAGES) <= set(FIELDS)
    for name, message in MESSAGES.items():
        if name.endswith("_on"):
            assert days.day(message.partition("例如 ")[2])
        if name.endswith("_at"):
            assert days.clock(message.partition("例如 ")[2].partition("；")[0])


def test_the_form_says_that_nobodys_identity_belongs_on_it() -> None:
    assert "不得填写上网人员的姓名、证件号、电话" in HOW
    assert "「本次检查情况」「未能检查的情况」「佐证材料」" in HOW
