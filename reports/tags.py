"""The tone of a public word: a state is a word on a tint, and the same word has the same tint
everywhere. What is not listed has no tag."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from markupsafe import Markup

_WORDS: Mapping[str, tuple[str, ...]] = {
    "good": ("未发现问题", "已改正", "已修复", "红名单"),
    "bad": ("逾期未改正", "已查处", "已移送", "不予配合", "已列入"),
    "warn": ("正在处理", "更正", "异议处理中", "已抽取，待确认", "退回补正", "待批准"),
    "info": ("现行", "已公告", "已确认", "已公示", "已回传"),
    "mute": ("已停业", "已搬迁", "无法联系", "已注销", "旧版", "期满移出", "已移出", "待检查", "已归档", "未能实地检查"),
    "void": ("已撤回", "已撤销", "已作废", "已替换", "已取消"),
}  # fmt: skip
TONES: Mapping[str, str] = {word: tone for tone, words in _WORDS.items() for word in words}


def tone(word: str) -> str:
    """The tone of a word, ``""`` where it has none."""
    return TONES.get(word, "")


@lru_cache(maxsize=256)
def tag(word: str) -> Markup:
    """The word on its tint; one without a tone as plain text."""
    if word not in TONES:
        return Markup("{}").format(word)
    return Markup('<span class="tag {}">{}</span>').format(TONES[word], word)
