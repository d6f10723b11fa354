"""What a district file says of the papers of a visit (文书): who issues them, and what they tell a firm of the
law."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from models.toml_file import Counted, Legal, Number, Section, Words


class PaperTerms(Section):
    """``body`` issues the papers, their numbers begin with ``short``. ``review_within`` and
    ``court_within`` count from when the firm knows of what it thinks unlawful. A ``sample`` says so on
    every paper.

    Duty: 19.1, 21.1 (第十九条、第二十一条).
    """

    body: Words
    short: Words
    sample: Annotated[bool, Field(strict=True)] = False
    basis: Legal[Words]
    rights: Legal[Annotated[list[Words], Field(min_length=1)]]
    bans: Legal[Words]
    review_within: Number[Counted]
    review_body: Legal[Words]
    court_within: Number[Counted]
    court: Legal[Words]
    unless_rectified: Legal[Words]
