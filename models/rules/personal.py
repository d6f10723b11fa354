"""What may not leave the house, recognised in a text that is to be published: numbers and names of
persons, addresses of machines, the numbers of criminal files and of complaints."""

from __future__ import annotations

import hashlib
import ipaddress
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from models.rules import credit_code
from models.rules.states import Worded


class Kind(Worded):
    """What a place in a text looks like.

    Duty: 10.2, 23.1 (第十条、第二十三条).
    """

    IDENTITY = "identity", "身份证号"
    PHONE = "phone", "电话号码"
    CARD = "card", "银行卡号"
    MAIL = "mail", "电子邮箱"
    ACCOUNT = "account", "微信号或QQ号"
    MACHINE = "machine", "机器的网络地址"
    CRIMINAL = "criminal", "刑事案件文号"
    COMPLAINT = "complaint", "举报、投诉的编号"
    REPORTER = "reporter", "举报人、投诉人、证人"
    NAME = "name", "执法人员或负责人的姓名"


MAY_PASS = (Kind.NAME, Kind.REPORTER)
"""What a person may let out with a reason, for the words can be meant otherwise: a firm is called like
a person, a law speaks of those who report."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in a text; ``value`` stays in the house."""

    kind: Kind
    value: str

    def mark(self, region: str) -> str:
        """What a person names it by who lets it out."""
        return hashlib.sha256(f"{region}\n{self.kind}\n{self.value}".encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Names:
    """Names of persons as they are looked for in text after text: without spaces, by their lengths."""

    known: frozenset[str] = frozenset()
    lengths: tuple[int, ...] = ()

    @classmethod
    def of(cls, names: Iterable[str]) -> Names:
        """Names as they are written; of one character they are words."""
        bare = ("".join(name.split()) for name in names)
        known = frozenset(name for name in bare if len(name) > 1)
        return cls(known, tuple(sorted({len(name) for name in known})))

    def __or__(self, other: Names) -> Names:
        lengths = {*self.lengths, *other.lengths}
        return Names(self.known | other.known, tuple(sorted(lengths)))


NOBODY = Names()
SPACES = tuple(space for space in map(chr, range(0x3001)) if space.isspace())
"""What may stand between the characters of a name, to the last there is."""


def hits(
    written: str,
    *,
    names: Names = NOBODY,
    own: Collection[str] = (),
    allowed: Collection[str] = (),
) -> list[Hit]:
    """Everything in a text that may not leave. ``names`` are those of persons; ``own`` are words in
    which no name is looked for, as the firm's own; ``allowed`` telephone numbers are the body's.

    A credit code, a document number, a day, a digest, an inspection's number is none of it.

    Duty: 10.2, 23.1 (第十条、第二十三条).
    """
    text = _plain(written)
    found = [*_numbers(text, {_digits(each) for each in allowed}), *_patterns(text)]
    for each in filter(None, own):
        text = text.replace(unicodedata.normalize("NFKC", each), "\n")
    found += [Hit(Kind.NAME, name) for name in _names(text, names)]
    return list(dict.fromkeys(found))


def _plain(written: str) -> str:
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", written))


def bare(written: str) -> str:
    """A text as names are looked for in it."""
    return "".join(_plain(written).split(" "))


def on_a_page(text: str, allowed: Collection[str] = ()) -> list[Hit]:
    """The same of a whole page as it is read: what is certain wherever it stands."""
    closed = (Kind.COMPLAINT, Kind.REPORTER)
    lines = "\n".join(dict.fromkeys(_TOKEN.sub(" ", text).split("\n")))
    return [hit for hit in hits(lines, allowed=allowed) if hit.kind not in closed]


_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
"""Controls, and what joins or turns what is read."""


# ---- numbers of persons ----

_CHINESE = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_APART = re.compile(r"(?<=[\d+])[ \t\-._·—–、()]+(?=[\dXx(])")
_TOKEN = re.compile(r"[0-9a-f]{32,}|[0-9A-Z]{2,}(?:-[0-9A-Z]+){3,}")
_CODE = re.compile(r"(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{18}(?![0-9A-Z])")
_IDENTITY = re.compile(r"(?<!\d)[1-8]\d{5}(\d{8})\d{3}[\dXx](?![\dA-Za-z])")
_OLD_IDENTITY = re.compile(r"(?<!\d)[1-8]\d{5}(\d{6})\d{3}(?![\dA-Za-z])")
_MOBILE = re.compile(r"(?<!\d)(?:\+?86)?(1[3-9]\d{9})(?!\d)")
_LANDLINE = re.compile(
    r"(?<![\d\-])(?:\+?86[ -]?)?\(?(0\d{2,3})[-) \t]*([2-8]\d{6,7})(?![\d\-])"
    r"|(?:电话|手机|座机|联系方式|[Tt][Ee][Ll])\D{0,4}([2-9]\d{2,3}[- ]?\d{4})(?!\d)"
)
_CARD = re.compile(r"(?<!\d)(?:62\d{14,17}|[45]\d{15})(?!\d)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
NOBODY_BORN_SINCE = 2020


def _numbers(text: str, allowed: Collection[str]) -> Iterator[Hit]:
    text = _CODE.sub(lambda code: " " if _is_a_firms(code[0]) else code[0], text)
    arabic = text.translate(_CHINESE)
    for each in dict.fromkeys((arabic, _APART.sub("", arabic))):
        for found in _IDENTITY.finditer(each):
            if _is_day(found[1]) and (_checks(found[0]) or int(found[1][:4]) <= NOBODY_BORN_SINCE):
                yield Hit(Kind.IDENTITY, found[0].upper())
        for found in _MOBILE.finditer(each):
            if found[1] not in allowed:
                yield Hit(Kind.PHONE, found[1])
        yield from (Hit(Kind.CARD, found) for found in _CARD.findall(each) if _luhn(found))
    for found in _OLD_IDENTITY.finditer(arabic):
        if _is_day(f"19{found[1]}"):
            yield Hit(Kind.IDENTITY, found[0])
    for found in _LANDLINE.finditer(arabic):
        number = _digits("".join(part or "" for part in found.groups()))
        if not any(each.endswith(number) for each in allowed):
            yield Hit(Kind.PHONE, number)


def _is_a_firms(code: str) -> bool:
    """A credit code; one that is an identity number too is a person's."""
    person = _IDENTITY.fullmatch(code)
    if person is not None and _is_day(person[1]) and _checks(code):
        return False
    return credit_code.problem(code) is None


def _digits(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isdecimal())


def _is_day(digits: str) -> bool:
    try:
        return 1900 <= date.fromisoformat(digits).year < 2100
    except ValueError:
        return False


def _checks(identity: str) -> bool:
    """GB 11643-1999."""
    total = sum(int(digit) * weight for digit, weight in zip(identity[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == identity[17].upper()


def _luhn(digits: str) -> bool:
    doubled = [int(d) * (1 + n % 2) for n, d in enumerate(reversed(digits))]
    return sum(d - 9 * (d > 9) for d in doubled) % 10 == 0


# ---- what is written in a known way ----

_YEAR = r"\s*[〔\[(【]\s*(?:19|20)\d{2}\s*[〕\])】]\s*第?\s*\d+\s*号?"
_PATTERNS = {
    Kind.MAIL: re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"),
    Kind.ACCOUNT: re.compile(
        r"(?:微信|(?<![A-Za-z])(?:[Ww]e[Cc]hat|[Ww]ei[Xx]in|WX|wx|QQ|qq))\s*(?:号|群)?\s*[:是为]?\s*"
        r"(?:[A-Za-z][\w-]{5,19}|[1-9]\d{4,11})",
        re.ASCII,
    ),
    Kind.CRIMINAL: re.compile(
        r"(?:刑[^\s,,。;;、(〔\[【]{0,6}|(?:立案|立|受案|侦|拘|捕|提捕|起诉?)[^\s,,。;;、(〔\[【]{0,4}字)"
        + _YEAR
        + r"|(?<![0-9A-Za-z])A\d{20,22}(?!\d)"
    ),
    Kind.COMPLAINT: re.compile(
        r"(?:举报|投诉|信访|检举|控告|接警|警情|工单|线索|转办|交办)(?!电话|热线)"
        r"[^\s\d,,。;;、〔\[(【]{0,6}[\s:第]*[〔\[(【]?(?:\d[\d〕\]) 】第-]{2,}|\d+\s*号)"
    ),
    Kind.REPORTER: re.compile(r"(?:举报|投诉|信访|报案|报警|检举|控告)(?:人|者)|见证人|证人|线人"),
}
_ADDRESS = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)")
_MAC = re.compile(
    r"(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}([:-]))(?:[0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}(?![0-9A-Fa-f])"
)
_LONG_ADDRESS = re.compile(r"[0-9A-Fa-f:]{3,}:[0-9A-Fa-f:.]*")


def _patterns(text: str) -> Iterator[Hit]:
    for kind, pattern in _PATTERNS.items():
        yield from (Hit(kind, found[0]) for found in pattern.finditer(text))
    for pattern in (_ADDRESS, _LONG_ADDRESS):
        yield from (
            Hit(Kind.MACHINE, found[0]) for found in pattern.finditer(text) if _is_address(found[0])
        )
    yield from (Hit(Kind.MACHINE, found[0]) for found in _MAC.finditer(text))


def _is_address(written: str) -> bool:
    if "." not in written and not (
        ("::" in written and len(written) > 3) or written.count(":") == 7
    ):
        return False
    try:
        ipaddress.ip_address(written)
    except ValueError:
        return False
    return True


# ---- names ----


def _names(text: str, names: Names) -> Iterator[str]:
    """Each of the names that stands in the text, whatever spaces are in it."""
    whole = "".join(text.split(" "))
    for length in names.lengths:
        for start in range(len(whole) - length + 1):
            if whole[start : start + length] in names.known:
                yield whole[start : start + length]


UNSEEN = ("Cf", "Cc", "Cs", "Co", "Cn")
_KEPT = "\n\r\t"


def unseen(text: str) -> int:
    """How many characters of a text nobody sees: controls, marks that turn its direction or join what
    stands apart."""
    if text.isprintable():
        return 0
    return sum(unicodedata.category(c) in UNSEEN and c not in _KEPT for c in text)


def seen(text: str) -> str:
    """A text without them, as a message may show it."""
    return "".join(c for c in text if not unseen(c))


def in_words(hit: Hit, region: str, where: str, mend: str = "") -> str:
    """Why a text is stopped, where it stands, and what is to be done; its value is not repeated.

    Duty: 10.2, 23.1 (第十条、第二十三条).
    """
    said = f"{where}疑似有{hit.kind.words}，不得公布；请改写" + (f"：{mend}" if mend else "")
    if hit.kind in MAY_PASS:
        said += (
            "；确属误判或依法可以公布的，写明理由放行：ssj publish allow "
            f"{hit.mark(region)} --reason 理由"
        )
    return said
