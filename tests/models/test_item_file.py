"""Item files: the shipped ones, and every way in which one can be wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import item_file
from models.faults import Refused
from models.rules.rule_set import Rule

RELEASED = Path(__file__).parent / "released" / "items"
FIRST = (RELEASED / "wb-01-ssj-item-1.toml").read_text("utf-8")
WB_01 = (item_file.SHIPPED / "wb-01.toml").read_text("utf-8")
FIRST_MEASURE = "键「groups[1].points[1].measures[1]"


def refused(text: str) -> list[str]:
    """Every reason for which a file is refused."""
    with pytest.raises(Refused) as refusal:
        item_file.read(text, "坏.toml")
    return list(refusal.value.reasons)


def changed(*changes: tuple[str, str], of: str = FIRST) -> str:
    """WB-01's file, as it was in the first format unless another is given, with parts replaced."""
    text = of
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


@pytest.mark.duty("7.1", "10.1")
def test_an_item_has_its_eight_elements_and_every_point_an_article() -> None:
    item = item_file.read(WB_01, "wb-01.toml")
    assert len(item.elements) == 8
    assert item.elements["ratio"] == "1/20"
    assert all(item.elements.values())
    assert all(point.article.startswith("第十条") for point in item.points)


@pytest.mark.duty("25.1")
def test_another_district_has_two_items_with_other_points_that_use_every_rule() -> None:
    items = [item_file.read(path.read_text("utf-8"), path.name) for path in item_file.shipped()]
    assert [item.code for item in items] == ["YL-01", "YL-02", "WB-01"]
    used = {c.rule for item in items for point in item.points for c in point.consequences}
    assert used == set(Rule)
    for item in items:
        for _, number in item.numbers():
            assert number.unit
            assert number.article
            assert number.meaning


@pytest.mark.duty("7.1")
@pytest.mark.parametrize(
    "element",
    [
        "name",
        "legal_basis",
        "inspecting_body",
        "objects",
        "ratio",
        "frequency",
        "method",
        "content",
    ],
)
def test_an_item_without_an_element_is_refused(element: str) -> None:
    [line] = [
        line for line in FIRST.splitlines() if line.startswith(f"{element} = ") and "组" not in line
    ][:1]
    assert refused(FIRST.replace(f"{line}\n", "", 1)) == [
        f"文件「坏.toml」：键「elements.{element}」：缺少这一项"
    ]


