"""The draw record on paper: what article 18 needs, on A4, in Chinese, with a code to compare."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp

from models.faults import Refused
from models.rules.draw.sheet import Photo, Sheet
from reports import draw_sheet as under_test
from reports.draw_sheet import draw_sheet
from tests.conftest import SAMPLES
from tests.models.rules.draw.records import R1, R1_SEALED, record_of

PHOTO = SAMPLES / "抽取现场-1.png"


def _sheet(photos: int) -> Sheet:
    record = record_of(R1)
    [digest, *_] = record["photos"]
    ids = [line.split("\t")[0] for line in record["texts"]["subjects"].splitlines()]
    return Sheet(
        brigade="虚构市公安局网安大队",
        rule="虚构市实施细则",
        announced_on="2026-11-02",
        drawn_on="2026-11-02（补录，2026-11-04 登记）",
        confirmed="2026-11-02 由分管领导（虚构）确认",
        channels={"police-site": "虚构市公安服务网"},
        names={id_: f"虚构网吧{n}号" for n, id_ in enumerate(ids)},
        officers={code: f"虚构民警{code}" for code in record["texts"]["inspectors"].split()},
        photos=[Photo("现场.png", digest, "png", PHOTO.read_bytes())] * photos,
        verified=[source["name"] for source in record["sources"]],
    )


def _text(pdf: bytes) -> str:
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    return "".join("".join(pages).replace("\u200b", "").split())


def _moment(said: str) -> str:
    """A moment of the record as the sheet's text has it, blanks aside."""
    return said.removesuffix("+08:00").replace("T", "")


@pytest.mark.duty("17.1", "17.2", "17.3", "18.1")
def test_the_sheet_says_everything_that_was_drawn() -> None:
    record = record_of(R1)
    text = _text(draw_sheet(record, _sheet(1)))
    said, drawn = record["announcement"], record["draw"]
    for wanted in (
        said["draw_id"], said["subjects"]["digest"], record["announcement_digest"], drawn["seed"],
        record["audit_head"], record["draw_digest"], record["photos"][0],
        *(each["ticket"] for each in drawn["cutoffs"]), *map(_moment, (drawn["drawn_at"], drawn["confirmed_at"])),
        "抽取人", "见证人", "分管领导", "第3级", "任何人都不能决定结果",
        "2026-11-02（补录，2026-11-04登记）", f"可抽取{said['subjects']['count']}家",
        *(_moment(each["received_at"]) for each in record["receipts"]),
    ):  # fmt: skip
        assert wanted in text, wanted
    for entry in [*drawn["drawn"], *drawn["substitutes"]]:
        assert entry["id"] in text
    for entry in drawn["drawn"]:
        assert all(f"虚构民警{code}" in text for code in entry["inspectors"])
    for change in record["changes"]:
        assert change["application"] in text
    assert text.count("原因：") == len(record["changes"]) == 6
    assert "不完整" not in text
    assert text.count("年月日") == 4  # each who signs has a day of their own, and the seal


@pytest.mark.duty("18.1")
def test_public_and_sealed_are_one_sheet() -> None:
    assert draw_sheet(record_of(R1), _sheet(1)) == draw_sheet(record_of(R1_SEALED), _sheet(1))


@pytest.mark.duty("18.1")
def test_a_sheet_without_a_photograph_says_it_is_incomplete() -> None:
    record = {**record_of(R1), "photos": []}
    assert "记录不完整（第十八条）" in _text(draw_sheet(record, _sheet(0)))


def test_the_sheet_is_a4_and_the_same_bytes_each_time() -> None:
    pdf = draw_sheet(record_of(R1), _sheet(1))
    assert pdf == draw_sheet(record_of(R1), _sheet(1))
    for page in pypdfium2.PdfDocument(pdf):
        assert [round(side) for side in page.get_size()] == [595, 842]  # A4 in points


@pytest.mark.duty("17.1")
def test_a_phone_reads_the_draws_digest_off_the_sheet() -> None:
    record = record_of(R1)
    pages = pypdfium2.PdfDocument(draw_sheet(record, _sheet(1)))
    found = [
        code.text
        for page in pages
        for code in zxingcpp.read_barcodes(page.render(scale=3).to_numpy())
    ]
    said = record["announcement"]["draw_id"]
    assert found == [f"ssj-draw-record/2 {said} {record['draw_digest']}"]


def test_a_damaged_photograph_is_named() -> None:
    damaged = Photo("坏照片.png", "0" * 64, "png", b"\x89PNG\r\n\x1a\n" + b"x" * 50)
    with pytest.raises(Refused, match=r"坏照片\.png"):
        draw_sheet(record_of(R1), replace(_sheet(0), photos=[damaged]))


def test_no_chinese_font_is_said_loudly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(under_test, "FONTS", ("没有这种字体",))
    with pytest.raises(Refused, match="没有中文字体"):
        draw_sheet(record_of(R1), _sheet(1))
