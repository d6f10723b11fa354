"""The list of duties against the articles of the rule."""

from __future__ import annotations

from models.rules.duties import DUTIES

# How many duties each article gives, counted by hand from the rule; 一、二、五 give none.
BY_ARTICLE = {
    "第三条": 1,
    "第四条": 1,
    "第六条": 1,
    "第七条": 2,
    "第八条": 1,
    "第九条": 4,
    "第十条": 3,
    "第十一条": 1,
    "第十二条": 2,
    "第十三条": 2,
    "第十四条": 2,
    "第十五条": 1,
    "第十六条": 1,
    "第十七条": 3,
    "第十八条": 3,
    "第十九条": 1,
    "第二十条": 2,
    "第二十一条": 1,
    "第二十二条": 1,
    "第二十三条": 3,
    "第二十四条": 1,
    "第二十五条": 1,
}
NUMBERS = [number for number in range(3, 26) if number != 5]


def test_every_article_has_its_duties_in_the_order_of_the_rule() -> None:
    expected = [
        (f"{number}.{running}", article)
        for number, (article, count) in zip(NUMBERS, BY_ARTICLE.items(), strict=True)
        for running in range(1, count + 1)
    ]
    assert len(expected) == 38
    assert [(duty.id, duty.article) for duty in DUTIES] == expected


def test_every_title_is_short_chinese_and_its_own() -> None:
    titles = [duty.title for duty in DUTIES]
    assert len(set(titles)) == 38
    assert all(5 <= len(title) <= 24 and title.isprintable() for title in titles)