@pytest.mark.duty("10.1", "10.2")
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[elements]", "[elements", "不是有效的 TOML：第 9 行第 10 列附近有误"),
        ('"ssj-item/1"', '"ssj-item/3"', "键「format」的值为「ssj-item/3」：应为 'ssj-item/1'、'ssj-item/2' 之一"),
        ('code = "WB-01"', 'code = "wb 01"', "键「code」的值为「wb 01」：应为 1 至 16 位大写字母"),
        ('ratio = "5%"', 'ratio = "0%"', "键「elements.ratio」：应为大于 0 且不超过 1 的比例"),
        ('name = "基础资料"', 'name = " "', "键「groups[1].name」的值为「 」：不得为空"),
        ('version = "2026-1"', 'version = "2026-1"\ncolour = 1', "键「colour」的值为「1」：不认识这一项"),
        ('rule = "zero"', 'rule = "none"', "rules[1].rule」的值为「none」：应为 'equal'、'zero'、"),
        ('kind = "text_list"', 'kind = "list"', f"{FIRST_MEASURE}.kind」的值为「list」：应为 'count'、"),
        ('code = "A2"', 'code = "A1"', "键「groups[1].points[2].code」：检查要点编号重复：A1"),
        ('code = "A2"', 'code = "甲"', "键「groups[1].points[2].code」的值为「甲」：应为 1 至 3 个大写字母"),
        ('code = "red"', 'code = "listed"', "测量项编号重复：listed"),
        ('code = "red"', 'code = "limit"', "测量项编号重复：limit"),
        ('label = "日志保存天数"', 'label = "　日志保存天数"', "label」的值为「　日志保存天数」：应写在一行内"),
        ('label = "日志保存天数"', 'label = "日志保存天数 "', "label」的值为「日志保存天数 」：应写在一行内，前后没有空格"),
        ('label = "其中红色条目数"', 'label = "控制台在线顾客数"', "测量项的写法重复：控制台在线顾客数"),
        ('label = "其中红色条目数"', 'label = "检查日期"', "测量项的写法重复：检查日期"),
        ('measure = "log_days"', 'measure = "days"', "rules[1].measure」：没有测量项「days」"),
        ('of = "listed"', 'of = "all"', "rules[1].of」：没有测量项「all」"),
        ('of = "registered"\n', "", "rules[1].of」：没有测量项「」"),
        ('of = "registered"', 'of = "certificate_expires"', "「headcount」与「certificate_expires」不是同一种"),
        ('measure = "log_days"', 'measure = "terminals"', "规则 at_least 只用于整数，「terminals」不是"),
        ('measure = "customers_unmatched"', 'measure = "red"', "没有任何规则使用这个测量项"),
        ('code = "red"', 'code = "red"\nprefilled = true', "prefilled」：只有写明 on_file 的 count 才能按场所档案预填"),
        ("value = 2", "value = -1", f"{FIRST_MEASURE}.at_least.value」：应为不小于 0 的整数"),
        ("value = 2", 'value = "1/2"', f"{FIRST_MEASURE}.at_least.value」：应为整数"),
        ('value = 2, unit = "台"', 'value = 2, unit = "人"', "应与测量项的单位「台」一致"),
        ("meaning = ", "means = ", f"{FIRST_MEASURE}.at_least.meaning」：缺少这一项"),
        ('meaning = "至少抽查几台前端机器，核对 IP 地址末位与机器编号"', 'meaning = "two at least"', "meaning」的值为「two at least」：应为一行中文，说明它的作用"),
        ('unit = "天", article', "article", "rules[1].limit.unit」：缺少这一项"),
        ('article = "第十条", ', "", f"{FIRST_MEASURE}.at_least.article」：缺少这一项"),
        ('value = "1/20"', 'value = "1/0"', "rules[1].limit.value」：应为不小于 0 的整数，或写成分数"),
        ('value = "1/20"', "value = 5", "rules[1].limit.value」：应写成分数"),
        ("value = 180", 'value = "1/2"', "rules[1].limit.value」：应为整数"),
        ('measure = "red"', 'measure = "red"\ndossier = "name"', "规则 share_at_most 没有这一项"),
        ("{wrong}", "{wrong.__class__}", "finding」：花括号里只能写 {checked}、{terminals}、{wrong}、{wrong_count}"),
        ("{log_days}", "{log_days:>99999999}", "finding」：花括号里只能写 {limit}、{log_days}"),
        ("{log_days}", "{log_days", "finding」：花括号不成对"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_key(old: str, new: str, said: str) -> None:
    reasons = refused(changed((old, new)))
    assert all(reason.startswith("文件「坏.toml」") for reason in reasons)
    assert any(said in reason for reason in reasons)


@pytest.mark.duty("10.2")
def test_a_rule_without_its_number_is_refused() -> None:
    [line] = [line for line in FIRST.splitlines() if line.startswith("limit") and "180" in line]
    assert "rules[1].limit」：规则 at_least 缺少这一项" in refused(changed((f"{line}\n", "")))[0]


@pytest.mark.duty("10.2")
def test_a_lower_bound_above_the_upper_one_is_refused() -> None:
    bound = 'at_least = { value = 2, unit = "台"'
    top = 'at_most = { value = 1, unit = "台", article = "第十条", meaning = "样例" }\n'
    assert "下限 2 大于上限 1" in refused(changed((bound, top + bound)))[0]


def test_only_what_is_counted_has_bounds() -> None:
    bound = 'at_least = { value = 1, unit = "", article = "第十条", meaning = "样例" }'
    reasons = refused(changed(('kind = "date"', f'kind = "date"\n{bound}')))
    assert any("只有整数和多项的测量项可以有上下限" in reason for reason in reasons)


@pytest.mark.duty("10.2")
def test_a_measure_that_is_only_recorded_says_so() -> None:
    measure = '\n[[groups.points.measures]]\ncode = "seats"\nlabel = "座位数"\nkind = "count"\n'
    point = 'code = "A2"\nlabel = "招牌含营业执照登记的名称"\narticle = "第十条第1项②"\n'
    assert "仅作记录的须写明 for_the_record = true" in refused(changed((point, point + measure)))[0]
    kept = changed((point, f"{point}{measure}for_the_record = true\n"))
    assert "seats" in {m.code for m in item_file.read(kept, "好.toml").measures}


def test_all_faults_come_at_once() -> None:
    reasons = refused(
        changed(
            ('rule = "zero"', 'rule = "none"'),
            ('code = "A2"', 'code = "A1"'),
            ('method = "实地检查"\n', ""),
            ('measure = "log_days"', 'measure = "days"'),
        )
    )
    for said in ("none", "编号重复：A1", "elements.method", "没有测量项「days」", "没有任何规则"):
        assert any(said in reason for reason in reasons), said


@pytest.mark.parametrize("text", ["", "groups = 3", "[[groups]]\npoints = 1", 'groups = ["甲"]'])
def test_a_file_that_is_none_is_refused(text: str) -> None:
    assert refused(text)


@pytest.mark.parametrize("text", [FIRST, WB_01], ids=["first", "second"])
@pytest.mark.parametrize(
    "old",
    [
        "code = ", "label = ", "kind = ", "measure = ", "of = ", "rule = ", "finding = ", "at_least = ",
        "limit = ", "unit = ", "name = ", "article = ", "version = ", "value = ", "hint = ", "fault = ",
        "none = ", "choices = ", "when = ", "all_of = ", "allowed = ", "asks = ", "measures = ", "otherwise = ",
        "words = ", "outcome = ", "needs = ", "tag = ", "counts_clean = ", "substitute = ", "leaves = ",
        "choice = ", "source = ", "checked = ", "evidence = ",
    ],
)  # fmt: skip
@pytest.mark.parametrize("new", ["[1]", "{ a = 1 }", "1.5", "[[1]]", "1979-05-27"])
def test_whatever_stands_in_a_file_is_refused_and_never_a_traceback(
    text: str, old: str, new: str
) -> None:
    given = "\n".join(f"{old}{new}" if line.startswith(old) else line for line in text.splitlines())
    given = given.replace("{ value = 2,", f"{{ value = {new},") if old == "value = " else given
    if given != text.rstrip("\n"):
        assert refused(given)


@pytest.mark.duty("7.1", "10.1")
@pytest.mark.parametrize("name", ["wb-01", "example-yl-01", "example-yl-02"])
def test_a_file_of_the_first_format_stays_readable(name: str) -> None:
    text = (RELEASED / f"{name}-ssj-item-1.toml").read_text("utf-8")
    read = item_file.read(text, f"{name}.toml")
    assert (read.version, read.results, read.agreements) == ("2026-1", None, ())


@pytest.mark.duty("10.1", "10.2")
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('fault = "使用公用卡"', 'fault = " "', "points[3].fault」：应写明不符合时的问题"),
        ('kind = "terminals"', 'kind = "terminals"\nchoices = ["甲"]', "只有单选和多选的测量项可以列出各项"),
        ('choices = ["涉政"', 'choices = ["未发现"', "可选的各项有重复：未发现"),
        ('kind = "yes_no"', 'kind = "yes_no"\nnone = { words = "没有" }', "是或否的测量项不能再有「没有」"),
        ('none = { words = "无人上网"', 'none = { finding = "无人", words = "无人上网"', "finding 和 not_applicable 只能写一项"),
        ('when = "customers"', 'when = "headcount"', "when」：前面没有测量项「headcount」"),
        ('all_of = "headcount"', 'all_of = "audit"', "all_of」：没有整数的测量项「audit」"),
        ('label = "在用的计费系统"', 'label = "在用的计费系统"\nall_of = "lines"', "all_of」：只用于有下限的测量项"),
        ('allowed = ["正常"]', 'allowed = ["良好"]', "allowed」：「良好」不在可选的各项中：正常、不正常"),
        ('allowed = ["是"]', 'allowed = ["有"]', "allowed」：「有」不在可选的各项中：是、否"),
        ('measures = ["red"]', 'measures = ["rot"]', "agreements[6].measures」：没有测量项「rot」"),
        ('measures = ["red"]', 'measures = ["audit"]', "agreements[6].measures」：只用于整数和多项，「audit」不是"),
        ('measures = ["customers"]\nof = "headcount"\notherwise = "核对的', 'measures = ["red"]\nof = "headcount"\notherwise = "核对的', "「red」没有可填的「没有」（none）"),
        ('otherwise = "红色{red}条', 'otherwise = "红色{lines}条', "otherwise」：花括号里只能写 {listed}、{red}、{sum}"),
        ('code = "entry-refused"', 'code = "on-site"', "results.categories[5].code」：重复：on-site"),
        ('code = "closed"', 'code = "moved-out"', "results.categories[8].code」：重复：moved-out"),
        ('choice = "已停业"', 'choice = "已实地检查"', "results.categories[6].choice」：重复：已实地检查"),
        ('choice = "已停业"', "", "results.categories[6].choice」：应写明登记表上的写法"),
        ('code = "no-problem"', 'code = "no-problem"\nchoice = "没有"', "choice」：只用于凭佐证材料（evidence）的结果"),
        ('outcome = "no_visit"\nneeds = "evidence"', 'outcome = "conform"\nneeds = "evidence"', "没有检查的，应为 no_visit 或 not_cooperating"),
        ('outcome = "no_visit"\nneeds = "evidence"', 'outcome = "no_visit"\nneeds = "later"', "needs」：未能实地检查的结果须凭佐证材料（evidence）"),
        ('tag = "mute"\ncounts_clean = false', 'tag = "mute"\ncounts_clean = true', "counts_clean」：只有逐项检查、没有问题的结果才算未发现问题"),
        ('leaves = "moved-away"', "", "substitute」：要递补的须凭佐证材料（evidence），并写明变更原因（leaves）"),
        ('outcome = "non_conform"\nneeds = "checklist"', 'outcome = "conform"\nneeds = "checklist"', "未发现问题（conform）应恰有一项"),
        ('tag = "mute"', 'tag = "grey"', "tag」的值为「grey」：应为 'good'、'warn'、'bad'、'mute' 之一"),
        ('checked = false', 'checked = "no"', "checked」的值为「no」：应为 true 或 false"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_the_second_format_is_named_with_its_key(
    old: str, new: str, said: str
) -> None:
    assert any(said in reason for reason in refused(changed((old, new), of=WB_01)))


@pytest.mark.duty("23.1")
def test_the_second_format_lists_its_results_and_the_first_has_none() -> None:
    results = WB_01[WB_01.index("[results]") :]
    assert "键「results」：缺少这一项" in refused(WB_01.replace(results, ""))[0]
    assert "ssj-item/1 没有这一项，应写 ssj-item/2" in refused(FIRST + results)[0]
