"""What a page says to a reader, wherever it is set."""

from __future__ import annotations

import io
import zipfile

import pytest

from tasks.publish.compare import check_stands, text_of
from tests.refusal import reasons
from tests.tasks.channels.letters import closed_port
from tests.tasks.publish import channels

PAGE = "<head><title>题</title></head><header>站名</header><main><h1>结果</h1><p>甲 未 发现问题</p></main><footer>脚</footer>"


def _package(page: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("page.html", page)
    return out.getvalue()


@pytest.mark.duty("23.1")
def test_head_and_foot_are_the_portals_and_the_content_is_ours() -> None:
    assert text_of(PAGE) == ["结果", "甲 未 发现问题"]
    assert text_of("<script>x</script><p>a<br>b</p>") == ["a", "b"]


@pytest.mark.duty("3.1", "23.1")
def test_every_line_is_looked_for_and_what_is_missing_is_named() -> None:
    stands = "<div>结果</div><td>甲未发现问题</td>".encode()
    with channels.interface(lambda n: 200, stands) as (url, _):
        assert check_stands(url, _package(PAGE), "page.html") == 2
        more = PAGE.replace("</p>", "</p><p>乙 正在处理</p>")
        [said] = reasons(check_stands, url, _package(more), "page.html")
    assert said == f"{url} 上没有公示件的 1 处内容：「乙 正在处理」。请核对后再登记"


@pytest.mark.duty("3.1")
def test_an_address_that_does_not_answer_is_said() -> None:
    for address in (f"http://127.0.0.1:{closed_port()}/", "http://[", "portal"):
        [said] = reasons(check_stands, address, _package(PAGE), "page.html")
        assert said == f"打不开 {address}：连接不上，或答复中断"
