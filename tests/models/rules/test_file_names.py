"""Files are named after what they tell."""

from __future__ import annotations

from models.rules import file_names


def test_a_file_says_what_it_tells_and_of_what() -> None:
    draw = "350105/WB-01/2026-5"
    assert file_names.file_stem(draw) == "350105-WB-01-2026-5"
    assert file_names.file_name("draw", draw, "json", part=1) == "draw-350105-WB-01-2026-5-1.json"
    assert file_names.item_list_file("350105", "joint", 2) == "items-350105-joint-2.html"
    assert file_names.year_file("350105", 2026, "xlsx") == "350105-2026.xlsx"
    assert (
        file_names.file_name("announcement", draw, "json")
        == "announcement-350105-WB-01-2026-5.json"
    )
    assert file_names.package_file("350105/credit/4") == "350105-credit-4.zip"
    assert file_names.cycle_key("350105", "WB-01", 2026, 5) == "350105-wb-01-2026-5"
    assert file_names.specials_key("350105", 2026) == "specials-350105-2026"
    assert file_names.check_page("draw-1.html") == "draw-1-check.html"
    assert file_names.data_file("credit-350105.html") == "credit-350105.json"


def test_a_page_of_the_site_is_named_after_what_it_tells() -> None:
    assert file_names.firm_page("92350105MA00000001") == "firms/92350105MA00000001.html"
    assert [file_names.firms_page(n) for n in (1, 2)] == ["firms.html", "firms-2.html"]
    assert file_names.results_page(2026, 3) == "year-2026-3.html"
    number = "350105-WB-01-2026-5-00001"
    assert file_names.entry_of_version(number, 2) == f"{number}/2"


def test_a_years_ledger_is_a_file_of_its_region_and_item() -> None:
    assert file_names.ledger_file("350105", "WB-01", 2026) == "ledger-350105-WB-01-2026.html"


def test_a_paper_stands_in_its_inspections_folder_in_order() -> None:
    name = file_names.paper_in_bundle("350105-WB-01-2026-5-00002", 4, "责令改正通知书", 1)
    assert name == "350105-WB-01-2026-5-00002/4-责令改正通知书.pdf"
    assert file_names.paper_in_bundle("N", 4, "责令改正通知书", 2) == "N/4-责令改正通知书-2.pdf"
