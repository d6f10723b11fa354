"""What a user's mistake looks like: every fault named, in Chinese, all of them at once."""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong value in one place of a file a user handed in.

    ``sheet``, ``row`` (1-based, as the spreadsheet shows it) and ``column`` (the header's text, or
    the letter where there is no header) are ``None`` when the fault is of the file as a whole.
    ``expected`` says in Chinese what would have been right; ``code`` names the kind of fault for
    programs.
    """

    file: str
    expected: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    code: str = "wrong-value"

    def __str__(self) -> str:
        place = [f"文件「{self.file}」"]
        if self.sheet is not None:
            place.append(f"工作表「{self.sheet}」")
        if self.row is not None:
            place.append(f"第{self.row}行")
        if self.column is not None:
            place.append(f"「{self.column}」列")
        found = "" if self.value is None else f"的值为「{self.value}」，"
        return "".join(place) + (found or "：") + self.expected

    def as_dict(self) -> dict[str, str | int | None]:
        """The fault with stable keys, for ``--json``."""
        return asdict(self)


class Refused(Exception):
    """A request the rule or the data refuses; carries every reason, in Chinese.

    Nothing has been applied when this is raised. The command line prints one line a reason on
    stderr and exits with status 1. ``code`` names the kind of refusal for programs and stays
    stable; the sentences may change. With faults of a file it is ``wrong-file``, unless named.
    """

    def __init__(self, *reasons: str, faults: Sequence[Fault] = (), code: str = "") -> None:
        self.code = code or ("wrong-file" if faults else "refused")
        self.faults = tuple(faults)
        self.sentences = reasons
        self.reasons = (*reasons, *(str(fault) for fault in self.faults))
        super().__init__("\n".join(self.reasons))

    @classmethod
    def together(cls, refusals: Sequence[Refused]) -> Refused:
        """Several refusals as one, nothing of any lost."""
        codes = {refusal.code for refusal in refusals}
        return cls(
            *(sentence for refusal in refusals for sentence in refusal.sentences),
            faults=[fault for refusal in refusals for fault in refusal.faults],
            code=codes.pop() if len(codes) == 1 else "refused",
        )

    def as_dict(self) -> dict[str, Any]:
        """The refusal with stable keys, for ``--json``."""
        return {
            "code": self.code,
            "refused": list(self.reasons),
            "faults": [fault.as_dict() for fault in self.faults],
        }


def every(*acts: Callable[[], Any]) -> list[Any]:
    """What each of ``acts`` gives; all of them are tried, so that every fault is said.

    Raises:
        Refused: any of them was, with the reasons of all.
    """
    given: list[Any] = []
    refusals: list[Refused] = []
    for act in acts:
        try:
            given.append(act())
        except Refused as refused:
            refusals.append(refused)
    if refusals:
        raise Refused.together(refusals)
    return given


BY_ERROR_NUMBER = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "它是文件夹，应为文件",
    errno.EEXIST: "已有同名的文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "所在的盘只读",
    errno.ENOSPC: "磁盘已满",
    errno.ENAMETOOLONG: "名称太长",
}


def by_the_machine(error: OSError) -> str:
    """Why the machine refused to read or write, as people are told it."""
    return BY_ERROR_NUMBER.get(error.errno or 0, "请检查路径、权限和剩余空间")
